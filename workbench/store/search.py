"""Full text over source and target, folded; every word of a question may stand inside a longer one.

Azerbaijani hangs its endings on the word, so "liman" has to find "limanında". An index of trigrams
answers words of three letters and more; shorter ones are looked for in everything. SQLite's index
is asked by name, PostgreSQL takes its own for any LIKE.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, text, true

from workbench.model.article import Article
from workbench.model.segment import Span
from workbench.model.unit import Status
from workbench.store.editing_schema import folded
from workbench.store.schema import articles, segments, standing
from workbench.store.workspace import Workspace
from workbench.text.casing import fold, fold_english

_NEEDLE = re.compile(r'"([^"]+)"|(\S+)')
_INDEXED = 3
_OF_SEGMENT = ("key", "article", "source", "target", "status")
_MOST_NEEDLES = 20


class Side(StrEnum):
    """Where to look."""

    SOURCE = "source"
    TARGET = "target"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a long list: number from 1, and size."""

    number: int = 1
    size: int = 50

    def of(self, query: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
        """Return the query for this part alone."""
        return query.limit(self.size).offset((self.number - 1) * self.size)


FIRST_PAGE = Page()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A segment with what was looked for, and its places in source and target."""

    key: int
    article: int
    id: str
    heading: str
    source: str
    target: str
    status: Status
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]


class Search:
    """Searching in the segments that stand in an article."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def find(
        self,
        question: str,
        *,
        side: Side = Side.BOTH,
        statuses: Collection[Status] = (),
        page: Page = FIRST_PAGE,
    ) -> tuple[int, list[Found]]:
        """Return how many segments hold every word of the question, and a page of them.

        Words in quotation marks stand together. They come in order of article and place.
        """
        wanted = needles(question)
        with self._workspace.reading() as connection:
            condition = standing & holding(connection, wanted, side)
            if statuses:
                condition &= segments.c.status.in_(statuses)
            count = select(func.count()).select_from(segments).where(condition)
            query = (
                select(
                    *(segments.c[name] for name in _OF_SEGMENT),
                    *(articles.c[name] for name in ("id", "title", "rubric")),
                )
                .join_from(segments, articles, segments.c.article == articles.c.ordinal)
                .where(condition)
                .order_by(segments.c.article, segments.c.paragraph, segments.c["index"])
            )
            total = connection.scalar(count) or 0
            rows = connection.execute(page.of(query)).mappings().all()
        return total, [_found(dict(row), wanted, side) for row in rows]


def needles(question: str) -> list[str]:
    """Return the words and quoted phrases of a question, at most twenty.

    >>> needles('liman "Orta Dəhliz"  ')
    ['liman', 'Orta Dəhliz']
    """
    found = [phrase or word for phrase, word in _NEEDLE.findall(question)]
    return [needle for needle in found if needle.strip()][:_MOST_NEEDLES]


def places(wanted: Sequence[str], content: str, folding: Callable[[str], str]) -> tuple[Span, ...]:
    """Return where the needles stand in the text, from left to right, without overlap.

    >>> places(["liman"], "Liman və limanda", fold)
    (Span(start=0, end=5), Span(start=9, end=14))
    """
    if not wanted:
        return ()
    longest_first = sorted(map(folding, wanted), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return tuple(Span(*match.span()) for match in pattern.finditer(folding(content)))


def holding(connection: Connection, wanted: Sequence[str], side: Side) -> ColumnElement[bool]:
    """Return the condition that a segment holds every needle, on either side if both are asked."""
    if not wanted:
        return true()
    indexed = [needle for needle in wanted if len(needle) >= _INDEXED]
    rest = [needle for needle in wanted if len(needle) < _INDEXED]
    if connection.dialect.name != "sqlite":
        indexed, rest = [], list(wanted)
    conditions = [segments.c.key.in_(_scan(needle, side)) for needle in rest]
    if indexed:
        match = " AND ".join(_expression(needle, side) for needle in indexed)
        rows = text("SELECT rowid FROM folded_index WHERE folded_index MATCH :match")
        keys = rows.bindparams(match=match).columns(folded.c.segment)
        conditions.append(segments.c.key.in_(keys))
    return and_(*conditions)


def _scan(needle: str, side: Side) -> Select[*tuple[object, ...]]:
    """Return the keys of the segments with the needle, without the index."""
    on_source = folded.c.source.contains(fold(needle), autoescape=True)
    on_target = folded.c.target.contains(fold_english(needle), autoescape=True)
    either = {Side.SOURCE: on_source, Side.TARGET: on_target, Side.BOTH: or_(on_source, on_target)}
    return select(folded.c.segment).where(either[side])


def _expression(needle: str, side: Side) -> str:
    """Return the needle in FTS5's language, as a phrase of trigrams: that very string."""
    parts = {
        Side.SOURCE: f"source : {_quoted(fold(needle))}",
        Side.TARGET: f"target : {_quoted(fold_english(needle))}",
    }
    chosen = parts.values() if side is Side.BOTH else (parts[side],)
    return f"({' OR '.join(chosen)})"


def _quoted(needle: str) -> str:
    return '"' + needle.replace('"', '""') + '"'


def _found(row: dict[str, object], wanted: Sequence[str], side: Side) -> Found:
    heading = Article(id="", title=str(row.pop("title")), rubric=str(row.pop("rubric"))).heading
    source = places(wanted, str(row["source"]), fold) if side is not Side.TARGET else ()
    target = places(wanted, str(row["target"]), fold_english) if side is not Side.SOURCE else ()
    return Found(**row, heading=heading, source_spans=source, target_spans=target)  # type: ignore[arg-type]  # a row of the select above
