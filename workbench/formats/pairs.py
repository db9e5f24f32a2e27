"""Bare pairs from any bitext, for training and scoring."""

from collections.abc import Iterator
from pathlib import Path

from workbench.formats.bitext import format_for
from workbench.formats.encoding import numbered_lines
from workbench.formats.skipping import Skipped
from workbench.formats.tsv import has_column_names


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (source, target) of a TMX, TSV or JSONL file.

    A TSV may have column names, `source` and `target` among them, or two bare columns as public
    corpora come; then nothing in it is escaped. Lines of bare columns with no tab, or more than
    one, are left out and reported at the end.

    Raises BadInput for an unreadable file.
    """
    bitext = format_for(path)
    if bitext.name == "tsv" and not has_column_names(path):
        yield from _bare_columns(path)
        return
    for unit in bitext.read(path):
        yield unit.source, unit.target


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
