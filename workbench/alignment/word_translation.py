"""Word translation probabilities from aligned sentences: IBM model 1.

Brown et al., "The Mathematics of Statistical Machine Translation", 1993, section 4.4.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NULL = 0
"""Source id of the empty word, which explains targets that have no source."""


@dataclass(frozen=True, slots=True)
class TranslationTable:
    """Sparse t(target | source) over vocabulary ids.

    Attributes:
        size: Number of ids; every id is in `range(size)`.
        keys: Sorted `source * size + target`, int64.
        probabilities: One for each key, float32, in (0, 1].
    """

    size: int
    keys: NDArray[np.int64]
    probabilities: NDArray[np.float32]

    def matrix(self, source: Sequence[int], target: Sequence[int]) -> NDArray[np.float32]:
        """Return t for every pair of positions, shape (len(target), len(source))."""
        wanted = np.add.outer(np.asarray(target), np.asarray(source) * self.size)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        found = self.keys[places] == wanted
        return np.where(found, self.probabilities[places], np.float32(0)).astype(np.float32)


def ibm_model_1(
    pairs: Iterable[tuple[Sequence[int], Sequence[int]]],
    size: int,
    *,
    iterations: int = 6,
    smoothing: float = 1.0,
    floor: float = 1e-4,
) -> TranslationTable:
    """Estimate t(target | source) by expectation maximisation, from a uniform start.

    `smoothing` is added to every source's total, which keeps rare words from claiming all of
    their neighbours; entries below `floor` are left out of the table. `pairs` is read once and
    held as one integer for every pair of positions. Id 0 is used for the empty source word.

    >>> table = ibm_model_1([([3], [5]), ([3, 4], [5, 6])] * 20, size=10)
    >>> table.matrix([3, 4], [5, 6]).argmax(axis=1).tolist()
    [0, 1]
    """
    keys, target_of, targets = _cooccurrences(pairs, size)
    unique, inverse = np.unique(keys, return_inverse=True)
    del keys
    source_of = unique // size
    probability = np.ones(len(unique))
    for _ in range(iterations):
        weight = probability[inverse]
        weight /= np.bincount(target_of, weights=weight, minlength=targets)[target_of]
        counts = np.bincount(inverse, weights=weight, minlength=len(unique))
        totals = np.bincount(source_of, weights=counts, minlength=size)
        probability = counts / (totals[source_of] + smoothing)
    kept = (probability > floor) & (source_of != NULL)
    return TranslationTable(size, unique[kept], probability[kept].astype(np.float32))


def _cooccurrences(
    pairs: Iterable[tuple[Sequence[int], Sequence[int]]], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Return a key and a running target number for every (source, target) position pair."""
    keys: list[NDArray[np.int64]] = []
    numbers: list[NDArray[np.int64]] = []
    targets = 0
    for source, target in pairs:
        sources = np.array([NULL, *source], dtype=np.int64) * size
        keys.append(np.add.outer(np.asarray(target, dtype=np.int64), sources).ravel())
        numbers.append(np.repeat(np.arange(targets, targets + len(target)), len(sources)))
        targets += len(target)
    return np.concatenate(keys), np.concatenate(numbers), targets
