from hypothesis import given
from hypothesis import strategies as st

from workbench.model.segment import Span
from workbench.ui.api.offsets import Offsets

TEXTS = st.text(st.sampled_from("aə \N{GRINNING FACE}\U00020000\uffff\u0301"), max_size=12)


def units_before(text: str, points: int) -> int:
    return len(text[:points].encode("utf-16-le")) // 2


@given(TEXTS)
def test_every_place_goes_there_and_back(text: str):
    offsets = Offsets(text)
    for points in range(len(text) + 1):
        units = offsets.units(points)
        assert units == units_before(text, points)
        assert offsets.points(units) == points


@given(TEXTS, st.integers(0, 40))
def test_any_number_a_browser_sends_is_a_place(text: str, units: int):
    points = Offsets(text).points(units)
    whole = units_before(text, len(text))
    if units <= whole:
        assert units_before(text, points) in {units, units - 1}
    else:
        assert points >= len(text)


def test_spans():
    assert Offsets("\N{GRINNING FACE}ab").span(Span(1, 3)) == [2, 4]
    assert Offsets("").span(None) is None
