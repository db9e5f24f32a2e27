"""The glossary's terms: rendered, rendered rightly, and not invented."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check, shortened
from workbench.checks.term_matches import term_matches
from workbench.model.finding import Finding, Pair, Replacement, Severity
from workbench.model.term import Entry, TermMatch, TermStatus
from workbench.terminology.matcher import TermMatcher
from workbench.terminology.renderings import (
    Rendering,
    forbidden_renderings,
    missing_terms,
    unsupported_renderings,
)
from workbench.text.casing import fold_english
from workbench.text.scripts import in_latin
from workbench.text.words import WORD

_GOOD = (TermStatus.PREFERRED, TermStatus.ADMITTED)
_MOST_NAMED = 3


class _TermCheck(Check):
    """A rule that knows a glossary, by its matcher."""

    def __init__(self, matcher: TermMatcher) -> None:
        self._matcher = matcher


class MissingTerm(_TermCheck):
    """The source has a term of the glossary and the target none of its renderings.

    One good rendering, preferred or admitted, is enough for a sentence. Doubtful matches (terms of
    three letters or fewer) are told as info. Left alone: a term in whose place stands a forbidden
    rendering, see forbidden-term.
    """

    id: ClassVar[str] = "missing-term"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "The glossary says what this term is called in English."
    reason_az: ClassVar[str] = "Bu terminin ingiliscə qarşılığı lüğətdə müəyyən olunub."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if not pair.target.strip():
            return
        for match in self._missing(pair):
            expected = _renderings(match.entry)
            expected_az = _renderings(match.entry, "“”")
            finding = self.finding(
                f"'{shortened(match.text)}' should be {expected}.",
                f"“{shortened(match.text)}” belə tərcümə olunmalıdır: {expected_az}.",
                source=(match.start, match.end),
            )
            yield replace(finding, severity=Severity.INFO) if match.check else finding

    def _missing(self, pair: Pair) -> list[TermMatch]:
        matches = term_matches(self._matcher, pair.source)
        missing = missing_terms(matches, pair.target)
        if not missing:
            return missing
        wrong = {one.entry.source for one in forbidden_renderings(matches, pair.target)}
        return [match for match in missing if match.entry.source not in wrong]


class ForbiddenTerm(_TermCheck):
    """The target renders a term of the source in a way the glossary forbids."""

    id: ClassVar[str] = "forbidden-term"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "The glossary rules this rendering out."
    reason_az: ClassVar[str] = "Lüğət bu qarşılığı qadağan edir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        matches = term_matches(self._matcher, pair.source)
        doubtful = {match.entry.source for match in matches if match.check}
        for rendering in forbidden_renderings(matches, pair.target):
            finding = self._forbidden(rendering, pair.target)
            sure = rendering.entry.source not in doubtful
            yield finding if sure else replace(finding, severity=Severity.INFO)

    def _forbidden(self, rendering: Rendering, target: str) -> Finding:
        found, span = rendering.span.of(target), rendering.span
        good, good_az = _renderings(rendering.entry), _renderings(rendering.entry, "“”")
        return self.finding(
            f"'{found}' is ruled out; write {good}." if good else f"'{found}' is ruled out.",
            f"“{found}” qadağandır; {good_az} yazın." if good else f"“{found}” qadağandır.",
            target=(span.start, span.end),
            fix=_corrected(rendering, found),
        )


class UnsupportedTerm(_TermCheck):
    """The target has a name of the glossary of which the source has no trace.

    Left alone: renderings in small letters, names that share a word with the source or stand in it
    the English way, and names within a longer one.
    """

    id: ClassVar[str] = "unsupported-term"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "The source does not name it: invented, or taken from elsewhere."
    reason_az: ClassVar[str] = "Orijinalda belə ad yoxdur: ya uydurulub, ya da başqa yerdən düşüb."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if not pair.source.strip():
            return
        source = in_latin(pair.source)
        words = set(WORD.findall(fold_english(source)))
        for rendering in unsupported_renderings(self._matcher, source, pair.target):
            found, term = rendering.span.of(pair.target), shortened(rendering.entry.source)
            if words.issuperset(WORD.findall(fold_english(found))):
                continue
            yield self.finding(
                f"'{found}' has no '{term}' in the source.",
                f"Tərcümədə “{found}” var, amma orijinalda “{term}” yoxdur.",
                target=(rendering.span.start, rendering.span.end),
            )


def term_checks(matcher: TermMatcher) -> tuple[Check, ...]:
    """Return the rules of one glossary."""
    return MissingTerm(matcher), ForbiddenTerm(matcher), UnsupportedTerm(matcher)


def _renderings(entry: Entry, quotes: str = "''") -> str:
    """Return the good renderings, the preferred one first; a few of them when there are many."""
    good = dict.fromkeys([entry.preferred.target, *entry.renderings(*_GOOD)])
    allowed = [text for text in good if text in set(entry.renderings(*_GOOD))]
    return " / ".join(f"{quotes[0]}{text}{quotes[1]}" for text in allowed[:_MOST_NAMED])


def _corrected(rendering: Rendering, found: str) -> Replacement | None:
    """Return the preferred rendering in the place of one that was met letter by letter.

    A plural or other form would have to be inflected, which is left to a person.
    """
    preferred = rendering.entry.preferred
    if preferred.status not in _GOOD or found != rendering.term.target:
        return None
    return Replacement(rendering.span.start, rendering.span.end, preferred.target)
