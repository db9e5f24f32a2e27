"""Where most work is to be expected: the drafts that are least likely to stand."""

from sqlalchemy import func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import Integer

from workbench.model.unit import Status
from workbench.store.records import StoredSegment
from workbench.store.rows import as_stored, stored
from workbench.store.schema import segments, standing
from workbench.store.workspace import Workspace


class _Bytes(GenericFunction[int]):
    """The bytes of a text; its characters are counted one by one, and take twice the time."""

    type = Integer()
    name = "octet_length"
    inherit_cache = True


@compiles(_Bytes, "sqlite")
def _on_sqlite(element: _Bytes, compiler: SQLCompiler, **options: object) -> str:
    return f"length(CAST({compiler.process(element.clauses, **options)} AS BLOB))"


WORDS = _Bytes(segments.c.source) - _Bytes(func.replace(segments.c.source, " ", "")) + 1
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
