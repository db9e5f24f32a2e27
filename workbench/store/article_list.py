"""The list of articles, filtered, sorted and paged by the database."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, select, update

from workbench.errors import NotFound
from workbench.model.article import Article
from workbench.model.unit import Origin, Status
from workbench.store.articles import counts
from workbench.store.comments import open_counts
from workbench.store.doubts import IS_UNTOUCHED, WORDS, WORK
from workbench.store.editing_schema import presence
from workbench.store.presence import EXPIRES, present
from workbench.store.rows import chunks
from workbench.store.schema import articles, segments, standing
from workbench.store.search import FIRST_PAGE, Page, Side, holding, needles
from workbench.store.workspace import Workspace

FINISHED = (Status.CONFIRMED, Status.REVIEWED)
_ERROR = 3


class Sort(StrEnum):
    """The order of the list; a minus sign turns it round."""

    NEWEST = "-date"
    OLDEST = "date"
    ID = "id"
    HEADING = "heading"
    FINDINGS = "-findings"
    CHANGED = "-changed"
    NUMBER = "number"
    ADDED = "-number"
    WORK = "-work"


class WithFindings(StrEnum):
    """How bad the worst finding nobody accepted has to be."""

    ANY = "any"
    WARNING = "warning"
    ERROR = "error"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFilter:
    """Which articles are wanted; what is not given does not matter.

    Attributes:
        question: Words that stand in one of the segments, heading included.
        rubric: Exact rubric.
        since: First day.
        until: Last day.
        statuses: At least one segment has one of them.
        done: Whether all segments are confirmed or reviewed.
        findings: How bad the worst finding is.
        person: Who translated in it, or is in it now.
        deleted: Deleted articles instead of the others.
    """

    question: str = ""
    rubric: str | None = None
    since: date | None = None
    until: date | None = None
    statuses: Collection[Status] = ()
    done: bool | None = None
    findings: WithFindings | None = None
    person: str = ""
    deleted: bool = False


@dataclass(slots=True, kw_only=True)
class ArticleLine:
    """A line of the list. `words` are those of the source; `people` translated in it.

    `work` is how many words of the untouched drafts are expected to change.
    """

    number: int
    id: str
    heading: str
    rubric: str
    date: date | None
    statuses: Counter[Status] = field(default_factory=Counter)
    words: int = 0
    work: float = 0.0
    findings: int = 0
    errors: int = 0
    open_comments: int = 0
    people: list[str] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    changed: datetime | None = None
    deleted: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The workspace in numbers; deleted articles are counted in `deleted` alone."""

    articles: int
    deleted: int
    words: int
    findings: int
    statuses: Mapping[Status, int]
    origins: Mapping[Origin, int]


