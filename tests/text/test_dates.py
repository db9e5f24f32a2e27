"""Months and days of the week."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.dates import (
    Mention,
    azerbaijani_months,
    azerbaijani_weekdays,
    date_numbers,
    english_months,
    english_weekdays,
)
from workbench.text.numbers import english_numbers

READERS = (azerbaijani_months, english_months, azerbaijani_weekdays, english_weekdays)


def told(mentions: tuple[Mention, ...]) -> list[tuple[tuple[int, ...], bool]]:
    return [(mention.numbers, mention.sure) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oktyabrın 20-də", [((10,), True)]),
        ("2026-cı ilin oktyabrına", [((10,), True)]),
        ("maydan iyulacan", [((5,), True), ((7,), True)]),
        ("avqustadək", [((8,), True)]),
        ("noyabr-fevral aylarında", [((11,), True), ((2,), True)]),
        ("03.11.2025", [((11,), True)]),
        ("imperator Avqust", [((8,), False)]),
        ("22 Oktyabr 2025", [((10,), True)]),
        ("1 MAY BAYRAMI", [((5,), True)]),
        ("çörəyin maya dəyəri", [((5,), False)]),
        ("mayak işığı", []),
        ("99.99.2025", []),
    ],
)
def test_azerbaijani_months(text: str, expected: list[tuple[tuple[int, ...], bool]]) -> None:
    found = told(azerbaijani_months(text))
    assert [one for one in found if one[1]] == [one for one in expected if one[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 3 Sept. 2025", [((9,), True)]),
        ("October's", [((10,), True)]),
        ("in May", [((5,), True)]),
        ("It may rain", [((5,), False)]),
        ("Theresa May said", [((5,), False)]),
        ("the march of time", [((3,), False)]),
        ("Nov-Feb", [((11,), True), ((2,), True)]),
        ("Mar-a-Lago, oct-", []),
        ("10/11/2025", [((11, 10), True)]),
        ("2025-10-22", [((10,), True)]),
        ("İ May 3", [((5,), True)]),
    ],
)
def test_english_months(text: str, expected: list[tuple[tuple[int, ...], bool]]) -> None:
    assert told(english_months(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bazar ertəsində", [1]),
        ("çərşənbə axşamları", [2]),
        ("çərşənbəyədək", [3]),
        ("CÜMƏ AXŞAMI", [4]),
        ("cümədən", [5]),
        ("aprelin ilk şənbəsində", [6]),
        ("bazar günləri", [7]),
        ("bazarda, şənbəlik", []),
        ("Cümə məscidi", []),
    ],
)
def test_azerbaijani_days(text: str, expected: list[int]) -> None:
    assert [day.numbers[0] for day in azerbaijani_weekdays(text) if day.sure] == expected


def test_english_days() -> None:
    assert told(english_weekdays("Closed on Sundays and MONDAY, not sundae")) == [
        ((7,), True),
        ((1,), True),
    ]


def test_days_and_years_belong_to_dates() -> None:
    text = "12 ports and 2,000 ships came on 3 May, and then 40 more in 1998"
    numbers = date_numbers(english_numbers(text), english_months(text), text)
    assert [text[number.start : number.end] for number in numbers] == ["3", "1998"]


@given(st.text() | st.text("mayoct 12./-İ"))
def test_any_text_is_read(text: str) -> None:
    for read in READERS:
        end = 0
        for mention in read(text):
            assert end <= mention.start < mention.end <= len(text)
            end = mention.end
