"""How long a save takes while many people save, over HTTP against a real server.

    python -m tests.bench.saving [--segments 1000] [--saves 40] [--pause 0.8] [--url postgresql://...]

Each editor has an account and saves drafts of segments of one article, checked against the shipped
glossary, a pause after each answer: the editor's own is 0.8 s from the last key to the save. 0 is
the worst there can be. Every twentieth save goes to a segment that all of them edit; who meets a
conflict saves again on top of what stands. At the end every text must be there.
"""

import argparse
import http.client
import json
import os
import platform
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import itsdangerous

import workbench
from tests.checkpoints import SOURCES
from workbench.model.article import Article
from workbench.model.segment import Segment
from workbench.settings import Settings
from workbench.store import open_workspace
from workbench.store.editing_schema import Role
from workbench.store.users import Users

EDITORS = (1, 2, 20)
SHARED_EVERY = 20
ARTICLE = "bench"
HEADING = (
    "| editors | saves | saves/s | median ms | p95 ms | slowest ms | server CPU ms a save"
    " | conflicts | lost |"
)
Row = dict[str, Any]


def serve(location: str, port: str) -> None:
    """Be the server."""
    import uvicorn

    from workbench.ui.server import create_app
    from workbench.wiring import Wiring

    app = create_app(Wiring(Settings()), location, worker=False)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", timeout_keep_alive=300)


def prepare(location: str, segments: int) -> bytes:
    """Make an article of so many segments and an account for each editor; return the secret."""
    texts = tuple(f"{SOURCES[number % len(SOURCES)]} {number}" for number in range(segments - 1))
    article = Article(id=ARTICLE, title="Sürət", paragraphs=texts)
    cuts = [Segment(n, 0, 0, len(text), text) for n, text in enumerate(article.texts)]
    with open_workspace(location) as workspace:
        workspace.add_article(article, cuts)
        users = Users(workspace)
        for number in range(max(EDITORS)):
            users.add(f"editor{number}", Role.TRANSLATOR, "not a secret")
        return users.session_secret()


@contextmanager
def server(location: str) -> Iterator[tuple[int, int]]:
    """Run a server as a process of its own; gives its port and process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.saving", "--serve", location, str(port)]
    )
    try:
        for _ in range(600):
            try:
                if call(http.client.HTTPConnection("127.0.0.1", port), "GET", "/healthz")[0] == 200:
                    break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def call(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: Any = None,
    cookie: str = "",
) -> tuple[int, Any]:
    """Return status and body of an answer."""
    headers = {"content-type": "application/json", "cookie": cookie}
    content = None if body is None else json.dumps(body).encode()
    connection.request(method, path, content, headers)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


class Editor:
    """Somebody who saves."""

    def __init__(self, number: int, port: int, secret: bytes) -> None:
        self.number = number
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        session = json.dumps({"user": f"editor{number}", "epoch": 1}).encode()
        signer = itsdangerous.TimestampSigner(secret.hex())
        self.cookie = f"workbench_session={signer.sign(b64encode(session)).decode()}"
        self.times: list[float] = []
        self.conflicts = 0
        self.written: dict[int, list[str]] = {}

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Send a request."""
        return call(self.connection, method, path, body, self.cookie)

    def work(self, own: Sequence[Row], shared: Row, saves: int, pause: float) -> None:
        """Save so many times."""
        rows = {row["key"]: row for row in [*own, shared]}
        time.sleep(pause * self.number / max(EDITORS))  # people do not begin together
        for step in range(saves):
            on_shared = step % SHARED_EVERY == SHARED_EVERY - 1
            key = shared["key"] if on_shared else own[step % len(own)]["key"]
            line = f"{self.number}.{step} The port of Baku has grown by 12 percent."
            rows[key] = self.save(rows[key], line)
            self.written.setdefault(key, []).append(line)
            time.sleep(pause)

    def save(self, row: Row, line: str) -> Row:
        """Add a line to a segment until nobody was faster; return the row."""
        while True:
            target = f"{row['target']}\n{line}"
            body = {
                "target": target[-19_000:], "version": row["version"], "status": "draft",
                "seconds": 1.0, "keys_pressed": 20,
            }  # fmt: skip
            began = time.perf_counter()
            status, answer = self.ask("PUT", f"/api/segments/{row['key']}", body)
            self.times.append(time.perf_counter() - began)
            row = answer["row"]
            if status == 200:
                return row
            self.conflicts += 1


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process, fields 14 and 15 of proc_pid_stat(5)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(
    server: tuple[int, int], secret: bytes, editors: int, arguments: argparse.Namespace
) -> str:
    """Let so many people save at once and return a line of the table."""
    port, pid = server
    saves, pause = arguments.saves, arguments.pause
    people = [Editor(number, port, secret) for number in range(editors)]
    rows = people[0].ask("GET", "/api/articles/0")[1]["segments"]
    shared, *rest = rows
    with ThreadPoolExecutor(editors) as pool:
        spent = cpu_seconds(pid)
        began = time.perf_counter()
        work = [
            pool.submit(one.work, rest[one.number :: editors][:10], shared, saves, pause)
            for one in people
        ]
        for one in work:
            one.result()
        seconds = time.perf_counter() - began
        spent = cpu_seconds(pid) - spent
    times = sorted(time for one in people for time in one.times)
    after = people[0].ask("GET", "/api/articles/0")[1]["segments"]
    stands = {row["key"]: row["target"] for row in after}
    lost = sum(
        line not in stands[key]
        for one in people
        for key, lines in one.written.items()
        for line in lines
    )
    figures = (
        editors, len(times), f"{len(times) / seconds:.1f}", *(
            f"{1000 * value:.0f}" for value in (
                statistics.median(times), times[int(0.95 * len(times))], times[-1]
            )
        ),
        f"{1000 * spent / len(times):.1f}", sum(one.conflicts for one in people), lost,
    )  # fmt: skip
    return f"| {' | '.join(map(str, figures))} |"


def signature(arguments: argparse.Namespace) -> str:
    """Say what was measured with what."""
    database = (
        "PostgreSQL" if arguments.url else f"SQLite {sqlite3.sqlite_version}, synchronous FULL"
    )
    load = f"{os.getloadavg()[0]:.1f}"
    return (
        f"one article of {arguments.segments} segments, {arguments.saves} saves each, pause"
        f" {arguments.pause} s | {database} | workbench {workbench.__version__} |"
        f" Python {platform.python_version()} | {platform.machine()}, {os.cpu_count()} cores,"
        f" load {load} | server and editors on one machine"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=1000)
    parser.add_argument("--saves", type=int, default=40)
    parser.add_argument("--pause", type=float, default=0.8)
    parser.add_argument("--url", default="")
    parser.add_argument("--serve", nargs=2, metavar=("LOCATION", "PORT"))
    arguments = parser.parse_args()
    if arguments.serve:
        serve(*arguments.serve)
        return
    with tempfile.TemporaryDirectory() as folder:
        location = arguments.url or str(Path(folder) / "bench.workbench")
        secret = prepare(location, arguments.segments)
        print(HEADING)
        print("|--:" * HEADING.count(" | ") + "|--:|")
        with server(location) as (port, pid):
            for editors in EDITORS:
                print(measure((port, pid), secret, editors, arguments), flush=True)
    print(f"\n{signature(arguments)}")


if __name__ == "__main__":
    main()
