"""Numbers in running text, in figures and in words, with everything they may mean.

Two texts speak of the same number when their readings meet: `4,2 mln` and `4.2 million`,
`on iki` and `12`, `XIX` and `nineteenth`, `90-cı illər` and `1990s`, `15:07` and `3:07 pm`.
Signs are left alone: `mənfi 15` and `-15` are both 15.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from workbench.text.casing import fold
from workbench.text.number_atoms import AZERBAIJANI, ENGLISH, Language, atoms
from workbench.text.number_runs import Atom, Run
from workbench.text.number_words import Kind, Strength

_RECENT = 64
# From here on a number in words is not lightly replaced by another expression.
_FIRM_WORD = 13
_ONE = Decimal(1)
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    Attributes:
        start: First code point.
        end: Code point after the last one.
        values: What it may mean, the likeliest first.
        strength: How surely it is a number.
        parts: Values that together stand for it as well, such as hour and minute of `9.30`, or
            the days of `48 saat`.
        scale: The scale word in it, 1 without one; a range shares it (`10-15 min`).
        is_figure: Whether it is written in figures.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    strength: Strength = Strength.FIRM
    parts: tuple[Decimal, ...] = ()
    scale: Decimal = _ONE
    is_figure: bool = True


@lru_cache(maxsize=_RECENT)
def azerbaijani_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of an Azerbaijani text from left to right.

    >>> [str(number.values[0]) for number in azerbaijani_numbers("2023-cü ildə 4,2 mln manat")]
    ['2023', '4200000.0']
    """
    return tuple(_numbers(text, fold(text), AZERBAIJANI))


