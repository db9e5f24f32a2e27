"""The memory of a workspace: what its translators have confirmed."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from workbench.model.unit import Status
from workbench.store.articles import source_hash
from workbench.store.records import ExactMatch
from workbench.store.rows import chunks
from workbench.store.schema import segments

_TRUSTED = (Status.CONFIRMED, Status.REVIEWED)


def lookup(connection: Connection, sources: Iterable[str]) -> dict[str, ExactMatch]:
    """Return the newest confirmed or reviewed translation of each source that has one.

    Sources are equal when every character is. Retired segments count: a translator stood by
    them. An empty target is no translation.
    """
    names = {source_hash(source): source for source in sources}
    found: dict[str, ExactMatch] = {}
    for hashes in chunks(names):
        query = (
            select(segments.c.source, segments.c.target, segments.c.translator)
            .where(segments.c.source_hash.in_(hashes), segments.c.status.in_(_TRUSTED))
            .where(segments.c.target != "")
            .order_by(segments.c.changed, segments.c.key)
        )
        for row in connection.execute(query):
            found[row.source] = ExactMatch(row.target, row.translator)
    return found
