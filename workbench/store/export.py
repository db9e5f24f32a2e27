"""Streaming translation units out of a workspace."""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, Connection, select, true

from workbench.model.unit import Status, TranslationUnit
from workbench.store.rows import PLACE, chunks
from workbench.store.schema import articles, segments, standing

_SHARED = (
    "paragraph", "index", "source", "target", "origin", "status", "engine", "findings",
    "glossary", "translator", "created", "changed", "seconds", "edit_distance", "accepted",
)  # fmt: skip
_AT_ONCE = 500


def units(
    connection: Connection,
    *,
    statuses: Collection[Status] | None,
    articles_wanted: Collection[str] | None,
) -> Iterator[TranslationUnit]:
    """Yield the standing segments in order of article id, paragraph and index.

    The order does not depend on the order of import. At most 500 rows are held at a time.
    """
    wanted: ColumnElement[bool] = standing
    if statuses is not None:
        wanted &= segments.c.status.in_(statuses)
    for choice in _choices(articles_wanted):
        query = (
            select(
                articles.c.id.label("article"),
                articles.c.date.label("article_date"),
                *(segments.c[name] for name in _SHARED),
            )
            .join_from(articles, segments, segments.c.article == articles.c.ordinal)
            .where(wanted, choice)
            .order_by(articles.c.id, *PLACE)
        )
        rows = connection.execute(query.execution_options(yield_per=_AT_ONCE)).mappings()
        yield from (TranslationUnit(**row) for row in rows)


def _choices(wanted: Collection[str] | None) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that take the wanted articles piece by piece, in order of id."""
    if wanted is None:
        yield true()
        return
    for ids in chunks(sorted(set(wanted))):
        yield articles.c.id.in_(ids)
