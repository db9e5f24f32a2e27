"""Bring article files into a workspace; what is there already stays as it is."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from workbench.errors import BadInput
from workbench.model.article import Article
from workbench.store.records import ImportOutcome
from workbench.store.workspace import Workspace
from workbench.text.sentences import segments
from workbench.workflows.drafting import NOBODY, Watch


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
    """Import every article, one transaction each; a file that is no article is only reported.

    Stops before the next article when the watch says so; those before are kept. With
    `inside_quotations`, quotations woven into a sentence are divided too.
    """
    summary = ImportSummary()
    for article in articles:
        if isinstance(article, BadInput):
            summary.skipped.append(article)
            on_skip(article)
        else:
            pieces = segments(article.texts, inside_quotations=inside_quotations)
            outcome = workspace.add_article(article, pieces)
            summary.outcomes[outcome] += 1
        watch.progress(1)
        if watch.cancelled():
            break
    return summary
