"""Lexical shortlists: the target pieces that the pieces of a source let a model choose from."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.alignment.word_translation import NULL, TranslationTable, ibm_model_1

Pieces = Sequence[str]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """What a model may say.

    Attributes:
        always: Target pieces that every source allows.
        candidates: Target pieces that a source piece allows besides.
    """

    always: frozenset[str]
    candidates: Mapping[str, frozenset[str]]

    def allowed(self, source: Iterable[str]) -> frozenset[str]:
        """Return the target pieces that the pieces of a source allow.

        >>> sorted(Shortlist(frozenset("."), {"su": frozenset({"water"})}).allowed(["su", "x"]))
        ['.', 'water']
        """
        return self.always.union(*(self.candidates.get(piece, ()) for piece in source))


def likely_translations(
    pairs: Sequence[tuple[Pieces, Pieces]], *, translations: int, origins: int
) -> dict[str, set[str]]:
    """Return for each source piece the target pieces that it probably stands for.

    These are its likeliest `translations` under IBM model 1. As that neglects rare target pieces
    beside frequent ones, each target piece is also put with its likeliest `origins`.

    >>> pairs = [(["su"], ["water"]), (["su", "var"], ["water", "exists"])] * 9
    >>> likely_translations(pairs, translations=1, origins=1)
    {'su': {'water'}, 'var': {'exists'}}
    """
    names = ["", *dict.fromkeys(piece for pair in pairs for side in pair for piece in side)]
    numbers = {name: number for number, name in enumerate(names) if number != NULL}
    numbered = [
        ([numbers[p] for p in source], [numbers[p] for p in target]) for source, target in pairs
    ]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for source, target in _likeliest(ibm_model_1(numbered, len(names)), translations):
        found[names[source]].add(names[target])
    turned = ((target, source) for source, target in numbered)
    for target, source in _likeliest(ibm_model_1(turned, len(names)), origins):
        found[names[source]].add(names[target])
    return dict(found)


def most_frequent(sides: Iterable[Pieces], most: int) -> frozenset[str]:
    """Return the `most` pieces that come most often; of equally frequent ones the first by name.

    >>> sorted(most_frequent([["the", "port"], ["the", "a", "sea"]], 2))
    ['a', 'the']
    """
    counts = Counter(piece for side in sides for piece in side)
    return frozenset(sorted(counts, key=lambda piece: (-counts[piece], piece))[:most])


def _likeliest(table: TranslationTable, most: int) -> Iterator[tuple[int, int]]:
    """Yield each source id with its `most` likeliest target ids."""
    source, target = np.divmod(table.keys, table.size)
    order = np.lexsort((target, -table.probabilities, source))
    ranks = np.arange(len(order)) - np.searchsorted(source, source[order])
    kept = order[ranks < most]
    yield from zip(source[kept].tolist(), target[kept].tolist(), strict=True)