class ArticleList:
    """Listing, deleting and restoring articles. Each method is one transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def page(
        self, wanted: ArticleFilter, sort: Sort = Sort.NEWEST, page: Page = FIRST_PAGE
    ) -> tuple[int, list[ArticleLine]]:
        """Return how many articles are wanted, and a page of them."""
        now = self._workspace.now()
        with self._workspace.reading() as connection:
            conditions = list(_conditions(connection, wanted, now))
            count = select(func.count()).select_from(articles).where(*conditions)
            names = ("ordinal", "id", "title", "rubric", "date")
            query = select(*(articles.c[name] for name in names)).where(*conditions)
            rows = connection.execute(page.of(query.order_by(*_order(sort)))).all()
            lines = {row.ordinal: _line(row) for row in rows}
            _fill(connection, lines, now, deleted=wanted.deleted)
            return connection.scalar(count) or 0, list(lines.values())

    def numbers(self, wanted: ArticleFilter) -> list[int]:
        """Return the numbers of all wanted articles in order."""
        now = self._workspace.now()
        with self._workspace.reading() as connection:
            conditions = _conditions(connection, wanted, now)
            query = select(articles.c.ordinal).where(*conditions).order_by(articles.c.ordinal)
            return list(connection.scalars(query))

    def rubrics(self) -> list[tuple[str, int]]:
        """Return each rubric with the number of its articles, in order of the alphabet."""
        query = (
            select(articles.c.rubric, func.count())
            .where(_has(standing))
            .group_by(articles.c.rubric)
            .order_by(articles.c.rubric)
        )
        with self._workspace.reading() as connection:
            return [(row[0], row[1]) for row in connection.execute(query)]

    def progress(self) -> Progress:
        """Count articles, segments, words and findings."""
        with self._workspace.reading() as connection:
            words = connection.scalar(select(func.sum(WORDS)).where(standing))
            counted = counts(connection)
            return Progress(
                articles=_count(connection, _has(standing)),
                deleted=_count(connection, ~_has(standing)),
                words=words or 0,
                findings=counted.findings,
                statuses=counted.segments,
                origins=counted.origins,
            )

    def delete(self, number: int) -> None:
        """Take an article out of every list; nothing of it is lost.

        Its segments are retired together, and so leave the exports too. Raises NotFound.
        """
        now = self._workspace.now()
        with self._workspace.writing() as connection:
            _known(connection, number)
            here = (segments.c.article == number) & standing
            connection.execute(update(segments).where(here).values(retired=now))

    def restore(self, number: int) -> bool:
        """Bring a deleted article back as it was; return False for one that is there.

        Raises NotFound.
        """
        with self._workspace.writing() as connection:
            _known(connection, number)
            here = segments.c.article == number
            if connection.scalar(select(func.count()).select_from(segments).where(here, standing)):
                return False
            last = select(func.max(segments.c.retired)).where(here).scalar_subquery()
            back = update(segments).where(here, segments.c.retired == last)
            connection.execute(back.values(retired=None))
            return True

    def ids(self, numbers: Collection[int]) -> list[str]:
        """Return the ids of articles, deleted ones too. Raises NotFound for an unknown number."""
        with self._workspace.reading() as connection:
            found = {
                row.ordinal: row.id
                for piece in chunks(numbers)
                for row in connection.execute(
                    select(articles.c.ordinal, articles.c.id).where(articles.c.ordinal.in_(piece))
                )
            }
        for number in numbers:
            if number not in found:
                raise _unknown(number)
        return [found[number] for number in numbers]


def most_work(workspace: Workspace, most: int) -> list[ArticleLine]:
    """Return the articles whose untouched drafts have most words to change, the worst first."""
    _, lines = ArticleList(workspace).page(ArticleFilter(), Sort.WORK, Page(1, most))
    return [line for line in lines if line.work]


_FINDINGS = func.json_array_length(segments.c.findings)


def _conditions(
    connection: Connection, wanted: ArticleFilter, now: datetime
) -> Sequence[ColumnElement[bool]]:
    stands = _has(standing)
    conditions = [~stands if wanted.deleted else stands]
    if wanted.question.strip():
        holds = holding(connection, needles(wanted.question), Side.BOTH)
        conditions.append(_has(holds if wanted.deleted else holds & standing))
    plain: tuple[tuple[object, Callable[[Any], ColumnElement[bool]]], ...] = (
        (wanted.rubric, lambda rubric: articles.c.rubric == rubric),
        (wanted.since, lambda day: articles.c.date >= day),
        (wanted.until, lambda day: articles.c.date <= day),
        (wanted.statuses or None, lambda some: _has(standing & segments.c.status.in_(some))),
        (wanted.done, _done),
        (wanted.findings, _with_findings),
        (wanted.person or None, lambda person: _with_person(person, now)),
    )
    return conditions + [condition(value) for value, condition in plain if value is not None]


def _has(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that an article has a segment like this."""
    same = segments.c.article == articles.c.ordinal
    return select(segments.c.key).where(same, condition).correlate(articles).exists()


def _done(done: bool) -> ColumnElement[bool]:  # noqa: FBT001 - the value of a filter
    open_ones = _has(standing & segments.c.status.not_in(FINISHED))
    return ~open_ones if done else open_ones


