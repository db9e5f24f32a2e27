"""The texts of an article, read lightly: for the rules that compare segments with one another."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select

from workbench.model.finding import Finding
from workbench.store.rows import PLACE
from workbench.store.schema import segments, standing
from workbench.store.workspace import Workspace

_COLUMNS = (
    segments.c.key,
    segments.c.paragraph,
    segments.c["index"],
    segments.c.source,
    segments.c.target,
    segments.c.version,
    segments.c.findings,
)


class ArticleText(NamedTuple):
    """What is compared of a segment.

    Attributes:
        key: The segment.
        paragraph: Paragraph number, 0 is the heading.
        place: Sentence number within the paragraph, from 0.
        source: Azerbaijani text.
        target: English text, "" when there is none.
        version: Number of its newest revision.
        findings: What the checks object to.
    """

    key: int
    paragraph: int
    place: int
    source: str
    target: str
    version: int
    findings: tuple[Finding, ...]


class ArticleTexts:
    """Reading for the rules that compare. Each method sees one moment."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, number: int) -> list[ArticleText]:
        """Return the standing segments of the article of this number, in order."""
        return self._read(segments.c.article == number)

    def around(self, key: int) -> list[ArticleText]:
        """Return the standing segments of the article that a segment belongs to, in order."""
        article = select(segments.c.article).where(segments.c.key == key).scalar_subquery()
        return self._read(segments.c.article == article)

    def versions(self, number: int) -> Sequence[tuple[int, int]]:
        """Return key and version of the standing segments of an article, in order."""
        query = select(segments.c.key, segments.c.version)
        with self._workspace.reading() as connection:
            rows = connection.execute(
                query.where(segments.c.article == number, standing).order_by(*PLACE)
            )
            return [(row[0], row[1]) for row in rows]

    def _read(self, here: ColumnElement[bool]) -> list[ArticleText]:
        query = select(*_COLUMNS).where(here, standing).order_by(*PLACE)
        with self._workspace.reading() as connection:
            return [_text(tuple(row)) for row in connection.execute(query)]


def _text(row: tuple[Any, ...]) -> ArticleText:
    key, paragraph, place, source, target, version, findings = row
    return ArticleText(key, paragraph, place, source, target or "", version, tuple(findings or ()))
