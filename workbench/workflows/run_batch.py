"""An archive into a workspace, translated and checked: the work of a night in one call."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from workbench.errors import BadInput
from workbench.model.article import Article
from workbench.model.unit import Status
from workbench.store.workspace import Workspace
from workbench.workflows.drafting import Watch
from workbench.workflows.import_archive import ImportSummary, import_archive
from workbench.workflows.translate_pending import (
    Plan,
    Runner,
    TranslationSummary,
    translate_pending,
)


class Follower(Protocol):
    """Somebody who follows a batch."""

    def importing(self) -> AbstractContextManager[Watch]:
        """Give a watch that is told of every file dealt with."""
        ...

    def translating(self, waiting: int) -> AbstractContextManager[Watch]:
        """Give a watch that is told of every segment translated, `waiting` in all."""
        ...

    def skipped(self, problem: BadInput) -> None:
        """Be told of a file that is no article."""
        ...


@dataclass(slots=True)
class BatchSummary:
    """What a batch did.

    Attributes:
        imported: Articles by outcome, and skipped files with reasons.
        translated: What was translated, at which pace.
        stopped: Whether the follower's watch ended it.
    """

    imported: ImportSummary
    translated: TranslationSummary = field(default_factory=TranslationSummary)
    stopped: bool = False


def run_batch(
    workspace: Workspace,
    articles: Iterable[Article | BadInput],
    runner: Callable[[], Runner],
    *,
    plan: Plan,
    follower: Follower,
    inside_quotations: bool = False,
) -> BatchSummary:
    """Import articles, translate what waits, check it, and save it.

    May be killed at any moment and called again: it goes on where it was. The runner is asked
    for when something waits, so a call that finds nothing to do loads no engine.
    """
    with follower.importing() as watch:
        imported = import_archive(
            workspace,
            articles,
            watch=watch,
            on_skip=follower.skipped,
            inside_quotations=inside_quotations,
        )
        stopped = watch.cancelled()
    waiting = workspace.counts().segments[Status.EMPTY]
    if stopped or not waiting:
        return BatchSummary(imported, stopped=stopped)
    ready = runner()
    with follower.translating(waiting) as watch:
        translated = translate_pending(workspace, ready, plan, watch)
    return BatchSummary(imported, translated, translated.stopped)
