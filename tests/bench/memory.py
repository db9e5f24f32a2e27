"""The translation memory, measured: finding exact and like units among very many.

    python -m tests.bench.memory [--units 20000] [--queries 300] [--url postgresql://...]
        [--toolkit PYTHON] [--toolkit-queries 6]

The units are Azerbaijani sentences made of pieces of real ones: lengths and word frequencies are
those of news. Two thirds of the queries are units with 0 to 40 % of their words changed, the rest
are sentences of another corpus. Beside the workbench the same questions go to rapidfuzz over all
units, which also gives the truth, and to the TMDB that translate-toolkit had up to version 3.12,
with its full text search and with its filter by length alone; PYTHON is an interpreter that has it.
Each way runs in a process of its own, on one core if this one is held to it (`taskset -c 0`). --url
names an empty database of PostgreSQL. BENCH_CLOCK=cpu counts processor time, for a busy machine.
"""

import argparse
import csv
import gzip
import json
import os
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import rapidfuzz
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from sqlalchemy import create_engine, text

import workbench
from workbench.model.unit import TranslationUnit
from workbench.store import open_workspace
from workbench.store.memory_matches import LEAST_PERCENT, MemoryMatches
from workbench.store.memory_units import MemoryUnits
from workbench.store.search import Side
from workbench.text.similarity import fuzzy_score, words
from workbench.workflows.measure_memory import peak_memory

SEED = 1
CLOCK = os.environ.get("BENCH_CLOCK", "wall")
clock = time.process_time if CLOCK == "cpu" else time.perf_counter
MOST = 9
CONCORDANCE = 30
PUNCTUATION = '.,:;!?()"“”«»'
TRUE = 75
CORPORA = Path(__file__).parents[2] / "corpora"
TOOLKIT = Path(__file__).with_name("memory_toolkit.py")
HEADING = (
    "| way | build, units/s | ready, s | exact p50 ms | p95 | fuzzy p50 ms | p95 | slowest"
    f" | concordance p50 ms | p95 | recall from {TRUE} %, % | memory MB | file MB |"
)
Report = dict[str, Any]


class Sentences:
    """Sentences like those of the training corpus, the same ones for the same seed."""

    def __init__(self, seed: int = SEED) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - the same sentences every time
        with gzip.open(CORPORA / "news-train.tsv.gz", "rt", encoding="utf-8") as file:
            self._real = [line for one in rows(file) if (line := one["source"].split())]
        self._words = [word for sentence in self._real for word in sentence]

    def units(self, count: int) -> Iterator[str]:
        """Yield so many sentences; three in ten are like one of the thousands before."""
        recent: list[str] = []
        for _ in range(count):
            is_like = bool(recent) and self._chance.random() < 0.3
            new = self.edited(self._chance.choice(recent)) if is_like else self._recombined()
            if len(recent) < 10_000:
                recent.append(new)
            else:
                recent[self._chance.randrange(len(recent))] = new
            yield new

    def edited(self, sentence: str) -> str:
        """Return the sentence with up to 40 % of its words replaced, dropped or added to."""
        share = 0.4 * self._chance.random()
        return self._changed(sentence.split(), share, ("replace", "replace", "drop", "add"))

    def _recombined(self) -> str:
        """Return the beginning of a sentence and the end of another, a word in four replaced."""
        begin, end = self._chance.choices(self._real, k=2)
        cut = self._chance.random()
        joined = begin[: round(cut * len(begin))] + end[round(cut * len(end)) :]
        return self._changed(joined or begin, 0.25, ("replace",))

    def _changed(self, sentence: Sequence[str], share: float, ways: Sequence[str]) -> str:
        changed = []
        for word in sentence:
            way = self._chance.choice(ways) if self._chance.random() < share else "keep"
            if way in {"keep", "add"}:
                changed.append(word)
            if way in {"replace", "add"}:
                changed.append(self._chance.choice(self._words))
        return " ".join(changed) or " ".join(sentence)


