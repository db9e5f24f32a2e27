"""A control for term repair: words of the reference that no glossary asks for.

When a system is told random words of the reference, its chrF rises as well (WMT 2023 and 2025
terminology tasks); only what a glossary brings beyond that speaks for the glossary.
"""

import random
from collections.abc import Iterator, Sequence

from workbench.alignment.word_translation import NULL, TranslationTable, ibm_model_1
from workbench.model.term import Term
from workbench.text.words import WORD

SHORTEST = 4
LEAST_PROBABILITY = 0.1


def random_terms(
    pairs: Sequence[tuple[str, str]], sizes: Sequence[int], *, seed: int
) -> list[list[Term]]:
    """Return for each (source, reference) pair as many made-up terms as its size asks for.

    A made-up term is a word of the reference of four letters or more with the source word that
    most probably stands behind it (IBM model 1 over the pairs). A pair that has fewer such words
    gets fewer terms.
    """
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    words = _Words()
    numbered = [(words.numbers(source), words.numbers(target)) for source, target in pairs]
    table = ibm_model_1(numbered, words.size)
    drawn = []
    for (source, target), size in zip(numbered, sizes, strict=True):
        known = sorted(set(_aligned(words, table, source, target))) if source and target else []
        chosen = chance.sample(known, min(size, len(known)))
        drawn.append([Term(source=word, target=rendering) for word, rendering in chosen])
    return drawn


class _Words:
    """Words as numbers, from 1 on."""

    def __init__(self) -> None:
        self._words = [""]
        self._numbers: dict[str, int] = {"": NULL}

    @property
    def size(self) -> int:
        return len(self._words)

    def numbers(self, text: str) -> list[int]:
        return [self._number(word) for word in WORD.findall(text)]

    def word(self, number: int) -> str:
        return self._words[number]

    def _number(self, word: str) -> int:
        if word not in self._numbers:
            self._numbers[word] = len(self._words)
            self._words.append(word)
        return self._numbers[word]


def _aligned(
    words: _Words, table: TranslationTable, source: Sequence[int], target: Sequence[int]
) -> Iterator[tuple[str, str]]:
    matrix = table.matrix(source, target)
    for row, number in enumerate(target):
        column = int(matrix[row].argmax())
        pair = words.word(source[column]), words.word(number)
        if matrix[row, column] >= LEAST_PROBABILITY and min(map(len, pair)) >= SHORTEST:
            yield pair
