"""The figures and number words of a text, one by one, before they are put together."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from workbench.text.figures import FIGURE, figure_readings
from workbench.text.number_contexts import Language
from workbench.text.number_runs import Atom
from workbench.text.number_words import Kind, Strength
from workbench.text.roman import roman_value

DATE = (
    r"(?P<date>(?<![0-9./-])(?:[0-9]{1,2}(?P<slash>[./])[0-9]{1,2}(?P=slash)(?:[0-9]{4}|[0-9]{2})"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9]|[./-][0-9]))"
)
_CLOCK = r"(?P<clock>(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?:\Z|(?![0-9:])))"
# The figures of a character reference such as &#39; are none of the text.
_REFERENCE = r"(?P<reference>&\#x?[0-9a-f]{1,6};)"
_TOKEN = rf"(?P<figure>{FIGURE})|(?P<word>[^\W\d_]+)"
_PHRASE = "phrase"
_DIGITS = re.compile(r"[0-9]+")
_GROUPED_BY_SPACE = re.compile(r"[0-9]{1,3}\s[0-9]{3}")
_HOUR_AND_MINUTE = re.compile(r"([01]?[0-9]|2[0-4])\.([0-5][0-9])")
# Square and cubic metres and the like, whose power is no number of the sentence.
_POWER = re.compile(r"(?<![^\W\d_])(?:[kcmds]?m|co)(?=[23](?![0-9]))")
_NOON = 12
_LONGEST_DAY = 31
_MONTHS = 12


class _Reader(NamedTuple):
    """The tokens of a language and what its phrases mean, the pattern of each by its number."""

    token: re.Pattern[str]
    meanings: tuple[tuple[Decimal, ...], ...]


@cache
def _reader(language: Language) -> _Reader:
    phrases = "|".join(
        f"(?P<phrase{number}>{pattern})" for number, (pattern, _) in enumerate(language.phrases)
    )
    meanings = tuple(tuple(map(Decimal, values)) for _, values in language.phrases)
    return _Reader(re.compile(f"{_REFERENCE}|{DATE}|{_CLOCK}|{phrases}|{_TOKEN}"), meanings)


def atoms(text: str, folded: str, language: Language) -> Iterator[Atom]:
    """Yield figures and number words from left to right; `folded` is `text`, letter by letter."""
    reader = _reader(language)
    for token in reader.token.finditer(folded):
        kind = token.lastgroup or ""
        if token["word"]:
            atom = _word(text, folded, token, language)
            if atom:
                yield atom
        elif kind == "reference":
            continue
        elif kind == "date":
            yield from _date(token)
        elif kind.startswith(_PHRASE):
            values = reader.meanings[int(kind.removeprefix(_PHRASE))]
            yield Atom(*token.span(), values, Kind.LOOSE, closed=True, strength=Strength.HINT)
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
