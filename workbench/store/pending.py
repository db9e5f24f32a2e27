"""What a job still has to translate."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, func, or_, select

from workbench.model.unit import Status
from workbench.store.jobs import Job
from workbench.store.records import StoredSegment
from workbench.store.rows import PLACE, as_stored, chunks, stored
from workbench.store.schema import segments, standing
from workbench.store.workspace import Workspace


class Pending:
    """The segments of a job that wait for a translation.

    These are the empty ones and, when it translates anew, the machine drafts that are older than
    the job. What a person has touched is never among them.
    """

    def __init__(self, workspace: Workspace, job: Job) -> None:
        self._workspace = workspace
        self._job = job

    def count(self) -> int:
        """Return how many segments wait."""
        counted = select(func.count()).select_from(segments).where(self._waits())
        with self._workspace.reading() as connection:
            if self._job.articles is None:
                return connection.scalar(counted) or 0
            return sum(
                connection.scalar(counted.where(segments.c.article.in_(piece))) or 0
                for piece in chunks(self._job.articles)
            )

    def articles(self) -> Iterator[tuple[int, list[StoredSegment]]]:
        """Yield number and waiting segments of each article that has any, in order of number.

        What waits is looked up when an article's turn comes.
        """
        if self._job.articles is None:
            numbers = self._following()
        else:
            numbers = iter(sorted(set(self._job.articles)))
        for number in numbers:
            if found := self._of_article(number):
                yield number, found

    def _following(self) -> Iterator[int]:
        number: int | None = -1
        while True:
            first = select(func.min(segments.c.article)).where(
                self._waits(), segments.c.article > number
            )
            with self._workspace.reading() as connection:
                number = connection.scalar(first)
            if number is None:
                return
            yield number

    def _of_article(self, number: int) -> list[StoredSegment]:
        query = stored(segments.c.article == number, self._waits()).order_by(*PLACE)
        with self._workspace.reading() as connection:
            return list(as_stored(connection, query))

    def _waits(self) -> ColumnElement[bool]:
        empty = segments.c.status == Status.EMPTY
        if not self._job.again:
            return standing & empty
        older = segments.c.changed < self._job.created
        return standing & or_(empty, and_(segments.c.status == Status.MACHINE, older))
