"""Bitexts as TMX 1.4: strict in what is written, lenient in what is read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

import workbench
from workbench.errors import WorkbenchError
from workbench.formats.skipping import OnSkip, Skipped
from workbench.formats.tmx_check import check_tmx
from workbench.formats.tmx_reading import read_units
from workbench.formats.tmx_units import element_of
from workbench.formats.writing import packed
from workbench.model.unit import TranslationUnit

_HEADER = {
    "creationtool": "workbench",
    "creationtoolversion": workbench.__version__,
    "segtype": "sentence",
    "o-tmf": "workbench",
    "adminlang": "en",
    "srclang": "az",
    "datatype": "plaintext",
}
"""Without a date: the same units give the same bytes."""


class Tmx:
    """The format by the name of `tmx`."""

    name = "tmx"
    suffix = ".tmx"

    def write(
        self, units: Iterable[TranslationUnit], destination: Path, on_skip: OnSkip | None = None
    ) -> int:
        """Write units that have a target, and return how many; see `BitextFormat`.

        A unit without source or target is no translation: it is left out, and `on_skip` is told.
        The file is checked before it takes its place; that it fails is a bug, and raises
        WorkbenchError all the same, so that no other program is handed an invalid file.
        """
        skipped = Skipped(destination, on_skip)
        with packed(destination, check=_must_be_valid) as file:
            with etree.xmlfile(file, encoding="UTF-8") as xml:
                xml.write_declaration()
                with xml.element("tmx", version="1.4"):
                    xml.write("\n", etree.Element("header", _HEADER), "\n")
                    count = _write_body(xml, units, skipped)
                    xml.write("\n")
            file.write(b"\n")
        return count

    def read(self, path: Path, on_skip: OnSkip | None = None) -> Iterator[TranslationUnit]:
        """Yield the Azerbaijani-English pairs of a file, our own or another's; see `read_units`."""
        return read_units(path, Skipped(path, on_skip))


def _write_body(
    xml: "etree._IncrementalFileWriter", units: Iterable[TranslationUnit], skipped: Skipped
) -> int:
    count = 0
    with xml.element("body"):
        xml.write("\n")
        for unit in units:
            missing = [name for name in ("source", "target") if not getattr(unit, name).strip()]
            if missing:
                skipped.add(None, f"{unit.id} has no {' and no '.join(missing)}")
                continue
            xml.write(element_of(unit), "\n")
            count += 1
    return count


def _must_be_valid(path: Path) -> None:
    problems = check_tmx(path)
    if problems:
        shown = "; ".join(f"line {problem.line}: {problem.what}" for problem in problems[:5])
        raise WorkbenchError(
            f"the TMX would not be valid: {shown}", hint="nothing was written; please report this"
        )
