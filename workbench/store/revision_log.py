"""Everything that was ever written into segments: who, when, from what, with how much effort."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workbench.store.records import Revision
from workbench.store.rows import PLACE
from workbench.store.schema import articles, revisions, segments
from workbench.store.workspace import Workspace

_ROWS_AT_ONCE = 500
_OF_REVISION = [column for column in revisions.c if column.name != "segment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRevision(Revision):
    """A revision with its article, and with the sentence it is of and the place of that."""

    article: str
    paragraph: int
    index: int
    source: str


def logged_revisions(
    workspace: Workspace, *, since: date | None = None, user: str | None = None
) -> Iterator[LoggedRevision]:
    """Yield revisions by article, place and number, all of one moment, some rows at a time.

    Those of segments that were deleted, split or merged since are among them.

    Args:
        workspace: Where they are.
        since: First day, in UTC; None for all.
        user: Only those of this person, "" for engines; None for everybody's.
    """
    place = (articles.c.id.label("article"), segments.c.paragraph, segments.c.index)
    query = (
        select(*place, segments.c.source, *_OF_REVISION)
        .join_from(revisions, segments, revisions.c.segment == segments.c.key)
        .join(articles, segments.c.article == articles.c.ordinal)
        .order_by(articles.c.id, *PLACE, segments.c.key, revisions.c.number)
    )
    if user is not None:
        query = query.where(revisions.c.user == user)
    with workspace.reading() as connection:
        rows = connection.execute(query.execution_options(yield_per=_ROWS_AT_ONCE))
        for row in rows.mappings():
            if since is None or row["when"].date() >= since:
                yield LoggedRevision(**row)
