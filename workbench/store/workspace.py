"""The workspace: each method is one transaction, dated by the workspace's clock."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import Connection

from workbench.model.article import Article
from workbench.model.finding import Finding
from workbench.model.segment import Segment
from workbench.model.unit import Status, TranslationUnit
from workbench.store import articles, export, in_place, leases, memory, rows, targets
from workbench.store.database import Database
from workbench.store.processes import Process
from workbench.store.records import (
    ArticleSummary,
    Batch,
    Counts,
    ExactMatch,
    ImportOutcome,
    PostEdit,
    Revision,
    StoredSegment,
)

EMPTY = frozenset({Status.EMPTY})
LEASE_SECONDS = 900.0


class Workspace:
    """Articles, their segments and every revision of them, in one database.

    Several processes may use one workspace at once. Threads may share this object; after a
    fork, open the workspace anew. Every method raises WorkspaceError when the database is
    locked, full, read-only or gone, and then has written nothing.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """Return the path, or the URL without its password."""
        return self._database.name

    def close(self) -> None:
        """Close the database; a workspace of SQLite is then one file that can be copied."""
        self._database.close()

    def now(self) -> datetime:
        """Return the time by the workspace's clock."""
        return self._clock()

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection that sees one moment; for the other modules of the store."""
        return self._database.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """Give a connection that is alone in writing, all or nothing; likewise."""
        return self._database.writing()

    # Articles

    def add_article(self, article: Article, segments: Sequence[Segment]) -> ImportOutcome:
        """Import an article that was cut into segments.

        The id names the article, a hash of its content and its segments decides: the same
        content again changes nothing, not even a date. In a revised article, segments with
        an unchanged source keep target, status, origin, version and revisions; those that are
        gone are retired, not deleted.
        """
        with self._database.writing() as connection:
            (outcome,) = articles.add(connection, [(article, segments)], self._clock())
            return outcome

    def add_articles(
        self, group: Sequence[tuple[Article, Sequence[Segment]]]
    ) -> list[ImportOutcome]:
        """Import some articles that were cut into segments, all or none, see `add_article`."""
        if not group:
            return []
        with self._database.writing() as connection:
            return articles.add(connection, group, self._clock())

    def articles(self) -> Iterator[ArticleSummary]:
        """Yield a summary of each article in order of id, all of one moment."""
        with self._database.reading() as connection:
            yield from articles.summaries(connection)

    def article(self, article: str) -> Article:
        """Return the article with this id as it was imported last.

        Raises:
            WorkspaceError: There is none.
        """
        with self._database.reading() as connection:
            return articles.article(connection, article)

    def counts(self) -> Counts:
        """Count articles, segments and findings."""
        with self._database.reading() as connection:
            return articles.counts(connection)

    def segments(self, article: str) -> list[StoredSegment]:
        """Return the segments of the article with this id in order.

        Raises:
            WorkspaceError: There is no such article.
        """
        with self._database.reading() as connection:
            return rows.segments_of(connection, article)

    def segment(self, key: int) -> StoredSegment:
        """Return one segment, also a retired one.

        Raises:
            WorkspaceError: There is none.
        """
        with self._database.reading() as connection:
            return rows.segment(connection, key)

    # Drafts

    def claim_batch(
        self,
        worker: str,
        *,
        articles_per_batch: int,
        lease_seconds: float = LEASE_SECONDS,
        statuses: Collection[Status] = EMPTY,
        skip: Collection[int] = (),
    ) -> Batch | None:
        """Lease the next group of articles with pending segments; None when none is free.

        Article number n (in order of first import) belongs to group n // articles_per_batch,
        for good. A lease ends by `release_batch`, when its time is over, or as soon as its
        process on this machine is dead.

        Args:
            worker: Who works, to be shown.
            articles_per_batch: Size of a group, >= 1.
            lease_seconds: How long the group stays ours unless `renew_batch` is called.
            statuses: Which segments are pending.
            skip: `Batch.first` of groups not to be given again.
        """
        request = leases.Request(
            worker=worker,
            articles=articles_per_batch,
            statuses=statuses,
            seconds=lease_seconds,
            skip=skip,
        )
        with self._database.writing() as connection:
            return leases.claim(connection, request, self._clock())

    def free_groups(
        self, articles_per_batch: int, *, statuses: Collection[Status] = EMPTY
    ) -> list[int]:
        """Return the `Batch.first` of every group with pending segments that nobody holds."""
        with self._database.writing() as connection:
            return leases.free_groups(connection, articles_per_batch, statuses, self._clock())

    def claim_group(
        self,
        first: int,
        worker: str,
        *,
        articles_per_batch: int,
        holder: Process,
        lease_seconds: float = LEASE_SECONDS,
    ) -> Batch | None:
        """Lease one group, by its `Batch.first`; None when it is done or another has it.

        Args:
            first: One of `free_groups`.
            worker: Who works, to be shown.
            articles_per_batch: Size of a group, >= 1.
            holder: The process that hands the work out. The lease ends when it is dead, and a
                group of its own it may claim again for another worker; the first one's is lost.
            lease_seconds: How long the group stays claimed unless `renew_batch` is called.
        """
        request = leases.Request(
            worker=worker,
            articles=articles_per_batch,
            statuses=EMPTY,
            seconds=lease_seconds,
            holder=holder,
        )
        with self._database.writing() as connection:
            return leases.claim_group(connection, request, first, self._clock())

    def renew_batch(self, batch: Batch, lease_seconds: float = LEASE_SECONDS) -> bool:
        """Keep a group from now for so many seconds; False when it was lost to another."""
        expires = self._clock() + timedelta(seconds=lease_seconds)
        with self._database.writing() as connection:
            return leases.renew(connection, batch.lease, expires)

    def release_batch(self, batch: Batch) -> None:
        """Give a group back, whether it was translated or not."""
        with self._database.writing() as connection:
            leases.release(connection, batch.lease)

    def batches_to_translate(
        self,
        articles_per_batch: int,
        *,
        worker: str = "",
        statuses: Collection[Status] = EMPTY,
        lease_seconds: float = LEASE_SECONDS,
    ) -> Iterator[list[StoredSegment]]:
        """Claim group after group, each once, and yield its pending segments in order.

        A group is released when the next one is asked for or the iterator is closed. Groups
        that other workers hold are left to them; those of a dead worker are taken over.
        """
        had: set[int] = set()
        while batch := self.claim_batch(
            worker,
            articles_per_batch=articles_per_batch,
            lease_seconds=lease_seconds,
            statuses=statuses,
            skip=had,
        ):
            had.add(batch.first)
            try:
                yield list(batch.segments)
            finally:
                self.release_batch(batch)

    def save_hypotheses(
        self, results: Iterable[targets.Result], glossary: str = "", *, only_empty: bool = False
    ) -> int:
        """Write an engine's translations by segment key, all or none; return how many.

        Only empty and machine segments are written: a person's text is never replaced.

        Args:
            results: Segment key, hypothesis, what the checks object to in it, and the steps that
                repaired it, if any: each is kept as a revision.
            glossary: `name@version` of the glossary the pairs were checked against.
            only_empty: Whether machine segments are passed over, too: what another has stored
                meanwhile is not stored twice.
        """
        drafts = targets.from_engine(results)
        return self._save(drafts, glossary, only_empty=only_empty)

    def memory_lookup(self, sources: Collection[str]) -> dict[str, ExactMatch]:
        """Return the newest confirmed or reviewed translation of each source that has one."""
        with self._database.reading() as connection:
            return memory.lookup(connection, sources)

    def exact_matches(self, segments: Sequence[StoredSegment]) -> dict[int, ExactMatch]:
        """Return the best confirmed translation for each segment that has one, by its key.

        One that stood between the same neighbours goes before a newer one that did not.
        """
        with self._database.reading() as connection:
            return in_place.exact_matches(connection, segments)

    def save_matches(
        self,
        matches: Iterable[tuple[int, ExactMatch, Sequence[Finding]]],
        glossary: str = "",
        *,
        only_empty: bool = False,
    ) -> int:
        """Write exact matches by segment key, all or none; return how many.

        They come as status machine, origin memory, to be confirmed by a person; empty and
        machine segments alone are written, or empty ones only.
        """
        drafts = targets.from_memory(matches)
        return self._save(drafts, glossary, only_empty=only_empty)

    def _save(self, drafts: Iterable[targets.Draft], glossary: str, *, only_empty: bool) -> int:
        over = EMPTY if only_empty else targets.REPLACEABLE
        with self._database.writing() as connection:
            return targets.save_drafts(
                connection, drafts, glossary=glossary, over=over, now=self._clock()
            )

    # Post-editing

    def save_post_edit(self, key: int, edit: PostEdit) -> StoredSegment:
        """Save what a person did to a segment, and return it as it stands now.

        Raises:
            Conflict: Somebody else saved first; nothing was written.
            WorkspaceError: No such segment, or a status that is not a person's.
        """
        with self._database.writing() as connection:
            return targets.save_post_edit(connection, key, edit, self._clock())

    def revert(self, key: int, number: int, edit: PostEdit) -> StoredSegment:
        """Save the text of revision `number` again, as a new revision.

        Text and origin come from the revision, everything else from `edit`: the version that
        was seen, the user, the new status (draft as a rule) and the findings in the old text.

        Raises:
            Conflict: Somebody else saved first; nothing was written.
            WorkspaceError: No such segment or revision, or a status that is not a person's.
        """
        with self._database.writing() as connection:
            return targets.revert(connection, key, edit, number=number, now=self._clock())

    def revisions(self, key: int) -> list[Revision]:
        """Return the revisions of a segment, the oldest first."""
        with self._database.reading() as connection:
            return targets.revisions_of(connection, key)

    # Export

    def units(
        self,
        *,
        statuses: Collection[Status] | None = None,
        articles: Collection[str] | None = None,
    ) -> Iterator[TranslationUnit]:
        """Stream translation units in order of article id, paragraph and index.

        All of one moment, whatever is saved meanwhile. Close the iterator if you stop early.

        Args:
            statuses: Only segments that have come so far, None for all.
            articles: Only articles with these ids, None for all.
        """
        with self._database.reading() as connection:
            yield from export.units(connection, statuses=statuses, articles_wanted=articles)
