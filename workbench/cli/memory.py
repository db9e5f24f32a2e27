"""`workbench memory`: bitexts into the memory of a workspace, and the memory out of it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.console import (
    file_of,
    format_option,
    input_path,
    must_exist,
    say,
    say_left_out,
    say_skipped,
    wiring,
    workspace_option,
)
from workbench.cli.main import FINDINGS, INTERRUPTED, MISUSE
from workbench.cli.progress import bar, stopping
from workbench.errors import BadInput
from workbench.formats.bitext import BitextFormat, format_for
from workbench.workflows.drafting import Watch

if TYPE_CHECKING:
    from threading import Event

    from workbench.workflows.import_memory import Imported, MemoryReading


@click.group("memory")
def memory_command() -> None:
    """Bring bitexts into the translation memory of a workspace, and write it to a file."""


@memory_command.command("import")
@click.argument("files", nargs=-1, required=True, type=input_path, metavar="FILE...")
@workspace_option
@format_option
def import_command(files: tuple[Path, ...], *, workspace: str, format_name: str | None) -> int:
    """Take the pairs of TMX, TSV and JSONL files into the memory; `-` is TSV unless --format says.

    Only confirmed and reviewed pairs become memory, and those whose file says nothing of a status.
    What is there already stays as it is. Each file is read to its end before its pairs are stored,
    some thousand at a time: an import that was stopped is completed by the next one.

    Exit status 1 when pairs were left out because nobody has confirmed them, 2 when a file or a
    pair could not be used; the others are imported all the same.
    """
    must_exist(files)
    formats = [format_for(path, format_name) for path in files]
    status = 0
    with stopping() as stop:
        for path, bitext in zip(files, formats, strict=True):
            try:
                status = max(status, _import_one(path, bitext, workspace, stop))
            except BadInput as error:
                say_skipped(BadInput([replace(one, path=str(path)) for one in error.problems]))
                status = MISUSE
            if stop.is_set():
                return INTERRUPTED
    return status


@memory_command.command("export")
@click.argument("file", type=input_path)
@workspace_option
@format_option
def export_command(file: Path, *, workspace: str, format_name: str | None) -> int:
    """Write the memory to FILE (TMX, TSV or JSONL), whole or not at all; `-` is standard output.

    That is what translators confirmed or reviewed in the workspace, and what was imported.
    """
    from workbench.workflows.export_memory import export_memory

    bitext = format_for(file, format_name)
    opened = wiring().open_workspace(workspace, create=False)
    with stopping() as stop, opened as store, bar("Writing", None, unit="pairs") as advance:
        watch = Watch(advance, stop.is_set)
        written = export_memory(store, bitext, file, watch=watch, on_skip=say_left_out)
    say(f"{written} pairs written to {file}")
    return 0


def _import_one(path: Path, bitext: BitextFormat, workspace: str, stop: "Event") -> int:
    """Import one file and tell how it went; return the exit status it asks for."""
    from workbench.workflows.import_memory import import_memory, look_through

    with file_of(path) as file:
        with bar(f"Reading {path}", None, unit="pairs") as advance:
            reading = look_through(file, bitext, Watch(advance, stop.is_set))
        _tell_problems(path, reading)
        if not reading.usable:
            say(f"{path}: nothing to import{_left_out(reading.left_out)}")
            return _status(reading.left_out)
        total = reading.usable
        opened = wiring().open_workspace(workspace)
        with opened as store, bar("Importing", total, unit="pairs") as advance:
            done = import_memory(store, file, bitext, Watch(advance, stop.is_set))
    say(f"{path}: {_counts(done)}{_left_out(done.left_out)}")
    return _status(done.left_out)


def _counts(done: "Imported") -> str:
    return f"{done.added} added, {done.unchanged} known already"


def _left_out(left_out: Mapping[str, int]) -> str:
    """Return how many pairs were left out, and why, after a comma; "" for none."""
    from workbench.workflows.import_memory import UNUSABLE

    counts = dict(left_out)
    unusable = counts.pop(UNUSABLE, 0)
    told = [f"{count} {status}" for status, count in counts.items()]
    reasons = [f"{', '.join(told)}: nobody has confirmed them"] if told else []
    reasons += [f"{unusable} that cannot be used"] if unusable else []
    return f", {sum(left_out.values())} left out ({'; '.join(reasons)})" if reasons else ""


def _status(left_out: Mapping[str, int]) -> int:
    from workbench.workflows.import_memory import UNUSABLE

    if left_out.get(UNUSABLE):
        return MISUSE
    return FINDINGS if any(left_out.values()) else 0


def _tell_problems(path: Path, reading: "MemoryReading") -> None:
    from workbench.workflows.import_memory import UNUSABLE

    for problem in reading.problems:
        say_left_out(replace(problem, path=str(path)))
    if more := reading.left_out[UNUSABLE] - len(reading.problems):
        say(f"Left out: {more} more of the kind")