def _with_findings(findings: WithFindings) -> ColumnElement[bool]:
    least = {WithFindings.WARNING: 2, WithFindings.ERROR: _ERROR}.get(findings, 1)
    bad = _has(standing & (segments.c.severity >= least))
    return ~bad if findings is WithFindings.NONE else bad


def _with_person(person: str, now: datetime) -> ColumnElement[bool]:
    here = (presence.c.user == person) & (presence.c.seen > now - EXPIRES)
    inside = articles.c.ordinal.in_(select(presence.c.article).where(here))
    return _has(standing & (segments.c.translator == person)) | inside


def _order(sort: Sort) -> tuple[ColumnElement[Any], ...]:
    same = (segments.c.article == articles.c.ordinal) & standing
    found = select(func.count()).where(same, segments.c.severity > 0).scalar_subquery()
    changed = select(func.max(segments.c.changed)).where(same).scalar_subquery()
    work = select(func.sum(WORK)).where(same, IS_UNTOUCHED).scalar_subquery()
    columns: dict[Sort, ColumnElement[Any]] = {
        Sort.NEWEST: articles.c.date.desc().nulls_last(),
        Sort.OLDEST: articles.c.date.asc().nulls_last(),
        Sort.ID: articles.c.id.asc(),
        Sort.HEADING: articles.c.title.asc(),
        Sort.FINDINGS: found.desc(),
        Sort.CHANGED: changed.desc().nulls_last(),
        Sort.NUMBER: articles.c.ordinal.asc(),
        Sort.ADDED: articles.c.ordinal.desc(),
        Sort.WORK: work.desc().nulls_last(),
    }
    last = articles.c.ordinal.desc() if sort is Sort.NEWEST else articles.c.ordinal.asc()
    return columns[sort], last


def _line(row: Row[*tuple[Any, ...]]) -> ArticleLine:
    heading = Article(id=row.id, title=row.title, rubric=row.rubric).heading
    return ArticleLine(
        number=row.ordinal, id=row.id, heading=heading, rubric=row.rubric, date=row.date
    )


def _fill(
    connection: Connection, lines: dict[int, ArticleLine], now: datetime, *, deleted: bool
) -> None:
    """Add up the segments of the articles on a page."""
    article_of: dict[int, int] = {}
    people: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(_parts(lines, deleted=deleted)):
        line = lines[row.article]
        article_of[row.key] = row.article
        line.statuses[row.status] += 1
        line.words += row.words
        line.work += row.work or 0.0
        line.findings += row.found
        line.errors += row.severity == _ERROR
        line.changed = max(filter(None, (line.changed, row.changed)), default=None)
        line.deleted = row.retired
        if row.translator and row.status.is_human:
            people[row.article][row.translator] += 1
    for key, count in open_counts(connection, article_of).items():
        lines[article_of[key]].open_comments += count
    for number, counter in people.items():
        lines[number].people = [name for name, _ in counter.most_common()]
    for one in present(connection, now, presence.c.article.in_(lines)):
        names = lines[one.article].present
        if one.user not in names:
            names.append(one.user)


def _parts(lines: Collection[int], *, deleted: bool) -> Select[*tuple[Any, ...]]:
    """Return the query for the segments to add up; of a deleted article those it had last."""
    names = ("key", "article", "status", "severity", "translator", "changed", "retired")
    here = segments.c.article.in_(lines)
    sums = (
        WORDS.label("words"),
        _FINDINGS.label("found"),
        case((IS_UNTOUCHED, WORK)).label("work"),
    )
    query = select(*(segments.c[name] for name in names), *sums)
    if not deleted:
        return query.where(here, standing)
    other = segments.alias()
    last = select(func.max(other.c.retired)).where(other.c.article == segments.c.article)
    return query.where(here, segments.c.retired == last.scalar_subquery())


def _known(connection: Connection, number: int) -> None:
    if not connection.scalar(select(func.count()).where(articles.c.ordinal == number)):
        raise _unknown(number)


def _unknown(number: int) -> NotFound:
    return NotFound(f"there is no article {number}", hint="look at the list of articles")


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(articles).where(condition)) or 0
