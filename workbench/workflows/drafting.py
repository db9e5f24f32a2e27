"""Draft translations: headline labels looked up, sentences translated, the pairs checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workbench.checks.catalogue import find
from workbench.checks.check import Check
from workbench.confidence.evidence import Feature, evidence
from workbench.engines.engine import Engine
from workbench.model.finding import Finding, Pair
from workbench.model.hypothesis import Hypothesis
from workbench.model.repair import Repaired, RepairStep
from workbench.terminology.labels import HeadlineLabels
from workbench.workflows.term_repair import TermRepairer


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody who waits for a long job.

    Attributes:
        progress: Told how many segments were finished since it was told last.
        cancelled: Asked between batches whether to stop.
    """

    progress: Callable[[int], None] = lambda _finished: None
    cancelled: Callable[[], bool] = lambda: False


NOBODY = Watch()


@dataclass(frozen=True, slots=True)
class Draft:
    """An engine's translation of a source with what the checks object to in it.

    Attributes:
        source: What was translated.
        hypothesis: The translation, terms repaired, and how much of it is expected to stand.
        findings: What the checks object to in it.
        steps: What was repaired, oldest first.
    """

    source: str
    hypothesis: Hypothesis
    findings: tuple[Finding, ...]
    steps: tuple[RepairStep, ...] = ()

    @property
    def first_text(self) -> str:
        """Return the translation before any repair."""
        return self.steps[0].before if self.steps else self.hypothesis.text


@dataclass(frozen=True, slots=True)
class Drafter:
    """An engine together with the glossary's labels and the checks.

    Attributes:
        engine: Translates.
        labels: Rubrics that are looked up instead of translated.
        checks: Judge every pair.
        glossary: `name@version` of the glossary behind labels and checks.
        repairer: Makes translations obey the glossary; None leaves them as the engine wrote them.
    """

    engine: Engine
    labels: HeadlineLabels
    checks: tuple[Check, ...]
    glossary: str
    repairer: TermRepairer | None = None

    @property
    def wants_nearness(self) -> bool:
        """Return whether it matters for the confidence how near a source is to the memory."""
        return self.engine.calibration.uses(Feature.NEARNESS)

    def drafts(
        self,
        sources: Sequence[str],
        watch: Watch = NOBODY,
        nearness: Sequence[float | None] | None = None,
    ) -> list[Draft]:
        """Return a draft of every source, in order.

        Args:
            sources: Sentences.
            watch: Told of progress, and asked whether to stop.
            nearness: How near each source is to the nearest one in memory, where that is known.

        Raises Cancelled when the watch says so; nothing is returned then.
        """
        headings = [self.labels.split(source) for source in sources]
        bare = [
            heading.title if heading else source
            for heading, source in zip(headings, sources, strict=True)
        ]
        hypotheses = self.engine.translate(bare, progress=watch.progress, cancelled=watch.cancelled)
        drafts = [
            self._draft(source, repaired, heading.ending if heading else "")
            for source, repaired, heading in zip(
                sources, self._repaired(bare, hypotheses), headings, strict=True
            )
        ]
        return list(map(self._judged, drafts, nearness or [None] * len(drafts)))

    def findings(self, source: str, target: str) -> tuple[Finding, ...]:
        """Return what the checks object to in a pair."""
        return find(Pair(source, target), self.checks)

    def _repaired(self, sources: Sequence[str], hypotheses: Sequence[Hypothesis]) -> list[Repaired]:
        if self.repairer is None:
            return [Repaired(hypothesis) for hypothesis in hypotheses]
        return self.repairer.repair(sources, hypotheses)

    def _draft(self, source: str, repaired: Repaired, ending: str) -> Draft:
        text = _with_label(repaired.hypothesis.text, ending)
        hypothesis = replace(repaired.hypothesis, text=text)
        steps = tuple(
            replace(
                step, before=_with_label(step.before, ending), after=_with_label(step.after, ending)
            )
            for step in repaired.steps
        )
        return Draft(source, hypothesis, self.findings(source, hypothesis.text), steps)

    def _judged(self, draft: Draft, nearness: float | None) -> Draft:
        pair = Pair(draft.source, draft.hypothesis.text)
        known = evidence(pair, draft.hypothesis, draft.findings, nearness)
        confidence = self.engine.calibration.confidence(known)
        return replace(draft, hypothesis=replace(draft.hypothesis, confidence=confidence))


def _with_label(text: str, ending: str) -> str:
    """Put the translated label behind the translated title."""
    return (text + ending).strip() if ending else text
