"""Names spelled the same way through an article and a corpus."""

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import ClassVar, NamedTuple

from rapidfuzz.distance import JaroWinkler
from typing_extensions import override

from workbench.checks.check import CorpusCheck
from workbench.checks.name_sounds import azerbaijani_sound, english_sound
from workbench.checks.words import Word, source_words, target_words
from workbench.model.finding import Finding, Pair, Severity
from workbench.model.unit import TranslationUnit
from workbench.text.casing import fold, fold_english
from workbench.text.suffixes import readings

# An open article is compared again and again: the pairs of two large ones.
_COMPARED = 1 << 12
_FEWEST_SOUNDS = 2
_MOST_ALIKE = 20
_SHORTEST_NAME = 4
_LONGEST_NAME = 40
_LEAST_ALIKE = 0.75
_POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s?$")
_ENGLISH_LETTERS = str.maketrans(
    {"ə": "a", "ı": "i", "q": "g", "x": "kh", "c": "j", "ç": "ch", "ş": "sh", "ğ": "gh", "ö": "o",
     "ü": "u"}
)  # fmt: skip
_VOWELS = frozenset("aeiouyəıöü")


class _Rendering(NamedTuple):
    stem: str
    spelling: str
    word: Word
    alike: float


class _Seen(NamedTuple):
    number: int
    article: str
    spelling: str


class NameSpelling(CorpusCheck):
    """A name of the source is spelled in another way than before: Aliyev and Aliev.

    A name is a word with a capital on both sides that sounds alike. Within one article that is a
    warning; across articles, where two people may be meant, an info. Left alone: names translated
    rather than transcribed (Almaniya, Germany), capitals, names of fewer than four letters, and
    spellings of which only one ends in a vowel (Slovakia, Slovak).
    """

    id: ClassVar[str] = "name-spelling"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "A name spelled in two ways looks like two people."
    reason_az: ClassVar[str] = "İki cür yazılan ad oxucuya iki ayrı adam kimi görünür."

    def __init__(self) -> None:
        self._spellings: dict[str, _Seen] = {}

    @override
    @staticmethod
    def subjects(unit: TranslationUnit) -> Iterable[Hashable]:
        return (found.stem for found in _renderings(unit.pair))

    @override
    def findings(self, number: int, unit: TranslationUnit) -> Iterator[Finding]:
        for found in _renderings(unit.pair):
            first = _Seen(number, unit.article, found.spelling)
            seen = self._spellings.setdefault(found.stem, first)
            if _differ(seen.spelling, found.spelling):
                finding = self.finding(
                    f"'{found.spelling}' here, '{seen.spelling}' in unit {seen.number}.",
                    f"Burada “{found.spelling}”, {seen.number} nömrəli cütdə “{seen.spelling}”.",
                    target=(found.word.start, found.word.end),
                    about=f"{found.spelling}, {seen.spelling}",
                )
                same = seen.article == unit.article
                yield finding if same else replace(finding, severity=Severity.INFO)


@lru_cache(maxsize=_COMPARED)
def _renderings(pair: Pair) -> tuple[_Rendering, ...]:
    """Return the names of the target with the source name each renders, in order."""
    stems = _stems_by_sound(pair.source)
    found: dict[str, _Rendering] = {}
    places: dict[str, Word] = {}
    for word in target_words(pair.target) if stems else ():
        if word.text[0].isupper():
            places.setdefault(_POSSESSIVE.sub("", word.text), word)
    for spelling, word in places.items():
        best = _best(spelling, word, stems)
        if best and _is_better(best, found.get(best.stem)):
            found[best.stem] = best
    return tuple(found.values())


def _stems_by_sound(source: str) -> dict[str, list[str]]:
    """Return what the names of the source may be without suffixes, a few for each sound."""
    words = dict.fromkeys(word.text for word in source_words(source) if word.text[0].isupper())
    stems: dict[str, list[str]] = {}
    for stem in dict.fromkeys(stem for word in words for stem in _stems(word)):
        alike = stems.setdefault(azerbaijani_sound(stem), [])
        if len(alike) < _MOST_ALIKE:
            alike.append(stem)
    return stems


def _best(spelling: str, word: Word, stems: dict[str, list[str]]) -> _Rendering | None:
    candidates = stems.get(english_sound(spelling)) if _is_name(spelling) else None
    if not candidates:
        return None
    alike = (_Rendering(stem, spelling, word, _alike(stem, spelling)) for stem in candidates)
    best = max(alike, key=lambda one: (one.alike, -len(one.stem)))
    return best if best.alike >= _LEAST_ALIKE else None


def _is_better(one: _Rendering, other: _Rendering | None) -> bool:
    return other is None or one.alike > other.alike


def _stems(word: str) -> list[str]:
    if not _is_name(word):
        return []
    stems = {fold(word), *(reading.stem for reading in readings(word))}
    return [stem for stem in stems if len(azerbaijani_sound(stem)) >= _FEWEST_SOUNDS]


def _is_name(word: str) -> bool:
    fits = _SHORTEST_NAME <= len(word) <= _LONGEST_NAME
    return fits and word[0].isupper() and not word.isupper() and word.isalpha()


def _alike(stem: str, spelling: str) -> float:
    english = stem.translate(_ENGLISH_LETTERS)
    return JaroWinkler.similarity(english, fold_english(spelling))


def _differ(one: str, other: str) -> bool:
    first, second = fold_english(one), fold_english(other)
    return first != second and (first[-1] in _VOWELS) == (second[-1] in _VOWELS)
