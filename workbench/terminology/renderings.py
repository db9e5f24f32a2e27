"""Whether a translation renders the terms of its source, and renders them as it should."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from workbench.model.segment import Span
from workbench.model.term import Entry, Glossary, Term, TermMatch, TermStatus
from workbench.terminology.english import find_renderings, is_capitalised, key_words
from workbench.terminology.matcher import TermMatcher
from workbench.text.casing import fold
from workbench.text.dates import english_months
from workbench.text.words import WORD

__all__ = [
    "Rendering",
    "find_renderings",
    "forbidden_renderings",
    "missing_terms",
    "unsupported_renderings",
]

_GOOD = (TermStatus.PREFERRED, TermStatus.ADMITTED)
_SHORTEST_TRACE = 4


@dataclass(frozen=True, slots=True)
class Rendering:
    """A glossary rendering found in a translation.

    Attributes:
        span: Where it stands in the target.
        term: The row it comes from.
        entry: The entry of that row, with the renderings to put instead.
    """

    span: Span
    term: Term
    entry: Entry


def missing_terms(matches: Iterable[TermMatch], target: str) -> list[TermMatch]:
    """Return the first match of each entry that the target renders in no good way.

    One good rendering, preferred or admitted, is enough however often the source has the term:
    the English may go on with a pronoun. Entries with forbidden renderings alone ask for nothing.
    """
    first: dict[str, TermMatch] = {}
    for match in matches:
        first.setdefault(match.entry.source, match)
    return [match for match in first.values() if _is_missing(match.entry, target)]


def forbidden_renderings(matches: Iterable[TermMatch], target: str) -> list[Rendering]:
    """Return where the target uses a forbidden rendering of a matched term, in order.

    A place within a good rendering does not count: "Corridor" within "Middle Corridor". A
    forbidden rendering that differs from a good one in capitals alone must be met letter by
    letter.
    """
    entries = {match.entry.source: match.entry for match in matches}.values()
    found = [rendering for entry in entries for rendering in _forbidden(entry, entries, target)]
    return _widest(found)


def unsupported_renderings(matcher: TermMatcher, source: str, target: str) -> list[Rendering]:
    """Return renderings of names in the target of which the source has no trace, in order.

    Looked for are good renderings in capitals, with these, that nothing else in the glossary
    writes small (President, Prime Minister). They are supported by any entry that shares them, by
    a longer supported rendering around them, and by words that begin like the term: türkiyəli may
    become "of Türkiye".
    """
    entries = {match.entry.source for match in matcher.occurrences(source)}
    named = list(_names(matcher).renderings_in(target))
    supported = [
        one.span for one in named if one.entry.source in entries or _has_trace(one.entry, source)
    ]
    cover = _Cover(supported)
    return _widest(one for one in named if not cover.holds(one.span))


def _is_missing(entry: Entry, target: str) -> bool:
    good = list(entry.renderings(*_GOOD))
    return bool(good) and not any(find_renderings(target, rendering) for rendering in good)


def _forbidden(entry: Entry, entries: Iterable[Entry], target: str) -> Iterator[Rendering]:
    good = [rendering for other in entries for rendering in other.renderings(*_GOOD)]
    differing_in_capitals = {rendering.casefold() for rendering in good}
    for term in entry.terms:
        if term.status is not TermStatus.FORBIDDEN:
            continue
        spans = find_renderings(target, term.target)
        if term.target.casefold() in differing_in_capitals:
            spans = [span for span in spans if span.of(target) == term.target]
        else:
            allowed = _Cover(span for text in good for span in find_renderings(target, text))
            spans = [span for span in spans if not allowed.holds(span)]
        yield from (Rendering(span, term, entry) for span in spans)


class _Cover:
    """Spans that are asked whether one of them holds another span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._farthest = list(accumulate((span.end for span in ordered), max))

    def holds(self, span: Span) -> bool:
        """Tell whether one of the spans begins no later and ends no earlier."""
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._farthest[before - 1] >= span.end


def _widest(found: Iterable[Rendering]) -> list[Rendering]:
    """Return in order what does not lie within another; the first of those in one place."""
    widest: list[Rendering] = []
    end = 0
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if one.span.end > end:
            widest.append(one)
            end = one.span.end
    return widest


def _has_trace(entry: Entry, source: str) -> bool:
    """Tell whether the source has a word that begins like a name in the term.

    A term without capitals must have a trace of every word.
    """
    words = WORD.findall(fold(source))
    parts = WORD.findall(entry.source)
    names = [part for part in parts if part[0].isupper()]
    traces = [
        any(word.startswith(_beginning(fold(part))) for word in words) for part in names or parts
    ]
    return any(traces) if names else all(traces)


def _beginning(word: str) -> str:
    """Return as much of a word as its derivations keep: without a final vowel, k or q."""
    return word[:-1] if len(word) > _SHORTEST_TRACE else word


class _Names:
    """The renderings of a glossary that are names, by a word that each must have."""

    def __init__(self, glossary: Glossary) -> None:
        self._by_word: dict[str, list[tuple[Term, Entry]]] = {}
        small = _written_small(glossary)
        for entry in glossary.entries:
            for term in entry.terms:
                is_name = is_capitalised(term.target) and term.target.lower() not in small
                is_name = is_name and not _is_date(term.target)
                if term.status in _GOOD and is_name:
                    self._add(term, entry)

    def _add(self, term: Term, entry: Entry) -> None:
        for word in key_words(term.target):
            self._by_word.setdefault(word, []).append((term, entry))

    def renderings_in(self, target: str) -> Iterator[Rendering]:
        """Yield the names in the target, those within others as well."""
        for word in dict.fromkeys(WORD.findall(target.lower())):
            for term, entry in self._by_word.get(word, ()):
                for span in find_renderings(target, term.target):
                    if is_capitalised(span.of(target)):
                        yield Rendering(span, term, entry)


def _is_date(rendering: str) -> bool:
    """Tell whether a rendering is a date (`20 January`), which figures may stand for as well."""
    has_figure = any(letter.isdigit() for letter in rendering)
    return has_figure and bool(english_months(rendering))


def _written_small(glossary: Glossary) -> set[str]:
    """Return all renderings, and words of renderings, that the glossary has in small letters."""
    targets = {term.target for term in glossary.terms}
    return {text for target in targets for text in (target, *target.split()) if text.islower()}


@lru_cache(maxsize=4)
def _names(matcher: TermMatcher) -> _Names:
    """Return the names of the matcher's glossary; a matcher is its own key, a glossary is large."""
    return _Names(matcher.glossary)
