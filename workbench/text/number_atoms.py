"""The figures and number words of a text, one by one, before they are put together."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from workbench.text.figures import FIGURE, figure_readings
from workbench.text.number_runs import Atom
from workbench.text.number_words import (
    Kind,
    NumberWord,
    Strength,
    azerbaijani_number_word,
    english_number_word,
)
from workbench.text.roman import roman_value

DATE = (
    r"(?P<date>(?<![0-9./-])(?:[0-9]{1,2}(?P<slash>[./])[0-9]{1,2}(?P=slash)(?:[0-9]{4}|[0-9]{2})"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9]|[./-][0-9]))"
)
_CLOCK = r"(?P<clock>(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?:\Z|(?![0-9:])))"
# The figures of a character reference such as &#39; are none of the text.
_REFERENCE = r"(?P<reference>&\#x?[0-9a-f]{1,6};)"
_LAST_CENTURY = r"(?P<century>\b(?:ötən|keçən) əsr[^\W\d_]*)"
_TOKEN = re.compile(
    rf"{_REFERENCE}|{DATE}|{_CLOCK}|{_LAST_CENTURY}|(?P<figure>{FIGURE})|(?P<word>[^\W\d_]+)"
)
# The last century is the 20th, the 1900s, one, and a hundred years.
_LAST_CENTURY_READINGS = tuple(map(Decimal, (20, 1900, 1, 100)))
_DIGITS = re.compile(r"[0-9]+")
_GROUPED_BY_SPACE = re.compile(r"[0-9]{1,3}\s[0-9]{3}")
_HOUR_AND_MINUTE = re.compile(r"([01]?[0-9]|2[0-4])\.([0-5][0-9])")
# Square and cubic metres and the like, whose power is no number of the sentence.
_POWER = re.compile(r"(?<![^\W\d_])(?:[kcmds]?m|co)(?=[23](?![0-9]))")
_NOON = 12
_DAY = 24
_HALF = Decimal("0.5")
_LONGEST_DAY = 31
_MONTHS, _HALF_YEAR = 12, 6


class Language(NamedTuple):
    """How a language writes numbers.

    Attributes:
        decimal_mark: Mark before decimals.
        word: Reads a folded word.
        context: Gives further readings of a figure from the folded text around it:
            (text, start, end, value).
        conversion: Gives the same measure in another unit, with the same arguments.
        century: What stands behind a single capital that is a Roman numeral.
        idiom: What stands behind a number word that states no number.
    """

    decimal_mark: str
    word: Callable[[str], NumberWord | None]
    context: Callable[[str, int, int, Decimal], tuple[Decimal, ...]]
    conversion: Callable[[str, int, int, Decimal], tuple[Decimal, ...]]
    century: re.Pattern[str]
    idiom: re.Pattern[str] | None = None


def atoms(text: str, folded: str, language: Language) -> Iterator[Atom]:
    """Yield figures and number words from left to right; `folded` is `text`, letter by letter."""
    for token in _TOKEN.finditer(folded):
        kind = token.lastgroup
        if token["word"]:
            atom = _word(text, folded, token, language)
            if atom:
                yield atom
        elif kind == "reference":
            continue
        elif kind == "date":
            yield from _date(token)
        elif kind == "century":
            yield Atom(
                *token.span(),
                _LAST_CENTURY_READINGS,
                Kind.LOOSE,
                closed=True,
                strength=Strength.HINT,
            )
        elif kind == "clock":
            yield from _clock(token, folded, language)
        else:
            yield from _figure(token, folded, language)


def date_parts(date: str) -> tuple[int, int, int] | None:
    """Return day, month and year of a date in figures, None when it cannot be one.

    Day and month are exchanged where only that gives a month, as in American dates. A year of two
    figures is of this century.

    >>> date_parts("22.10.2025"), date_parts("10/22/25"), date_parts("2025-10-22")
    ((22, 10, 2025), (22, 10, 2025), (22, 10, 2025))
    """
    fields = [int(field) for field in _DIGITS.findall(date)]
    if len(fields) != 3:
        return None
    if "-" in date:
        fields.reverse()
    day, month, year = fields
    if month > _MONTHS >= day:
        day, month = month, day
    if not (1 <= month <= _MONTHS and 1 <= day <= _LONGEST_DAY):
        return None
    return day, month, year if year > 99 else 2000 + year


def _word(text: str, folded: str, token: re.Match[str], language: Language) -> Atom | None:
    start, end = token.span()
    found = language.word(token[0])
    if found:
        vague = language.idiom is not None and language.idiom.match(folded, end)
        strength = Strength.HINT if vague else found.strength
        return Atom(start, end, found.values, found.kind, found.closed, strength)
    if text[start] not in "IVX\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}":
        return None
    value = roman_value(text[start:end])
    if value is None:
        return None
    sure = end - start > 1 or language.century.match(folded, end)
    strength = Strength.FIRM if sure else Strength.HINT
    return Atom(start, end, (Decimal(value),), Kind.LOOSE, closed=True, strength=strength)


def _date(token: re.Match[str]) -> Iterator[Atom]:
    parts = date_parts(token[0])
    fields = list(_DIGITS.finditer(token.string, *token.span()))
    if parts is None:
        yield from (_lone(field.span(), Decimal(field[0])) for field in fields)
        return
    day, month, year = parts
    readings = (Decimal(day), Decimal(month)) if "/" in token[0] else (Decimal(day),)
    if "-" in token[0]:
        fields.reverse()
    else:
        fields.sort(key=lambda field: int(field[0]) != day)
    yield _lone(fields[0].span(), *readings)
    yield _lone(fields[-1].span(), Decimal(year), Decimal(year % 100))


def _clock(token: re.Match[str], folded: str, language: Language) -> Iterator[Atom]:
    start, end = token.span()
    colon = token[0].index(":") + start
    hour, minute = Decimal(folded[start:colon]), Decimal(folded[colon + 1 : end])
    other = (hour - _NOON,) if hour > _NOON else ()
    yield _lone((start, colon), hour, *other, *language.context(folded, start, end, hour))
    strength = Strength.FIRM if minute else Strength.HINT
    yield Atom(colon + 1, end, (minute,), Kind.LOOSE, closed=True, strength=strength)


def _figure(token: re.Match[str], folded: str, language: Language) -> Iterator[Atom]:
    start, end = token.span()
    values = figure_readings(token[0], language.decimal_mark)
    if not values:
        for part in _DIGITS.finditer(folded, start, end):
            yield _lone(part.span(), *figure_readings(part[0], language.decimal_mark))
        return
    if start and folded[start - 1].isalpha() and _is_power(folded, start, end):
        return
    scaled = figure_readings(token[0], language.decimal_mark, scaled=True)[0]
    more = language.context(folded, start, end, values[0])
    yield Atom(
        start,
        end,
        values + more,
        strength=_figure_strength(folded, start, end),
        scaled=scaled,
        parts=_parts(token[0]) or language.conversion(folded, start, end, values[0]),
    )


def _figure_strength(folded: str, start: int, end: int) -> Strength:
    # "1 manat" becomes "a manat", and the figure of "B2" may be written out or dropped.
    if folded[start:end] == "1":
        return Strength.HINT
    glued = start > 0 and folded[start - 1].isalpha() and end - start == 1
    return Strength.WORD if glued else Strength.FIRM


def _is_power(folded: str, start: int, end: int) -> bool:
    return end - start == 1 and bool(
        _POWER.match(folded, max(0, start - 2)) or _POWER.match(folded, start - 1)
    )


def _parts(figure: str) -> tuple[Decimal, ...]:
    if _GROUPED_BY_SPACE.fullmatch(figure) or _HOUR_AND_MINUTE.fullmatch(figure):
        return tuple(Decimal(part) for part in _DIGITS.findall(figure))
    return ()


def _lone(place: tuple[int, int], *values: Decimal) -> Atom:
    return Atom(*place, values, Kind.LOOSE, closed=True)


_DECADE_AZ = re.compile(r"(?:-?c[ıiuü])? il(?:l[əa]r|in|d[əa]|$|\b)|l[aə]r")
# "beşin yarısı" is half past four, "beşə işləmiş" after four.
_LAST_HOUR = re.compile(r" yarısı| işləmiş")
_DECADE_EN = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]?s\b")
_AFTERNOON = re.compile(
    r"\s?p\.?\s?m\b|(?: o['\N{RIGHT SINGLE QUOTATION MARK}]clock)?"
    r" (?:in the (?:evening|afternoon)|at night|that (?:night|evening))\b"
)
_WORD_BEHIND = re.compile(r"\s\w")
_LETTER_SCALE = re.compile(r"([mk])\b")
_LETTER_SCALES = {"m": Decimal(10**6), "k": Decimal(10**3)}


def _azerbaijani_context(folded: str, start: int, end: int, value: Decimal) -> tuple[Decimal, ...]:
    if value <= _NOON and _LAST_HOUR.match(folded, end):
        return (value - 1,)
    if _NOON < value <= 2 * _NOON and folded.endswith("saat ", 0, start):
        return (value - _NOON,)
    if 10 <= value < 100 and _DECADE_AZ.match(folded, end):
        return (1900 + value,)
    if 1900 <= value < 2000 and value % 10 == 0 and _DECADE_AZ.match(folded, end):
        return (value - 1900,)
    return ()


def _azerbaijani_conversion(
    folded: str, start: int, end: int, value: Decimal
) -> tuple[Decimal, ...]:
    """Return days for hours, points for basis points, years for months, months for 1.5 years."""
    if folded.startswith(" saat", end):
        return _days(value)
    if folded.startswith(" bazis", end):
        return (value / 100,)
    if value and value % _HALF_YEAR == 0 and folded.startswith(" ay", end):
        return (value / _MONTHS,)
    year_and_half = value == 1 + _HALF and folded.startswith(" il", end)
    half_behind = value == _HALF and folded.endswith("il ", 0, start)
    return (_MONTHS * (1 + _HALF),) if year_and_half or half_behind else ()


def _english_context(folded: str, _start: int, end: int, value: Decimal) -> tuple[Decimal, ...]:
    if value < _NOON and _AFTERNOON.match(folded, end):
        return (value + _NOON,)
    if _DECADE_EN.match(folded, end):
        return _decade(value)
    if value % 100 == 0 and folded.startswith(" hours", end):
        return (value / 100,)
    letter = _LETTER_SCALE.match(folded, end)
    return (value * _LETTER_SCALES[letter[1]],) if letter else ()


def _english_conversion(folded: str, start: int, end: int, value: Decimal) -> tuple[Decimal, ...]:
    """Return days for hours, points for basis points, and `1/8 final` for the round of 16."""
    if folded.startswith((" hours", "-hour"), end):
        return _days(value)
    if folded.startswith((" basis point", "-basis-point"), end):
        return (value / 100,)
    last = folded.endswith("last ", 0, start) and not _WORD_BEHIND.match(folded, end)
    return (value / 2,) if last or folded.endswith("round of ", 0, start) else ()


def _days(hours: Decimal) -> tuple[Decimal, ...]:
    return (hours / _DAY,) if hours and hours % _DAY == 0 else ()


def _decade(value: Decimal) -> tuple[Decimal, ...]:
    """Return what else a decade or century may be called: `60s`, `1960s`, `1800s`."""
    if value < 100:
        return (1900 + value,)
    if value % 100 == 0:
        return (value // 100 + 1,)
    return (value - 1900,) if value // 100 == 19 else ()


AZERBAIJANI = Language(
    ",",
    azerbaijani_number_word,
    _azerbaijani_context,
    _azerbaijani_conversion,
    re.compile(r"(?:-\w{1,4})? əsr"),
    # From all sides of the world; the last ten days of a month.
    re.compile(r" (?:bir )?(?:yan|tərəf)(?!v)|(?:ci)? ongünlü"),
)
ENGLISH = Language(
    ".",
    english_number_word,
    _english_context,
    _english_conversion,
    re.compile(r"\s*century|th century"),
)
