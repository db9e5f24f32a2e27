"""Commands as processes of their own, to be watched, signalled and killed."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path

PATIENCE = 300.0


def start(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    """Start a command; variables are added to the environment."""
    return subprocess.Popen(
        [sys.executable, "-m", "workbench", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )


def run_alone(*arguments: object, **environment: str) -> tuple[int, str, str]:
    """Run a command to its end; return its status and what it wrote."""
    process = start(*arguments, **environment)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def last_event(out: str) -> Mapping[str, object]:
    """Return the last line of a stream of JSON lines."""
    event: dict[str, object] = json.loads(out.splitlines()[-1])
    return event


def wait_until(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait while the process works; fail when it ends before it happened."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def count(workspace: Path, what: str) -> int:
    """Count rows, `segments WHERE status = 'machine'`, in a workspace that others write."""
    with suppress(sqlite3.OperationalError):  # not there yet, or half made
        address = f"file:{workspace}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=30)) as connection:
            (number,) = connection.execute(f"SELECT count(*) FROM {what}").fetchone()  # noqa: S608
            return int(number)
    return 0


def without_dates(text: str) -> str:
    """Return an export without the moments at which it and its parts were made."""
    return re.sub(r"\d{8}T\d{6}Z|\d{4}-\d\d-\d\dT[\d:.]+(?:\+00:00|Z)", "MOMENT", text)
