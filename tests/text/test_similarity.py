"""Fuzzy scores and word differences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.similarity import coded, fuzzy_score, percent, word_difference, words

TEXTS = st.text("Bakı limanı.,-'\u2019 açıldı\u00a0\n🙂", max_size=60)
SPACES = [character for character in map(chr, range(0x11_0000)) if character.isspace()]


@pytest.mark.parametrize(
    ("query", "stored", "score"),
    [
        ("Liman açıldı.", "Liman açıldı.", 100),
        ("Liman  açıldı .", "Liman açıldı.", 100),
        ("Liman açıldı.", "Liman bağlandı.", 66),
        ("Liman açıldı.", "liman açıldı.", 66),
        ("Liman", "Qatar yola düşdü", 0),
        ("", "", 100),
        ("", "Liman", 0),
        ("Yeni liman sabah açılır", "Yeni liman açılır", 75),
    ],
)
def test_scores(query, stored, score):
    assert fuzzy_score(query, stored) == score


@given(TEXTS, TEXTS)
def test_a_score_is_symmetric_and_100_means_the_same_words(one, other):
    score = fuzzy_score(one, other)
    assert 0 <= score <= 100
    assert score == fuzzy_score(other, one)
    assert (score == 100) == (words(one) == words(other))


@given(TEXTS | st.text(max_size=60))
def test_a_code_is_that_of_the_words_one_by_one(text):
    assert coded(text) == "".join(map(coded, words(text)))
    assert len(coded(text)) == len(words(text))


@pytest.mark.parametrize("space", SPACES)
def test_every_white_space_parts_words(space):
    assert coded(f"Liman.{space}Açıldı") == coded("Liman . Açıldı")


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_a_difference(old, new):
    runs = word_difference(old, new)
    assert "".join(text for operation, text in runs if operation != "insert") == old
    assert "".join(text for operation, text in runs if operation != "delete") == new


def test_rounding_is_down():
    assert percent(1, 200) == 99
