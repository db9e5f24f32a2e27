"""What people say about a segment."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from workbench.errors import NotFound
from workbench.store import changes
from workbench.store.editing_schema import CommentKind, comments
from workbench.store.rows import chunks, segment
from workbench.store.schema import segments, standing
from workbench.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a segment.

    Attributes:
        id: Number of the comment.
        segment: Key of the segment.
        user: Who wrote it.
        kind: A comment, or what a reviewer said.
        text: Never empty.
        when: UTC.
        resolved: When it was settled, None while it is open.
        resolved_by: Who settled it, or "".
    """

    id: int
    segment: int
    user: str
    kind: CommentKind
    text: str
    when: datetime
    resolved: datetime | None
    resolved_by: str


_COLUMNS = tuple(comments.c[field.name] for field in fields(Comment))


class Comments:
    """The comments of a workspace. Each method is one transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of_segment(self, key: int) -> list[Comment]:
        """Return the comments on a segment, the oldest first. Raises NotFound."""
        with self._workspace.reading() as connection:
            segment(connection, key)
            return _found(connection, comments.c.segment == key)

    def of_article(self, number: int) -> list[Comment]:
        """Return the comments on an article's segments, open ones first, then by age."""
        here = select(segments.c.key).where(segments.c.article == number, standing)
        with self._workspace.reading() as connection:
            found = _found(connection, comments.c.segment.in_(here))
        return sorted(found, key=lambda comment: comment.resolved is not None)

    def add(self, key: int, user: str, text: str, change_id: str = "") -> Comment:
        """Add a comment, once for each change id. Raises NotFound."""
        with self._workspace.writing() as connection:
            known = changes.made(connection, change_id)
            if known:
                return _one(connection, known.number)
            segment(connection, key)
            now = self._workspace.now()
            number = insert_comment(connection, key, user, text, now=now)
            changes.record(connection, change_id, number, now=now)
            return _one(connection, number)

    def resolve(self, number: int, user: str, *, resolved: bool) -> Comment:
        """Settle a comment, or open it again. Raises NotFound."""
        with self._workspace.writing() as connection:
            known = _one(connection, number)
            if (known.resolved is not None) == resolved:
                return known
            when = self._workspace.now() if resolved else None
            settled = update(comments).where(comments.c.id == number)
            values = {"resolved": when, "resolved_by": user if resolved else ""}
            connection.execute(settled.values(values))
            return _one(connection, number)


def insert_comment(
    connection: Connection,
    key: int,
    user: str,
    text: str,
    *,
    now: datetime,
    kind: CommentKind = CommentKind.COMMENT,
) -> int:
    """Store a comment and return its number."""
    row = {"segment": key, "user": user, "kind": kind, "text": text, "when": now}
    result = connection.execute(insert(comments), row | {"resolved_by": ""})
    (number,) = result.inserted_primary_key or (0,)
    return int(number)


def open_counts(connection: Connection, keys: Collection[int]) -> dict[int, int]:
    """Return the number of open comments of each segment that has any."""
    counts: dict[int, int] = {}
    for piece in chunks(keys):
        query = (
            select(comments.c.segment, func.count())
            .where(comments.c.segment.in_(piece), comments.c.resolved.is_(None))
            .group_by(comments.c.segment)
        )
        counts.update((row[0], row[1]) for row in connection.execute(query))
    return counts


def move(connection: Connection, keys: Collection[int], key: int) -> None:
    """Hang the comments of some segments on another one."""
    connection.execute(update(comments).where(comments.c.segment.in_(keys)).values(segment=key))


def _found(connection: Connection, condition: ColumnElement[bool]) -> list[Comment]:
    query = select(*_COLUMNS).where(condition).order_by(comments.c.when, comments.c.id)
    return [Comment(*row) for row in connection.execute(query)]


def _one(connection: Connection, number: int) -> Comment:
    for comment in _found(connection, comments.c.id == number):
        return comment
    raise NotFound(f"there is no comment {number}", hint="load the comments again")
