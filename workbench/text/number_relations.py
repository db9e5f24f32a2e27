"""What neighbouring numbers tell one another: fractions, ranges, units and their parts."""

import re
from dataclasses import replace
from decimal import Decimal

from workbench.text.number_contexts import share_readings
from workbench.text.number_runs import Number
from workbench.text.number_words import Strength

_HALF = Decimal("0.5")
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
_MULTIPLE = re.compile(
    r"decades?\b|dozen\b|century\b|centuries\b|millennium\b|millennia\b|əsr|(?:on|yüz|min)illi[ky]"
)
_LONGEST_RELATION = 30
# "dörddə üçü", "4-də 3-ü", "hər on ailədən yeddisi"; "three quarters", "three out of four".
_AZ_OF = re.compile(r"(?:-?d[əa]n?)?(?: [^\W\d_]{2,16}d[əa]n)? ")
_AZ_PART = re.compile(r"(?:[0-9]-s?)?[ıiuü](?!\w)")
_EN_OF = re.compile(r"(?: [a-z]{1,16})? (?:in|out of|of)(?: every| a)? ")
_EN_WHOLE = re.compile(
    r"(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)s?"
)
_EN_ORDINAL = re.compile(r".*(?:first|second|third|th)", re.DOTALL)
_LARGEST_WHOLE = 1000
# Before the next number of a list that names the scale for all: "9,1, ipoteka 4,6 milyard".
_LISTED = re.compile(r",\s|\svə\s")
_LONGEST_LIST = 120
_YEARS = range(1900, 2101)


def relate(numbers: list[Number], index: int, folded: str, *, english: bool) -> None:
    """Give the number at `index` and the next one the readings they owe to each other."""
    left, right = numbers[index], numbers[index + 1]
    if right.start - left.end > _LONGEST_RELATION:
        return
    gap = folded[left.end : right.start]
    half = gap == " a " and left.values[0] == _HALF
    if (half or gap in {" ", "-"}) and _MULTIPLE.match(folded, right.start):
        numbers[index] = _multiplied(left, right)
    elif _is_fraction(left, right, folded, english=english):
        numbers[index : index + 2] = _fraction(left, right)
    elif _CENTURY_BETWEEN.fullmatch(gap):
        _relate_decades(numbers, index, folded)
    elif english and gap == " " and _is_year_in_words(left, right):
        numbers[index : index + 2] = [_year(left, right)]
    else:
        numbers[index : index + 2] = _measured(left, right, folded)


def share_scale(numbers: list[Number], folded: str) -> list[Number]:
    """Return the numbers, those of a list also read in the scale that only its last one names.

    >>> from workbench.text.numbers import azerbaijani_numbers
    >>> [str(value) for value in azerbaijani_numbers("neft 9,1, qaz 4,6 milyard")[0].values]
    ['9.1', '9100000000.0']
    """
    shared: list[Number] = []
    last: Number | None = None
    for number in reversed(numbers):
        if number.scale > 1:
            last = number
        elif last and _is_listed_before(number, last, folded):
            scaled = number.values[0] * last.scale
            number = replace(number, values=(*number.values, scaled))  # noqa: PLW2901
        shared.append(number)
    return shared[::-1]


def _is_listed_before(number: Number, last: Number, folded: str) -> bool:
    near = last.start - number.end <= _LONGEST_LIST
    listed = number.is_figure and bool(_LISTED.match(folded, number.end))
    return near and listed and number.values[0] not in _YEARS


def _measured(left: Number, right: Number, folded: str) -> tuple[Number, Number]:
    """Return two numbers that may be a whole and its smaller part, a range, or one and a half."""
    gap = folded[left.end : right.start]
    if smaller := _SMALLER_UNIT.match(folded, left.end):
        return _joined(left, right, _SMALLER[smaller.lastgroup or "small"])
    if _RANGE.fullmatch(gap):
        return _range(left, right)
    if right.values[0] == _HALF:
        return _and_a_half(left, gap, folded), right
    return left, right


def _multiplied(left: Number, right: Number) -> Number:
    """Return a number of decades, centuries, dozens as what it comes to as well."""
    products = tuple(left.values[0] * value for value in right.values)
    return replace(left, values=(*left.values, *products), scale=right.values[-1])


def _is_fraction(left: Number, right: Number, folded: str, *, english: bool) -> bool:
    gap = folded[left.end : right.start]
    rising = left.values[0] < right.values[0]
    if gap == "/":
        return rising and left.is_figure and right.is_figure
    if english:
        counted = gap in {" ", "-"} and not _EN_ORDINAL.fullmatch(folded, left.start, left.end)
        named = counted and _EN_WHOLE.fullmatch(folded, right.start, right.end)
        return rising and bool(named or _EN_OF.fullmatch(gap))
    if rising or not _AZ_OF.fullmatch(gap):
        return False
    within = folded.endswith(("da", "də"), left.start, right.start - 1)
    out_of = folded.endswith(("dan", "dən"), left.start, right.start - 1)
    return within or (out_of and bool(_AZ_PART.match(folded, right.end - 1)))


def _fraction(left: Number, right: Number) -> tuple[Number, Number]:
    """Return part and whole, each also as the share they are: 4 and 3 of `dörddə üçü` as 75."""
    part, whole = sorted((left.values[0], right.values[0]))
    if not 0 < part < whole <= _LARGEST_WHOLE:
        return left, right
    share = share_readings(part, whole)
    return (
        replace(left, values=(*left.values, *share)),
        replace(right, values=(*right.values, *share)),
    )


def _year(left: Number, right: Number) -> Number:
    parts = (left.values[0], right.values[0])
    return Number(left.start, right.end, (parts[0] * 100 + parts[1],), parts=parts, is_figure=False)


def _and_a_half(number: Number, gap: str, folded: str) -> Number:
    """Return a number with half of it or of its unit more: `a century and a half`."""
    half, whole = number.values[0] + _HALF, number.values[-1] * (1 + _HALF)
    if _UNIT_BETWEEN.fullmatch(gap):
        scaled = (number.values[0] + number.scale * _HALF,) if number.scale > 1 else ()
        return replace(number, values=(*number.values, half, *scaled))
    if gap == " and a " or (gap == " " and folded.startswith("əsr", number.start)):
        return replace(number, values=(*number.values, whole))
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
    words = not left.is_figure and not right.is_figure and right.strength > Strength.HINT
    return words and 10 < left.values[0] <= 20 and 10 <= right.values[0] < 100
