"""Translate articles: those that wait in a workspace, or loose ones on the way to a file."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.model.article import Article
from workbench.model.finding import Finding
from workbench.model.segment import Segment
from workbench.model.unit import Origin, Status, TranslationUnit
from workbench.store.records import ExactMatch, StoredSegment
from workbench.store.workspace import Workspace
from workbench.text.sentences import segments
from workbench.workflows.drafting import NOBODY, Draft, Drafter, Watch


@dataclass(slots=True)
class TranslationSummary:
    """What a run did. `seconds` is the time spent, reading and checking included."""

    from_engine: int = 0
    from_memory: int = 0
    findings: int = 0
    seconds: float = 0.0

    def add(self, other: "TranslationSummary") -> None:
        """Count what a part of the run did."""
        self.from_engine += other.from_engine
        self.from_memory += other.from_memory
        self.findings += other.findings

    @property
    def segments_per_second(self) -> float:
        """Return translated segments a second, 0 when nothing was done."""
        done = self.from_engine + self.from_memory
        return done / self.seconds if self.seconds else 0.0


def translate_pending(
    workspace: Workspace,
    drafter: Drafter,
    *,
    articles_per_batch: int,
    watch: Watch = NOBODY,
) -> TranslationSummary:
    """Translate every segment that has no target, group of articles by group.

    A source that a person has confirmed before is taken from memory. Each group is saved in one
    transaction, and which articles form a group never depends on where an earlier run ended: a
    run that was killed and started again writes what an undisturbed one would have written.

    Raises Cancelled when the watch says so; finished groups are kept.
    """
    summary = TranslationSummary()
    began = time.monotonic()
    for waiting in workspace.batches_to_translate(articles_per_batch, worker="batch"):
        remembered = workspace.memory_lookup({segment.source for segment in waiting})
        known = [segment for segment in waiting if segment.source in remembered]
        unknown = [segment for segment in waiting if segment.source not in remembered]
        summary.add(_from_memory(workspace, drafter, known, remembered))
        watch.progress(len(known))
        summary.add(_from_engine(workspace, drafter, unknown, watch))
    summary.seconds = time.monotonic() - began
    return summary


def translate_loose(
    articles: Iterable[Article],
    drafter: Drafter,
    *,
    inside_quotations: bool = False,
    watch: Watch = NOBODY,
) -> Iterator[TranslationUnit]:
    """Translate articles that are in no workspace, one article after the other, as units."""
    for article in articles:
        cut = segments(article.texts, inside_quotations=inside_quotations)
        sources = [segment.text for segment in cut]
        drafts = drafter.drafts(sources, watch)
        for segment, draft in zip(cut, drafts, strict=True):
            yield _unit(article, segment, draft, drafter.glossary)


def _from_memory(
    workspace: Workspace,
    drafter: Drafter,
    known: Sequence[StoredSegment],
    remembered: Mapping[str, ExactMatch],
) -> TranslationSummary:
    matches = [(segment, remembered[segment.source]) for segment in known]
    results = [
        (segment.key, match, drafter.findings(segment.source, match.target))
        for segment, match in matches
    ]
    saved = workspace.save_matches(results, drafter.glossary)
    return TranslationSummary(from_memory=saved, findings=_count(results))


def _from_engine(
    workspace: Workspace, drafter: Drafter, unknown: Sequence[StoredSegment], watch: Watch
) -> TranslationSummary:
    drafts = drafter.drafts([segment.source for segment in unknown], watch)
    results = [
        (segment.key, draft.hypothesis, draft.findings)
        for segment, draft in zip(unknown, drafts, strict=True)
    ]
    saved = workspace.save_hypotheses(results, drafter.glossary)
    return TranslationSummary(from_engine=saved, findings=_count(results))


def _count(results: Sequence[tuple[int, object, Sequence[Finding]]]) -> int:
    return sum(len(findings) for *_, findings in results)


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
        article_date=article.date,
        glossary=glossary,
    )
