"""Units of measure and money beside numbers, under one name for both languages."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from workbench.text.casing import fold
from workbench.text.numbers import Number, azerbaijani_numbers, english_numbers

_RECENT = 64
_SPACE = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
# Suffixes begin with one of these letters: metrlik and metrdən, but not metro.
_SUFFIX = r"(?:-?[dnlysmcçiıuüəa]\w{0,11})?"
_COUNTRY = r"(?:abş|us|u\.s\.|american|canadian|australian|azerbaijani|hong kong|türkiyə|turkish)"
_BEFORE_UNIT = re.compile(rf"(?:-[^\W\d_]{{1,4}})?(?:{_SPACE}|-)?(?:{_COUNTRY} )?")
_BEHIND_SIGN = re.compile(rf"{_SPACE}?")
_PER_CENT_OF = "faizi "
_LONGEST_GAP = 18
_SIGNS = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in a text.

    Attributes:
        start: First code point.
        end: Code point after the last one.
        names: English names of the units it may be; a pound is money or a weight.
        is_sign: Whether it is a sign or code, which may stand before its number.
    """

    start: int
    end: int
    names: frozenset[str]
    is_sign: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit."""

    number: Number
    unit: Mention


class _Table:
    """The forms of one language: stems take a tail, words a suffix behind a hyphen, signs none."""

    def __init__(self, column: int, tail: str) -> None:
        self._names: dict[str, set[str]] = {}
        kinds: dict[str, set[str]] = {"stem": set(), "word": set(), "sign": set()}
        for row in _rows():
            for form in filter(None, row[column].split("|")):
                kind = "word" if form.startswith("=") else "stem"
                self._add(row[0], form.removeprefix("="), kinds[kind])
            for sign in filter(None, row[_SIGNS].split("|")):
                self._add(row[0], sign, kinds["sign"])
        stems, words, signs = (_any_of(forms) for forms in kinds.values())
        self._pattern = re.compile(
            rf"(?<![^\W\d_])(?:(?P<stem>{stems}){tail}|(?P<word>{words})(?:-\w{{1,6}})?)(?!\w)"
            rf"|(?:(?<![^\W\d_])|(?!\w))(?P<sign>{signs})(?![^\W\d_])"
        )

    def mentions(self, folded: str) -> Iterator[Mention]:
        for found in self._pattern.finditer(folded):
            form = found["stem"] or found["word"] or found["sign"]
            yield Mention(*found.span(), frozenset(self._names[form]), bool(found["sign"]))

    def _add(self, name: str, form: str, forms: set[str]) -> None:
        self._names.setdefault(form, set()).add(name)
        forms.add(form)


@lru_cache(maxsize=_RECENT)
def azerbaijani_units(text: str) -> tuple[Mention, ...]:
    """Return the units an Azerbaijani text names, beside a number or not.

    >>> [sorted(unit.names) for unit in azerbaijani_units("40 kv. km sahə, 12 faiz")]
    [['square kilometre'], ['per cent']]
    """
    return tuple(_azerbaijani().mentions(fold(text)))


@lru_cache(maxsize=_RECENT)
def english_units(text: str) -> tuple[Mention, ...]:
    """Return the units an English text names, beside a number or not.

    >>> [sorted(unit.names) for unit in english_units("$5 a barrel")]
    [['dollar'], ['barrel']]
    """
    return tuple(_english().mentions(_lowered(text)))


def azerbaijani_measures(text: str) -> list[Measure]:
    """Return the numbers of an Azerbaijani text that have a unit.

    >>> [measure.number.values[0] for measure in azerbaijani_measures("2 il, 5 nəfər, 3 manatlıq")]
    [Decimal('2'), Decimal('3')]
    """
    return list(_measures(fold(text), azerbaijani_numbers(text), azerbaijani_units(text)))


def english_measures(text: str) -> list[Measure]:
    """Return the numbers of an English text that have a unit.

    >>> [sorted(measure.unit.names) for measure in english_measures("AZN 4.2 million, 5%, 3 ports")]
    [['manat'], ['per cent']]
    """
    return list(_measures(_lowered(text), english_numbers(text), english_units(text)))


@cache
def dimension(name: str) -> str:
    """Return what a unit measures; only units of one dimension can be confused.

    >>> dimension("manat"), dimension("mile")
    ('money', 'length')
    """
    return next(row[1] for row in _rows() if row[0] == name)


def _measures(
    folded: str, numbers: Sequence[Number], units: Sequence[Mention]
) -> Iterator[Measure]:
    starts = [unit.start for unit in units]
    taken = -1
    for number in numbers:
        place = bisect_left(starts, number.start)
        before = units[place - 1] if place else None
        after = units[place] if place < len(units) else None
        if before and before.is_sign and _stands_before(before, number, folded):
            yield Measure(number, before)
        elif after and _stands_behind(after, number, folded):
            taken = place
            yield Measure(number, after)
        elif before and taken < place - 1 and _is_told_of(before, number, folded):
            yield Measure(number, before)


def _is_told_of(unit: Mention, number: Number, folded: str) -> bool:
    """Return whether the number says how much of the unit there is: `payın faizi 12-dir`."""
    return folded[unit.start : number.start] == _PER_CENT_OF


def _stands_before(sign: Mention, number: Number, folded: str) -> bool:
    near = 0 <= number.start - sign.end <= 1
    return near and bool(_BEHIND_SIGN.fullmatch(folded, sign.end, number.start))


def _stands_behind(unit: Mention, number: Number, folded: str) -> bool:
    near = 0 <= unit.start - number.end <= _LONGEST_GAP
    return near and bool(_BEFORE_UNIT.fullmatch(folded, number.end, unit.start))


@cache
def _rows() -> list[list[str]]:
    text = (files("workbench.text") / "units.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return rows[1:]


@cache
def _azerbaijani() -> _Table:
    return _Table(2, _SUFFIX)


@cache
def _english() -> _Table:
    return _Table(3, "s?")


def _any_of(forms: Iterable[str]) -> str:
    """Return a pattern of the forms, the longest first; of nothing when there are none."""
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form)))) or "(?!)"


def _lowered(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else fold(text)
