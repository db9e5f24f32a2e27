"""Bring article files into a workspace; what is there already stays as it is."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from workbench.errors import BadInput
from workbench.model.article import Article
from workbench.model.segment import Segment
from workbench.store.records import ImportOutcome
from workbench.store.workspace import Workspace
from workbench.text.sentences import segments
from workbench.workflows.drafting import NOBODY, Watch

AT_ONCE = 200
"""Segments after which the articles read so far are stored: each transaction waits for the disk."""


@dataclass(slots=True)
class ImportSummary:
    """How an import went: articles by outcome, and the files that were none, with reasons."""

    outcomes: Counter[ImportOutcome] = field(default_factory=Counter)
    skipped: list[BadInput] = field(default_factory=list)


def import_archive(
    workspace: Workspace,
    articles: Iterable[Article | BadInput],
    *,
    watch: Watch = NOBODY,
    on_skip: Callable[[BadInput], None] = lambda _problem: None,
    inside_quotations: bool = False,
) -> ImportSummary:
    """Import every article, some in one transaction; a file that is no article is only reported.

    Stops before the next article when the watch says so; those before are kept. With
    `inside_quotations`, quotations woven into a sentence are divided too.
    """
    summary = ImportSummary()
    waiting = _Waiting(workspace, summary)
    try:
        for article in articles:
            if isinstance(article, BadInput):
                summary.skipped.append(article)
                on_skip(article)
            else:
                pieces = segments(article.texts, inside_quotations=inside_quotations)
                waiting.add(article, pieces)
            watch.progress(1)
            if watch.cancelled():
                break
    finally:
        waiting.store()
    return summary


@dataclass(slots=True)
class _Waiting:
    """Articles that were read and are not stored yet."""

    workspace: Workspace
    summary: ImportSummary
    articles: list[tuple[Article, Sequence[Segment]]] = field(default_factory=list)
    segments: int = 0

    def add(self, article: Article, pieces: Sequence[Segment]) -> None:
        self.articles.append((article, pieces))
        self.segments += len(pieces)
        if self.segments >= AT_ONCE:
            self.store()

    def store(self) -> None:
        group, self.articles, self.segments = self.articles, [], 0
        self.summary.outcomes.update(self.workspace.add_articles(group))
