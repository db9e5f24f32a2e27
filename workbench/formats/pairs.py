"""Bare pairs from any bitext, for training and scoring."""

import gzip
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from workbench.errors import BadInput, Problem
from workbench.formats.bitext import format_for

HEADER = ["article"]
MOST_PROBLEMS = 20


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (source, target) of a TMX, TSV or JSONL file.

    A TSV may be our own, with column names, or two bare columns as public corpora come; both may
    be compressed (`.tsv.gz`). Lines of bare columns with no tab, or more than one, are left out and
    reported at the end.

    Raises BadInput for an unreadable file.
    """
    if path.suffixes[-2:] == [".tsv", ".gz"] or path.suffix == ".tsv":
        yield from _tab_separated(path)
        return
    for unit in format_for(path).read(path):
        yield unit.source, unit.target


def _tab_separated(path: Path) -> Iterator[tuple[str, str]]:
    problems: list[Problem] = []
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            rows = (line.decode("utf-8").rstrip("\r\n").split("\t") for line in file)
            header = next(rows, [])
            if header[:1] == HEADER:
                source, target = header.index("source"), header.index("target")
                yield from ((row[source], row[target]) for row in rows)
                return
            yield from _bare(path, chain([header], rows), problems)
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise BadInput([Problem(str(path), None, f"cannot be read: {error}")]) from error
    if problems:
        raise BadInput(problems, hint="every line needs a source, a tab and a target")


def _bare(
    path: Path, rows: Iterator[list[str]], problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows, start=1):
        if len(row) == 2:
            yield row[0], row[1]
        elif row != [""] and len(problems) < MOST_PROBLEMS:
            problems.append(Problem(str(path), number, f"expected 2 columns, found {len(row)}"))
