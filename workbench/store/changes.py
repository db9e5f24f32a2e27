"""Changes by the name their browser gave them, so that one sent twice is made once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from workbench.store.editing_schema import changes


@dataclass(frozen=True, slots=True)
class Change:
    """What a change made.

    Attributes:
        number: Key of the segment, or number of the comment, job or operation.
        version: The segment's version after it, 0 where there is none.
    """

    number: int
    version: int


def made(connection: Connection, change_id: str) -> Change | None:
    """Return what the change made, or None when it was not made; "" is no name."""
    query = select(changes.c.number, changes.c.version).where(changes.c.id == change_id)
    row = connection.execute(query).one_or_none() if change_id else None
    return Change(row.number, row.version) if row else None


def record(
    connection: Connection, change_id: str, number: int, *, now: datetime, version: int = 0
) -> None:
    """Keep what the change made; nothing is kept under ""."""
    if change_id:
        row = {"id": change_id, "number": number, "version": version, "when": now}
        connection.execute(insert(changes), row)


def newest_version(connection: Connection, key: int, change_ids: Collection[str]) -> int | None:
    """Return the newest version of a segment that one of the changes made."""
    if not change_ids:
        return None
    query = select(func.max(changes.c.version)).where(
        changes.c.id.in_(change_ids), changes.c.number == key
    )
    version: int | None = connection.scalar(query)
    return version
