"""Test sets: a bitext, or a folder of line-aligned files as public benchmarks come."""

from pathlib import Path

from workbench.errors import BadInput, Problem
from workbench.formats.articles import read_lines
from workbench.formats.pairs import read_pairs

Pairs = tuple[tuple[str, str], ...]
Outputs = tuple[tuple[str, tuple[str, ...]], ...]


def read_test_set(path: Path) -> tuple[Pairs, Outputs]:
    """Return the pairs of a test set and the outputs of other systems that lie beside them.

    A file is a bitext (TMX, TSV, JSONL). A folder holds a file `az`, a file `en`, and any number
    of outputs named `SYSTEM.en`, one sentence a line each, in the same order.

    Raises BadInput when there is nothing to read or the files have different numbers of lines.
    """
    if not path.is_dir():
        pairs = tuple(pair for pair in read_pairs(path) if all(pair))
        if not pairs:
            raise BadInput([Problem(str(path), None, "has no pairs with a reference")])
        return pairs, ()
    for name in ("az", "en"):
        if not (path / name).is_file():
            raise BadInput(
                [Problem(str(path), None, f"a test set folder needs the file `{name}`")],
                hint="files: az (sources), en (references), SYSTEM.en (outputs); or name a bitext",
            )
    sources = read_lines(path / "az")
    columns = {file: _as_many(file, len(sources)) for file in sorted(path.glob("*.en"))}
    pairs = tuple(zip(sources, _as_many(path / "en", len(sources)), strict=True))
    return pairs, tuple((file.stem, tuple(lines)) for file, lines in columns.items())


def _as_many(path: Path, expected: int) -> list[str]:
    lines = read_lines(path)
    if len(lines) != expected:
        what = f"expected {expected} lines, as in `az`, found {len(lines)}"
        raise BadInput([Problem(str(path), None, what)])
    return lines
