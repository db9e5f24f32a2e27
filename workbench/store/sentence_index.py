"""Which of a million sentences are like a given one: an index in memory. No database.

Each sentence has a signature, 256 bits of which each of its words sets one. A word of one sentence
that the other lacks costs a step of the Levenshtein distance, so the bits that one signature has
and the other has not bound the distance from below, and so does the difference in length. Whatever
may be near enough by these bounds is compared word by word: nothing near enough is missed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

_LANES = 4  # a signature is so many times 64 bits
_BITS = 64 * _LANES
_BLOCK = 1 << 14  # the signatures of a block stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Sentences:
    """Some sentences with their numbers.

    Attributes:
        numbers: One for each sentence.
        sizes: How many words it has.
        text: All of them coded (`similarity.coded`), one after the other.
    """

    numbers: NDArray[np.int64]
    sizes: NDArray[np.uint32]
    text: str

    @classmethod
    def of(cls, numbers: Sequence[int], coded: Sequence[str]) -> Self:
        """Return coded sentences with their numbers."""
        sizes = np.fromiter(map(len, coded), np.uint32, len(coded))
        return cls(np.array(numbers, np.int64), sizes, "".join(coded))

    def __add__(self, other: "Sentences") -> "Sentences":
        return Sentences(
            np.concatenate([self.numbers, other.numbers]),
            np.concatenate([self.sizes, other.sizes]),
            self.text + other.text,
        )

    def pieces(self, size: int) -> Iterator["Sentences"]:
        """Yield them again in pieces of so many."""
        ends = np.cumsum(self.sizes, dtype=np.int64)
        for first in range(0, len(self.sizes), size):
            last = min(first + size, len(self.sizes))
            start = ends[first - 1] if first else 0
            text = self.text[start : ends[last - 1]]
            yield Sentences(self.numbers[first:last], self.sizes[first:last], text)


class _Block:
    """Sentences with their signatures, one a column, and how many bits each has set."""

    def __init__(self, sentences: Sentences) -> None:
        self.sentences = sentences
        self.sizes = sentences.sizes.astype(np.int32)
        self.signatures = _signatures(sentences)
        self.ones = _ones(self.signatures)
        self._ends = np.cumsum(sentences.sizes, dtype=np.int64)

    def near(self, query: Self, least: int) -> Iterator[tuple[int, str]]:
        """Yield number and code of what may be like the only sentence of the query, last first."""
        shared = _ones(self.signatures & query.signatures)
        larger = np.maximum(self.sizes, query.sizes)
        smaller = np.minimum(self.sizes, query.sizes)
        lacking = np.maximum(self.ones, query.ones) - shared
        distance = np.maximum(lacking, larger - smaller)
        (found,) = np.nonzero(100 * (larger - distance) >= least * larger)
        for place in found[::-1].tolist():
            end = self._ends[place]
            code = self.sentences.text[end - self.sizes[place] : end]
            yield int(self.sentences.numbers[place]), code


@dataclass(slots=True)
class SentenceIndex:
    """Sentences by number, to be asked which are like another one.

    A number that is added again counts once. Time and memory grow with the number of sentences:
    a million take about 100 MB.
    """

    _blocks: list[_Block] = field(default_factory=list)

    def add(self, sentences: Sentences) -> None:
        """Add sentences; the last block is made anew until it is full."""
        if self._blocks and len(self._blocks[-1].sentences.sizes) < _BLOCK:
            sentences = self._blocks.pop().sentences + sentences
        self._blocks.extend(map(_Block, sentences.pieces(_BLOCK)))

    def near(self, coded: str, least: int) -> list[int]:
        """Return the numbers of the sentences like a coded one, the nearest first.

        Of equally near ones the one that was added last comes first.

        Args:
            coded: A coded sentence.
            least: The score that is enough, in percent.
        """
        query = _Block(Sentences.of([0], [coded]))
        latest_first = reversed(self._blocks)
        candidates = dict(pair for block in latest_first for pair in block.near(query, least))
        found = process.extract(
            coded,
            candidates,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=least / 100,
            limit=None,
        )
        return [number for _, _, number in found]


def _signatures(sentences: Sentences) -> NDArray[np.uint64]:
    """Return the signatures, one a column."""
    codes = np.frombuffer(sentences.text.encode("utf-16-le"), "<u2")
    column = np.repeat(np.arange(len(sentences.sizes)), sentences.sizes)
    bit = codes % _BITS
    signatures = np.zeros((_LANES, len(sentences.sizes)), np.uint64)
    np.bitwise_or.at(signatures, (bit // 64, column), np.uint64(1) << (bit % 64).astype(np.uint64))
    return signatures


def _ones(signatures: NDArray[np.uint64]) -> NDArray[np.int32]:
    """Return how many bits each signature has set."""
    counts: NDArray[np.int32] = np.bitwise_count(signatures).sum(axis=0, dtype=np.int32)
    return counts
