"""Streaming the translation memory out of a workspace: confirmed segments, then imported units."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, select

from workbench.model.unit import Origin, Status, TranslationUnit
from workbench.store.editing_schema import memory_units
from workbench.store.export import UNIT_COLUMNS
from workbench.store.memory import TRUSTED
from workbench.store.schema import articles, segments

_ROWS_AT_ONCE = 500
_SEGMENTS = (
    select(segments.c.key, *UNIT_COLUMNS)
    .join_from(segments, articles, segments.c.article == articles.c.ordinal)
    .where(segments.c.status.in_(TRUSTED), segments.c.target != "")
)
_IMPORTED = select(
    *(
        memory_units.c[name]
        for name in ("id", "source", "target", "origin", "translator", "changed")
    )
).where(memory_units.c.deleted == 0)


def memory_as_units(connection: Connection) -> Iterator[TranslationUnit]:
    """Yield every unit of the memory, in order of its number; 500 rows are held at a time.

    Segments come with all that is known of them, also those that have left their article. An
    imported unit is confirmed, from a memory, in an article that has its file's name.
    """
    yield from _stream(connection, _SEGMENTS, segments.c.key, _segment)
    yield from _stream(connection, _IMPORTED, memory_units.c.id, _imported)


def _stream(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    key: Column[int],
    unit: Callable[[Row[*tuple[Any, ...]]], TranslationUnit],
) -> Iterator[TranslationUnit]:
    last = -1
    page = query.order_by(key).limit(_ROWS_AT_ONCE)
    while rows := connection.execute(page.where(key > last)).all():
        yield from map(unit, rows)
        last = rows[-1][0]


def _segment(row: Row[*tuple[Any, ...]]) -> TranslationUnit:
    columns = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    del columns["key"]
    return TranslationUnit(**columns)


def _imported(row: Row[*tuple[Any, ...]]) -> TranslationUnit:
    return TranslationUnit(
        article=row.origin,
        paragraph=1,
        index=row.id,
        source=row.source,
        target=row.target,
        origin=Origin.MEMORY,
        status=Status.CONFIRMED,
        translator=row.translator,
        changed=row.changed,
    )
