"""The order in which a run reads its pairs: weighted, shuffled, batched, always the same."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.training.pieces import Pieces
from workbench.training.recipe import Recipe, TrainingCorpus

Example = tuple[list[int], list[int]]
POOL = 20_000
"""Examples sorted by length together: enough for full batches, few enough to stay shuffled."""


@dataclass(frozen=True, slots=True)
class EncodedCorpus:
    """The pairs of a corpus as ids, without those that are too long."""

    name: str
    examples: list[Example]
    weight: float
    too_long: int


def encode_corpus(corpus: TrainingCorpus, pieces: Pieces, recipe: Recipe) -> EncodedCorpus:
    """Encode a corpus; pairs longer than the recipe allows are left out and counted."""
    sources = pieces.encode_all([source for source, _ in corpus.pairs], corpus.tag)
    targets = pieces.encode_all([target for _, target in corpus.pairs])
    examples = [
        example
        for example in zip(sources, targets, strict=True)
        if max(map(len, example)) <= recipe.longest
    ]
    return EncodedCorpus(corpus.name, examples, corpus.weight, len(corpus.pairs) - len(examples))


class Mixture:
    """Endless batches from weighted corpora, in rounds.

    The batches of a round depend on the seed and the round's number alone, so a run that was
    stopped goes on with exactly the batches it would have read.
    """

    def __init__(self, corpora: Sequence[EncodedCorpus], recipe: Recipe) -> None:
        self._corpora = corpora
        self._recipe = recipe

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
        examples = [e for corpus in self._corpora for e in _draw(corpus, chance)]
        chance.shuffle(examples)
        batches: list[list[Example]] = []
        for start in range(0, len(examples), POOL):
            pool = sorted(examples[start : start + POOL], key=lambda e: (len(e[1]), len(e[0])))
            cut = list(_cut(pool, self._recipe.batch_tokens))
            chance.shuffle(cut)
            batches += cut
        return batches


def _draw(corpus: EncodedCorpus, chance: random.Random) -> Iterator[Example]:
    """Yield whole copies of the corpus and, for the fraction, a random part of it."""
    whole, part = divmod(corpus.weight, 1)
    for _ in range(int(whole)):
        yield from corpus.examples
    yield from chance.sample(corpus.examples, round(len(corpus.examples) * part))


def _cut(pool: Sequence[Example], batch_tokens: int) -> Iterator[list[Example]]:
    """Cut sorted examples into batches whose padded size stays within the budget."""
    batch: list[Example] = []
    longest = 0
    for example in pool:
        longest = max(longest, *map(len, example))
        if batch and longest * (len(batch) + 1) > batch_tokens:
            yield batch
            batch, longest = [], max(map(len, example))
        batch.append(example)
    if batch:
        yield batch
