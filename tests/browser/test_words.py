"""The words of the interface: complete in both languages, all used, and all that are used exist."""

import re
from pathlib import Path

import pytest

from workbench.checks.catalogue import all_checks
from workbench.ui.pages.blocks import STATIC, TABS
from workbench.ui.words import LANGUAGES, words_of

SCRIPTS = sorted(STATIC.glob("*.js"))
LITERAL = re.compile(r'"([a-z_]+\.[a-z_0-9]+)"')
BUILT = re.compile(r"`([a-z_]+\.[a-z_]*)\$\{")
PLACES = re.compile(r"\{(\w+)\}")
SECTIONS = {key.split(".")[0] for key in words_of("en")}


def used() -> tuple[set[str], set[str]]:
    """Return the keys the scripts name in full, and the beginnings of those they put together."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    whole = {key for key in LITERAL.findall(text) if key.split(".")[0] in SECTIONS}
    whole |= {f"tab.{name}" for name in TABS} | {"top.name"}
    return {key for key in whole if not key.endswith((".js", ".json"))}, set(BUILT.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_the_code_has_words(language):
    words = words_of(language)
    whole, beginnings = used()
    assert sorted(whole - set(words)) == []
    lonely = [one for one in beginnings if not any(key.startswith(one) for key in words)]
    assert lonely == []


def test_every_word_is_used():
    whole, beginnings = used()
    idle = [
        key
        for key in words_of("en")
        if key.removesuffix(".one") not in whole and not key.startswith(tuple(beginnings))
    ]
    assert idle == []


def test_both_languages_have_the_same_keys():
    english, azerbaijani = (set(words_of(language)) for language in ("en", "az"))
    assert azerbaijani - english == set()
    assert {key for key in english - azerbaijani if not key.endswith(".one")} == set()


def test_both_languages_fill_in_the_same_places():
    azerbaijani = words_of("az")
    for key, text in words_of("en").items():
        if key in azerbaijani:
            assert set(PLACES.findall(text)) == set(PLACES.findall(azerbaijani[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_a_name(language):
    assert [
        check.id for check in all_checks() if f"check.{check.id}" not in words_of(language)
    ] == []


@pytest.mark.parametrize(
    ("language", "numbers"), [("en", "hundred|dozen|score"), ("az", "yüz|min |onlarla")]
)
def test_the_welcome_promises_no_number_and_names_what_can_be_read(language, numbers):
    words = words_of(language)
    assert not re.search(rf"\d|{numbers}", words["welcome.sample_what"])
    for kind in ("UTF-8", "UTF-16", "ZIP", "TAR"):
        assert kind in words["welcome.own_what"]


@pytest.mark.parametrize(("language", "brackets"), [("en", "in brackets"), ("az", "Mötərizə")])
def test_the_name_of_a_lost_remark_says_which_is_meant(language, brackets):
    assert brackets in words_of(language)["check.lost-remark"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_double_spaced(language):
    assert [key for key, text in words_of(language).items() if not text or "  " in text] == []


def test_azerbaijani_is_no_copy_of_english():
    english, azerbaijani = words_of("en"), words_of("az")
    same = {key for key in azerbaijani if azerbaijani[key] == english.get(key)}
    assert same == {"keys.page_up", "keys.page_down", "export.format", "statistics.csv"}


@pytest.mark.parametrize("path", [*SCRIPTS, *STATIC.glob("*.css")], ids=lambda path: path.name)
def test_scripts_are_small_and_ask_nobody_outside(path: Path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 500
    assert not re.search(r"\binnerHTML|insertAdjacentHTML|outerHTML|document\.write|\beval\(", text)
    outside = re.findall(r"https?://[^\s\"'`)]+", text)
    assert [one for one in outside if not one.startswith("http://www.w3.org/")] == []
