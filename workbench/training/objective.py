"""The loss of a batch: label-smoothed cross entropy, with one attention head led by alignments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.alignment.word_translation import TranslationTable
from workbench.training.mixture import Example, padded_length
from workbench.training.recipe import Recipe

Tensor = Any
LEAST_EVIDENCE = 0.02
"""A target piece whose translation probabilities add up to less is left to the model."""


@dataclass(frozen=True, slots=True)
class BatchTensors:
    """Padded ids, shape (sentences, pieces), and the alignment that is asked for.

    `alignment` has shape (sentences, target pieces, source pieces); its rows add up to 1 or,
    where nothing is known, to 0.
    """

    source: Tensor
    target: Tensor
    alignment: Tensor


@dataclass(frozen=True, slots=True)
class Loss:
    """The loss to minimise, and its cross-entropy part a target piece for the log."""

    total: Tensor
    cross_entropy: float
    tokens: int


def tensors(batch: Sequence[Example], table: TranslationTable | None, pad: int) -> BatchTensors:
    """Return a batch as tensors; without a table no alignment is asked for."""
    import torch

    source = _padded([source for source, _ in batch], pad)
    target = _padded([target for _, target in batch], pad)
    alignment = np.zeros((len(batch), target.shape[1], source.shape[1]), dtype=np.float32)
    if table is not None:
        for row, (source_ids, target_ids) in enumerate(batch):
            known = expected_alignment(table, source_ids, target_ids)
            alignment[row, : known.shape[0], : known.shape[1]] = known
    return BatchTensors(
        torch.from_numpy(source), torch.from_numpy(target), torch.from_numpy(alignment)
    )


def expected_alignment(
    table: TranslationTable, source: Sequence[int], target: Sequence[int]
) -> NDArray[np.float32]:
    """Return for each target piece a distribution over source pieces, or zeros.

    IBM model 1 knows no order, so places far from the same relative position count less.
    `</s>` on either side is aligned with nothing.
    """
    weights = table.matrix(source, target)
    weights[-1, :] = 0
    weights[:, -1] = 0
    drift = np.subtract.outer(
        np.arange(len(target)) / len(target), np.arange(len(source)) / len(source)
    )
    weights *= np.exp(-np.abs(drift)).astype(np.float32)
    totals = weights.sum(axis=1, keepdims=True)
    return np.where(totals > LEAST_EVIDENCE, weights / np.maximum(totals, LEAST_EVIDENCE), 0)


def batch_loss(network: Any, batch: BatchTensors, recipe: Recipe, pad: int) -> Loss:  # noqa: ANN401
    """Return the loss of a batch; what the network computes in half precision is summed in full."""
    import torch

    from workbench.training.vocabulary_loss import vocabulary_loss

    first = torch.full((len(batch.target), 1), pad, dtype=batch.target.dtype)
    output = network.model(
        input_ids=batch.source,
        attention_mask=(batch.source != pad).long(),
        decoder_input_ids=torch.cat([first.to(batch.target), batch.target[:, :-1]], 1),
        output_attentions=True,
        use_cache=False,
    )
    smoothed = vocabulary_loss(
        output.last_hidden_state.flatten(0, 1),
        network.lm_head.weight,
        batch.target.flatten(),
        ignored=pad,
        smoothing=recipe.label_smoothing,
    )
    guided = _alignment_loss(output.cross_attentions[-1][:, 0].float(), batch.alignment)
    tokens = int((batch.target != pad).sum())
    return Loss(smoothed + recipe.alignment_weight * guided, float(smoothed.detach()), tokens)


def _alignment_loss(attention: Tensor, alignment: Tensor) -> Tensor:
    """Return the cross entropy between the expected alignment and one head's attention."""
    known = alignment.sum(-1) > 0
    if not bool(known.any()):
        return attention.sum() * 0
    return -(alignment * (attention + 1e-6).log()).sum(-1)[known].mean()


def _padded(rows: Sequence[Sequence[int]], pad: int) -> NDArray[np.int64]:
    ids = np.full((len(rows), padded_length(max(map(len, rows)))), pad, dtype=np.int64)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
    return ids
