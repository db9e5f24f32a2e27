"""Write the aligned pairs of a workspace to a file, whole or not at all."""

from collections.abc import Collection
from pathlib import Path

from workbench.formats.bitext import BitextFormat
from workbench.formats.skipping import OnSkip
from workbench.model.unit import Status
from workbench.store.workspace import Workspace

WORTH_KEEPING = frozenset(Status) - {Status.EMPTY, Status.REJECTED}
"""What is exported unless something else is asked for."""


def export_corpus(
    workspace: Workspace,
    bitext: BitextFormat,
    destination: Path,
    *,
    statuses: Collection[Status] = (),
    articles: Collection[str] | None = None,
    on_skip: OnSkip | None = None,
) -> int:
    """Write the units with one of the statuses, in order of article and place; return how many.

    Without statuses everything is written that has a target and that nobody has rejected; without
    ids of articles, all of them. All is of one moment, whatever is saved meanwhile. `on_skip` is
    told of units the format cannot hold.

    Raises WorkbenchError when the file cannot be written; an older file then stays.
    """
    units = workspace.units(statuses=statuses or WORTH_KEEPING, articles=articles)
    return bitext.write(units, destination, on_skip)
