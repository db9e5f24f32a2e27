"""The Azerbaijani case pairs, and the promise of the fold: same length, letter by letter."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.casing import capitalise, fold, fold_english, lower, upper

SMALL = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
CAPITAL = "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ"


def test_the_alphabet_pairs_letter_by_letter() -> None:
    assert upper(SMALL) == CAPITAL
    assert lower(CAPITAL) == SMALL
    assert fold(CAPITAL) == fold(SMALL) == SMALL


def test_every_code_point_folds_to_one_code_point() -> None:
    longer = [code for code in range(sys.maxunicode + 1) if len(fold(chr(code))) != 1]
    assert longer == []


@given(st.text(), st.text())
def test_fold_keeps_length_and_ignores_neighbours(left: str, right: str) -> None:
    assert len(fold(left)) == len(left)
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(st.text(), st.text(alphabet="IiBbKk -")))
def test_the_english_fold_is_the_other_with_one_i(text: str) -> None:
    assert fold_english(text) == fold(text).replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")


@given(st.text(alphabet=SMALL + CAPITAL + " -'"))
def test_casing_of_azerbaijani_round_trips(text: str) -> None:
    assert fold(upper(text)) == fold(lower(text)) == fold(text)
    assert lower(upper(text)) == lower(text)
    assert len(upper(text)) == len(lower(text)) == len(text)


@given(st.text())
def test_lower_keeps_length(text: str) -> None:
    assert len(lower(text)) == len(text)


@pytest.mark.parametrize(
    ("small", "large"),
    [("", ""), ("ilham", "İlham"), ("ırmaq", "Irmaq"), ("əliyev", "Əliyev"), ('"ad"', '"ad"')],
)
def test_capitalise_changes_the_first_code_point_only(small: str, large: str) -> None:
    assert capitalise(small) == large


def test_look_alike_words_stay_apart() -> None:
    assert len({fold(word) for word in ("qız", "qiz", "QIZ", "QİZ")}) == 2
