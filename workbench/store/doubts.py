"""Where most work is to be expected: the drafts that are least likely to stand."""

from sqlalchemy import func

from workbench.model.unit import Status
from workbench.store.records import StoredSegment
from workbench.store.rows import as_stored, stored
from workbench.store.schema import segments, standing
from workbench.store.workspace import Workspace

WORDS = func.length(segments.c.source) - func.length(func.replace(segments.c.source, " ", "")) + 1
"""Words of a source, counted by the spaces between them."""

WORK = WORDS * (1 - segments.c.confidence)
"""Words of a draft that are expected to change; NULL where that is not known."""

IS_UNTOUCHED = (segments.c.status == Status.MACHINE) & segments.c.confidence.is_not(None)
"""The engine's drafts as nobody has touched them yet."""


def least_certain(workspace: Workspace, most: int) -> list[StoredSegment]:
    """Return the untouched drafts that are least likely to stand, the worst first."""
    query = (
        stored(standing, IS_UNTOUCHED).order_by(segments.c.confidence, segments.c.key).limit(most)
    )
    with workspace.reading() as connection:
        return list(as_stored(connection, query))
