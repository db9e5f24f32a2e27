"""Months and days of the week in running text, and which numbers belong to a date."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.text.casing import fold
from workbench.text.number_atoms import DATE, date_parts
from workbench.text.numbers import Number

_RECENT = 64


@dataclass(frozen=True, slots=True)
class Mention:
    """A month (1 to 12) or a day of the week (1 is Monday) named in a text.

    Attributes:
        start: First code point.
        end: Code point after the last one.
        numbers: Which one; two for a month in figures that may also be the day (`10/11/2025`).
        sure: False where the word may mean something else (`may`, `march`).
    """

    start: int
    end: int
    numbers: tuple[int, ...]
    sure: bool = True


_AZ_MONTHS = (
    "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr",
    "noyabr", "dekabr",
)  # fmt: skip
_EN_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_EN_SHORT = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_SHORT = "|".join(_EN_SHORT)
_AZ_CASES = (
    r"(?:[ıiuü]?n?d[aə]n?|[ıiuü]n?d[aə]k[ıi]|[ıiuü]?n?[aə](?:d[əa]k|c[aə]n?)?|[ıiuü]n?|[ıiuü]n[ıiuü]n"
    r"|l[aə]|l[aə]r\w{0,6})?"
)
# The root of "yeast" and "cost price", a Roman emperor, a saint, and a city.
_AZ_DOUBTFUL = frozenset({"maya", "mayada", "mayası"})
_AZ_MONTH = re.compile(rf"\b(?P<month>{'|'.join(_AZ_MONTHS)}){_AZ_CASES}\b|{DATE}")
_EN_MONTH = re.compile(
    rf"\b(?P<month>{'|'.join(_EN_MONTHS)})(?:['\N{{RIGHT SINGLE QUOTATION MARK}}]?s)?\b"
    rf"|\b(?P<short>{_SHORT})t?(?:\.|(?=\s[0-9]|[-/\N{{EN DASH}}](?:{_SHORT})\b))"
    rf"|(?<=-)(?P<end>{_SHORT})(?<=\b(?:{_SHORT})-\w{{3}})\b|{DATE}"
)
# English words that are months only in company: beside a figure or after one of these words.
_DOUBTFUL = frozenset({"may", "march"})
_WORD_BEFORE = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|last|this|next|early|late|from|between|through|during|to"
    r"|for|before|after|and)"
    r"|[0-9](?:st|nd|rd|th)?)\s\Z"
)
_LONGEST_WORD_BEFORE = 9
_FIGURE_AFTER = re.compile(r"\s[0-9]")
_FIGURE_BEFORE = re.compile(r"[0-9]\s\Z")

_AZ_DAYS = {
    "bazar ertəsi": 1, "çərşənbə axşam": 2, "çərşənbə": 3, "cümə axşam": 4, "cümə": 5, "şənbə": 6,
    "bazar": 7,
}  # fmt: skip
_WEDNESDAY = 3
_EN_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AZ_DAY = re.compile(
    r"\b(?P<folk>(?:axırıncı|axır|ilaxır|son|od|su|yel|torpaq|dörd) )?"
    rf"(?P<day>{'|'.join(_AZ_DAYS)})"
    r"(?!l[ıi][kqğy])(?:[ynsdlc]?[əiıa]\w{0,9}|nd[əa]\w{0,3})?\b(?P<mosque>\s+m[əi]scid)?"
)
_EN_DAY = re.compile(rf"\b({'|'.join(_EN_DAY_NAMES)})s?\b")


@lru_cache(maxsize=_RECENT)
def azerbaijani_months(text: str) -> tuple[Mention, ...]:
    """Return the months of an Azerbaijani text, those of dates in figures included.

    >>> [month.numbers for month in azerbaijani_months("Oktyabrın 20-dən 03.11.2025-dək")]
    [(10,), (11,)]
    """
    return tuple(
        _azerbaijani_month(text, found)
        for found in _AZ_MONTH.finditer(fold(text))
        if found["month"] or date_parts(found[0])
    )


@lru_cache(maxsize=_RECENT)
def english_months(text: str) -> tuple[Mention, ...]:
    """Return the months of an English text, abbreviated or not, those in figures included.

    The words `may` and `march` are months for sure only with a capital, and beside a figure or
    after a preposition.

    >>> [(month.numbers, month.sure) for month in english_months("It may end on 3 Sept. 2025.")]
    [((5,), False), ((9,), True)]
    """
    return tuple(
        _english_month(text, found)
        for found in _EN_MONTH.finditer(_lowered(text))
        if found["month"] or found["short"] or found["end"] or date_parts(found[0])
    )


@lru_cache(maxsize=_RECENT)
def azerbaijani_weekdays(text: str) -> tuple[Mention, ...]:
    """Return the days of the week.

    `bazar` is a market as well and counts for sure only with `günü`. The four `çərşənbə` before
    spring are celebrated on Tuesdays, and `Cümə məscidi` is a mosque.

    >>> days = azerbaijani_weekdays("Cümə axşamı və bazar günü bazar bağlıdır")
    >>> [(day.numbers, day.sure) for day in days]
    [((4,), True), ((7,), True), ((7,), False)]
    """
    folded = fold(text)
    return tuple(_azerbaijani_day(folded, found) for found in _AZ_DAY.finditer(folded))


@lru_cache(maxsize=_RECENT)
def english_weekdays(text: str) -> tuple[Mention, ...]:
    """Return the days of the week.

    >>> [day.numbers for day in english_weekdays("Closed on Sundays")]
    [(7,)]
    """
    return tuple(
        Mention(*found.span(), (_EN_DAY_NAMES.index(found[1]) + 1,))
        for found in _EN_DAY.finditer(_lowered(text))
    )


def _azerbaijani_day(folded: str, found: re.Match[str]) -> Mention:
    number = _AZ_DAYS[found["day"]]
    tuesday_too = found["folk"] and number in {_WEDNESDAY - 1, _WEDNESDAY}
    market = found["day"] == "bazar" and not folded.startswith(" gün", found.end())
    sure = not market and not found["mosque"]
    return Mention(*found.span(), (_WEDNESDAY - 1, _WEDNESDAY) if tuesday_too else (number,), sure)


def date_numbers(numbers: Iterable[Number], months: Sequence[Mention], text: str) -> list[Number]:
    """Return the numbers that are the day or year beside a month, or a year on its own, in order.

    >>> from workbench.text.numbers import english_numbers
    >>> text = "12 ports by 3 May"
    >>> [
    ...     number.values[0]
    ...     for number in date_numbers(english_numbers(text), english_months(text), text)
    ... ]
    [Decimal('3')]
    """
    starts = [month.start for month in months]
    return [
        number for number in numbers if _is_year(number, text) or _is_beside(number, months, starts)
    ]


def _is_beside(number: Number, months: Sequence[Mention], starts: Sequence[int]) -> bool:
    """Return whether a month stands close; the last that begins in reach is also the closest."""
    place = bisect_right(starts, number.end + _BESIDE)
    return place > 0 and number.start <= months[place - 1].end + _BESIDE


# As far as the day stands from its month in "20th of October" and "oktyabr ayının 20".
_BESIDE = 7
_YEAR_LENGTH = 4
_FIRST_YEAR, _LAST_YEAR = 1000, 2100


def _is_year(number: Number, text: str) -> bool:
    figure = text[number.start : number.end]
    return (
        len(figure) == _YEAR_LENGTH
        and figure.isdecimal()
        and _FIRST_YEAR <= number.values[0] <= _LAST_YEAR
    )


def _in_figures(found: re.Match[str]) -> Mention:
    day, month, _ = date_parts(found[0]) or (0, 0, 0)
    exchangeable = "/" in found[0] and day <= len(_EN_MONTHS)
    return Mention(*found.span(), (month, day) if exchangeable else (month,))


def _azerbaijani_month(text: str, found: re.Match[str]) -> Mention:
    """Return a month; with a capital inside a sentence it is rather a name (`Avqust`, `Marta`)."""
    if not found["month"]:
        return _in_figures(found)
    start, end = found.span()
    beside = _FIGURE_AFTER.match(text, end) or _FIGURE_BEFORE.search(
        text[max(0, start - 2) : start]
    )
    name = start > 0 and text[start].isupper() and not text.isupper() and not beside
    sure = not name and found[0] not in _AZ_DOUBTFUL
    return Mention(start, end, (_AZ_MONTHS.index(found["month"]) + 1,), sure)


def _english_month(text: str, found: re.Match[str]) -> Mention:
    if short := found["short"] or found["end"]:
        return Mention(*found.span(), (_EN_SHORT.index(short) + 1,))
    if not found["month"]:
        return _in_figures(found)
    sure = found["month"] not in _DOUBTFUL or _in_company(text, found)
    return Mention(*found.span(), (_EN_MONTHS.index(found["month"]) + 1,), sure)


def _in_company(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    before = found.string[max(0, start - _LONGEST_WORD_BEFORE) : start]
    beside = _WORD_BEFORE.search(before) or _FIGURE_AFTER.match(text, end)
    return text[start].isupper() and text[start + 1].islower() and bool(beside)


def _lowered(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else fold(text)
