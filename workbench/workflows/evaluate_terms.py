"""Measure on a test set what the glossary does to the drafts of an engine."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.metrics.scores import Score, score_corpus
from workbench.metrics.term_scores import TermScores, TermUse, score_terms, term_uses
from workbench.model.term import Term
from workbench.model.unit import TranslationUnit
from workbench.terminology.glossaries import build_glossary
from workbench.terminology.matcher import TermMatcher
from workbench.workflows.drafting import Draft, Drafter
from workbench.workflows.random_terms import random_terms
from workbench.workflows.term_repair import TermRepairer

SEED = 1


@dataclass(frozen=True, slots=True)
class TermResult:
    """One way of translating the test set.

    Attributes:
        name: `plain`, `repaired` or `random terms`.
        terms: How well it keeps to the glossary.
        quality: BLEU, chrF2++ and TER against the references.
        changed: Sentences that differ from the plain translation.
    """

    name: str
    terms: TermScores
    quality: tuple[Score, ...]
    changed: int


@dataclass(frozen=True, slots=True)
class TermEvaluation:
    """A test set, and what translates it.

    Attributes:
        units: Sources, with the references as their targets.
        drafter: Engine, checks and term repair.
        matcher: Finds the terms of the drafter's glossary.
    """

    units: Sequence[TranslationUnit]
    drafter: Drafter
    matcher: TermMatcher

    def results(self, *, control: bool = True, seed: int = SEED) -> list[TermResult]:
        """Return the plain drafts' figures, those of the repaired ones, and of the control.

        The control repairs the same plain drafts with as many random words of the references as
        the glossary asked for terms.
        """
        drafts = self.drafter.drafts([unit.source for unit in self.units])
        plain = [draft.first_text for draft in drafts]
        texts = {"plain": plain, "repaired": [draft.hypothesis.text for draft in drafts]}
        if control:
            texts["random terms"] = self._controlled(drafts, seed)
        return [
            TermResult(
                name,
                score_terms(self._uses(found)),
                score_corpus(found, [unit.target for unit in self.units]),
                sum(text != before for text, before in zip(found, plain, strict=True)),
            )
            for name, found in texts.items()
        ]

    def _uses(self, found: Iterable[str]) -> Iterator[TermUse]:
        for unit, text in zip(self.units, found, strict=True):
            yield from term_uses(self.matcher, (unit.article, unit.source, unit.target), text)

    def _controlled(self, drafts: Sequence[Draft], seed: int) -> list[str]:
        """Return the plain drafts repaired with random words instead of terms."""
        pairs = [(unit.source, unit.target) for unit in self.units]
        sizes = [len(list(term_uses(self.matcher, ("", *pair), ""))) for pair in pairs]
        made_up = random_terms(pairs, sizes, seed=seed)
        return list(map(self._repaired, drafts, made_up))

    def _repaired(self, draft: Draft, terms: list[Term]) -> str:
        if not terms:
            return draft.first_text
        matcher = TermMatcher(build_glossary("random", terms))
        repairer = TermRepairer(self.drafter.engine, matcher, self.drafter.checks)
        first = replace(draft.hypothesis, text=draft.first_text)
        (repaired,) = repairer.repair([draft.source], [first])
        return repaired.hypothesis.text
