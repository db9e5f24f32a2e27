"""The memory of a workspace: what its translators have confirmed, and what files brought in."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    literal,
    select,
    union_all,
)

from workbench.model.unit import Status
from workbench.store.articles import source_hash
from workbench.store.editing_schema import memory_units
from workbench.store.records import ExactMatch
from workbench.store.rows import in_pieces
from workbench.store.schema import segments

TRUSTED = (Status.CONFIRMED, Status.REVIEWED)
_HASHES: BindParameter[str] = bindparam("hashes", expanding=True)
_AT_ONCE = 400  # each of them is a parameter twice, and SQLite's limit may be as low as 999


def lookup(connection: Connection, sources: Iterable[str]) -> dict[str, ExactMatch]:
    """Return the newest confirmed or reviewed translation of each source that has one.

    Sources are equal when every character is. Retired segments count: a translator stood by
    them. An empty target is no translation. What was imported from files comes after all of these.
    """
    found: dict[str, ExactMatch] = {}
    for hashes in in_pieces({source_hash(source) for source in sources}, _AT_ONCE):
        for row in connection.execute(_BEST_LAST, {"hashes": hashes}):
            found[row.source] = ExactMatch(row.target, row.translator)
    return found


def _units(rank: int, table: Table, number: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    """Return the query for the units of a table whose sources have some hashes."""
    return select(
        literal(rank).label("rank"),
        *(table.c[name] for name in ("source", "target", "translator", "changed")),
        number.label("number"),
    ).where(table.c.source_hash.in_(_HASHES))


# One statement, built once: going to the database and building what to ask there take as long as
# the answer.
_BOTH = union_all(
    _units(0, memory_units, memory_units.c.id).where(memory_units.c.deleted == 0),
    _units(1, segments, segments.c.key).where(
        segments.c.status.in_(TRUSTED), segments.c.target != ""
    ),
).subquery()
_BEST_LAST = select(_BOTH.c.source, _BOTH.c.target, _BOTH.c.translator).order_by(
    _BOTH.c.rank, _BOTH.c.changed, _BOTH.c.number
)
