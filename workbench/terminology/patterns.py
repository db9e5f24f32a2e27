"""A glossary entry made ready for matching: its words, what stands between them, its capitals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.model.term import CaseRule, Entry
from workbench.text.casing import fold
from workbench.text.stems import lemmas
from workbench.text.suffixes import Reading
from workbench.text.words import WORD, normal

SPACE = " "
DASH = "-"
_QUOTES = (
    '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}'
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
_UNTOLD = re.compile(rf"[\s{_QUOTES}]+")
_DASHES = re.compile("[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}-\N{EM DASH}]")
_APOSTROPHES = re.compile(
    "[`\N{ACUTE ACCENT}\N{MODIFIER LETTER APOSTROPHE}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]"
)
_STRICTEST_FIRST = (CaseRule.EXACT, CaseRule.AUTO, CaseRule.IGNORE)
_WIDEST_GAP = 8
_DOUBTFUL_LETTERS = 3
_ABBREVIATION_LETTERS = 2
_HIS = re.compile(r"(?:(?<=[aıoueəiöü])s)?[ıiuü]$")
_THEIRS = re.compile(r"l[aə]r[ıi]$")


@dataclass(frozen=True, slots=True)
class Pattern:
    """An entry as the matcher sees it.

    Attributes:
        entry: The entry.
        words: Its words as written, composed; empty when there is no letter or digit in it.
        gaps: What stands between the words, see `gap_kind`; one fewer than the words.
        case: Which capitals are needed; the strictest of the rows.
        capitals: For each word, where its capitals stand.
        is_small: Whether there are none.
        doubtful: Whether a person should look at every match.
    """

    entry: Entry
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    case: CaseRule
    capitals: tuple[tuple[int, ...], ...]
    is_small: bool
    doubtful: bool

    def allows(self, surfaces: Sequence[str], reading: Reading) -> bool:
        """Tell whether the capitals of the matched words will do.

        A name in the plural is a common noun and may be small: müdafiə nazirlikləri,
        "ministries of defence".
        """
        if self.case is CaseRule.AUTO:
            return (
                self.is_small
                or self._has_capitals(surfaces)
                or self._is_common_noun(surfaces, reading)
            )
        if self.case is CaseRule.EXACT:
            return all(map(_same_letters, self.words, surfaces))
        return True

    def _has_capitals(self, surfaces: Sequence[str]) -> bool:
        for word, surface, places in zip(self.words, surfaces, self.capitals, strict=True):
            for place in places:
                if not surface[place : place + 1].isupper():
                    return False
            if len(places) > 1 and not _is_abbreviation_kept(word, surface):
                return False
        return True

    def _is_common_noun(self, surfaces: Sequence[str], reading: Reading) -> bool:
        return (
            len(self.words) > 1
            and reading.suffix.startswith(("lar", "lər"))
            and all(map(_is_abbreviation_kept, self.words, surfaces))
        )


def pattern(entry: Entry) -> Pattern:
    """Return the pattern of an entry.

    >>> pattern(Entry("Bakı-Tbilisi-Qars dəmir yolu", ())).gaps
    ('-', '-', ' ', ' ')
    """
    source = entry.source
    found = list(WORD.finditer(source))
    words = tuple(normal(word.group()) for word in found)
    gaps = (gap_kind(source[left.end() : right.start()]) or DASH for left, right in pairwise(found))
    capitals = tuple(map(_capitals, words))
    return Pattern(
        entry,
        words,
        tuple(gaps),
        case=_strictest(entry),
        capitals=capitals,
        is_small=not any(capitals),
        doubtful=_is_doubtful(words),
    )


def gap_kind(gap: str) -> str | None:
    """Return what stands between two words: SPACE, DASH, or other punctuation; None if too wide.

    White space and double quotation marks do not count beside something else.

    >>> gap_kind(" «"), gap_kind(" – "), gap_kind(". ")
    (' ', '-', '.')
    """
    if gap == SPACE:
        return SPACE
    if len(gap) > _WIDEST_GAP:
        return None
    rest = _UNTOLD.sub("", gap)
    if not rest:
        return SPACE
    return _APOSTROPHES.sub("'", _DASHES.sub(DASH, rest))


def possessed_bases(word: str) -> frozenset[str]:
    """Return what a folded word in "his" may be a form of: təşkilatı is his təşkilat.

    >>> sorted(possessed_bases("nazirliyi")), possessed_bases("başçısı")
    (['nazirlik', 'nazirliy'], frozenset({'başçı'}))
    """
    bases = set()
    for ending in (_HIS, _THEIRS):
        if match := ending.search(word):
            base = word[: match.start()]
            if len(base) > 1:
                bases |= {base, *(lemma for lemma, _ in lemmas(base))}
    return frozenset(bases)


def _strictest(entry: Entry) -> CaseRule:
    rules = {term.case for term in entry.terms} or {CaseRule.AUTO}
    return next(rule for rule in _STRICTEST_FIRST if rule in rules)


def _is_doubtful(words: Sequence[str]) -> bool:
    if len(words) != 1:
        return False
    return len(words[0]) <= _DOUBTFUL_LETTERS and not words[0].isupper()


def _capitals(word: str) -> tuple[int, ...]:
    return tuple(place for place, letter in enumerate(word) if letter.isupper())


def _is_abbreviation_kept(word: str, surface: str) -> bool:
    """Tell whether `surface` may be `word` inflected, if that is an abbreviation.

    A suffix without a hyphen must be in small letters, or TDTU would be a form of TDT.
    """
    if len(word) < _ABBREVIATION_LETTERS or not word.isupper():
        return True
    return surface.startswith(word) and (surface == word or surface[len(word) :].islower())


def _same_letters(word: str, surface: str) -> bool:
    """Tell whether the letters are the same as far as the stem goes, and no suffix misleads."""
    for mine, theirs in zip(word, surface, strict=False):
        if mine != theirs and fold(mine) == fold(theirs):
            return False
    return _is_abbreviation_kept(word, surface)
