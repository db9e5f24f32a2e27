"""Bilingual lexicons: a tab-separated file of words, their translations and parts of speech."""

from collections.abc import Iterator
from pathlib import Path

from workbench.errors import BadInput, Problem
from workbench.formats.encoding import numbered_lines

COLUMNS = ("source", "target", "part_of_speech")


def read_lexicon(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (source, target, part of speech) of every line after the column names.

    Raises BadInput, naming file and line, for a file that cannot be read or has other columns.
    """
    for number, line in numbered_lines(path):
        fields = line.split("\t")
        if len(fields) != len(COLUMNS) or (number == 1 and tuple(fields) != COLUMNS):
            what = f"expected {', '.join(COLUMNS)} with tabs between, found {line[:60]!r}"
            raise BadInput([Problem(str(path), number, what)])
        if number > 1:
            yield fields[0], fields[1], fields[2]
