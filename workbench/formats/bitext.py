"""Bitext formats behind one protocol, and which one a file is in."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from workbench.errors import WorkbenchError
from workbench.formats.encoding import STANDARD_STREAM
from workbench.formats.jsonl import JsonLines
from workbench.formats.skipping import OnSkip
from workbench.formats.tmx import Tmx
from workbench.formats.tsv import Tsv
from workbench.model.unit import TranslationUnit


class BitextFormat(Protocol):
    """A file format for translation units in order.

    Both ways one unit is held at a time, and `.gz` at the end of a name compresses.

    Attributes:
        name: What `--format` calls it.
        suffix: The ending of its files, with the full stop.
    """

    name: str
    suffix: str

    def write(
        self, units: Iterable[TranslationUnit], destination: Path, on_skip: OnSkip | None = None
    ) -> int:
        """Write units to a file, or to standard output for `-`, and return how many.

        Whole or not at all: until the end, also when `units` raises, an older file stays as it
        is. The same units give the same bytes. `on_skip` is told of each unit that the format
        has no place for; such units are left out and not counted.

        Raises WorkbenchError when the file cannot be written.
        """
        ...

    def read(self, path: Path, on_skip: OnSkip | None = None) -> Iterator[TranslationUnit]:
        """Yield the units of a file, or of standard input for `-`, in order.

        A unit that cannot be read is left out, the others go on. `on_skip` is told of each with
        its line; without it they are collected, and after the last unit BadInput is raised.

        Raises BadInput, after the units before, for a file that is damaged as a whole.
        """
        ...


FORMATS: tuple[BitextFormat, ...] = (Tmx(), Tsv(), JsonLines())
"""Every format."""

STREAM_FORMAT = "tsv"
"""What standard input and output are taken for when nobody says."""


def format_for(path: Path, name: str | None = None) -> BitextFormat:
    """Return the format called `name`, or the one the file's ending speaks of; `-` is TSV.

    Raises WorkbenchError for an unknown name or ending.

    >>> format_for(Path("news.tsv.gz")).name, format_for(Path("-"), "jsonl").name
    ('tsv', 'jsonl')
    """
    if path == STANDARD_STREAM:
        name = name or STREAM_FORMAT
    wanted = name or _ending(path)
    for bitext in FORMATS:
        if wanted == bitext.name:
            return bitext
    known = ", ".join(bitext.name for bitext in FORMATS)
    raise WorkbenchError(
        f"{path}: expected a bitext ({known}), found {wanted or 'no ending'!r}",
        hint=f"rename the file or give --format: {known}",
    )


def is_bitext(path: Path) -> bool:
    """Return whether the file's ending speaks of a bitext.

    >>> is_bitext(Path("news.dev.tsv.gz")), is_bitext(Path("flores.az"))
    (True, False)
    """
    return any(_ending(path) == bitext.name for bitext in FORMATS)


def _ending(path: Path) -> str:
    ending = Path(path.stem).suffix if path.suffix.lower() == ".gz" else path.suffix
    return ending.lower().removeprefix(".")
