"""Who is where: advisory, forgotten a minute after the last sign of life."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from workbench.store.editing_schema import presence
from workbench.store.workspace import Workspace

EXPIRES = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody's browser window in an article.

    Attributes:
        client: Name of the window, made by the browser.
        user: Who sits in front of it.
        article: Number of the article.
        segment: Key of the segment with the focus, None when there is none.
        seen: Last sign of life, UTC.
    """

    client: str
    user: str
    article: int
    segment: int | None
    seen: datetime


class Presences:
    """Everybody's presence. Each method is one transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def beat(self, client: str, user: str, article: int, segment: int | None) -> list[Presence]:
        """Note that a window is here, and return the others in the article."""
        now = self._workspace.now()
        with self._workspace.writing() as connection:
            stale = presence.c.seen <= now - EXPIRES
            connection.execute(delete(presence).where(stale | (presence.c.client == client)))
            here = {"client": client, "user": user, "article": article, "segment": segment}
            connection.execute(insert(presence), here | {"seen": now})
            others = (presence.c.article == article) & (presence.c.client != client)
            return present(connection, now, others)

    def leave(self, client: str, user: str) -> None:
        """Forget a window; one of another user is left alone."""
        own = (presence.c.client == client) & (presence.c.user == user)
        with self._workspace.writing() as connection:
            connection.execute(delete(presence).where(own))

    def in_article(self, article: int) -> list[Presence]:
        """Return who is in an article."""
        with self._workspace.reading() as connection:
            return present(connection, self._workspace.now(), presence.c.article == article)


def present(
    connection: Connection, now: datetime, condition: ColumnElement[bool]
) -> list[Presence]:
    """Return who was seen in the last minute, in order of user and window."""
    query = (
        select(presence)
        .where(condition, presence.c.seen > now - EXPIRES)
        .order_by(presence.c.user, presence.c.client)
    )
    return [Presence(**row) for row in connection.execute(query).mappings()]
