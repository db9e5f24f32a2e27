"""What commands share: options, lines on standard output, messages on standard error."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from workbench.settings import decided, load_settings

if TYPE_CHECKING:
    from workbench.errors import BadInput, Problem
    from workbench.model.article import Article
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
    help="Format of the file; by the ending of its name unless given, and TSV for `-`.",
)
plain_option = click.option(
    "--plain", is_flag=True, help="The file has no header: every line is a paragraph."
)
quotations_option = click.option(
    "--inside-quotations",
    is_flag=True,
    callback=lambda _context, _option, asked: asked or load_settings().divides_quotations,
    help="Split quotations of several sentences too; a setting of the same name says so for all.",
)
workspace_option = click.option(
    "--workspace", "-w", required=True, help="Workspace: one SQLite file, or a PostgreSQL URL."
)
input_path = click.Path(path_type=Path)


def wiring(**options: object) -> "Wiring":
    """Return the wiring for the settings in force and the options of a command."""
    from workbench.wiring import Wiring

    return Wiring(load_settings(Path(), None, **options), decided(None, **options))


def write_json_line(row: Mapping[str, object]) -> None:
    """Write one JSON object on a line of standard output, at once; half characters as U+FFFD."""
    line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """Write a message to standard error."""
    click.echo(message.encode("utf-8", "replace").decode(), err=True)


def say_skipped(problem: "BadInput") -> None:
    """Tell of a file that was left out, and why."""
    say(f"Skipped: {problem.what}")


def say_all_skipped(outcomes: "Iterable[Article | BadInput]") -> int:
    """Tell of every file that is no article, and return how many those are."""
    from workbench.errors import BadInput

    refused = [outcome for outcome in outcomes if isinstance(outcome, BadInput)]
    for problem in refused:
        say_skipped(problem)
    return len(refused)


def say_left_out(problem: "Problem") -> None:
    """Tell of a unit that was left out, and why."""
    say(f"Left out: {problem}")


@contextmanager
def file_of(path: Path) -> Iterator[Path]:
    """Give the file at a path; what stands on standard input as a file that is there meanwhile.

    Who reads a file twice can so do it with `-` as well. Its name says TSV, as `-` does.
    """
    if path != Path("-"):
        yield path
        return
    with TemporaryDirectory(prefix="workbench-stdin-") as folder:
        copy = Path(folder) / "stdin.tsv"
        with copy.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield copy


def must_exist(paths: Iterable[Path]) -> None:
    """Raise BadInput that names every path that is not there; `-` always is."""
    from workbench.errors import BadInput, Problem

    missing = [path for path in paths if path != Path("-") and not path.exists()]
    if missing:
        problems = [Problem(str(path), None, "no such file or folder") for path in missing]
        raise BadInput(problems)
