"""Write the translation memory of a workspace to a file, whole or not at all."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench.errors import Cancelled
from workbench.formats.bitext import BitextFormat
from workbench.formats.skipping import OnSkip
from workbench.model.unit import TranslationUnit
from workbench.store.memory_export import memory_as_units
from workbench.store.rows import in_pieces
from workbench.store.workspace import Workspace
from workbench.workflows.drafting import NOBODY, Watch

_AT_ONCE = 1000


def export_memory(
    workspace: Workspace,
    bitext: BitextFormat,
    destination: Path,
    *,
    watch: Watch = NOBODY,
    on_skip: OnSkip | None = None,
) -> int:
    """Write what was confirmed, reviewed or imported, all of one moment; return how many units.

    `on_skip` is told of units the format cannot hold.

    Raises:
        WorkbenchError: The file cannot be written; an older file then stays.
        Cancelled: The watch says so; likewise.
    """
    with workspace.reading() as connection:
        units = memory_as_units(connection)
        return bitext.write(_followed(units, watch), destination, on_skip)


def _followed(units: Iterable[TranslationUnit], watch: Watch) -> Iterator[TranslationUnit]:
    for piece in in_pieces(units, _AT_ONCE):
        if watch.cancelled():
            raise Cancelled("the export was stopped; nothing was written")
        yield from piece
        watch.progress(len(piece))
