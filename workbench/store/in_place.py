"""Exact matches for segments where they stand: between the same neighbours, or anywhere.

The same words are often translated in two ways. Of several confirmed translations the one is
offered that stood between the same sentences; without one, the newest.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Select, func, select

from workbench.store import memory
from workbench.store.articles import source_hash
from workbench.store.records import ExactMatch, StoredSegment
from workbench.store.rows import PLACE, chunks
from workbench.store.schema import segments, standing

CONTEXT_PERCENT = 101

_Around = tuple[str, str]  # the sources before and after, "" at an end of the article


def exact_matches(connection: Connection, wanted: Sequence[StoredSegment]) -> dict[int, ExactMatch]:
    """Return the best confirmed translation for each segment that has one, by its key.

    101 per cent with the same source between the same neighbours, 100 with the same source. Of
    equals the newest counts. A sentence that was dropped from its article has no neighbours.
    """
    anywhere = memory.lookup(connection, {segment.source for segment in wanted})
    known = [segment for segment in wanted if segment.source in anywhere]
    if not known:
        return {}
    in_place = _confirmed_in_place(connection, {segment.source for segment in known})
    around = _around(connection, [segment.key for segment in known])
    found = {}
    for segment in known:
        place = (segment.source, around.get(segment.key))
        found[segment.key] = in_place.get(place, anywhere[segment.source])
    return found


def _confirmed_in_place(
    connection: Connection, sources: Collection[str]
) -> dict[tuple[str, _Around | None], ExactMatch]:
    """Return the newest confirmed translation by source and neighbours."""
    rows = [
        row
        for hashes in chunks([source_hash(source) for source in sources])
        for row in connection.execute(_confirmed(hashes))
    ]
    around = _around(connection, [row.key for row in rows])
    return {
        (row.source, around[row.key]): ExactMatch(row.target, row.translator, CONTEXT_PERCENT)
        for row in rows
    }


def _confirmed(hashes: Collection[str]) -> Select[tuple[int, str, str, str]]:
    return (
        select(segments.c.key, segments.c.source, segments.c.target, segments.c.translator)
        .where(segments.c.source_hash.in_(hashes), segments.c.status.in_(memory.TRUSTED))
        .where(segments.c.target != "", standing)
        .order_by(segments.c.changed, segments.c.key)
    )


def _around(connection: Connection, keys: Sequence[int]) -> dict[int, _Around]:
    """Return the neighbours of standing segments."""
    return {
        row.key: (row.before, row.after)
        for piece in chunks(keys)
        for row in connection.execute(_with_neighbours(piece))
    }


def _with_neighbours(keys: Collection[int]) -> Select[tuple[int, str, str]]:
    in_articles = select(segments.c.article).where(segments.c.key.in_(keys))
    before, after = func.lag(segments.c.source, 1, ""), func.lead(segments.c.source, 1, "")
    placed = (
        select(
            segments.c.key,
            before.over(partition_by=segments.c.article, order_by=PLACE).label("before"),
            after.over(partition_by=segments.c.article, order_by=PLACE).label("after"),
        )
        .where(segments.c.article.in_(in_articles), standing)
        .subquery()
    )
    return select(placed).where(placed.c.key.in_(keys))
