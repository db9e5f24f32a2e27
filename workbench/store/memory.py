"""The memory of a workspace: what its translators have confirmed."""

from collections.abc import Iterable

from sqlalchemy import BindParameter, Connection, bindparam, select

from workbench.model.unit import Status
from workbench.store.articles import source_hash
from workbench.store.editing_schema import memory_units
from workbench.store.records import ExactMatch
from workbench.store.rows import chunks
from workbench.store.schema import segments

TRUSTED = (Status.CONFIRMED, Status.REVIEWED)
_HASHES: BindParameter[str] = bindparam("hashes", expanding=True)
# Built once: building a statement takes as long as SQLite needs to answer it.
_IMPORTED = (
    select(memory_units.c.source, memory_units.c.target, memory_units.c.translator)
    .where(memory_units.c.source_hash.in_(_HASHES), memory_units.c.deleted == 0)
    .order_by(memory_units.c.changed, memory_units.c.id)
)
_CONFIRMED = (
    select(segments.c.source, segments.c.target, segments.c.translator)
    .where(segments.c.source_hash.in_(_HASHES), segments.c.status.in_(TRUSTED))
    .where(segments.c.target != "")
    .order_by(segments.c.changed, segments.c.key)
)


def lookup(connection: Connection, sources: Iterable[str]) -> dict[str, ExactMatch]:
    """Return the newest confirmed or reviewed translation of each source that has one.

    Sources are equal when every character is. Retired segments count: a translator stood by
    them. An empty target is no translation. What was imported from files comes after all of these.
    """
    names = {source_hash(source): source for source in sources}
    found: dict[str, ExactMatch] = {}
    for hashes in chunks(names):
        for query in (_IMPORTED, _CONFIRMED):
            for row in connection.execute(query, {"hashes": hashes}):
                found[row.source] = ExactMatch(row.target, row.translator)
    return found
