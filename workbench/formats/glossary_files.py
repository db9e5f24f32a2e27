"""Glossary files of both kinds, CSV and TBX: which one a file is, reading and writing it."""

from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.formats.encoding import STANDARD_STREAM
from workbench.model.term import Glossary
from workbench.terminology.consistency import Row
from workbench.terminology.glossaries import build_glossary


def read_glossary_file(path: Path) -> Glossary:
    """Return a glossary, from TBX when the name ends so, else from CSV.

    Raises BadInput with everything that is wrong, line by line.
    """
    return build_glossary(path.stem, (row.term for row in read_glossary_rows(path)))


def read_glossary_rows(path: Path) -> list[Row]:
    """Return the rows of a glossary with their lines. Raises BadInput likewise."""
    if path.suffix.lower() == ".tbx":
        from workbench.formats.glossary_tbx import read_tbx_rows

        return read_tbx_rows(path)
    from workbench.formats.glossary_csv import read_rows

    return read_rows(path)


def write_glossary_file(glossary: Glossary, path: Path) -> None:
    """Write a glossary as CSV or TBX by the ending of the name, whole or not at all; `-` is CSV.

    Raises:
        BadInput: A row has a control character, which TBX cannot carry.
        WorkbenchError: The ending is another one, or the file cannot be written.
    """
    must_be_writable_kind(path)
    if path.suffix.lower() == ".tbx":
        from workbench.formats.glossary_tbx import write_tbx

        write_tbx(glossary, path)
        return
    from workbench.formats.glossary_csv import write_glossary

    write_glossary(glossary, path)


def must_be_writable_kind(path: Path) -> None:
    """Raise WorkbenchError for a name that tells neither of CSV nor of TBX."""
    if path != STANDARD_STREAM and path.suffix.lower() not in {".csv", ".tbx"}:
        raise WorkbenchError(
            f"{path}: expected a glossary (.csv or .tbx), found {path.suffix or 'no ending'!r}",
            hint="end the name in .csv or .tbx",
        )
