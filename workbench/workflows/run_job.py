"""Translate what a job asks for: from memory or by its engine, checked, an article at a time."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic

from workbench.errors import Cancelled, WorkbenchError
from workbench.store.editing_schema import JobState
from workbench.store.jobs import Job, Jobs
from workbench.store.pending import Pending
from workbench.store.records import StoredSegment
from workbench.store.workspace import Workspace
from workbench.workflows.draft_segments import draft_segments
from workbench.workflows.drafting import Drafter, Watch
from workbench.workflows.reuse_matches import reuse_matches
from workbench.workflows.translate_group import portions

SECONDS_BETWEEN_REPORTS = 1.0
_log = logging.getLogger(__name__)


def run_job(
    workspace: Workspace,
    job: Job,
    drafter: Callable[[], Drafter],
    *,
    leaving: Callable[[], bool] = lambda: False,
) -> JobState:
    """Work on a job that this process has claimed, and return the state it is left in.

    Every second the table learns how far it has come. A job that somebody stops ends after the
    article in hand. When the process has to leave, the sentence in hand is the last and the job
    waits for the next worker, which does nothing again that is saved. An engine that cannot be
    loaded, and anything else a user can put right, makes the job fail with that reason.
    """
    jobs = Jobs(workspace)
    run = _Run(workspace, jobs, job, leaving)
    try:
        with run.reporting():
            state = run.translate(drafter)
    except WorkbenchError as error:
        jobs.end(job.id, JobState.FAILED, error.what)
        return JobState.FAILED
    except Exception as error:  # noqa: BLE001 - one bad job must not take the worker with it
        _log.exception("job %d", job.id)
        jobs.end(job.id, JobState.FAILED, f"an error of the workbench: {error!r}")
        return JobState.FAILED
    jobs.end(job.id, state)
    return state


@dataclass
class _Run:
    """One process at work on a job.

    Attributes:
        done: Segments dealt with, by this process and those before it.
        in_hand: Segments of the portion in hand that the engine has done.
    """

    workspace: Workspace
    jobs: Jobs
    job: Job
    leaving: Callable[[], bool]
    total: int = 0
    done: int = 0
    in_hand: int = 0
    from_memory: int = 0
    from_engine: int = 0
    findings: int = 0
    current: str = ""
    stopped: Event = field(default_factory=Event)
    began: float = field(default_factory=monotonic)

    def translate(self, drafter: Callable[[], Drafter]) -> JobState:
        pending = Pending(self.workspace, self.job)
        self._begin(pending.count())
        if self.done < self.total:
            self._articles(pending, drafter())
        state = self._last_state()
        if state is JobState.DONE:
            self.done = self.total  # what people took in hand meanwhile is dealt with, too
        self._report()
        return state

    def _articles(self, pending: Pending, drafter: Drafter) -> None:
        for _, waiting in pending.articles():
            if self.stopped.is_set() or self.leaving():
                return
            self.current = waiting[0].article
            try:
                for portion in portions(waiting):
                    self._portion(drafter, portion)
            except Cancelled:
                self.in_hand = 0
                return

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Tell the table every second how far the job has come, and learn whether to stop."""
        over = Event()

        def report() -> None:
            while not over.wait(SECONDS_BETWEEN_REPORTS):
                self._report()

        thread = Thread(target=report, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _begin(self, waiting: int) -> None:
        """Count anew what a worker before us has saved; it may have died before it told."""
        self.total = max(self.job.total, waiting)
        self.done = self.total - waiting
        self.from_memory = min(self.job.from_memory, self.done)
        self.from_engine = self.done - self.from_memory
        self.findings = self.job.findings
        self._report()

    def _report(self) -> None:
        counts = {
            "total": self.total,
            "finished": min(self.done + self.in_hand, self.total),
            "from_memory": self.from_memory,
            "from_engine": self.from_engine,
            "findings": self.findings,
            "current": self.current,
            "active_seconds": self.job.active_seconds + monotonic() - self.began,
        }
        try:
            if not self.jobs.report(self.job.id, **counts):
                self.stopped.set()
        except WorkbenchError as error:
            _log.warning("job %d: progress not told: %s", self.job.id, error.what)

    def _last_state(self) -> JobState:
        if self.leaving() and not self.stopped.is_set():
            return JobState.QUEUED
        return JobState.STOPPED if self.stopped.is_set() else JobState.DONE

    def _portion(self, drafter: Drafter, portion: Sequence[StoredSegment]) -> None:
        reused = reuse_matches(self.workspace, drafter, portion)
        self.from_memory += reused.saved
        self.done += len(portion) - len(reused.rest)
        self.findings += reused.findings
        watch = Watch(progress=self._advance, cancelled=self.leaving)
        rows = draft_segments(self.workspace, drafter, reused.rest, watch)
        self.workspace.save_hypotheses(rows, drafter.glossary)
        self.in_hand = 0
        self.done += len(rows)
        self.from_engine += len(rows)
        self.findings += sum(len(found) for _, _, found, _ in rows)

    def _advance(self, finished: int) -> None:
        self.in_hand += finished
