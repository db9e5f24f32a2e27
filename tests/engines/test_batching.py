"""Batches: every sequence once, none over the budget, one length class each."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.engines.batching import (
    group_duplicates,
    length_bound,
    length_class,
    token_batches,
)

LENGTHS = st.lists(st.integers(1, 600))


@given(LENGTHS, st.integers(1, 2048))
def test_every_sequence_is_in_one_batch_within_the_budget(lengths, budget):
    batches = token_batches(lengths, budget)
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    for batch in batches:
        longest = max(lengths[place] for place in batch)
        assert len(batch) == 1 or longest * len(batch) <= budget


@given(LENGTHS)
def test_a_bound_depends_on_the_sequence_and_not_on_its_company(lengths):
    for batch in token_batches(lengths):
        longest = max(lengths[place] for place in batch)
        assert {length_bound(lengths[place], 512) for place in batch} == {
            length_bound(longest, 512)
        }


@given(LENGTHS)
def test_long_sequences_come_first_and_equal_ones_keep_their_order(lengths):
    order = [place for batch in token_batches(lengths) for place in batch]
    assert order == sorted(order, key=lambda place: (-lengths[place], place))


@given(st.integers(1, 10_000), st.integers(4, 2048))
def test_a_translation_may_be_twice_as_long_where_the_model_can_count_that_far(length, positions):
    bound = length_bound(length, positions)
    assert 1 <= bound <= positions - 2
    assert bound == positions - 2 or bound >= 2 * length
    assert length <= length_class(length) < 2 * max(length, 16)


@given(st.lists(st.sampled_from(["", "a", "b", "c"])))
def test_places_rebuild_the_list(texts):
    rebuilt = [""] * len(texts)
    for text, places in group_duplicates(texts).items():
        for place in places:
            rebuilt[place] = text
    assert rebuilt == texts
