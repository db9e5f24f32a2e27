"""The texts of an article, read lightly: for the rules that compare segments with one another."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from workbench.model.finding import Finding
from workbench.store.rows import PLACE, chunks
from workbench.store.schema import segments, standing
from workbench.store.workspace import Workspace

_COLUMNS = (
    segments.c.key,
    segments.c.paragraph,
    segments.c["index"],
    segments.c.source,
    segments.c.target,
    segments.c.version,
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
    """

    key: int
    paragraph: int
    place: int
    source: str
    target: str
    version: int


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

    def among(self, keys: Collection[int]) -> list[ArticleText]:
        """Return those of some segments of one article that stand, in order."""
        with self._workspace.reading() as connection:
            found = [
                one
                for piece in chunks(keys)
                for one in _texts(connection, segments.c.key.in_(piece))
            ]
        return sorted(found, key=lambda one: (one.paragraph, one.place))

    def article_of(self, key: int) -> int | None:
        """Return the number of the article that a segment belongs to, None for no segment."""
        with self._workspace.reading() as connection:
            number: int | None = connection.scalar(
                select(segments.c.article).where(segments.c.key == key)
            )
        return number

    def versions(self, number: int) -> Sequence[tuple[int, int]]:
        """Return key and version of the standing segments of an article, in order."""
        query = select(segments.c.key, segments.c.version)
        with self._workspace.reading() as connection:
            rows = connection.execute(
                query.where(segments.c.article == number, standing).order_by(*PLACE)
            )
            return [(row[0], row[1]) for row in rows]

    def findings(self, keys: Collection[int]) -> Mapping[int, tuple[int, tuple[Finding, ...]]]:
        """Return version and stored findings of segments, by key."""
        query = select(segments.c.key, segments.c.version, segments.c.findings)
        with self._workspace.reading() as connection:
            return {
                row[0]: (row[1], row[2])
                for piece in chunks(keys)
                for row in connection.execute(query.where(segments.c.key.in_(piece)))
            }

    def _read(self, here: ColumnElement[bool]) -> list[ArticleText]:
        with self._workspace.reading() as connection:
            return list(_texts(connection, here))


def _texts(connection: Connection, here: ColumnElement[bool]) -> Iterator[ArticleText]:
    query = select(*_COLUMNS).where(here, standing).order_by(*PLACE)
    return (ArticleText(*row) for row in connection.execute(query))
