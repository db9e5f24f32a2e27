"""Translate what waits in a workspace, group of articles by group, and keep each part done."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from threading import Lock, Thread

from workbench.model.unit import Status
from workbench.store.records import Batch, StoredSegment
from workbench.store.workspace import Workspace
from workbench.workflows.drafting import NOBODY, Drafter, Watch
from workbench.workflows.reuse_matches import reuse_matches

PORTION = 100
"""Paragraphs of an article, and sentences of a paragraph, that are translated together at most."""

_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_BETWEEN_WAKINGS = 0.1


@dataclass(slots=True)
class TranslationSummary:
    """What a run did.

    Attributes:
        from_engine: Segments an engine translated.
        from_memory: Segments whose source somebody had confirmed before.
        findings: What the checks objected to in them.
        seconds: Time spent, checking and saving included.
        stopped: Whether the watch ended the run.
    """

    from_engine: int = 0
    from_memory: int = 0
    findings: int = 0
    seconds: float = 0.0
    stopped: bool = False

    @property
    def translated(self) -> int:
        """Return how many segments got a translation."""
        return self.from_engine + self.from_memory

    @property
    def segments_per_second(self) -> float:
        """Return translated segments a second, 0 when nothing was done."""
        return self.translated / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is done at once, and when to end.

    Attributes:
        articles_per_batch: Articles in a group, >= 1.
        workers: Groups in work at the same time, >= 1; they share the engine.
        stop_after: Begin nothing more when so many segments are translated; None for no end.
    """

    articles_per_batch: int
    workers: int = 1
    stop_after: int | None = None


def translate_pending(
    workspace: Workspace, drafter: Drafter, plan: Plan, watch: Watch = NOBODY
) -> TranslationSummary:
    """Translate every segment that has no target.

    A source that a person has confirmed before is taken from memory. Which sentences are given
    to the engine together depends on their places in the archive alone, never on what an earlier
    run has left: a run that was killed and started again writes what an undisturbed one would
    have written. Each such portion is saved as soon as it is done.

    Groups that another process works on are left to it and waited for, so that at the end
    everything is translated; the group of a process that died is taken over.

    The watch is told of progress from any thread, and asked between portions whether to stop;
    those in hand are completed and saved first.
    """
    run = _Run(workspace, drafter, plan, watch)
    began = time.monotonic()
    while True:
        run.work()
        if run.is_over() or not workspace.counts().segments[Status.EMPTY]:
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    run.summary.seconds = time.monotonic() - began
    run.summary.stopped = watch.cancelled()
    return run.summary


def portions(group: Iterable[StoredSegment]) -> Iterator[list[StoredSegment]]:
    """Yield the segments of a group in parts that are translated and saved together.

    An ordinary group is one part. A text as long as a book gives further ones, cut by the
    numbers of paragraphs and sentences, which do not depend on what is done already.
    """
    for _, part in groupby(sorted(group, key=_place), key=_place):
        yield list(part)


@dataclass
class _Run:
    """One call of `translate_pending`: what its threads share."""

    workspace: Workspace
    drafter: Drafter
    plan: Plan
    watch: Watch
    summary: TranslationSummary = field(default_factory=TranslationSummary)
    errors: list[BaseException] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def is_over(self) -> bool:
        """Return whether no further portion may be begun."""
        enough = self.plan.stop_after
        done = enough is not None and self.summary.translated >= enough
        return done or bool(self.errors) or self.watch.cancelled()

    def work(self) -> None:
        """Translate until no group is free; raise what one of the threads raised.

        The threads are daemons: who loses patience with them can leave, and loses nothing saved.
        """
        threads = [Thread(target=self._work_alone, daemon=True) for _ in range(self.plan.workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            # The system may give a signal to any thread, but only this one runs its handler, and
            # only when it wakes: it must not sleep until all is done.
            while thread.is_alive():
                thread.join(_SECONDS_BETWEEN_WAKINGS)
        if self.errors:
            raise self.errors[0]

    def _work_alone(self) -> None:
        try:
            for batch in self._batches():
                for portion in portions(batch.segments):
                    self._translate(portion)
                    if self.is_over() or not self.workspace.renew_batch(batch):
                        break
        except BaseException as error:  # noqa: BLE001 - raised again where `work` was called
            self.errors.append(error)

    def _batches(self) -> Iterator[Batch]:
        size = self.plan.articles_per_batch
        while not self.is_over():
            batch = self.workspace.claim_batch("batch", articles_per_batch=size)
            if batch is None:
                return
            try:
                yield batch
            finally:
                self.workspace.release_batch(batch)

    def _translate(self, portion: Sequence[StoredSegment]) -> None:
        reused = reuse_matches(self.workspace, self.drafter, portion)
        self.watch.progress(len(portion) - len(reused.rest))
        told = Watch(progress=self.watch.progress)  # what is begun is also completed
        drafts = self.drafter.drafts([segment.source for segment in reused.rest], told)
        rows = [
            (segment.key, draft.hypothesis, draft.findings, draft.steps)
            for segment, draft in zip(reused.rest, drafts, strict=True)
        ]
        saved = self.workspace.save_hypotheses(rows, self.drafter.glossary)
        with self.lock:
            self.summary.from_memory += reused.saved
            self.summary.from_engine += saved
            self.summary.findings += reused.findings + sum(len(row[2]) for row in rows)


def _place(segment: StoredSegment) -> tuple[int, int]:
    return segment.paragraph // PORTION, segment.index // PORTION
