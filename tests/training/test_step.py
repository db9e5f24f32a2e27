"""What a step is made of: the loss over the vocabulary and the dropout, held to the library's."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.functional import cross_entropy, linear

from workbench.training import pooled_dropout
from workbench.training.pooled_dropout import PooledDropout
from workbench.training.vocabulary_loss import vocabulary_loss

PAD = 29


@given(
    rows=st.integers(1, 100),
    padded=st.integers(0, 99),
    smoothing=st.sampled_from([0.0, 0.1, 0.5]),
    seed=st.integers(0, 1000),
)
@settings(max_examples=40, deadline=None)
def test_loss_and_gradients_are_those_of_the_library(rows, padded, smoothing, seed):
    chance = torch.Generator().manual_seed(seed)
    wanted = torch.randint(PAD, (rows,), generator=chance)
    wanted[: min(padded, rows - 1)] = PAD
    hidden, weight = torch.randn(rows, 8, generator=chance), torch.randn(30, 8, generator=chance)
    ours, theirs = (
        (hidden.clone().requires_grad_(), weight.clone().requires_grad_()) for _ in "ab"
    )
    loss = vocabulary_loss(*ours, wanted, ignored=PAD, smoothing=smoothing)
    expected = cross_entropy(linear(*theirs), wanted, ignore_index=PAD, label_smoothing=smoothing)
    (3 * loss).backward()
    (3 * expected).backward()
    torch.testing.assert_close(loss, expected)
    for mine, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(mine.grad, other.grad)


def test_a_batch_of_padding_alone_costs_nothing():
    hidden = torch.ones(4, 8, requires_grad=True)
    wanted = torch.full((4,), PAD)
    loss = vocabulary_loss(hidden, torch.ones(30, 8), wanted, ignored=PAD, smoothing=0.1)
    loss.backward()
    assert float(loss.detach()) == 0
    assert not hidden.grad.any()


def test_dropout_drops_its_share_and_keeps_the_mean():
    ones = torch.ones(400, 256, requires_grad=True)
    with PooledDropout():
        out = torch.nn.functional.dropout(ones, 0.1)
    out.sum().backward()
    assert float((out.detach() == 0).float().mean()) == pytest.approx(0.1, abs=0.01)
    assert float(out.detach().mean()) == pytest.approx(1, abs=0.02)
    torch.testing.assert_close(out, ones.grad)


def test_dropout_follows_the_seed():
    ones = torch.ones(40, 256)

    def drawn(seed):
        dropout = PooledDropout()
        dropout.seed(seed)
        with dropout:
            return torch.nn.functional.dropout(ones, 0.3)

    torch.testing.assert_close(drawn(1), drawn(1))
    assert not torch.equal(drawn(1), drawn(2))


@pytest.mark.parametrize(("share", "training"), [(0.0, True), (0.5, False)])
def test_no_dropout_when_none_is_asked_for(share, training):
    ones = torch.ones(4, 4)
    with PooledDropout():
        assert torch.nn.functional.dropout(ones, share, training) is ones


def test_what_outgrows_the_sequence_is_left_to_the_library(monkeypatch):
    monkeypatch.setattr(pooled_dropout, "POOL", 64)
    with PooledDropout():
        out = torch.nn.functional.dropout(torch.ones(100, 10), 0.5)
    assert 300 < int((out == 0).sum()) < 700
