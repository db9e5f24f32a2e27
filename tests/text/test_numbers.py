"""Numbers in both languages: what they mean, when they meet, exact places, any text."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.checks.number_matching import unmatched_numbers
from workbench.model.finding import Pair
from workbench.text.figures import figure_readings
from workbench.text.number_words import Strength
from workbench.text.numbers import Number, azerbaijani_numbers, english_numbers
from workbench.text.roman import roman_value

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "numbers.json").read_text(encoding="utf-8")
)
ANY_TEXT = st.text() | st.text("0123456789., -:/IVX'") | st.text("\ud800İıiə²½٣ 1")
SPOKEN = st.lists(
    st.sampled_from(
        [
            "iki",
            "yüz",
            "min",
            "mln",
            "yarım",
            "üç",
            "5",
            "1,5",
            "half",
            "two",
            "hundred",
            "and",
            "thousand",
            "million",
            "a",
            "dozen",
            "XIX",
            "15:07",
            "12.05.2024",
            "decades",
            "nineteen",
        ]
    )
).map(" ".join)


def likeliest(numbers: tuple[Number, ...]) -> list[Decimal]:
    return [number.values[0] for number in numbers]


@pytest.mark.parametrize(("text", "values"), CASES["azerbaijani"])
def test_azerbaijani_numbers(text: str, values: list[str]) -> None:
    assert likeliest(azerbaijani_numbers(text)) == [Decimal(value) for value in values]


@pytest.mark.parametrize(("text", "values"), CASES["english"])
def test_english_numbers(text: str, values: list[str]) -> None:
    assert likeliest(english_numbers(text)) == [Decimal(value) for value in values]


@pytest.mark.parametrize(("source", "target"), CASES["same"])
def test_the_same_number_said_in_two_ways(source: str, target: str) -> None:
    found = unmatched_numbers(Pair(source, target))
    assert (found.dates, found.others) == ((), ())


@pytest.mark.parametrize(("source", "target"), CASES["different"])
def test_two_different_numbers(source: str, target: str) -> None:
    found = unmatched_numbers(Pair(source, target))
    assert found.dates + found.others


@given(st.integers(min_value=13, max_value=999_999_999))
def test_a_figure_is_itself_in_both_languages(value: int) -> None:
    english, spaced, dotted = (f"{value:,}".replace(",", mark) for mark in (",", " ", "."))
    assert value in english_numbers(english)[0].values
    assert value in azerbaijani_numbers(spaced)[0].values
    assert value in azerbaijani_numbers(dotted)[0].values


@given(st.integers(min_value=0, max_value=9999), st.integers(min_value=1, max_value=99))
def test_decimals_meet(whole: int, hundredths: int) -> None:
    pair = Pair(f"{whole},{hundredths:02} faiz", f"{whole}.{hundredths:02} per cent")
    assert unmatched_numbers(pair).others == ()


@given(st.integers(min_value=1, max_value=999_999))
def test_numbers_in_words_are_read(value: int) -> None:
    assert likeliest(azerbaijani_numbers(in_azerbaijani(value))) == [value]
    assert sum(likeliest(english_numbers(in_english(value)))) == value


@given(ANY_TEXT | SPOKEN)
def test_places_are_exact_and_in_order(text: str) -> None:
    for read in (azerbaijani_numbers, english_numbers):
        end = 0
        for number in read(text):
            assert end <= number.start < number.end <= len(text)
            assert number.values
            end = number.end


@pytest.mark.parametrize("text", ["one", "a hundred", "bir", "onun", "altında", "twice", "second"])
def test_what_only_may_be_a_number_states_none(text: str) -> None:
    numbers = azerbaijani_numbers(text) + english_numbers(text)
    assert all(number.strength is Strength.HINT for number in numbers)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("I", 1),
        ("IV", 4),
        ("XİX", 19),
        ("XXI", 21),
        ("XC", 90),
        ("CCC", 300),
        ("IIX", None),
        ("VX", None),
        ("", None),
        ("ok", None),
        ("MIX", None),
        ("IVAN", None),
    ],
)
def test_roman_numerals(word: str, value: int | None) -> None:
    assert roman_value(word) == value


@pytest.mark.parametrize(
    ("figure", "mark", "scaled", "values"),
    [
        ("1.963", ",", False, ["1963", "1.963"]),
        ("1.963", ",", True, ["1.963"]),
        ("1,963", ",", False, ["1.963", "1963"]),
        ("1,963", ".", False, ["1963"]),
        ("1.963", ".", False, ["1.963"]),
        ("1.2.3", ",", False, []),
        ("1.250,75", ",", False, ["1250.75"]),
        ("007", ",", False, ["7"]),
    ],
)
def test_points_and_commas(figure: str, mark: str, scaled: bool, values: list[str]) -> None:
    readings = figure_readings(figure, mark, scaled=scaled)
    assert list(readings) == [Decimal(value) for value in values]


AZ_ONES = ["", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz"]
AZ_TENS = ["", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan"]
EN_ONES = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_azerbaijani(value: int) -> str:
    """Write a number below a million in words."""
    thousands, rest = divmod(value, 1000)
    words = [in_azerbaijani(thousands), "min"] if thousands > 1 else ["min"] * thousands
    hundreds, rest = divmod(rest, 100)
    words += [AZ_ONES[hundreds] if hundreds > 1 else "", "yüz"] if hundreds else []
    words += [AZ_TENS[rest // 10], AZ_ONES[rest % 10]]
    return " ".join(filter(None, words))


def in_english(value: int) -> str:
    """Write a number below a million in words, without "and"."""
    thousands, rest = divmod(value, 1000)
    words = [in_english(thousands), "thousand"] if thousands else []
    hundreds, rest = divmod(rest, 100)
    words += [EN_ONES[hundreds], "hundred"] if hundreds else []
    words += [EN_TENS[rest // 10], EN_ONES[rest % 10]] if rest > 19 else [EN_ONES[rest]]
    return " ".join(filter(None, words))
