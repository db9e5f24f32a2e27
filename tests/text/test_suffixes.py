"""Taking nouns apart and putting them together agree, and stay clear of look-alikes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.casing import fold
from workbench.text.endings import Case, Owner
from workbench.text.stems import beginnings
from workbench.text.suffixes import forms, inflect, readings, suffix_traits

NOUNS = """
liman körpü dəhliz qatar şəhər ölkə Bakı Gəncə Şəki kənd yol göl su mövqe mənbə fikir oğul ağız
otaq bulaq əməkdaşlıq birlik çörək hüquq İraq ittifaq Zəngilan sınaq məntiq ox
"""


@pytest.mark.parametrize("noun", NOUNS.split())
def test_every_form_can_be_taken_apart_again(noun: str) -> None:
    missed = [form for form in forms(noun) if fold(noun) not in {r.stem for r in readings(form)}]
    assert missed == []


@pytest.mark.parametrize(
    ("noun", "genitive", "his", "locative"),
    [
        ("liman", "limanın", "limanı", "limanda"),
        ("körpü", "körpünün", "körpüsü", "körpüdə"),
        ("yol", "yolun", "yolu", "yolda"),
        ("göl", "gölün", "gölü", "göldə"),
        ("otaq", "otağın", "otağı", "otaqda"),
        ("çörək", "çörəyin", "çörəyi", "çörəkdə"),
        ("ox", "oxun", "oxu", "oxda"),
        ("hüquq", "hüququn", "hüququ", "hüquqda"),
        ("məntiq", "məntiqin", "məntiqi", "məntiqdə"),
        ("İraq", "İraqın", "İraqı", "İraqda"),
        ("Birlik", "Birliyin", "Birliyi", "Birlikdə"),
        ("fikir", "fikrin", "fikri", "fikirdə"),
        ("su", "suyun", "suyu", "suda"),
        ("mövqe", "mövqenin", "mövqeyi", "mövqedə"),
        ("mənbə", "mənbənin", "mənbəyi", "mənbədə"),
        ("NATO", "NATO-nun", "NATO-su", "NATO-da"),
        ("BMT", "BMT-nin", "BMT-si", "BMT-də"),
        ("ABŞ", "ABŞ-ın", "ABŞ-ı", "ABŞ-da"),
    ],
)
def test_nouns_are_inflected_as_written(noun: str, genitive: str, his: str, locative: str) -> None:
    assert inflect(noun, case=Case.GENITIVE) == genitive
    assert inflect(noun, owner=Owner.HIS) == his
    assert inflect(noun, case=Case.LOCATIVE) == locative


def test_endings_come_in_their_order() -> None:
    form = inflect("qonaq", plural=True, owner=Owner.OURS, case=Case.ABLATIVE)
    assert form == "qonaqlarımızdan"
    assert inflect("nazirlik", owner=Owner.HIS, case=Case.TERMINATIVE) == "nazirliyinədək"
    assert inflect("") == ""
    assert inflect("", plural=True) == ""


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("bakıdakıların", "bakı"),
        ("limandadırlar", "liman"),
        ("müəlliməm", "müəllim"),
        ("yollardandırmı", "yol"),
        ("axşamacan", "axşam"),
        ("fikrincə", "fikir"),
        ("tdtnin", "tdt"),
    ],
)
def test_longer_chains_are_read(word: str, stem: str) -> None:
    assert stem in {reading.stem for reading in readings(word)}


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("qanuni", "qanun"),  # the wrong harmony
        ("nazirlik", "nazir"),  # a derivation
        ("kəndsiz", "kənd"),
        ("bakılı", "bakı"),
        ("yazdı", "yaz"),  # a verb
        ("adam", "ad"),  # another word
        ("addım", "ad"),
        ("limanyə", "liman"),
    ],
)
def test_other_words_are_not_read(word: str, stem: str) -> None:
    assert stem not in {reading.stem for reading in readings(word)}


def test_readings_tell_possessives_and_genitives() -> None:
    by_suffix = {reading.suffix: reading for reading in readings("limanımızın")}
    assert by_suffix["ımızın"].possessive
    assert by_suffix["ımızın"].genitive
    assert not by_suffix[""].possessive
    assert not next(r for r in readings("limanda") if r.suffix == "da").possessive


@pytest.mark.parametrize(("suffix", "known"), [("NİN", True), ("dakı", True), ("çı", False)])
def test_suffixes_are_known_alone(suffix: str, known: bool) -> None:
    assert bool(suffix_traits(suffix)) is known


@given(st.text(alphabet="abcçdeəfgğhxıijkqlmnoöprsştuüvyzİI'\ud800", max_size=40))
def test_any_word_is_read_longest_stem_first(word: str) -> None:
    found = readings(word)
    assert (found[0].stem, found[0].suffix) == (fold(word), "")
    assert all(fold(word).endswith(reading.suffix) for reading in found)
    lengths = [len(reading.suffix) for reading in found]
    assert lengths == sorted(lengths)


@given(st.sampled_from(NOUNS.split()), st.integers(0, 79), st.data())
def test_what_some_stems_begin_finds_all_their_forms(
    noun: str, number: int, data: st.DataObject
) -> None:
    form = list(forms(noun))[number]
    stems = data.draw(st.sets(st.sampled_from([reading.stem for reading in readings(form)])))
    among = {one for stem in stems for one in beginnings(stem)}
    some = [reading for reading in readings(form, among) if reading.stem in stems]
    assert some == [reading for reading in readings(form) if reading.stem in stems]


def test_other_stems_are_left_out() -> None:
    assert [reading.suffix for reading in readings("limanımızın", frozenset({"liman"}))] == [
        "",
        "ımızın",
    ]
