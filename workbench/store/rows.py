"""Reading segments: one select for the editor's view of them, shared by every subject."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Select, select

from workbench.errors import NotFound
from workbench.store.records import StoredSegment
from workbench.store.schema import articles, segments, standing

_CHUNK = 500  # parameters of one statement; SQLite's own limit may be as low as 999
_NOT_SHOWN = {"article", "source_hash", "severity"}
_T = TypeVar("_T")

PLACE = (segments.c.paragraph, segments.c["index"])
"""The order of an article's segments."""


_STORED: Select[*tuple[object, ...]] = select(
    articles.c.id.label("article"),
    *(column for column in segments.c if column.name not in _NOT_SHOWN),
).join_from(segments, articles, segments.c.article == articles.c.ordinal)


def stored(*conditions: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    """Return the select that `as_stored` turns into segments."""
    return _STORED.where(*conditions)


def as_stored(
    connection: Connection, query: Select[*tuple[object, ...]]
) -> Iterator[StoredSegment]:
    """Yield the segments of a `stored` query."""
    return (StoredSegment(**row) for row in connection.execute(query).mappings())


def segment(connection: Connection, key: int) -> StoredSegment:
    """Return the segment, retired or not.

    Raises:
        NotFound: There is none.
    """
    for found in as_stored(connection, stored(segments.c.key == key)):
        return found
    raise NotFound(f"no segment {key} in this workspace", hint="load the article again")


def segments_of(connection: Connection, article: str) -> list[StoredSegment]:
    """Return the standing segments of an article in order.

    Raises:
        NotFound: There is no such article.
    """
    query = stored(articles.c.id == article, standing).order_by(*PLACE)
    if found := list(as_stored(connection, query)):
        return found
    raise NotFound(f"no article {article!r} in this workspace", hint="import it first")


def chunks(values: Collection[_T]) -> Iterator[Sequence[_T]]:
    """Yield the values in pieces that fit into one statement."""
    return in_pieces(values)


def in_pieces(values: Iterable[_T], size: int = _CHUNK) -> Iterator[Sequence[_T]]:
    """Yield the values in pieces of the same size, never holding more than one."""
    rest = iter(values)
    while piece := tuple(islice(rest, size)):
        yield piece
