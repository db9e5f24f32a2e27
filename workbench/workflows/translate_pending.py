"""Translate what waits in a workspace, group of articles by group, and keep each part done."""

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from workbench.model.unit import Status
from workbench.store.workspace import Workspace
from workbench.workflows.drafting import NOBODY, Watch
from workbench.workflows.translate_group import Tally

_SECONDS_BETWEEN_LOOKS = 1.0


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
        stop_after: Begin nothing more when so many segments are translated; None for no end.
    """

    articles_per_batch: int
    stop_after: int | None = None


@dataclass
class Run:
    """One call of `translate_pending`: what its workers share."""

    workspace: Workspace
    plan: Plan
    watch: Watch
    summary: TranslationSummary = field(default_factory=TranslationSummary)
    _lock: Lock = field(default_factory=Lock)

    def is_over(self) -> bool:
        """Return whether no further portion may be begun."""
        enough = self.plan.stop_after
        done = enough is not None and self.summary.translated >= enough
        return done or self.watch.cancelled()

    def add(self, tally: Tally) -> None:
        """Count what a worker has stored; from any thread."""
        with self._lock:
            self.summary.from_engine += tally.from_engine
            self.summary.from_memory += tally.from_memory
            self.summary.findings += tally.findings


class Runner(Protocol):
    """Those who do the work: threads of this process, or processes of a cluster."""

    def work(self, run: Run) -> None:
        """Translate until no group is free or the run is over.

        Each portion is stored as soon as it is done, told to the watch and added to the run.
        """
        ...


def translate_pending(
    workspace: Workspace, runner: Runner, plan: Plan, watch: Watch = NOBODY
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
    run = Run(workspace, plan, watch)
    began = time.monotonic()
    while True:
        runner.work(run)
        if run.is_over() or not workspace.counts().segments[Status.EMPTY]:
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    run.summary.seconds = time.monotonic() - began
    run.summary.stopped = watch.cancelled()
    return run.summary
