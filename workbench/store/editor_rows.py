"""What the editor shows of an article: its segments with all that hangs on them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, func, select

from workbench.errors import NotFound
from workbench.model.article import Article
from workbench.model.unit import Status
from workbench.store.articles import source_hash
from workbench.store.comments import open_counts
from workbench.store.editing_schema import comments, ignored
from workbench.store.records import StoredSegment
from workbench.store.rows import PLACE, as_stored, chunks, stored
from workbench.store.schema import articles, segments, standing
from workbench.store.workspace import Workspace

UNCONFIRMED = (Status.EMPTY, Status.MACHINE, Status.DRAFT)
"""The segments a repeat may be propagated to."""

_IS_UNCONFIRMED = func.coalesce(segments.c.status, Status.EMPTY).in_(UNCONFIRMED)
"""Hides the column: SQLite would search by the index of statuses, and read half the table."""


@dataclass(frozen=True, slots=True)
class EditorRow:
    """A segment as the editor shows it.

    Attributes:
        segment: The segment itself.
        comments: Number of open comments.
        repeats: Number of other unconfirmed segments with the very same source.
        reasons: Why findings were accepted, by the entry of what was accepted.
    """

    segment: StoredSegment
    comments: int
    repeats: int
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenArticle:
    """An article in the editor.

    Attributes:
        number: Its ordinal.
        article: As it was imported last.
        previous: Number of the article before it, None for the first.
        next: Number of the article after it, None for the last.
        rows: Its segments in order.
    """

    number: int
    article: Article
    previous: int | None
    next: int | None
    rows: tuple[EditorRow, ...]


class EditorRows:
    """Reading for the editor. Each method sees one moment."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def article(self, number: int) -> OpenArticle:
        """Return an article. Raises NotFound when there is none or it is deleted."""
        with self._workspace.reading() as connection:
            rows = _of_article(connection, number)
            if not rows:
                raise NotFound(f"there is no article {number}", hint="look at the list of articles")
            columns = (articles.c[field.name] for field in fields(Article))
            row = connection.execute(select(*columns).where(articles.c.ordinal == number))
            before, after = _neighbours(connection, number)
            return OpenArticle(
                number=number,
                article=Article(**row.mappings().one()),
                previous=before,
                next=after,
                rows=tuple(rows),
            )

    def row(self, key: int) -> EditorRow:
        """Return one segment, also a retired one. Raises NotFound."""
        (found,) = self.rows([key])
        return found

    def rows(self, keys: Sequence[int]) -> list[EditorRow]:
        """Return segments in the order of the keys. Raises NotFound."""
        with self._workspace.reading() as connection:
            found = {
                one.key: one
                for piece in chunks(keys)
                for one in as_stored(connection, stored(segments.c.key.in_(piece)))
            }
            if lost := [key for key in keys if key not in found]:
                raise NotFound(f"there is no segment {lost[0]}", hint="load the article again")
            return dressed(connection, [found[key] for key in keys])

    def changed(self, number: int, since: datetime) -> list[EditorRow]:
        """Return the segments that changed, or were commented on, at that moment or later."""
        commented = select(comments.c.segment).where(
            (comments.c.when >= since) | (comments.c.resolved >= since)
        )
        is_new = (segments.c.changed >= since) | segments.c.key.in_(commented)
        query = stored(segments.c.article == number, standing, is_new)
        with self._workspace.reading() as connection:
            return dressed(connection, list(as_stored(connection, query.order_by(*PLACE))))

    def checked_against_another(self, number: int, glossary: str) -> list[StoredSegment]:
        """Return the segments of an article whose findings are those of another glossary.

        Args:
            number: The article.
            glossary: `name@version`. Segments that were checked against none, or have no text to
                check, are left out.
        """
        is_other = segments.c.glossary.not_in(["", glossary]) & (segments.c.target != "")
        query = stored(segments.c.article == number, standing, is_other)
        with self._workspace.reading() as connection:
            return list(as_stored(connection, query.order_by(*PLACE)))

    def structure(self, number: int) -> tuple[int, ...]:
        """Return the keys of an article in order."""
        with self._workspace.reading() as connection:
            here = segments.c.article == number, standing
            return tuple(connection.scalars(select(segments.c.key).where(*here).order_by(*PLACE)))

    def number_of(self, article: str) -> int:
        """Return the ordinal of an article by its id. Raises NotFound."""
        with self._workspace.reading() as connection:
            number: int | None = connection.scalar(
                select(articles.c.ordinal).where(articles.c.id == article)
            )
        if number is None:
            raise NotFound(f"there is no article {article!r}", hint="import it first")
        return number

    def repeats(self, key: int, most: int = 100) -> list[tuple[StoredSegment, int]]:
        """Return the unconfirmed segments with the same source but another target.

        Each with its article's number.
        """
        with self._workspace.reading() as connection:
            for one in as_stored(connection, stored(segments.c.key == key)):
                same = repeats_of(connection, one)
                return [pair for pair in same if pair[0].target != one.target][:most]
        return []


def repeats_of(connection: Connection, one: StoredSegment) -> list[tuple[StoredSegment, int]]:
    """Return the other unconfirmed segments with the very same source, and their articles."""
    query = stored(
        segments.c.source_hash == source_hash(one.source),
        segments.c.key != one.key,
        _IS_UNCONFIRMED,
        standing,
    ).add_columns(articles.c.ordinal.label("ordinal"))
    found = []
    for row in connection.execute(query.order_by(segments.c.key)).mappings():
        columns = dict(row)
        number = columns.pop("ordinal")
        found.append((StoredSegment(**columns), number))
    return found


def dressed(connection: Connection, found: Sequence[StoredSegment]) -> list[EditorRow]:
    """Return segments with their comments, repeats and reasons."""
    keys = [one.key for one in found]
    hashes = {one.key: source_hash(one.source) for one in found}
    remarks = open_counts(connection, keys)
    repeats = _repeat_counts(connection, set(hashes.values()))
    reasons = _reasons(connection, keys)
    return [
        EditorRow(
            segment=one,
            comments=remarks.get(one.key, 0),
            repeats=repeats.get(hashes[one.key], 0) - _counts_itself(one),
            reasons=reasons[one.key],
        )
        for one in found
    ]


def _counts_itself(one: StoredSegment) -> bool:
    return one.status in UNCONFIRMED and one.retired is None


def _of_article(connection: Connection, number: int) -> list[EditorRow]:
    query = stored(segments.c.article == number, standing).order_by(*PLACE)
    return dressed(connection, list(as_stored(connection, query)))


def _neighbours(connection: Connection, number: int) -> tuple[int | None, int | None]:
    """Return the numbers of the standing articles before and after."""
    before = select(func.max(segments.c.article)).where(segments.c.article < number, standing)
    after = select(func.min(segments.c.article)).where(segments.c.article > number, standing)
    return connection.scalar(before), connection.scalar(after)


def _repeat_counts(connection: Connection, hashes: Collection[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for piece in chunks(hashes):
        query = (
            select(segments.c.source_hash, func.count())
            .where(segments.c.source_hash.in_(piece), standing)
            .where(_IS_UNCONFIRMED)
            .group_by(segments.c.source_hash)
        )
        counts.update((row[0], row[1]) for row in connection.execute(query))
    return counts


def _reasons(connection: Connection, keys: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    reasons: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for piece in chunks(keys):
        query = select(ignored.c.segment, ignored.c.check_id, ignored.c.reason)
        for key, check_id, reason in connection.execute(query.where(ignored.c.segment.in_(piece))):
            reasons[key][check_id] = reason
    return reasons
