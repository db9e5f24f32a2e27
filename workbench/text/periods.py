"""Parts of a year in running text, which two texts may call by different names.

`2023-cü ilin 9 ayında` is `January-September 2023`, `birinci rübdə` is `in the first three months`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

from workbench.text.casing import fold
from workbench.text.dates import Mention, azerbaijani_months, english_months
from workbench.text.numbers import Number, azerbaijani_numbers, english_numbers

_M = TypeVar("_M", Number, Mention)
_RECENT = 64
_YEAR, _HALF_YEAR, _QUARTER = 12, 6, 3


class Place(Protocol):
    """A stretch of a text."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last one."""


class Period(NamedTuple):
    """Some months of a year on end, named in a text.

    Attributes:
        start: First code point.
        end: Code point after the last one.
        first: First month, from 1 to 12.
        last: Last month, from 1 to 12.
        placed: Whether it is the quarter or half of this place, as `III rüb` is.
    """

    start: int
    end: int
    first: int
    last: int
    placed: bool = False

    @property
    def months(self) -> tuple[int, int]:
        """Return the first and the last month."""
        return self.first, self.last


# Behind a number: months from January on, a quarter or half with its place, or so many quarters.
_AZ_BEHIND = re.compile(
    r" (?P<months>ay(?:ı|da|lı)\w*|ay\b)"
    r"|(?P<place>-?c[ıiuü])? (?:(?P<quarter>rüb)|(?P<half>yarı(?!mfinal)))\w*"
)
_AZ_PLACE = re.compile(r"[iıvx]+|ilk|\w+nc[ıiuü]")
_EN_BEHIND = re.compile(
    r"[ -](?P<months>months?\b)|(?P<place>st|nd|rd|th)?[ -](?P<quarter>quarters?\b)"
    r"|(?:st|nd|rd|th)?[ -](?P<half>half\b)"
)
_EN_LETTER = re.compile(
    r"\b(?:(?P<kind>q)|h)(?P<place>[1-4])\b|\b(?P<first>[1-4])(?:(?P<kin>q)|h)\b"
)
_DASH = re.compile(r"\s?[-\N{EN DASH}\N{EM DASH}]\s?")
_EN_TO = re.compile(r" (?:to|through|till|until|up to) ")


@lru_cache(maxsize=_RECENT)
def azerbaijani_periods(text: str) -> tuple[Period, ...]:
    """Return the parts of a year that an Azerbaijani text names.

    >>> [period.months for period in azerbaijani_periods("2023-cü ilin 9 ayında, III rübdə")]
    [(1, 9), (7, 9)]
    >>> [period.months for period in azerbaijani_periods("Yanvar-iyun aylarında")]
    [(1, 6)]
    """
    folded = fold(text)
    ranges = _ranges(azerbaijani_months(text), folded, _is_azerbaijani_range)
    return (*_counted_azerbaijani(azerbaijani_numbers(text), folded), *ranges)


@lru_cache(maxsize=_RECENT)
def english_periods(text: str) -> tuple[Period, ...]:
    """Return the parts of a year that an English text names.

    >>> [period.months for period in english_periods("the first nine months, Q3, January to June")]
    [(1, 9), (7, 9), (1, 6)]
    """
    folded = text.lower()
    if len(folded) != len(text):
        folded = fold(text)
    ranges = _ranges(english_months(text), folded, _is_english_range)
    return (*_counted_english(english_numbers(text), folded), *_lettered(folded), *ranges)


def shared_periods(source: str, target: str) -> tuple[list[Period], list[Period]]:
    """Return the periods of both texts that the other one names as well.

    >>> old, new = shared_periods("9 ayda", "In January-September")
    >>> old[0].months == new[0].months
    True
    """
    old, new = azerbaijani_periods(source), english_periods(target)
    shared = {one.months for one in old} & {one.months for one in new}
    return _among(old, shared), _among(new, shared)


def differing_periods(source: str, target: str) -> tuple[list[Period], list[Period]]:
    """Return quarters and halves by their place that are others in the other text.

    Where only one text has such a name for a part of the year, nothing is returned.

    >>> old, new = differing_periods("III rübdə", "in the second quarter")
    >>> old[0].months, new[0].months
    ((7, 9), (4, 6))
    """
    old, new = azerbaijani_periods(source), english_periods(target)
    if not any(one.placed for one in old) or not any(one.placed for one in new):
        return [], []
    shared = {one.months for one in old} & {one.months for one in new}
    missing, added = (
        [one for one in side if one.placed and one.months not in shared] for side in (old, new)
    )
    return (missing, added) if missing and added else ([], [])


def outside(mentions: Iterable[_M], places: Iterable[Place]) -> list[_M]:
    """Return the numbers or months that begin in none of the places."""
    covered = {index for place in places for index in range(place.start, place.end)}
    return [mention for mention in mentions if mention.start not in covered]


def _among(periods: Iterable[Period], months: set[tuple[int, int]]) -> list[Period]:
    return [period for period in periods if period.months in months]


def _counted_azerbaijani(numbers: Sequence[Number], folded: str) -> Iterator[Period]:
    for number in numbers:
        behind = _AZ_BEHIND.match(folded, number.end)
        if behind:
            word = folded[number.start : number.end]
            place = bool(behind["place"] or _AZ_PLACE.fullmatch(word))
            yield from _counted(number, behind, place=place)


def _counted_english(numbers: Sequence[Number], folded: str) -> Iterator[Period]:
    for number in numbers:
        behind = _EN_BEHIND.match(folded, number.end)
        if behind:
            place = behind["quarter"] != "quarters"
            yield from _counted(number, behind, place=place)


def _counted(number: Number, behind: re.Match[str], *, place: bool) -> Iterator[Period]:
    """Yield the period that a number and the word behind it name, if they do.

    Args:
        number: How many, or which.
        behind: The word.
        place: Whether the number is the place of a quarter or half in the year.
    """
    value = number.values[0]
    length = _QUARTER if behind["quarter"] else _HALF_YEAR if behind["half"] else 1
    if value % 1 or not 1 <= value * length <= _YEAR or (behind["half"] and not place):
        return
    last = int(value) * length
    first = last - length + 1 if place and length > 1 else 1
    yield Period(number.start, behind.end(), first, last, placed=place and length > 1)


def _lettered(folded: str) -> Iterator[Period]:
    """Yield `Q3` and `3Q`, `H1` and `1H`."""
    for found in _EN_LETTER.finditer(folded):
        length = _QUARTER if found["kind"] or found["kin"] else _HALF_YEAR
        last = int(found["place"] or found["first"]) * length
        if last <= _YEAR:
            yield Period(*found.span(), last - length + 1, last, placed=True)


def _ranges(
    months: Sequence[Mention], folded: str, is_range: Callable[[str, Mention, Mention], bool]
) -> Iterator[Period]:
    for left, right in pairwise(months):
        if left.numbers[0] < right.numbers[0] and is_range(folded, left, right):
            yield Period(left.start, right.end, left.numbers[0], right.numbers[0])


def _is_azerbaijani_range(folded: str, left: Mention, right: Mention) -> bool:
    gap = folded[left.end : right.start]
    from_to = folded.endswith(("dan", "dən"), left.start, left.end)
    return bool(_DASH.fullmatch(gap)) or (gap == " " and from_to)


def _is_english_range(folded: str, left: Mention, right: Mention) -> bool:
    gap = folded[left.end : right.start]
    between = gap == " and " and folded.endswith("between ", 0, left.start)
    return between or bool(_DASH.fullmatch(gap) or _EN_TO.fullmatch(gap))
