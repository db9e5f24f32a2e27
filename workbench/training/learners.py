"""Learners: each computes the gradients of a batch, several side by side on cores of their own."""

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from workbench.alignment.word_translation import TranslationTable
from workbench.training.mixture import Example
from workbench.training.objective import BatchTensors, batch_loss, tensors
from workbench.training.recipe import Recipe
from workbench.training.working_copy import WorkingCopy

PlacedBatch = tuple[int, int, list[Example]]
"""A batch with its round and its place in the round."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came of a batch; its gradients lie in the learner's copy until it is used again.

    Attributes:
        round: Round of the mixture the batch belongs to.
        place: Its place in the round.
        cross_entropy: Its loss a target piece.
        tokens: Its target pieces.
        copy: The working copy that holds the gradients.
    """

    round: int
    place: int
    cross_entropy: float
    tokens: int
    copy: WorkingCopy


class Learner:
    """Computes gradients with a copy of the network, with a dropout that the batch decides."""

    def __init__(
        self,
        network: Any,  # noqa: ANN401 - an untyped library's class
        recipe: Recipe,
        pad: int,
        table: TranslationTable | None,
    ) -> None:
        from workbench.training.pooled_dropout import PooledDropout

        self.copy = WorkingCopy(network)
        self._recipe = recipe
        self._pad = pad
        self._table = table
        self._dropout = PooledDropout()
        self._device = next(network.parameters()).device

    def learn(self, batch: PlacedBatch) -> Learnt:
        """Compute the gradients of a batch."""
        number, place, examples = batch
        prepared = tensors(examples, self._table, self._pad)
        moved = BatchTensors(
            *(getattr(prepared, name).to(self._device) for name in prepared.__slots__)
        )
        self._dropout.seed((self._recipe.seed * 1_009 + number) * 1_000_003 + place)
        with self._dropout:
            loss = batch_loss(self.copy.network, moved, self._recipe, self._pad)
        loss.total.backward()
        return Learnt(number, place, loss.cross_entropy, loss.tokens, self.copy)


class Learners:
    """One learner or more. With N of them a gradient is computed from weights N - 1 steps old.

    Results come in the order of the batches, so that a run stays repeatable. On two cores two
    learners read 1.36 times as many pieces a second as one with two threads: most operations of a
    small network are too short to be shared. (Two processes that met at every step were slower
    than one.) That weights may be a step late hardly matters at usual rates: Ho et al., "More
    Effective Distributed ML via a Stale Synchronous Parallel Parameter Server", 2013.
    """

    def __init__(self, learners: Sequence[Learner]) -> None:
        self._learners = learners

    def learn(self, batches: Iterator[PlacedBatch]) -> Generator[Learnt]:
        """Yield what came of each batch; the weights may be moved before the next is asked for."""
        pool = ThreadPoolExecutor(len(self._learners))
        running: deque[tuple[Learner, Future[Learnt]]] = deque()
        free = deque(self._learners)
        try:
            for batch in batches:
                learner = free.popleft()
                learner.copy.refresh()
                running.append((learner, pool.submit(learner.learn, batch)))
                if not free:
                    learner, learnt = running.popleft()
                    yield learnt.result()
                    free.append(learner)
        finally:
            pool.shutdown(cancel_futures=True)
