"""Translate articles that are in no workspace, on the way to a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from workbench.model.article import Article
from workbench.model.segment import Segment
from workbench.model.unit import Origin, Status, TranslationUnit
from workbench.text.sentences import segments
from workbench.workflows.drafting import NOBODY, Draft, Drafter, Watch


@dataclass(frozen=True, slots=True)
class CutArticle:
    """An article with its sentences."""

    article: Article
    segments: Sequence[Segment]


def cut(article: Article, *, inside_quotations: bool = False) -> CutArticle:
    """Return an article cut into sentences.

    >>> len(cut(Article(id="a", title="Liman", paragraphs=("Bəli. Xeyr.",))).segments)
    3
    """
    return CutArticle(article, segments(article.texts, inside_quotations=inside_quotations))


def translate_articles(
    articles: Iterable[CutArticle],
    drafter: Drafter,
    *,
    articles_per_batch: int,
    watch: Watch = NOBODY,
) -> Iterator[TranslationUnit]:
    """Yield the translation units of articles in order; some articles are translated together.

    Raises Cancelled when the watch says so.
    """
    waiting = iter(articles)
    while group := list(islice(waiting, articles_per_batch)):
        drafts = iter(
            drafter.drafts([piece.text for one in group for piece in one.segments], watch)
        )
        for one in group:
            for segment, draft in zip(one.segments, drafts, strict=False):
                yield _unit(one.article, segment, draft, drafter.glossary)


def _unit(article: Article, segment: Segment, draft: Draft, glossary: str) -> TranslationUnit:
    return TranslationUnit(
        article=article.id,
        paragraph=segment.paragraph,
        index=segment.index,
        source=segment.text,
        target=draft.hypothesis.text,
        origin=Origin.ENGINE,
        status=Status.MACHINE,
        engine=draft.hypothesis.engine,
        findings=draft.findings,
        confidence=draft.hypothesis.confidence,
        article_date=article.date,
        glossary=glossary,
    )
