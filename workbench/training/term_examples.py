"""Pairs that teach a model to keep an English term it finds in an Azerbaijani sentence.

Dinu et al., "Training Neural Machine Translation to Apply Terminology Constraints", 2019: when
some source terms are replaced by their translation in training, the model learns to carry such
words over. The workbench uses that to decode a sentence again whose glossary term was missed.
"""

import random
from collections.abc import Iterable, Iterator

from workbench.model.segment import Span
from workbench.model.term import TermMatch, TermStatus
from workbench.terminology.matcher import TermMatcher
from workbench.terminology.renderings import find_renderings
from workbench.terminology.substitution import put_terms
from workbench.training.recipe import Pair

MOST_TERMS = 3


def term_examples(pairs: Iterable[Pair], matcher: TermMatcher, *, seed: int) -> Iterator[Pair]:
    """Yield each pair that has a glossary term, with one to three of its terms in English.

    A term counts when the target has one of its preferred or admitted renderings; the rendering
    is put into the source as it stands in the target, and the term's suffix goes. Pairs without
    such a term are left out.
    """
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    for source, target in pairs:
        usable = list(_usable(source, target, matcher))
        if usable:
            chosen = chance.sample(usable, chance.randint(1, min(len(usable), MOST_TERMS)))
            yield put_terms(source, chosen), target


def _usable(source: str, target: str, matcher: TermMatcher) -> Iterator[tuple[Span, str]]:
    for match in matcher.matches(source):
        rendering = _rendering_in(target, match)
        if rendering:
            yield Span(match.start, match.end), rendering


def _rendering_in(target: str, match: TermMatch) -> str:
    for rendering in match.entry.renderings(TermStatus.PREFERRED, TermStatus.ADMITTED):
        for span in find_renderings(target, rendering):
            return span.of(target)
    return ""
