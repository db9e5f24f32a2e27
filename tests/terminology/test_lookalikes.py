"""The table of lookalikes: every row does what its kind says."""

import pytest

from workbench.terminology.lookalikes import lookalikes
from workbench.text.casing import capitalise, upper
from workbench.text.suffixes import readings

KNOWN = lookalikes()


@pytest.mark.parametrize("word", sorted(KNOWN.words))
def test_every_other_word_can_be_mistaken_or_stands_alone(word: str) -> None:
    for reading in readings(word)[1:]:
        assert KNOWN.concern(word, reading.stem)
        assert KNOWN.mislead(word, reading.stem, "", "")
    assert not KNOWN.mislead(word, word, "", "")


@pytest.mark.parametrize("word", sorted(KNOWN.names))
def test_names_need_a_capital(word: str) -> None:
    for reading in readings(word)[1:]:
        assert KNOWN.concern(word, reading.stem)
        assert KNOWN.mislead(capitalise(word), reading.stem, "", "")
        assert not KNOWN.mislead(word, reading.stem, "", "")
        assert not KNOWN.mislead(upper(word), reading.stem, "", "")


@pytest.mark.parametrize("word", sorted(KNOWN.attributes))
def test_adjectives_need_a_word_behind_and_no_owner_before(word: str) -> None:
    stem = readings(word)[1].stem
    assert KNOWN.mislead(word, stem, "bu", "bina")
    assert not KNOWN.mislead(word, stem, "bu", "")
    assert not KNOWN.mislead(word, stem, "şəhərin", "bina")
    assert not KNOWN.mislead(word, word, "bu", "bina")


@pytest.mark.parametrize("form", sorted(KNOWN.idioms))
def test_idioms_need_their_verb(form: str) -> None:
    verb = min(KNOWN.idioms[form])
    assert KNOWN.mislead(form, form[:2], "", f"{verb}di")
    assert not KNOWN.mislead(form, form, "", "xyz")