def rows(file: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of tab-separated values."""
    return csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def prepare(folder: Path, count: int, queries: int) -> None:
    """Write `units.txt`, a sentence a line, and `queries.json`: exact ones and others."""
    sentences = Sentences()
    edited = 2 * queries // 3
    draw = random.Random(SEED)  # noqa: S311 - the same questions every time
    chosen = set(draw.sample(range(count), min(edited, count)))
    exact = []
    with (folder / "units.txt").open("w", encoding="utf-8") as file:
        for number, sentence in enumerate(sentences.units(count)):
            file.write(sentence + "\n")
            if number in chosen:
                exact.append(sentence)
    with (CORPORA / "news-dev" / "news-dev.tsv").open(encoding="utf-8") as file:
        other = [one["source"] for one in rows(file)]
    other = draw.sample(other, min(queries - edited, len(other)))
    fuzzy = [*map(sentences.edited, exact), *other]
    content = json.dumps({"exact": exact, "fuzzy": fuzzy}, ensure_ascii=False)
    (folder / "queries.json").write_text(content, encoding="utf-8")


def sources(folder: Path) -> Iterator[str]:
    """Yield the units' sentences."""
    with (folder / "units.txt").open(encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file)


def targets() -> Iterator[str]:
    """Yield English sentences without end, each with a number, so that no two are the same."""
    with gzip.open(CORPORA / "news-train.tsv.gz", "rt", encoding="utf-8") as file:
        real = [one["target"] for one in rows(file)]
    return (f"{one} {number}" for number, one in enumerate(cycle(real)))


def build(folder: Path, location: str) -> Report:
    """Fill a workspace's memory."""
    pairs = (
        TranslationUnit(article="bench", paragraph=0, index=0, source=one, target=other)
        for one, other in zip(sources(folder), targets(), strict=False)
    )
    with open_workspace(location) as workspace:
        began = clock()
        done = MemoryUnits(workspace).add(pairs, "bench.tmx")
        seconds = clock() - began
    return {"rate": done.added / seconds, "added": done.added}


def ask(folder: Path, location: str) -> Report:
    """Put the questions to a workspace."""
    asked = questions(folder)
    with open_workspace(location, create=False) as workspace:
        matches = MemoryMatches(workspace)
        began = clock()
        matches.matches_of("")
        ready = clock() - began
        exact, _ = timed(asked["exact"], lambda source: workspace.memory_lookup([source])[source])
        fuzzy, found = timed(asked["fuzzy"], lambda source: matches.matches_of(source, MOST))
        units = MemoryUnits(workspace)
        looked_up, _ = timed(
            map(longest_word, asked["exact"]),
            lambda word: units.newest(word, Side.SOURCE, CONCORDANCE),
        )
    scores = [[one.percent for one in some] for some in found]
    times = {"exact": exact, "fuzzy": fuzzy, "concordance": looked_up}
    return {"ready": ready, **times, "scores": true_ones(scores)}


def longest_word(sentence: str) -> str:
    """Return what a translator might look up in the concordance: a long word is a rare one."""
    return max(sentence.split(), key=len).strip(PUNCTUATION)


def compare_with_all(folder: Path) -> Report:
    """Put the questions to rapidfuzz, which compares each with every unit."""
    asked = questions(folder)
    letters: dict[str, str] = {}

    def coded(sentence: str) -> str:
        return "".join(
            letters.setdefault(one, chr(0xE000 + len(letters))) for one in words(sentence)
        )

    began = clock()
    units = list(map(coded, sources(folder)))
    seconds = clock() - began

    def near(source: str) -> list[int]:
        scorer, cutoff = Levenshtein.normalized_similarity, LEAST_PERCENT / 100
        found = process.extract(
            coded(source), units, scorer=scorer, score_cutoff=cutoff, limit=MOST
        )
        return [int(100 * score + 1e-9) for _, score, _ in found]

    fuzzy, scores = timed(asked["fuzzy"], near)
    return {"rate": len(units) / seconds, "fuzzy": fuzzy, "scores": true_ones(scores)}


def compare_with_toolkit(folder: Path, python: str, way: str, most: int) -> Report:
    """Put the first of each kind of questions to translate-toolkit's TMDB."""
    asked = questions(folder)["fuzzy"]
    chosen = [*asked[: most - most // 3], *asked[len(asked) - most // 3 :]]
    (folder / "toolkit.json").write_text(json.dumps(chosen), encoding="utf-8")
    report = run([python, str(TOOLKIT), str(folder), way])
    scores = [
        [fuzzy_score(source, one) for one in found]
        for source, found in zip(chosen, report.pop("found"), strict=True)
    ]
    places = [asked.index(source) for source in chosen]
    return report | {"places": places, "scores": true_ones(scores)}


def questions(folder: Path) -> dict[str, list[str]]:
    """Return the queries."""
    read: dict[str, list[str]] = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    return read


def timed(asked: Iterable[str], answer: Callable[[str], Any]) -> tuple[list[float], list[Any]]:
    """Return the milliseconds each answer took, and the answers."""
    times, answers = [], []
    for one in asked:
        began = clock()
        answers.append(answer(one))
        times.append(1000 * (clock() - began))
    return times, answers


def true_ones(scores: Iterable[Iterable[int]]) -> list[list[int]]:
    """Return the scores that count."""
    return [[one for one in some if one >= TRUE] for some in scores]


def recall(found: Sequence[Sequence[int]], truth: Sequence[Sequence[int]]) -> float:
    """Return how many of the true matches were found, in percent; equal scores are equal."""
    pairs = list(zip(found, truth, strict=True))
    hits = sum((Counter(one) & Counter(other)).total() for one, other in pairs)
    return 100 * hits / max(1, sum(len(other) for _, other in pairs))


def run(command: Sequence[str]) -> Report:
    """Run a program and return what its last line reports."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    report: Report = json.loads(done.stdout.splitlines()[-1])
    return report


def part(folder: Path, *arguments: str) -> Report:
    """Run a part of this program in a process of its own."""
    return run([sys.executable, "-m", "tests.bench.memory", "--part", str(folder), *arguments])


def be(folder: Path, name: str, location: str = "") -> None:
    """Be such a process."""
    report = (
        {"build": build, "ask": ask}[name](folder, location)
        if location
        else compare_with_all(folder)
    )
    print(json.dumps(report | {"memory": peak_memory()}))


def workbench_on(folder: Path, location: str) -> Report:
    """Fill and ask a workspace."""
    built = part(folder, "build", location)
    asked = part(folder, "ask", location)
    both = {"memory": max(built["memory"], asked["memory"]), "file": size(location)}
    return built | asked | both


def size(location: str) -> float:
    """Return the size of a workspace in MB."""
    if "://" not in location:
        return Path(location).stat().st_size / 1e6
    query = text("SELECT sum(pg_total_relation_size(relid)) FROM pg_stat_user_tables")
    engine = create_engine(location.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        total = connection.scalar(query) or 0
    engine.dispose()
    return float(total) / 1e6


def line(way: str, report: Report, truth: Sequence[Sequence[int]]) -> str:
    """Return a line of the table."""
    known = [truth[place] for place in report.get("places", range(len(truth)))]
    figures = (
        way, number(report.get("rate"), 0), number(report.get("ready")),
        *(number(value, 2) for value in spread(report.get("exact"))[:2]),
        *(number(value) for value in spread(report["fuzzy"])),
        *(number(value) for value in spread(report.get("concordance"))[:2]),
        number(recall(report["scores"], known), 2), number(report["memory"], 0),
        number(report.get("file"), 0),
    )  # fmt: skip
    return f"| {' | '.join(figures)} |"


def spread(times: Sequence[float] | None) -> Sequence[float | None]:
    """Return median, 95th percentile and maximum."""
    if not times:
        return None, None, None
    return [float(value) for value in np.percentile(times, (50, 95, 100))]


def number(value: float | None, digits: int = 1) -> str:
    """Return a figure of the table, nothing for None."""
    return "" if value is None else f"{value:,.{digits}f}"


def signature(options: argparse.Namespace, folder: Path, truth: Sequence[Sequence[int]]) -> str:
    """Say what was measured with what."""
    asked = questions(folder)
    parts = (
        f"{options.units:,} units of recombined news-train, seed {SEED}",
        f"{len(asked['exact'])} exact and {len(asked['fuzzy'])} fuzzy questions",
        f"{sum(map(len, truth))} true matches among their first {MOST}",
        f"workbench {workbench.__version__}",
        f"SQLite {sqlite3.sqlite_version}, synchronous FULL",
        f"rapidfuzz {rapidfuzz.__version__}",
        f"numpy {np.__version__}",
        f"Python {platform.python_version()}",
        f"{platform.machine()}, {len(os.sched_getaffinity(0))} of {os.cpu_count()} cores",
        f"load {os.getloadavg()[0]:.1f}, {CLOCK} time",
    )
    return " | ".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--url", default="")
    parser.add_argument("--toolkit", default="", metavar="PYTHON")
    parser.add_argument("--toolkit-queries", type=int, default=6)
    parser.add_argument("--part", nargs="+")
    options = parser.parse_args()
    if options.part:
        be(Path(options.part[0]), *options.part[1:])
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        prepare(folder, options.units, options.queries)
        everything = part(folder, "all")
        truth = everything["scores"]
        print(f"{HEADING}\n|---{'|--:' * (HEADING.count('|') - 2)}|")
        locations = {"SQLite": str(folder / "bench.workbench"), "PostgreSQL": options.url}
        for database, location in locations.items():
            if location:
                report = workbench_on(folder, location)
                print(line(f"**workbench**, {database}", report, truth), flush=True)
        print(line("rapidfuzz, every unit", everything, truth), flush=True)
        for way in ("full text", "lengths") if options.toolkit else ():
            report = compare_with_toolkit(folder, options.toolkit, way, options.toolkit_queries)
            name = f"translate-toolkit {report['version']}, TMDB, {way}"
            print(line(name, report, truth), flush=True)
        print(f"\n{signature(options, folder, truth)}")


if __name__ == "__main__":
    main()
