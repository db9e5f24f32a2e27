"""A glossary of 100,000 terms: all found, and work that grows with the glossary, not its square.

Work is counted in calls of functions, Python's and C's: the same on every machine.
"""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from workbench.checks.catalogue import find
from workbench.checks.terms import term_checks
from workbench.model.finding import Pair
from workbench.model.term import Term, TermStatus
from workbench.terminology.glossaries import build_glossary
from workbench.terminology.matcher import TermMatcher

FEW, MANY = 10_000, 100_000
STEP = 997  # a prime: the terms that are tried have all heads, short words and long ones
HEADS = [
    ("limanı", "limanında", "Port"),
    ("zavodu", "zavodunun", "Plant"),
    ("bankı", "bankından", "Bank"),
    ("şirkəti", "şirkətinə", "Company"),
]
_T = TypeVar("_T")
pytestmark = pytest.mark.slow


def name(number: int) -> str:
    """Return a word of its own for each number: 0 is Ba, 41 is Dada."""
    number, rest = divmod(number, 40)
    syllable = "bdkmnrst"[rest % 8] + "aeiou"[rest // 8]
    return (name(number).lower() + syllable if number else syllable).title()


def pair(number: int) -> tuple[str, str, str]:
    """Return a term, an inflected form and its rendering; a third of the terms are one word."""
    head, inflected, english = HEADS[number % 4]
    word = f"{name(number)}kand"
    if number % 3 == 0:
        return word, f"{word}da", word
    return f"{word} {head}", f"{word} {inflected}", f"{word} {english}"


def terms(most: int) -> list[Term]:
    rows = [(pair(number), number) for number in range(most)]
    wrong = TermStatus.FORBIDDEN
    return [Term(source=source, target=target) for (source, _, target), _ in rows] + [
        Term(source=source, target=f"{target}ian", status=wrong)
        for (source, _, target), number in rows
        if number % 10 == 0
    ]


def counted(work: Callable[[], _T]) -> tuple[_T, int]:
    """Return what the work gives, and how many calls it took."""
    calls = 0

    def count(_frame: object, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return work(), calls
    finally:
        sys.setprofile(before)


@pytest.fixture(scope="module")
def built() -> dict[int, tuple[TermMatcher, int]]:
    """Return a matcher and the calls that building it took, by the number of terms."""
    rows = {most: terms(most) for most in (FEW, MANY)}
    return {
        most: counted(lambda most=most: TermMatcher(build_glossary("test", rows[most])))  # type: ignore[misc]
        for most in (FEW, MANY)
    }


def text(most: int) -> str:
    forms = (pair(number)[1] for number in range(0, most, STEP))
    return " ".join(f"Dünən {form} xəbər gəldi." for form in forms)


def test_every_term_that_is_tried_is_found_inflected(
    built: dict[int, tuple[TermMatcher, int]],
) -> None:
    matcher, _ = built[MANY]
    found = [(match.entry.source, match.text) for match in matcher.matches(text(MANY))]
    assert found == [pair(number)[:2] for number in range(0, MANY, STEP)]
    assert len(found) > 100


def test_terms_of_a_larger_glossary_are_not_in_it(
    built: dict[int, tuple[TermMatcher, int]],
) -> None:
    matcher, _ = built[MANY]
    absent = " ".join(f"Dünən {pair(MANY + number)[1]} gəldi." for number in range(0, 999, 7))
    assert matcher.matches(absent) == []


def test_building_grows_evenly(built: dict[int, tuple[TermMatcher, int]]) -> None:
    assert built[MANY][1] / built[FEW][1] < 1.1 * MANY / FEW


def test_reading_a_text_costs_the_same_with_ten_times_the_terms(
    built: dict[int, tuple[TermMatcher, int]],
) -> None:
    built[FEW][0].matches(text(FEW))  # readings of words are remembered for all matchers
    for matcher, _ in built.values():
        matcher._remembered.clear()
    (few, few_calls), (many, many_calls) = (
        counted(lambda matcher=built[most][0]: TermMatcher.matches(matcher, text(FEW)))  # type: ignore[misc]
        for most in (FEW, MANY)
    )
    assert [one.text for one in few] == [one.text for one in many]
    assert many_calls < 1.1 * few_calls


def test_checking_a_pair_costs_the_same_with_ten_times_the_terms(
    built: dict[int, tuple[TermMatcher, int]],
) -> None:
    right, wrong, other = pair(STEP), pair(10 * STEP), pair(2 * STEP)
    source = f"Dünən {right[1]}, {wrong[1]}, {other[1]} xəbər gəldi."
    target = f"News came from {right[2]} and {wrong[2]}ian and {pair(3 * STEP)[2]} yesterday."
    told, calls = [], []
    for most in (FEW, MANY):
        rules = term_checks(built[most][0])
        find(Pair("Liman", "Port"), rules)  # lays the names of the glossary out
        findings, count = counted(lambda rules=rules: find(Pair(source, target), rules))  # type: ignore[misc]
        told.append([(one.check_id, one.message) for one in findings])
        calls.append(count)
    assert [rule for rule, _ in told[0]] == ["missing-term", "forbidden-term", "unsupported-term"]
    assert told[0] == told[1]
    assert calls[1] < 1.1 * calls[0]
