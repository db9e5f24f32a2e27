"""translate-toolkit's translation memory, asked for `tests.bench.memory` by another interpreter.

It imports nothing of the workbench: translate-toolkit lives in an environment of its own.
"""

import json
import os
import sys
import time
from importlib import import_module
from pathlib import Path

TARGETS = 9
LEAST = 75
clock = time.process_time if os.environ.get("BENCH_CLOCK") == "cpu" else time.perf_counter


def main() -> None:
    folder = Path(sys.argv[1])
    tmdb = import_module("translate.storage.tmdb")
    file = folder / "toolkit.db"
    file.unlink(missing_ok=True)
    memory = tmdb.TMDB(str(file), max_candidates=TARGETS, min_similarity=LEAST)
    began = clock()
    count = 0
    with (folder / "units.txt").open(encoding="utf-8") as lines:
        for count, line in enumerate(lines, 1):
            source = line.rstrip("\n")
            unit = {"source": source, "target": f"{source} {count}", "context": ""}
            memory.add_dict(unit, "az", "en", commit=False)
    memory.connection.commit()
    rate = count / (clock() - began)
    memory.fulltext = sys.argv[2] == "full text"
    times, found = [], []
    for query in json.loads((folder / "toolkit.json").read_text(encoding="utf-8")):
        began = clock()
        answer = memory.translate_unit(query, ["az"], ["en"])
        times.append(1000 * (clock() - began))
        found.append([one["source"] for one in answer])
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    report = {
        "version": import_module("translate.__version__").sver,
        "rate": rate,
        "fuzzy": times,
        "found": found,
        "memory": int(status.partition("VmHWM:")[2].split()[0]) / 1024,
        "file": file.stat().st_size / 1e6,
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
