r"""Bitexts as tab-separated values: a line of column names, then a line a unit.

UTF-8 without a mark, LF at the end of every line, no quoting. Within a field a tab is written
`\t`, a line feed `\n`, a carriage return `\r` and a backslash `\\`, so that every line is a unit
and every unit comes back as it was.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench.errors import BadInput, Problem
from workbench.formats.articles import article_id
from workbench.formats.columns import COLUMNS, texts_of, unit_of
from workbench.formats.encoding import numbered_lines
from workbench.formats.skipping import OnSkip, Skipped
from workbench.formats.writing import write_lines
from workbench.model.unit import TranslationUnit

_WRITTEN = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\\": r"\\"}
_ESCAPE = str.maketrans(_WRITTEN)
_MEANT = {written: meant for meant, written in _WRITTEN.items()}
_ESCAPED = re.compile(r"\\[tnr\\]")

_NEEDED = ("source", "target")


class Tsv:
    """The format by the name of `tsv`."""

    name = "tsv"
    suffix = ".tsv"

    def write(
        self, units: Iterable[TranslationUnit], destination: Path, on_skip: OnSkip | None = None
    ) -> int:
        """Write units, whole or not at all, and return how many; see `BitextFormat`."""
        del on_skip  # every unit can be written
        lines = ("\t".join(map(escape, texts_of(unit).values())) for unit in units)
        return write_lines(destination, lines, heading="\t".join(COLUMNS))

    def read(self, path: Path, on_skip: OnSkip | None = None) -> Iterator[TranslationUnit]:
        """Yield the units of a file, its columns in any order; see `BitextFormat`."""
        skipped, article = Skipped(path, on_skip), article_id(path)
        lines = numbered_lines(path)
        names = _column_names(path, next(lines, (1, ""))[1])
        units = ((number, line) for number, line in lines if line)
        for place, (number, line) in enumerate(units):
            try:
                yield unit_of(_fields(names, line), name=article, number=place)
            except ValueError as error:
                skipped.add(number, str(error))
        skipped.raise_collected()


def escape(text: str) -> str:
    r"""Return a text as it stands in a field.

    >>> escape("bir\tiki\\")
    'bir\\tiki\\\\'
    """
    return text.translate(_ESCAPE)


def unescape(field: str) -> str:
    r"""Return the text that `escape` wrote; a backslash before another letter stays.

    >>> unescape(r"bir\tiki\\ C:\Fayl")
    'bir\tiki\\ C:\\Fayl'
    """
    return _ESCAPED.sub(lambda found: _MEANT[found[0]], field)


def has_column_names(path: Path) -> bool:
    """Return whether a file begins with the names of its columns, source and target among them.

    Raises BadInput when it cannot be read.
    """
    lines = numbered_lines(path)
    return not _missing(next(lines, (1, ""))[1].split("\t"))


def _missing(names: list[str]) -> list[str]:
    return [name for name in _NEEDED if name not in names]


def _column_names(path: Path, line: str) -> list[str]:
    names = line.split("\t")
    if missing := _missing(names):
        found = line if len(line) <= 60 else f"{line[:60]}..."
        what = f"no column {' and '.join(missing)}; expected column names, found {found!r}"
        raise BadInput([Problem(str(path), 1, what)], hint=f"the columns are {', '.join(COLUMNS)}")
    return names


def _fields(names: list[str], line: str) -> dict[str, str]:
    fields = line.split("\t")
    if len(fields) != len(names):
        raise ValueError(f"expected {len(names)} columns, found {len(fields)}")
    return dict(zip(names, map(unescape, fields), strict=True))
