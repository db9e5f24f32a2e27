"""Bare pairs from any bitext, for training and scoring."""

from collections.abc import Iterator
from pathlib import Path

from workbench.formats.bitext import format_for
from workbench.formats.encoding import STANDARD_STREAM, numbered_lines
from workbench.formats.skipping import Skipped
from workbench.formats.tsv import has_column_names
from workbench.model.unit import TranslationUnit


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (source, target) of a TMX, TSV or JSONL file.

    A TSV may have column names, `source` and `target` among them, or two bare columns as public
    corpora come; then nothing in it is escaped. Lines of bare columns with no tab, or more than
    one, are left out and reported at the end.

    Raises BadInput for an unreadable file.
    """
    return ((unit.source, unit.target) for unit in read_units(path))


def read_units(path: Path, format_name: str | None = None) -> Iterator[TranslationUnit]:
    """Yield the units of what `read_pairs` reads; pairs of bare columns are numbered.

    Raises BadInput for an unreadable file.
    """
    bitext = format_for(path, format_name)
    # Standard input can be read only once, so there a TSV must have its column names.
    if bitext.name != "tsv" or path == STANDARD_STREAM or has_column_names(path):
        yield from bitext.read(path)
        return
    for number, (source, target) in enumerate(_bare_columns(path)):
        yield TranslationUnit(
            article=path.stem, paragraph=0, index=number, source=source, target=target
        )


def _bare_columns(path: Path) -> Iterator[tuple[str, str]]:
    skipped = Skipped(path, None)
    for number, line in numbered_lines(path):
        fields = line.split("\t")
        if len(fields) == 2:
            yield fields[0], fields[1]
        elif line:
            skipped.add(
                number, f"expected a source, a tab and a target, found {len(fields)} fields"
            )
    skipped.raise_collected()
