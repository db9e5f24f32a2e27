"""Importing articles, and listing them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    RowMapping,
    bindparam,
    func,
    insert,
    select,
    update,
)

from workbench.errors import NotFound
from workbench.model.article import Article
from workbench.model.segment import Segment
from workbench.model.unit import Origin, Status
from workbench.store import folding
from workbench.store.records import ArticleSummary, Counts, ImportOutcome
from workbench.store.reuse import reused_keys
from workbench.store.rows import PLACE
from workbench.store.schema import articles, segments, standing

_FOUND = func.coalesce(func.sum(func.json_array_length(segments.c.findings)), 0)


Cut = tuple[Article, Sequence[Segment]]
"""An article and what it was cut into."""

_Named = tuple[Article, Sequence[Segment], str]
"""The same with a name for the whole content."""


def add(connection: Connection, group: Iterable[Cut], now: datetime) -> list[ImportOutcome]:
    """Store articles, or bring the stored ones up to date, in order."""
    outcomes: list[ImportOutcome] = []
    new: dict[str, _Named] = {}
    for one, pieces in group:
        if one.id in new:  # a second one with this id is a revision of the first
            _add_new(connection, new.values(), now)
            new = {}
        named = one, pieces, _content_hash(one, pieces)
        known = _known(connection, one.id)
        if known is None:
            new[one.id] = named
            outcomes.append(ImportOutcome.ADDED)
        elif known.content_hash == named[-1]:
            outcomes.append(ImportOutcome.UNCHANGED)
        else:
            _renew(connection, known.ordinal, named, now)
            outcomes.append(ImportOutcome.REVISED)
    _add_new(connection, new.values(), now)
    return outcomes


def _known(connection: Connection, article_id: str) -> Row[*tuple[Any, ...]] | None:
    query = select(articles.c.ordinal, articles.c.content_hash)
    return connection.execute(query.where(articles.c.id == article_id)).one_or_none()


def _add_new(connection: Connection, group: Collection[_Named], now: datetime) -> None:
    if not group:
        return
    numbered = list(enumerate(group, _next_ordinal(connection)))
    rows = [
        {"ordinal": ordinal, "imported": now, **_article_row(article, content)}
        for ordinal, (article, _, content) in numbered
    ]
    connection.execute(insert(articles), rows)
    _insert(connection, {ordinal: pieces for ordinal, (_, pieces, _) in numbered})


def _renew(connection: Connection, ordinal: int, named: _Named, now: datetime) -> None:
    article, pieces, content = named
    this = update(articles).where(articles.c.ordinal == ordinal)
    connection.execute(this.values(revised=now, **_article_row(article, content)))
    _revise(connection, ordinal, pieces, now)


def source_hash(source: str) -> str:
    """Return the name under which equal sources are found: an index bears no long text."""
    return sha256(source.encode()).hexdigest()[:32]


def article(connection: Connection, article_id: str) -> Article:
    """Return the article as it was imported last.

    Raises:
        NotFound: There is no such article.
    """
    columns = (articles.c[field.name] for field in fields(Article))
    query = select(*columns).where(articles.c.id == article_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound(f"no article {article_id!r} in this workspace", hint="import it first")
    return Article(**row)


def summaries(connection: Connection) -> Iterator[ArticleSummary]:
    """Yield a summary of each article in order of id, from one query."""
    query = (
        select(articles, _FOUND.label("found"), *_counted(segments.c.status, Status))
        .join_from(articles, segments, (segments.c.article == articles.c.ordinal) & standing)
        .group_by(articles.c.ordinal)
        .order_by(articles.c.id)
    )
    with connection.execute(query.execution_options(yield_per=500)) as rows:
        yield from map(_summary, rows.mappings())


def _summary(row: RowMapping) -> ArticleSummary:
    """Return a row of `summaries` as one."""
    headed = Article(id=row["id"], title=row["title"], rubric=row["rubric"])
    return ArticleSummary(
        ordinal=row["ordinal"],
        id=headed.id,
        heading=headed.heading,
        rubric=headed.rubric,
        date=row["date"],
        segments={status: row[f"count_{status}"] for status in Status},
        findings=row["found"],
    )


def counts(connection: Connection) -> Counts:
    """Count everything, from three queries."""
    query = select(
        _FOUND.label("found"),
        *_counted(segments.c.status, Status),
        *_counted(segments.c.origin, Origin),
    )
    row = connection.execute(query.where(standing)).mappings().one()
    retired = select(func.count()).select_from(segments).where(~standing)
    return Counts(
        articles=connection.scalar(select(func.count()).select_from(articles)) or 0,
        segments={status: row[f"count_{status}"] for status in Status},
        origins={origin: row[f"count_{origin}"] for origin in Origin},
        findings=row["found"],
        retired=connection.scalar(retired) or 0,
    )


def _counted(
    column: ColumnElement[Any], nouns: type[Status] | type[Origin]
) -> Iterator[ColumnElement[int]]:
    """Yield a count of the rows with each of the words, labelled by it."""
    return (
        func.count(segments.c.key).filter(column == noun).label(f"count_{noun}") for noun in nouns
    )


def _content_hash(article: Article, pieces: Sequence[Segment]) -> str:
    """Return a name for the whole content: what was read, and how it was cut."""
    cuts = [(cut.paragraph, cut.index, cut.start, cut.end, cut.text) for cut in pieces]
    content = [article.title, article.rubric, str(article.date), str(article.time)]
    whole = [*content, article.author, article.paragraphs, cuts]
    return sha256(dumps(whole, ensure_ascii=False).encode()).hexdigest()


def _next_ordinal(connection: Connection) -> int:
    """Return the number of the next article; import order never changes afterwards."""
    return connection.scalar(select(func.coalesce(func.max(articles.c.ordinal) + 1, 0))) or 0


def _article_row(article: Article, content: str) -> dict[str, Any]:
    """Return the columns an import sets."""
    row = {field.name: getattr(article, field.name) for field in fields(article)}
    return {**row, "content_hash": content}


def _insert(connection: Connection, pieces: Mapping[int, Iterable[Segment]]) -> None:
    """Store new segments, empty, by the ordinal of their article."""
    rows = [
        {
            "article": ordinal,
            **_place(cut),
            "source": cut.text,
            "source_hash": source_hash(cut.text),
        }
        for ordinal, cuts in pieces.items()
        for cut in cuts
    ]
    if rows:
        connection.execute(insert(segments), rows)
        folding.add_new(connection, segments.c.article.in_(pieces))


def _place(cut: Segment) -> dict[str, int]:
    """Return where the segment stands in its article."""
    return {
        "paragraph": cut.paragraph,
        "index": cut.index,
        "start": cut.start,
        "end": cut.end,
    }


def _revise(connection: Connection, ordinal: int, pieces: Sequence[Segment], now: datetime) -> None:
    """Give the article its new segments; those with an unchanged source go on as they are.

    What is dropped is retired, never deleted: its target and its revisions stay, feed the
    memory, and return to the article when the sentence does.
    """
    held, once = _held(connection, ordinal)
    keys = reused_keys(held, once, [cut.text for cut in pieces])
    here = update(segments).where(segments.c.article == ordinal, standing)
    connection.execute(here.values(retired=now))  # all; no place is taken twice on the way
    moved = [
        {"of": key, "retired": None, **_place(cut)}
        for key, cut in zip(keys, pieces, strict=True)
        if key is not None
    ]
    if moved:
        connection.execute(update(segments).where(segments.c.key == bindparam("of")), moved)
    fresh = [cut for key, cut in zip(keys, pieces, strict=True) if key is None]
    _insert(connection, {ordinal: fresh})


def _held(
    connection: Connection, ordinal: int
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return key and source of the standing segments in order, and of the retired ones.

    The retired ones a person has worked on go first.
    """
    rows = connection.execute(
        select(segments.c.key, segments.c.source, segments.c.retired, segments.c.status)
        .where(segments.c.article == ordinal)
        .order_by(*PLACE, segments.c.key)
    ).all()
    once = [row for row in rows if row.retired is not None]
    once.sort(key=lambda row: not row.status.is_human)
    held = [(row.key, row.source) for row in rows if row.retired is None]
    return held, [(row.key, row.source) for row in once]
