"""IBM model 1 on sentences small enough to know the answer."""

import numpy as np
import pytest

from workbench.alignment.word_translation import TranslationTable, ibm_model_1

HOUSE, PORT, NEW, OLD = 1, 2, 3, 4
EV, LIMAN, YENI, KOHNE = 5, 6, 7, 8
BITEXT = [
    ([YENI, EV], [NEW, HOUSE]),
    ([YENI, LIMAN], [NEW, PORT]),
    ([KOHNE, EV], [OLD, HOUSE]),
    ([KOHNE, LIMAN], [OLD, PORT]),
] * 10


@pytest.fixture(scope="module")
def table() -> TranslationTable:
    return ibm_model_1(BITEXT, size=10, iterations=10)


@pytest.mark.parametrize(
    ("source", "target"), [(EV, HOUSE), (LIMAN, PORT), (YENI, NEW), (KOHNE, OLD)]
)
def test_each_word_finds_its_translation(table, source, target):
    row = table.matrix([source], [HOUSE, PORT, NEW, OLD])[:, 0]
    assert [HOUSE, PORT, NEW, OLD][int(row.argmax())] == target
    assert row.max() > 0.8


def test_probabilities_of_a_source_add_up_to_at_most_one(table):
    for source in (EV, LIMAN, YENI, KOHNE):
        assert table.matrix([source], range(10)).sum() <= 1.0 + 1e-6


def test_unseen_pairs_have_probability_zero(table):
    assert table.matrix([9], [9]).tolist() == [[0.0]]


def test_matrix_has_a_row_for_each_target(table):
    assert table.matrix([EV, YENI], [NEW, HOUSE, PORT]).shape == (3, 2)


def test_the_empty_word_is_not_in_the_table(table):
    assert not np.any(table.keys < table.size)
