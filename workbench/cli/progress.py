"""How a long job is followed: a bar for people, JSON lines for programs; and how it is stopped."""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from workbench.cli.console import say, say_skipped, write_json_line
from workbench.errors import BadInput, WorkbenchError
from workbench.workflows.drafting import Watch

Advance = Callable[[int], None]
_SECONDS_BETWEEN_LINES = 1.0


def write_event(row: Mapping[str, object]) -> None:
    """Write a JSON line of a long job. Raises WorkbenchError when nobody reads any more."""
    try:
        write_json_line(row)
    except BrokenPipeError as error:
        raise WorkbenchError(
            "the reader of standard output has gone before the end",
            hint="what was finished is kept; the same command goes on from there",
        ) from error


class BarFollower:
    """Follows a batch with bars on standard error; nothing is shown where that is no terminal."""

    def __init__(self, stop: threading.Event, files: int | None) -> None:
        self._stop = stop
        self._files = files

    @contextmanager
    def importing(self) -> Iterator[Watch]:
        """Show how many files are dealt with."""
        with bar("Importing", self._files, unit="files") as advance:
            yield Watch(advance, self._stop.is_set)

    @contextmanager
    def translating(self, waiting: int) -> Iterator[Watch]:
        """Show how many segments are translated, at which pace, and the time left."""
        with bar("Translating", waiting) as advance:
            yield Watch(advance, self._stop.is_set)

    def skipped(self, problem: BadInput) -> None:
        """Say which file was left out."""
        say_skipped(problem)


class JsonFollower:
    """Follows a batch with JSON lines on standard output, at most one a second while it works."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop

    @contextmanager
    def importing(self) -> Iterator[Watch]:
        """Write how many files are dealt with."""
        with self._counting("importing", None) as advance:
            yield Watch(advance, self._stop.is_set)

    @contextmanager
    def translating(self, waiting: int) -> Iterator[Watch]:
        """Write how many segments are translated, at which pace, and the time left."""
        with self._counting("translating", waiting) as advance:
            yield Watch(advance, self._stop.is_set)

    def skipped(self, problem: BadInput) -> None:
        """Write which file was left out, and why."""
        first = problem.problems[0]
        what = "; ".join(one.what for one in problem.problems)
        row = {"event": "skipped", "path": first.path, "line": first.line, "reason": what}
        write_event(row)

    @contextmanager
    def _counting(self, phase: str, total: int | None) -> Iterator[Advance]:
        pace = _Pace(phase, total)
        write_event(pace.row())
        yield pace.advance
        write_event(pace.row())


class _Pace:
    """Counts, and writes a line of progress when the last one is a second old."""

    def __init__(self, phase: str, total: int | None) -> None:
        self._phase = phase
        self._total = total
        self._done = 0
        self._lock = threading.Lock()
        self._began = self._told = time.monotonic()

    def advance(self, finished: int) -> None:
        """Count what is finished; from any thread."""
        with self._lock:
            self._done += finished
            if time.monotonic() - self._told >= _SECONDS_BETWEEN_LINES:
                self._told = time.monotonic()
                write_event(self.row())

    def row(self) -> dict[str, object]:
        """Return the line of progress."""
        seconds = time.monotonic() - self._began
        rate = self._done / seconds if seconds else 0.0
        left = (self._total - self._done) / rate if self._total is not None and rate else None
        return {
            "event": "progress",
            "phase": self._phase,
            "done": self._done,
            "total": self._total,
            "per_second": round(rate, 2),
            "seconds_left": left if left is None else round(max(left, 0.0), 1),
        }


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Give an event that the first SIGINT or SIGTERM sets; a second one ends the job at once."""
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say("Stopping after the work in hand; once more to stop at once.")

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def watching(label: str, total: int | None) -> Iterator[Watch]:
    """Show progress of a long job on standard error, and let signals stop it."""
    with stopping() as stop, bar(label, total) as advance:
        yield Watch(advance, stop.is_set)


@contextmanager
def watching_bytes(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show the progress of a download: yields a function of the bytes here and the bytes in all."""
    if not sys.stderr.isatty():
        yield lambda _here, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn(label), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(label, total=None)
        yield lambda here, total: progress.update(task, completed=here, total=total)


@contextmanager
def bar(label: str, total: int | None, *, unit: str = "segments") -> Iterator[Advance]:
    """Show a bar on standard error; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _finished: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(label, total=total, rate="")

        def advance(finished: int) -> None:
            progress.advance(task, finished)
            speed = progress.tasks[task].speed
            progress.update(task, rate=f"{speed:.1f}/s" if speed else "")

        yield advance
