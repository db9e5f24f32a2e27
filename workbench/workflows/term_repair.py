"""Bring drafts into line with the glossary: no change without a reason, none without a record."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from workbench.checks.catalogue import find
from workbench.checks.check import Check
from workbench.checks.terms import ForbiddenTerm, MissingTerm, UnsupportedTerm
from workbench.engines.engine import Engine
from workbench.model.finding import Finding, Pair, Severity
from workbench.model.hypothesis import Hypothesis
from workbench.model.repair import Repaired, RepairRule, RepairStep
from workbench.model.segment import Span
from workbench.model.term import Entry, TermMatch, TermStatus
from workbench.terminology.matcher import TermMatcher
from workbench.terminology.renderings import forbidden_renderings, missing_terms
from workbench.terminology.substitution import put_terms
from workbench.text.words import WORD

_TERM_RULES = {MissingTerm.id, ForbiddenTerm.id, UnsupportedTerm.id}
ALTERNATIVES = 8
MOST_PLACES = 24
"""Places of a translation where a term is tried; of a longer one only every second or third."""
MOST_WRITTEN_ON = 4
"""Places after which the engine writes on: those where it likes the term best as it is."""
MOST_PLACED = 4
"""Terms of a sentence that are placed, one after another."""
LOWEST_DROP = 1.0
"""How far a repaired text may lie below the first in mean log-probability a piece."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A sentence on its way through the rules."""

    source: str
    matches: tuple[TermMatch, ...]
    first: Hypothesis
    now: Repaired

    @property
    def wrong(self) -> frozenset[str]:
        """Return the source terms that the text as it stands renders wrongly."""
        return wrong_terms(self.matches, self.now.hypothesis.text)


_Candidates = Callable[[Sequence[_Case]], list[list[Hypothesis]]]
"""Offers for each of some cases."""


class TermRepairer:
    """Engine, glossary and checks together: what a draft needs to obey.

    The rules are tried in order, each on the sentences that still have a wrong term: another of
    the engine's own translations; a forbidden rendering replaced; a new translation of the source
    with the English terms put in; the term put before each word of the translation, and the
    engine writing on from there. A change is accepted when fewer terms are wrong, no other check
    finds anything new, and the engine does not think much less of it.
    """

    def __init__(self, engine: Engine, matcher: TermMatcher, checks: Sequence[Check]) -> None:
        self._engine = engine
        self._matcher = matcher
        self._checks = [check for check in checks if check.id not in _TERM_RULES]

    def repair(self, sources: Sequence[str], hypotheses: Sequence[Hypothesis]) -> list[Repaired]:
        """Return every hypothesis, repaired where that was possible, in order."""
        cases = [self._case(*pair) for pair in zip(sources, hypotheses, strict=True)]
        for rule, candidates, most in (
            (RepairRule.ALTERNATIVE, self._alternatives, 1),
            (RepairRule.RENDERING, self._replaced, 1),
            (RepairRule.SUBSTITUTION, self._substituted, 1),
            (RepairRule.PLACEMENT, self._placed, MOST_PLACED),
        ):
            places: Iterable[int] = range(len(cases))
            for _ in range(most):
                places = self._apply(rule, candidates, cases, places)
        return [case.now for case in cases]

    def _apply(
        self, rule: RepairRule, candidates: _Candidates, cases: list[_Case], places: Iterable[int]
    ) -> list[int]:
        """Improve the cases at some places; return those where that helped, to try again there."""
        wrong = [place for place in places if cases[place].wrong]
        offers = candidates([cases[place] for place in wrong])
        helped = []
        for place, offered in zip(wrong, offers, strict=True):
            improved = self._improved(cases[place], rule, offered)
            if improved is not cases[place]:
                cases[place] = improved
                helped.append(place)
        return helped

    def _case(self, source: str, hypothesis: Hypothesis) -> _Case:
        # Doubtful matches are left alone: a person decides on them.
        matches = tuple(match for match in self._matcher.matches(source) if not match.check)
        return _Case(source, matches, hypothesis, Repaired(hypothesis))

    def _alternatives(self, cases: Sequence[_Case]) -> list[list[Hypothesis]]:
        return self._engine.alternatives([case.source for case in cases], ALTERNATIVES)

    def _replaced(self, cases: Sequence[_Case]) -> list[list[Hypothesis]]:
        return [[replace(case.now.hypothesis, text=_with_good_renderings(case))] for case in cases]

    def _substituted(self, cases: Sequence[_Case]) -> list[list[Hypothesis]]:
        return self._engine.alternatives(
            [put_terms(case.source, _english(case)) for case in cases], ALTERNATIVES
        )

    def _placed(self, cases: Sequence[_Case]) -> list[list[Hypothesis]]:
        """Offer the term in the place of each word, and what the engine writes after the best."""
        placings = [_placings(case) for case in cases]
        sources = [case.source for case in cases]
        kept = _asked(self._engine.judgements, sources, [list(some) for some in placings])
        best = [sorted(some, key=lambda one: -one.score)[:MOST_WRITTEN_ON] for some in kept]
        begun = [
            list(dict.fromkeys(some[one.text] for one in few if one.text in some))
            for some, few in zip(placings, best, strict=True)
        ]
        written = _asked(self._engine.continuations, sources, begun)
        return [[*some, *more] for some, more in zip(kept, written, strict=True)]

    def _improved(self, case: _Case, rule: RepairRule, offered: Iterable[Hypothesis]) -> _Case:
        """Return the case with the best offer, unchanged when none is acceptable."""
        wrong, now = case.wrong, case.now.hypothesis.text
        least = case.first.score - LOWEST_DROP
        left = {
            offer: wrong_terms(case.matches, offer.text)
            for offer in offered
            if offer.score >= least
        }
        better = [one for one in left if left[one] < wrong]
        better.sort(key=lambda one: (len(left[one]), -one.score))
        if not better:
            return case
        had = self._complaints(case.source, now)
        for offer in better:
            if not self._complaints(case.source, offer.text) - had:
                step = RepairStep(rule, tuple(sorted(wrong - left[offer])), now, offer.text)
                return replace(case, now=Repaired(offer, (*case.now.steps, step)))
        return case

    def _complaints(self, source: str, target: str) -> Counter[str]:
        """Return how often each rule objects, those on terms and mere remarks left out."""
        return Counter(map(_rule_of, filter(_counts, find(Pair(source, target), self._checks))))


