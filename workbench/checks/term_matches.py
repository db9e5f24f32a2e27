"""The glossary's terms of a pair, found once for all rules."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from workbench.model.finding import Pair
from workbench.model.segment import Span
from workbench.model.term import TermMatch, TermStatus
from workbench.terminology.matcher import TermMatcher
from workbench.terminology.renderings import find_renderings
from workbench.text.scripts import in_latin

_RECENT = 64
_GOOD = (TermStatus.PREFERRED, TermStatus.ADMITTED)


@lru_cache(maxsize=_RECENT)
def term_matches(matcher: TermMatcher, source: str) -> Sequence[TermMatch]:
    """Return the terms in `source`, Cyrillic letters read as Latin ones."""
    return tuple(matcher.matches(in_latin(source)))


def rendered_terms(matcher: TermMatcher, pair: Pair) -> tuple[list[Span], list[Span]]:
    """Return where terms stand that the target renders, and where it renders them.

    What such a term says is said in the target, in whatever words: `20 Yanvar` by Black January.
    """
    source: list[Span] = []
    target: list[Span] = []
    for match in term_matches(matcher, pair.source):
        found = list(_rendered(match, pair.target))
        if found:
            source.append(Span(match.start, match.end))
            target += found
    return source, target


def _rendered(match: TermMatch, target: str) -> Iterator[Span]:
    for rendering in match.entry.renderings(*_GOOD):
        yield from find_renderings(target, rendering)