@lru_cache(maxsize=_RECENT)
def english_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of an English text from left to right.

    >>> [str(number.values[0]) for number in english_numbers("AZN 4.2 million in 2023")]
    ['4200000.0', '2023']
    """
    lowered = text.lower()
    # The dotted capital I grows when it shrinks: then the other fold keeps the places.
    folded = lowered if len(lowered) == len(text) else fold(text)
    return tuple(_numbers(text, folded, ENGLISH))


def _numbers(text: str, folded: str, language: Language) -> list[Number]:
    runs: list[Run] = []
    for atom in atoms(text, folded, language):
        run = runs[-1] if runs else None
        if run and _may_join(run, atom, folded, language) and run.add(atom):
            continue
        runs.append(Run(atom))
    numbers = [_in_context(_number(run), folded, language) for run in runs]
    for index in range(len(numbers) - 1, 0, -1):
        _relate(numbers, index - 1, folded)
    return numbers


def _number(run: Run) -> Number:
    first = run.first
    if run.length == 1 and run.scale == 1:
        word = first.kind not in {None, Kind.LOOSE} and first.strength is Strength.WORD
        strength = Strength.FIRM if word and first.values[0] >= _FIRM_WORD else first.strength
        figure = first.kind is None
        return Number(first.start, run.end, first.values, strength, first.parts, is_figure=figure)
    strength = first.strength if run.length == 1 else Strength.FIRM
    value = run.value
    halved = run.length > 1 and run.scale == 1 and value % 1 == _HALF
    return Number(
        first.start,
        run.end,
        (value,),
        strength,
        parts=(value - _HALF, _HALF) if halved else (),
        scale=run.scale,
        is_figure=run.figures,
    )


def _in_context(number: Number, folded: str, language: Language) -> Number:
    """Add what a number in words means as an hour, a decade, in another unit; figures know it."""
    if number.is_figure:
        return number
    place = (folded, number.start, number.end, number.values[0])
    more, parts = language.context(*place), number.parts or language.conversion(*place)
    return replace(number, values=number.values + more, parts=parts) if more or parts else number


_SPACES = frozenset(" \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
_ABBREVIATIONS = frozenset({"mln", "mlrd", "trln"})
_COUNTS = frozenset({Kind.ONES, Kind.TEENS, Kind.TENS})
_LONGEST_GAP = 7


def _may_join(run: Run, atom: Atom, folded: str, language: Language) -> bool:
    last = run.last or run.first
    if atom.start - last.end > _LONGEST_GAP:
        return False
    gap = folded[last.end : atom.start]
    if language is AZERBAIJANI:
        return _azerbaijani_joint(last, atom, gap, folded)
    return _english_joint(last, atom, gap, folded)


def _azerbaijani_joint(last: Atom, atom: Atom, gap: str, folded: str) -> bool:
    if gap == "-":
        return last.kind is None and atom.kind is Kind.SCALE
    if gap == ". ":
        return atom.kind is None and folded[last.start : last.end] in _ABBREVIATIONS
    return gap in _SPACES


# "a thousand and two hundred" are two numbers, "two hundred and ten thousand" is one.
_NEXT_AMOUNT = {
    Kind.HUNDRED: re.compile(r"[ -]hundred"),
    Kind.SCALE: re.compile(r"[ -](?:hundred|thousand|million|billion|trillion)"),
}


def _english_joint(last: Atom, atom: Atom, gap: str, folded: str) -> bool:
    if atom.kind is Kind.HALF:
        return gap in {" and a ", "-and-a-", " and one-", " and one "}
    if last.kind is Kind.HALF:
        return atom.kind is Kind.SCALE and gap in {" ", "-", " a ", "-a-", " of a "}
    if gap in {" and ", "-and-"}:
        return _counts_on(last, atom, folded)
    if gap == "":
        return last.kind is None and atom.kind is Kind.SCALE
    return gap in _SPACES or (gap == "-" and atom.kind is not None)


def _counts_on(last: Atom, atom: Atom, folded: str) -> bool:
    next_amount = _NEXT_AMOUNT.get(last.kind) if last.kind else None
    if next_amount is None or atom.kind not in _COUNTS:
        return False
    return not next_amount.match(folded, atom.end)


_RANGE = re.compile(
    r"\s?[-\N{EN DASH}\N{EM DASH}/]\s?|,? (?:to|and|or|və|və ya|yaxud|ya da|ilə) |-?d[əa]n |, "
)
_UNIT_BETWEEN = re.compile(r" [^\W\d_]{1,16} (?:and a )?")
# A unit and the smaller one behind the next number: `5 manat 60 qəpik` is 5.60 manats.
_SMALLER_UNIT = re.compile(
    r" (?:(?:manat|dollar|avro|metr|m) (?P<small>[0-9]+) (?:qəpik|sent|santimetr|sm)"
    r"|(?:km|kilometr|ton|kiloqram|kq|litr) (?P<smaller>[0-9]+) (?:m|metr|kiloqram|kq|qram|ml)"
    r"|saat (?P<sixtieth>[0-9]+) dəqiqə)"
)
_SMALLER = {"small": 100, "smaller": 1000, "sixtieth": 60}
_CENTURY_BETWEEN = re.compile(r"(?:-?c[ıiuü])? əsrin ")
_MULTIPLE = re.compile(r"decades?\b|dozen\b|century\b|centuries\b|əsr")
_LONGEST_RELATION = 30


def _relate(numbers: list[Number], index: int, folded: str) -> None:
    """Give the number at `index` and the next one the readings they owe to each other."""
    left, right = numbers[index], numbers[index + 1]
    if right.start - left.end > _LONGEST_RELATION:
        return
    gap = folded[left.end : right.start]
    if gap in {" ", "-"} and _MULTIPLE.match(folded, right.start):
        numbers[index] = replace(left, values=(*left.values, left.values[0] * right.values[-1]))
    elif _CENTURY_BETWEEN.fullmatch(gap):
        _relate_decades(numbers, index, folded)
    elif smaller := _SMALLER_UNIT.match(folded, left.end):
        share = _SMALLER[smaller.lastgroup or "small"]
        numbers[index], numbers[index + 1] = _joined(left, right, share)
    elif _RANGE.fullmatch(gap):
        numbers[index], numbers[index + 1] = _range(left, right)
    elif right.values[0] == _HALF:
        numbers[index] = _and_a_half(left, gap)
    elif gap == " " and _is_year_in_words(left, right):
        year = left.values[0] * 100 + right.values[0]
        parts = (left.values[0], right.values[0])
        numbers[index : index + 2] = [
            Number(left.start, right.end, (year,), parts=parts, is_figure=False)
        ]


def _and_a_half(number: Number, gap: str) -> Number:
    """Return a number with half of it or of its unit more: `a century and a half`."""
    if _UNIT_BETWEEN.fullmatch(gap):
        return replace(number, values=(*number.values, number.values[0] + _HALF))
    if gap == " and a ":
        return replace(number, values=(*number.values, number.values[-1] * (1 + _HALF)))
    return number


def _relate_decades(numbers: list[Number], index: int, folded: str) -> None:
    """Tell a century and the decades of it behind it which years they are: `XX əsrin 80-ci`."""
    first_year = (numbers[index].values[0] - 1) * 100
    place = index + 1
    while place < len(numbers) and _is_decade(numbers[place]):
        decade = numbers[place].values[0]
        numbers[place] = replace(numbers[place], values=(decade, first_year + decade))
        known = numbers[index].values
        numbers[index] = replace(numbers[index], values=(*known, first_year + decade))
        place += 1
        if place < len(numbers) and not _RANGE.fullmatch(
            folded[numbers[place - 1].end : numbers[place].start]
        ):
            return


def _is_decade(number: Number) -> bool:
    value = number.values[0]
    return 0 < value < 100 and value % 10 == 0


def _joined(left: Number, right: Number, share: int) -> tuple[Number, Number]:
    """Return two numbers, the second of the `share`th part of a unit, that may be met as one."""
    whole, rest = left.values[0], right.values[0]
    both = (whole + rest / share,)
    more = (*right.values, whole * share + rest)
    return replace(left, parts=both), replace(right, values=more, parts=both)


def _range(left: Number, right: Number) -> tuple[Number, Number]:
    if right.scale > 1 and left.scale == 1:
        scaled = tuple(value * right.scale for value in left.values if value < right.scale)
        return replace(left, values=left.values + scaled, scale=right.scale), right
    first, second = left.values[0], right.values[0]
    if left.is_figure and right.is_figure and 1000 < first < 2100 and 0 < second < 100:
        return left, replace(right, values=(*right.values, first - first % 100 + second))
    return left, right


def _is_year_in_words(left: Number, right: Number) -> bool:
    """Return whether two numbers are a year the English way, as `nineteen ninety-two`."""
    words = not left.is_figure and not right.is_figure
    return words and 10 < left.values[0] <= 20 and 10 <= right.values[0] < 100
