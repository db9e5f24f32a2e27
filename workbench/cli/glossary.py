"""`workbench glossary`: doubtful rows of a glossary, and from CSV to TBX and back."""

from pathlib import Path

import click

from workbench.cli.console import input_path, say
from workbench.cli.main import FINDINGS


@click.group("glossary")
def glossary_command() -> None:
    """Check a glossary, and turn CSV into TBX or TBX into CSV."""


@glossary_command.command("check")
@click.argument("file", type=input_path)
def check_command(file: Path) -> int:
    """List the rows of FILE (CSV or TBX) that can be used but look like slips.

    A line is `file:line: row: reason`. Exit status 1 when there are any, 2 when the file cannot be
    used as a glossary: then everything that is wrong is told, line by line.
    """
    from workbench.formats.glossary_files import read_glossary_rows
    from workbench.terminology.consistency import doubtful_lines

    rows = read_glossary_rows(file)
    doubts = doubtful_lines(str(file), rows)
    for doubt in doubts:
        click.echo(str(doubt))
    say(f"{len(rows)} rows checked: {len(doubts)} doubtful")
    return FINDINGS if doubts else 0


@glossary_command.command("convert")
@click.argument("source", type=input_path, metavar="IN")
@click.argument("target", type=input_path, metavar="OUT")
def convert_command(source: Path, target: Path) -> None:
    """Write the glossary IN to OUT: CSV or TBX by the endings of the names, `-` is CSV.

    All is kept: renderings, statuses, rules on capitals, domains and notes.
    """
    from workbench.formats.glossary_files import (
        must_be_writable_kind,
        read_glossary_file,
        write_glossary_file,
    )

    must_be_writable_kind(target)
    glossary = read_glossary_file(source)
    write_glossary_file(glossary, target)
    say(f"{sum(1 for _ in glossary.terms)} rows written to {target}")
