"""Streaming translation units out of a workspace."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, select

from workbench.model.unit import Status, TranslationUnit
from workbench.store.rows import PLACE, chunks
from workbench.store.schema import articles, segments, standing

_SHARED = (
    "paragraph", "index", "source", "target", "origin", "status", "engine", "findings",
    "glossary", "translator", "created", "changed", "seconds", "edit_distance", "accepted",
    "confidence",
)  # fmt: skip
UNIT_COLUMNS = (
    articles.c.id.label("article"),
    articles.c.date.label("article_date"),
    *(segments.c[name] for name in _SHARED),
)
"""What a translation unit is made of, where segments are joined with their articles."""

_ARTICLES_AT_ONCE = 50
_ROWS_AT_ONCE = 500


def units(
    connection: Connection,
    *,
    statuses: Collection[Status] | None,
    articles_wanted: Collection[str] | None,
) -> Iterator[TranslationUnit]:
    """Yield the standing segments in order of article id, paragraph and index.

    The order does not depend on the order of import. Fifty articles are sorted and 500 rows
    held at a time, so memory does not grow with the workspace.
    """
    chosen = standing if statuses is None else standing & segments.c.status.in_(statuses)
    pages = _pages(connection) if articles_wanted is None else chunks(sorted(set(articles_wanted)))
    for ids in pages:
        query = (
            select(*UNIT_COLUMNS)
            .join_from(articles, segments, segments.c.article == articles.c.ordinal)
            .where(articles.c.id.in_(ids), chosen)
            .order_by(articles.c.id, *PLACE)
        )
        with connection.execute(query.execution_options(yield_per=_ROWS_AT_ONCE)) as rows:
            yield from (TranslationUnit(**row) for row in rows.mappings())


def _pages(connection: Connection) -> Iterator[Sequence[str]]:
    """Yield the ids of all articles in order, some at a time."""
    ids: Sequence[str] = ("",)  # sorts before every id
    query = select(articles.c.id).order_by(articles.c.id).limit(_ARTICLES_AT_ONCE)
    while ids := connection.scalars(query.where(articles.c.id > ids[-1])).all():
        yield ids
