"""Words and phrases an engine or a hand has written twice."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check, shortened
from workbench.checks.words import Word, source_words, target_words
from workbench.model.finding import Finding, Pair, Replacement, Severity

# Words that may follow themselves: "he said that that was so", "they had had", "very very old".
_MAY_DOUBLE = frozenset(
    {"that", "had", "so", "very", "it", "bye", "ha", "yes", "no", "really", "far", "long"}
)
_LONGEST_PHRASE = 12
_LOOPING_WORDS = 3
_SYLLABLE_LOOP = re.compile(r"((?:[^\W\d_]){1,8}?)\1{5,}")


class DoubledWord(Check):
    """A word written twice in a row, as in `the the`.

    Left alone: figures, words English doubles (`that that`, `had had`), and a word that comes with
    a capital the second time, which is a name (`Bora Bora`).
    """

    id: ClassVar[str] = "doubled-word"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "A word written twice is a slip of the hand or of the engine."
    reason_az: ClassVar[str] = "Dalbadal iki dəfə yazılmış söz səhvdir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        words = target_words(pair.target)
        index = 1
        while index < len(words):
            last = _end_of_run(words, index - 1, pair.target)
            if last >= index and not _may_double(words[index]):
                yield self._run(words[index - 1], words[last])
            index = max(index, last) + 1

    def _run(self, first: Word, last: Word) -> Finding:
        return self.finding(
            f"'{first.text}' is written twice in a row.",
            f"“{first.text}” sözü dalbadal təkrarlanır.",
            target=(first.start, last.end),
            fix=Replacement(first.end, last.end, ""),
        )


class RepetitionLoop(Check):
    """The target goes round in circles.

    A word or two words three times in a row, a longer phrase twice, a syllable six times. Left
    alone: what the source repeats as well, figures (`6-3, 6-3`), and a phrase that ends one
    sentence and opens the next.
    """

    id: ClassVar[str] = "repetition-loop"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "Neural engines that lose their way repeat themselves."
    reason_az: ClassVar[str] = "Yolunu azan neyron mühərrik eyni sözləri təkrarlayır."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        place = _loop(target_words(pair.target), pair.target) or _syllables(pair.target)
        if place and not (_loop(source_words(pair.source), pair.source) or _syllables(pair.source)):
            text = shortened(pair.target[slice(*place)])
            yield self.finding(
                f"The target repeats itself: '{text}'.",
                f"Tərcümə özünü təkrarlayır: “{text}”.",
                target=place,
            )


def _may_double(word: Word) -> bool:
    return word.key in _MAY_DOUBLE or word.text[0].isupper() or word.key.isdecimal()


def _end_of_run(words: Sequence[Word], first: int, text: str) -> int:
    last = first
    while (
        last + 1 < len(words)
        and words[last + 1].key == words[first].key
        and text[words[last].end : words[last + 1].start].isspace()
    ):
        last += 1
    return last


def _loop(words: Sequence[Word], text: str) -> tuple[int, int] | None:
    keys = [word.key for word in words]
    pairs = len(keys) - 1
    # A loop repeats at least one pair of neighbours; most sentences do not, and end here.
    if pairs < _LOOPING_WORDS - 1 or len(set(pairwise(keys))) == pairs:
        return None
    for length in range(1, _LONGEST_PHRASE + 1):
        turns = 3 if length < _LOOPING_WORDS else 2
        last = _end_of_turns(keys, length, (turns - 1) * length)
        if last is not None:
            first, middle = last - turns * length + 1, last - length + 1
            if "." not in text[words[middle - 1].end : words[middle].start]:
                return words[first].start, words[last].end
    return None


def _end_of_turns(keys: Sequence[str], length: int, needed: int) -> int | None:
    run = 0
    for index in range(length, len(keys)):
        run = run + 1 if keys[index] == keys[index - length] else 0
        if run >= needed and _has_word(keys[index - length + 1 : index + 1]):
            return index
    return None


def _has_word(keys: Sequence[str]) -> bool:
    return any(key[0].isalpha() for key in keys)


def _syllables(text: str) -> tuple[int, int] | None:
    found = _SYLLABLE_LOOP.search(text)
    return found.span() if found else None
