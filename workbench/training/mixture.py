"""The order in which a run reads its pairs: weighted, shuffled, batched, always the same."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from workbench.training.pieces import Pieces
from workbench.training.recipe import Recipe, TrainingCorpus

Example = tuple[list[int], list[int]]
POOL = 20_000
"""Examples sorted by length together: enough for full batches, few enough to stay shuffled."""

LENGTH_STEP = 8
"""Batches are padded to multiples of this, so that few shapes occur: every new shape has its
matrix kernels made anew, which took a quarter of the time of a step on two cores."""


def padded_length(length: int) -> int:
    """Return the length that rows of up to `length` pieces are padded to.

    >>> padded_length(25)
    32
    """
    return -(-length // LENGTH_STEP) * LENGTH_STEP


@dataclass(frozen=True, slots=True)
class EncodedCorpus:
    """A corpus and its pairs as ids, without those that are too long."""

    corpus: TrainingCorpus
    examples: list[Example]
    too_long: int

    @property
    def name(self) -> str:
        """The name of the corpus."""
        return self.corpus.name

    @property
    def weight(self) -> float:
        """How often it is read in a round."""
        return self.corpus.weight


def encode_corpus(corpus: TrainingCorpus, pieces: Pieces, recipe: Recipe) -> EncodedCorpus:
    """Encode a corpus; pairs longer than the recipe allows are left out and counted."""
    sources = pieces.encode_all([source for source, _ in corpus.pairs], corpus.tag)
    targets = pieces.encode_all([target for _, target in corpus.pairs])
    encoded = zip(corpus.pairs, zip(sources, targets, strict=True), strict=True)
    kept = [both for both in encoded if max(map(len, both[1])) <= recipe.longest]
    short = replace(corpus, pairs=tuple(pair for pair, _ in kept))
    return EncodedCorpus(short, [example for _, example in kept], len(corpus.pairs) - len(kept))


class Mixture:
    """Endless batches from weighted corpora, in rounds.

    The batches of a round depend on the seed and the round's number alone, so a run that was
    stopped goes on with exactly the batches it would have read.
    """

    def __init__(
        self, corpora: Sequence[EncodedCorpus], recipe: Recipe, pieces: Pieces | None = None
    ) -> None:
        self._corpora = corpora
        self._recipe = recipe
        self._pieces = pieces if recipe.sampling else None

    def batches(
        self, start_round: int = 0, start_batch: int = 0
    ) -> Iterator[tuple[int, int, list[Example]]]:
        """Yield (round, number in the round, examples) from a position on, without end."""
        number = start_round
        while True:
            for position, batch in enumerate(self.round(number)):
                if number > start_round or position >= start_batch:
                    yield number, position, batch
            number += 1

    def round(self, number: int) -> list[list[Example]]:
        """Return the batches of one round: every corpus as often as its weight says."""
        chance = random.Random(f"{self._recipe.seed}:{number}")  # noqa: S311 - not for secrets
        examples = [e for corpus in self._corpora for e in self._draw(corpus, chance)]
        chance.shuffle(examples)
        batches: list[list[Example]] = []
        for start in range(0, len(examples), POOL):
            pool = sorted(examples[start : start + POOL], key=lambda e: (len(e[1]), len(e[0])))
            cut = list(_cut(pool, self._recipe.batch_tokens))
            chance.shuffle(cut)
            batches += cut
        return batches

    def _draw(self, corpus: EncodedCorpus, chance: random.Random) -> Iterator[Example]:
        """Yield whole copies of the corpus and, for the fraction, a random part of it."""
        whole, part = divmod(corpus.weight, 1)
        order = range(len(corpus.examples))
        for copy in range(int(whole)):
            yield from self._copy(corpus, order, copy, chance)
        some = chance.sample(order, round(len(order) * part))
        yield from self._copy(corpus, some, int(whole), chance)

    def _copy(
        self, corpus: EncodedCorpus, order: Sequence[int], copy: int, chance: random.Random
    ) -> Iterator[Example]:
        """Yield the examples of an order; every copy but the first is cut into other pieces."""
        plain = [corpus.examples[number] for number in order]
        if self._pieces is None or copy == 0:
            yield from plain
            return
        pairs = [corpus.corpus.pairs[number] for number in order]
        sharpness, seed = self._recipe.sampling, chance.getrandbits(30)
        sample = partial(self._pieces.sample_all, sharpness=sharpness)
        sources = sample([source for source, _ in pairs], corpus.corpus.tag, seed=seed)
        targets = sample([target for _, target in pairs], seed=seed + 1)
        for number, drawn in enumerate(zip(sources, targets, strict=True)):
            yield drawn if max(map(len, drawn)) <= self._recipe.longest else plain[number]


def _cut(pool: Sequence[Example], batch_tokens: int) -> Iterator[list[Example]]:
    """Cut sorted examples into batches whose padded size stays within the budget."""
    batch: list[Example] = []
    longest = 0
    for example in pool:
        longest = max(longest, *(padded_length(len(side)) for side in example))
        if batch and longest * (len(batch) + 1) > batch_tokens:
            yield batch
            batch, longest = [], max(padded_length(len(side)) for side in example)
        batch.append(example)
    if batch:
        yield batch
