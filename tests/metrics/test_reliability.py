"""Correlations, reliability and effort, counted by hand."""

import pytest

from workbench.metrics.reliability import (
    Bin,
    calibration_error,
    correlate,
    effort_found,
    reliability,
)


def test_correlations_against_figures_worked_out_by_hand():
    found = correlate([1, 2, 3, 4], [1, 3, 2, 40])
    assert found.pearson == pytest.approx(58 / (5 * 1085) ** 0.5)
    assert found.spearman == pytest.approx(0.8)
    assert found.kendall == pytest.approx(4 / 6)


def test_ties_share_a_rank_and_are_discounted():
    found = correlate([1, 1, 2, 3], [1, 2, 3, 4])
    assert found.spearman == pytest.approx(0.949, abs=1e-3)
    assert found.kendall == pytest.approx(5 / (5 * 6) ** 0.5)


def test_what_does_not_vary_goes_with_nothing():
    found = correlate([2, 2, 2], [1, 2, 3])
    assert (found.pearson, found.spearman, found.kendall) == (0.0, 0.0, 0.0)


def test_bins_are_of_equal_size_and_in_order():
    said = [place / 100 for place in range(100)]
    bins = reliability(said[::-1], said[::-1])
    assert [one.count for one in bins] == [10] * 10
    assert [one.predicted for one in bins] == sorted(one.predicted for one in bins)
    assert calibration_error(bins) == 0.0
    assert sum(one.count for one in reliability(said[:7], said[:7])) == 7
    assert reliability([], []) == []


def test_the_error_weighs_bins_by_their_size():
    assert calibration_error([Bin(0.5, 0.1, 1), Bin(0.5, 0.5, 3)]) == pytest.approx(0.1)
    assert calibration_error([]) == 0.0


def test_effort_is_counted_over_the_first_words():
    order, effort, words = [0.9, 0.1, 0.5], [1, 6, 3], [10, 10, 20]
    assert effort_found(order, effort, words, share=0.25) == pytest.approx(0.6)
    assert effort_found(order, effort, words, share=0.5) == pytest.approx(0.75)
    assert effort_found(order, effort, words, share=1.0) == pytest.approx(1.0)


def test_no_effort_at_all_is_found_nowhere_in_particular():
    assert effort_found([0.1, 0.2], [0, 0], [5, 5]) == 0.2
    assert effort_found([], [], []) == 0.2
    assert effort_found([0.1], [1], [0]) == 0.0
