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
class _Wanted:
    """A source, what of it goes to the engine, the translated label behind it, see `drafts`."""

    source: str
    bare: str
    ending: str
    nearness: float | None


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
        wanted = list(map(self._wanted, sources, nearness or [None] * len(sources)))
        bare = [one.bare for one in wanted]
        hypotheses: dict[int, Hypothesis] = {}
        drafts: dict[int, Draft] = {}
        for place, hypothesis in self.engine.stream(bare, cancelled=watch.cancelled):
            # While this one is judged, the engine works on the next.
            drafts[place] = self._draft(wanted[place], Repaired(hypothesis))
            hypotheses[place] = hypothesis
            watch.progress(1)
        in_order = range(len(sources))
        for place, repaired in enumerate(self._repaired(bare, [hypotheses[at] for at in in_order])):
            if repaired.steps:
                drafts[place] = self._draft(wanted[place], repaired)
        return [drafts[place] for place in in_order]

    def findings(self, source: str, target: str) -> tuple[Finding, ...]:
        """Return what the checks object to in a pair."""
        return find(Pair(source, target), self.checks)

    def _repaired(self, sources: Sequence[str], hypotheses: Sequence[Hypothesis]) -> list[Repaired]:
        if self.repairer is None:
            return [Repaired(hypothesis) for hypothesis in hypotheses]
        return self.repairer.repair(sources, hypotheses)

    def _wanted(self, source: str, nearness: float | None) -> _Wanted:
        heading = self.labels.split(source)
        if heading is None:
            return _Wanted(source, source, "", nearness)
        return _Wanted(source, heading.title, heading.ending, nearness)

    def _draft(self, wanted: _Wanted, repaired: Repaired) -> Draft:
        text = _with_label(repaired.hypothesis.text, wanted.ending)
        pair = Pair(wanted.source, text)
        findings = find(pair, self.checks)
        known = evidence(pair, repaired.hypothesis, findings, wanted.nearness)
        confidence = self.engine.calibration.confidence(known)
        hypothesis = replace(repaired.hypothesis, text=text, confidence=confidence)
        steps = tuple(_with_label_in(step, wanted.ending) for step in repaired.steps)
        return Draft(wanted.source, hypothesis, findings, steps)


def _with_label(text: str, ending: str) -> str:
    """Put the translated label behind the translated title."""
    return (text + ending).strip() if ending else text


def _with_label_in(step: RepairStep, ending: str) -> RepairStep:
    before, after = _with_label(step.before, ending), _with_label(step.after, ending)
    return replace(step, before=before, after=after)
