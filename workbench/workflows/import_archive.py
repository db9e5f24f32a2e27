"""Bring article files into a workspace; what is there already stays as it is."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from workbench.errors import BadInput
from workbench.model.article import Article
from workbench.store.records import ImportOutcome
from workbench.store.workspace import Workspace
from workbench.text.sentences import segments


@dataclass(slots=True)
class ImportSummary:
    """How an import went: articles by outcome, and the files that were none, with reasons."""

    outcomes: Counter[ImportOutcome] = field(default_factory=Counter)
    skipped: list[BadInput] = field(default_factory=list)


def import_archive(
    workspace: Workspace,
    articles: Iterable[Article | BadInput],
    *,
    progress: Callable[[], None] | None = None,
) -> ImportSummary:
    """Import every article, one transaction each; a file that is no article is only reported."""
    summary = ImportSummary()
    for article in articles:
        if isinstance(article, BadInput):
            summary.skipped.append(article)
        else:
            outcome = workspace.add_article(article, segments(article.texts))
            summary.outcomes[outcome] += 1
        if progress:
            progress()
    return summary