def wrong_terms(matches: Sequence[TermMatch], target: str) -> frozenset[str]:
    """Return the matched source terms that the target leaves out or renders as forbidden."""
    missing = (match.entry.source for match in missing_terms(matches, target))
    forbidden = (one.entry.source for one in forbidden_renderings(matches, target))
    return frozenset((*missing, *forbidden))


def _english(case: _Case) -> list[tuple[Span, str]]:
    """Return the places of the wrong terms with what the glossary puts there."""
    wrong = case.wrong
    return [
        (Span(match.start, match.end), match.entry.preferred.target)
        for match in case.matches
        if match.entry.source in wrong and _asks_for_something(match.entry)
    ]


def _asked(
    ask: Callable[[Sequence[str], Sequence[str]], list[Hypothesis | None]],
    sources: Sequence[str],
    words: Sequence[Sequence[str]],
) -> list[list[Hypothesis]]:
    """Return what an engine answers to each source with each of the words given for it."""
    repeated = [source for source, some in zip(sources, words, strict=True) for _ in some]
    answers = iter(ask(repeated, [one for some in words for one in some]))
    return [[one for one in islice(answers, len(some)) if one] for some in words]


def _placings(case: _Case) -> dict[str, str]:
    """Return the text with a wrong term in the place of each of its words, and all up to there."""
    text = " ".join(case.now.hypothesis.text.split())
    words = [Span(*found.span()) for found in WORD.finditer(text)]
    some = words[:: -(-len(words) // MOST_PLACES)] if words else [Span(0, 0)]
    terms = dict.fromkeys(english for _, english in _english(case))
    begun = [(text[: word.start] + _begun(term, word), word) for term in terms for word in some]
    return {one + text[word.end :]: one for one, word in begun}


def _begun(term: str, word: Span) -> str:
    return term if word.start else term[:1].upper() + term[1:]


def _with_good_renderings(case: _Case) -> str:
    """Return the text with the preferred rendering in the place of each forbidden one."""
    text = case.now.hypothesis.text
    return put_terms(
        text,
        [
            (one.span, one.entry.preferred.target)
            for one in forbidden_renderings(case.matches, text)
            if _asks_for_something(one.entry)
        ],
    )


def _asks_for_something(entry: Entry) -> bool:
    """Return whether the glossary has a good rendering, not forbidden ones alone."""
    return entry.preferred.status is not TermStatus.FORBIDDEN


def _counts(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO


def _rule_of(finding: Finding) -> str:
    return finding.check_id
