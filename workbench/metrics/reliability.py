"""Whether a prediction of quality deserves belief: its order, its level, and what it saves."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Correlations:
    """How two series go together, each -1 to 1; 0 where one of them does not vary.

    Attributes:
        pearson: Of the values.
        spearman: Of their ranks.
        kendall: Tau-b, over all pairs, ties discounted (Kendall 1945).
    """

    pearson: float
    spearman: float
    kendall: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Some segments with predictions next to one another: means of what was said and seen."""

    predicted: float
    observed: float
    count: int


def correlate(first: Sequence[float], second: Sequence[float]) -> Correlations:
    """Return the correlations of two series of the same length, 2 or more.

    >>> correlate([1, 2, 3], [2, 4, 9]).spearman, correlate([1, 2], [3, 3]).pearson
    (1.0, 0.0)
    """
    one, other = np.asarray(first, float), np.asarray(second, float)
    return Correlations(
        _pearson(one, other), _pearson(_ranks(one), _ranks(other)), _kendall(one, other)
    )


def reliability(predicted: Sequence[float], observed: Sequence[float], bins: int = 10) -> list[Bin]:
    """Return bins of as nearly equal size as can be, the lowest predictions first.

    Bins of equal size and not of equal width, so that each mean rests on as many segments
    (Nguyen and O'Connor 2015). Fewer segments than bins give a bin each.

    >>> reliability([0.75, 0.125, 0.375, 0.75], [1, 0, 0, 1], bins=2)
    [Bin(predicted=0.25, observed=0.0, count=2), Bin(predicted=0.75, observed=1.0, count=2)]
    """
    pairs = sorted(zip(predicted, observed, strict=True))
    count = min(bins, len(pairs))
    borders = [len(pairs) * place // count for place in range(count + 1)] if count else []
    parts = [pairs[start:end] for start, end in pairwise(borders)]
    return [
        Bin(_mean([said for said, _ in part]), _mean([seen for _, seen in part]), len(part))
        for part in parts
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean of |predicted - observed| over segments.

    >>> round(calibration_error([Bin(0.2, 0.1, 3), Bin(0.8, 0.8, 1)]), 3)
    0.075
    """
    count = sum(one.count for one in bins)
    off = sum(abs(one.predicted - one.observed) * one.count for one in bins)
    return off / count if count else 0.0


def effort_found(
    order: Sequence[float],
    effort: Sequence[float],
    sizes: Sequence[float],
    share: float = 0.2,
) -> float:
    """Return the share of all effort that lies in the first `share` of the size, in an order.

    In random order it is `share` itself. The segment at the border counts in part.

    Args:
        order: What the segments are sorted by, the smallest first.
        effort: Work in each segment, such as its edits.
        sizes: Size of each segment, such as its words.
        share: 0 to 1.

    >>> effort_found([0.1, 0.9], [8, 2], [10, 10], share=0.5)
    0.8
    """
    left = share * sum(sizes)
    found = 0.0
    for place in sorted(range(len(order)), key=order.__getitem__):
        if left <= 0:
            break
        found += effort[place] * min(1.0, left / sizes[place] if sizes[place] else 1.0)
        left -= sizes[place]
    total = sum(effort)
    return found / total if total else share


def _mean(values: Sequence[float]) -> float:
    return float(sum(values) / len(values))


def _pearson(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    one, other = one - one.mean(), other - other.mean()
    norm = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / norm if norm else 0.0


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ranks of values, equal ones sharing the mean of theirs."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: NDArray[np.float64] = (last - (counts - 1) / 2)[places]
    return ranks


def _kendall(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return tau-b, a row of pairs at a time: n * n comparisons, n numbers of memory."""
    agreed = varies_one = varies_other = 0.0
    for place in range(1, len(one)):
        signs = np.sign(one[:place] - one[place])
        others = np.sign(other[:place] - other[place])
        agreed += float(signs @ others)
        varies_one += float(signs @ signs)
        varies_other += float(others @ others)
    norm = float(np.sqrt(varies_one * varies_other))
    return agreed / norm if norm else 0.0
