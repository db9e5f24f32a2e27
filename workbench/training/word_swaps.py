"""Pairs with other words in the same places, from a lexicon: more words in more contexts.

Fadaee et al., "Data Augmentation for Low-Resource Neural Machine Translation", 2017, put rare
words into sentences by a language model. Here a noun of the source whose translation stands in
the target makes room for another noun, which takes the same endings in its own harmony; an
adjective for another adjective. The sentences mean odd things, and their grammar is right.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.model.segment import Span
from workbench.terminology.english import find_renderings, number_of
from workbench.terminology.substitution import put_terms
from workbench.text.casing import capitalise, lower
from workbench.text.endings import Case, Owner, ends_in_vowel
from workbench.text.suffixes import inflect
from workbench.text.words import WORD
from workbench.training.recipe import Pair

MOST_SWAPS = 4
NOUN, ADJECTIVE, NAME = "n", "adj", "name"
_ONE_WORD = re.compile(r"[^\W\d_]+")
_ARTICLE = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)
_VOWEL_SOUND = re.compile(r"(?!uni|use|eu|one)[aeiou]", re.IGNORECASE)


class LexiconWord(NamedTuple):
    """A word, its translation and its part of speech (n, adj, name; others are not swapped)."""

    source: str
    target: str
    part_of_speech: str


class Form(NamedTuple):
    """A word as it may stand in a text: the word and the endings it has there."""

    word: LexiconWord
    plural: bool = False
    owner: Owner = Owner.NOBODY
    case: Case = Case.NOMINATIVE

    def of(self, other: LexiconWord) -> str:
        """Return another word with the same endings."""
        return inflect(other.source, plural=self.plural, owner=self.owner, case=self.case)


class WordSwaps:
    """Makes new pairs from pairs."""

    def __init__(self, lexicon: Iterable[LexiconWord], *, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - not for secrets
        usable = [word for word in lexicon if _is_usable(word)]
        self._forms: dict[str, list[Form]] = defaultdict(list)
        self._others: dict[tuple[str, bool], list[LexiconWord]] = defaultdict(list)
        for word in usable:
            self._others[_kind(word)].append(word)
            for form in _forms(word):
                self._forms[lower(form.of(word))].append(form)

    def pairs(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Yield each pair that has words of the lexicon, with up to four of them swapped."""
        for source, target in pairs:
            places = list(self._places(source, target))
            self._chance.shuffle(places)
            chosen = _apart(places)
            if chosen:
                yield self._swapped(source, target, chosen)

    def _places(self, source: str, target: str) -> Iterator[tuple[Span, Span, Form]]:
        """Yield where a form stands in the source, and its translation once in the target."""
        for found in WORD.finditer(source):
            for form in self._forms.get(lower(found[0]), ()):
                renderings = find_renderings(target, form.word.target)
                if len(renderings) == 1 and _fits(found[0], found.start(), form):
                    yield Span(*found.span()), renderings[0], form
                    break

    def _swapped(self, source: str, target: str, places: Sequence[tuple[Span, Span, Form]]) -> Pair:
        there: list[tuple[Span, str]] = []
        here: list[tuple[Span, str]] = []
        for source_span, target_span, form in places:
            other = self._chance.choice(self._others[_kind(form.word)])
            there.append((source_span, _as_written(source_span.of(source), form.of(other))))
            here.append(_translated(target, target_span, form.word, other))
        return put_terms(source, there), put_terms(target, here)


def _is_usable(word: LexiconWord) -> bool:
    return (
        word.part_of_speech in {NOUN, ADJECTIVE, NAME}
        and len(word.source) > 2
        and bool(_ONE_WORD.fullmatch(word.source))
        and bool(_ONE_WORD.fullmatch(word.target))
    )


def _kind(word: LexiconWord) -> tuple[str, bool]:
    """Return what a word may be swapped with: where readings differ by sound, endings fit both."""
    return word.part_of_speech, ends_in_vowel(word.source)


def _forms(word: LexiconWord) -> Iterator[Form]:
    if word.part_of_speech == ADJECTIVE:
        yield Form(word)
        return
    for plural in (False, True) if word.part_of_speech == NOUN else (False,):
        for owner in (Owner.NOBODY, Owner.HIS):
            for case in Case:
                yield Form(word, plural, owner, case)


def _fits(written: str, start: int, form: Form) -> bool:
    """Tell whether the capitals of a word in the text are those of the lexicon's word."""
    capital = written[0].isupper()
    if form.word.part_of_speech == NAME:
        return capital
    return written[1:] == lower(written[1:]) and (not capital or start == 0)


def _apart(places: Sequence[tuple[Span, Span, Form]]) -> list[tuple[Span, Span, Form]]:
    """Return the first few places that do not overlap in the target."""
    chosen: list[tuple[Span, Span, Form]] = []
    for place in places[: 2 * MOST_SWAPS]:
        if all(place[1].end <= one.start or one.end <= place[1].start for _, one, _ in chosen):
            chosen.append(place)
    return chosen[:MOST_SWAPS]


def _as_written(before: str, after: str) -> str:
    return capitalise(after) if before[0].isupper() else after


def _translated(target: str, span: Span, word: LexiconWord, other: LexiconWord) -> tuple[Span, str]:
    """Return the new translation in the number of the old one, its article mended before it."""
    old = span.of(target)
    new = number_of(other.target, like=old, of=word.target)
    new = new[:1].upper() + new[1:] if old[0].isupper() else new
    article = _ARTICLE.search(target, 0, span.start)
    if article:
        right = "an" if _VOWEL_SOUND.match(new) else "a"
        right = right.capitalize() if article[1][0].isupper() else right
        return Span(article.start(), span.end), right + article[2] + new
    return span, new
