"""Keep a glossary that somebody sends: one that `workbench glossary check` can use, or none."""

from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from workbench.errors import BadInput, Conflict, Problem, Refused, WorkbenchError
from workbench.formats.atomic import atomic_write
from workbench.formats.glossary_csv import read_rows
from workbench.terminology.consistency import doubtful_lines


@dataclass(frozen=True, slots=True)
class KeptGlossary:
    """A glossary that was kept.

    Attributes:
        path: Where it lies now.
        rows: Number of its rows.
        doubts: Rows that can be used but look like slips.
    """

    path: Path
    rows: int
    doubts: tuple[Problem, ...]


def keep_glossary(
    content: bytes, name: str, folder: Path, *, replace: bool = False
) -> KeptGlossary:
    """Keep the content of a CSV file under its name in a folder, which is made if need be.

    Raises:
        Refused: The name is not one of a CSV file.
        BadInput: It is no glossary; everything that is wrong is told, line by line.
        Conflict: Another glossary of this name is there, and is not to be replaced.
        WorkbenchError: It cannot be written.
    """
    _must_be_csv(name)
    with TemporaryDirectory(prefix="workbench-glossary-") as place:
        path = Path(place) / name
        path.write_bytes(content)
        try:
            rows = read_rows(path)
        except BadInput as error:
            problems = [Problem(name, one.line, one.what) for one in error.problems]
            raise BadInput(problems, hint=error.hint) from error
    kept = folder / name
    if not replace and kept.exists() and kept.read_bytes() != content:
        raise Conflict(
            f"there is another glossary {name} already",
            hint="replace it, or send this one under another name",
        )
    _write(content, kept)
    return KeptGlossary(kept, len(rows), tuple(doubtful_lines(name, rows)))


def kept_glossaries(folder: Path) -> list[Path]:
    """Return the glossaries of a folder by name, none where there is no such folder."""
    return sorted(path for path in folder.glob("*.csv") if path.is_file())


def _must_be_csv(name: str) -> None:
    if PurePath(name).suffix.lower() != ".csv" or name.startswith("."):
        raise Refused(
            f"{name}: expected a glossary as CSV, found {PurePath(name).suffix or 'no ending'!r}",
            hint="`workbench glossary convert` makes CSV of TBX",
        )


def _write(content: bytes, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(path) as file:
            file.write(content)
    except OSError as error:
        raise WorkbenchError(
            f"{path}: cannot be written: {error.strerror or error}",
            hint="let the server write beside the workspace",
        ) from error
