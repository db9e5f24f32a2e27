"""Words and what stands apart from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.words import WORD, detached_suffix, normal


def test_words_are_runs_of_letters_and_digits() -> None:
    text = "Bakı-Tbilisi_Qars (COP29): I\u0307ran, Azər\u00adbaycan…"
    assert WORD.findall(text) == [
        "Bakı",
        "Tbilisi",
        "Qars",
        "COP29",
        "I\u0307ran",
        "Azər\u00adbaycan",
    ]


@pytest.mark.parametrize(
    ("word", "rest"),
    [
        ("TDT", "-nin"),
        ("TDT", "-NİN"),
        ("TDT", "\N{NON-BREAKING HYPHEN}nin"),
        ("TDT", "\N{RIGHT SINGLE QUOTATION MARK}nin"),
        ("Dəhliz", "\N{RIGHT DOUBLE QUOTATION MARK}in"),
        ("Dəhliz", "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}-in"),
    ],
)
def test_suffixes_stand_apart(word: str, rest: str) -> None:
    detached = detached_suffix(f"{word}{rest} sözü", len(word))
    assert detached is not None
    assert detached.end == len(word + rest)


@pytest.mark.parametrize(
    "rest", ["", " nin", "-Tbilisi", "-li", '"NİN', "-nin9", "--nin", "-ninə\u0307"]
)
def test_other_things_are_no_suffix(rest: str) -> None:
    assert detached_suffix(f"TDT{rest}", 3) is None


@given(st.text())
def test_words_do_not_overlap_and_normal_is_idempotent(text: str) -> None:
    end = 0
    for word in WORD.finditer(text):
        assert word.start() >= end
        end = word.end()
        assert normal(normal(word.group())) == normal(word.group())
