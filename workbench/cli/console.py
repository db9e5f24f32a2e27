"""What commands share: options, progress on standard error, lines on standard output."""

import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.settings import load_settings
from workbench.workflows.drafting import Watch

if TYPE_CHECKING:
    from types import FrameType

    from workbench.wiring import Wiring

glossary_option = click.option(
    "--glossary",
    type=click.Path(),
    help="Glossary (CSV or TBX); the shipped glossaries/news.csv unless given.",
)
engine_option = click.option(
    "--engine", help="Catalogue id, hub id or model folder; `starter` unless set otherwise."
)
format_option = click.option(
    "--format",
    "format_name",
    type=click.Choice(["tmx", "tsv", "jsonl"]),
    help="Format of the file; by the ending of its name unless given.",
)
plain_option = click.option(
    "--plain", is_flag=True, help="The file has no header: every line is a paragraph."
)
quotations_option = click.option(
    "--inside-quotations", is_flag=True, help="Split quotations of several sentences too."
)
workspace_option = click.option(
    "--workspace", "-w", required=True, help="Workspace: one SQLite file, or a PostgreSQL URL."
)
input_path = click.Path(path_type=Path)


def wiring(**options: object) -> "Wiring":
    """Return the wiring for the settings in force and the options of a command."""
    from workbench.wiring import Wiring

    return Wiring(load_settings(**options))


def write_json_line(row: Mapping[str, object]) -> None:
    """Write one JSON object on a line of standard output."""
    click.echo(json.dumps(row, ensure_ascii=False))


def say(message: str) -> None:
    """Write a message to standard error."""
    click.echo(message, err=True)


@contextmanager
def watching(label: str, total: int | None, *, unit: str = "segments") -> Iterator[Watch]:
    """Show progress of a long job on standard error, and let it be stopped.

    The first SIGINT or SIGTERM asks the job to stop after the batch in hand, a second SIGINT ends
    it at once. Nothing is shown when standard error is no terminal.
    """
    stop = threading.Event()
    with _bar(label, total, unit) as advance, _stopping(stop):
        yield Watch(progress=advance, cancelled=stop.is_set)


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
def _bar(label: str, total: int | None, unit: str) -> Iterator[Callable[[int], None]]:
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


@contextmanager
def _stopping(stop: threading.Event) -> Iterator[None]:
    def ask(_number: int, _frame: "FrameType | None") -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say("Stopping after the batch in hand; once more to stop at once.")

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
