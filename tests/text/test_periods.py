"""Parts of a year in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.periods import azerbaijani_periods, english_periods, shared_periods

ANY_TEXT = st.text() | st.lists(
    st.sampled_from(
        [
            "9",
            "ay",
            "ayda",
            "ilk",
            "II",
            "rüb",
            "rübdə",
            "yarısı",
            "yanvar-iyun",
            "first",
            "three",
            "quarters",
            "quarter",
            "months",
            "H1",
            "3Q",
            "half",
            "January",
            "to",
            "May",
            "İ",
        ]
    )
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("ilin doqquz ayında", [(1, 9)]),
        ("9 aylıq hesabat", [(1, 9)]),
        ("ilk 6 ayın yekunu", [(1, 6)]),
        ("birinci rüb", [(1, 3)]),
        ("IV rübdə", [(10, 12)]),
        ("ilk üç rübdə", [(1, 9)]),
        ("2-ci rübün", [(4, 6)]),
        ("II yarımillikdə", [(7, 12)]),
        ("ilk yarısında", [(1, 6)]),
        ("martdan mayadək", [(3, 5)]),
        ("yanvar–avqust", [(1, 8)]),
        ("mart və may", []),
        ("iyun-mart", []),
        ("18 ay", []),
        ("V rüb", []),
        ("1,5 ay", []),
        ("5 aydın gün", []),
        ("yarımfinal", []),
    ],
)
def test_azerbaijani_periods(text: str, months: list[tuple[int, int]]) -> None:
    assert [one.months for one in azerbaijani_periods(text)] == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("the first nine months", [(1, 9)]),
        ("a six-month period", [(1, 6)]),
        ("the 3rd quarter", [(7, 9)]),
        ("second-quarter revenue", [(4, 6)]),
        ("the first three quarters", [(1, 9)]),
        ("the second half", [(7, 12)]),
        ("Q4 and 2Q", [(10, 12), (4, 6)]),
        ("H2 and 1H", [(7, 12), (1, 6)]),
        ("H3", []),
        ("January through March", [(1, 3)]),
        ("Jan.-Sept.", [(1, 9)]),
        ("between May and July", [(5, 7)]),
        ("in May and July", []),
        ("a month", []),
    ],
)
def test_english_periods(text: str, months: list[tuple[int, int]]) -> None:
    assert [one.months for one in english_periods(text)] == months


def test_only_what_both_texts_name_is_shared() -> None:
    old, new = shared_periods("9 ayda, II rübdə", "in January-September and Q3")
    assert [one.months for one in old] == [one.months for one in new] == [(1, 9)]


@given(ANY_TEXT)
def test_any_text_is_read(text: str) -> None:
    for one in (*azerbaijani_periods(text), *english_periods(text)):
        assert 0 <= one.start < one.end <= len(text)
        assert 1 <= one.first <= one.last <= 12
