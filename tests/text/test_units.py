"""Units of measure and money beside numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.units import (
    azerbaijani_measures,
    azerbaijani_units,
    dimension,
    english_measures,
    english_units,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 manatlıq", ["manat"]),
        ("3 mln ABŞ dolları", ["dollar"]),
        ("40 faizdən", ["per cent"]),
        ("2 faiz bəndi", ["percentage point"]),
        ("100 km-lik yol", ["kilometre"]),
        ("12 kv. m", ["square metre"]),
        ("5 kilovat-saat", ["kilowatt-hour"]),
        ("6 aylıq", ["month"]),
        ("10 funt", ["pound", "pound of weight"]),
        ("5 metro stansiyası", []),
        ("ikinci ilə", []),
        ("akrobat, 7 akrobat", []),
        ("7 nəfər, manat", []),
    ],
)
def test_azerbaijani_units_beside_numbers(text: str, expected: list[str]) -> None:
    names = [name for measure in azerbaijani_measures(text) for name in sorted(measure.unit.names)]
    assert names == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AZN 4.2 million", ["manat"]),
        ("AZN4.2", ["manat"]),
        ("US$3 million", ["dollar"]),
        ("$5, €6", ["dollar", "euro"]),
        ("5% of 3 per cent", ["per cent", "per cent"]),
        ("two percentage points", ["percentage point"]),
        ("three hundred US dollars", ["dollar"]),
        ("100-kilometre road", ["kilometre"]),
        ("5 sq km", ["square kilometre"]),
        ("3 ports", []),
        ("dollars for 3", []),
    ],
)
def test_english_units_beside_numbers(text: str, expected: list[str]) -> None:
    names = [name for measure in english_measures(text) for name in sorted(measure.unit.names)]
    assert names == expected


def test_units_are_confused_within_a_dimension() -> None:
    assert {dimension(name) for name in ("kilometre", "mile", "foot")} == {"length"}
    assert dimension("per cent") == dimension("percentage point")


@given(st.text() | st.text("5 $€%mkİ-"))
def test_any_text_is_read(text: str) -> None:
    for unit in azerbaijani_units(text) + english_units(text):
        assert 0 <= unit.start < unit.end <= len(text)
    for measure in azerbaijani_measures(text) + english_measures(text):
        assert measure.number.values
