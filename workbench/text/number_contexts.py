"""What a number means besides, from the words around it: an hour, a decade, another unit."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from workbench.text.number_words import (
    NumberWord,
    azerbaijani_number_word,
    english_number_word,
)

_NOON = 12
_HALF = Decimal("0.5")
_DAY = 24
_WEEK, _MONTH, _YEAR = 7, 30, 365
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
        phrases: Patterns of phrases that are read as a whole, with what they may mean; they only
            hint at a number.
        idiom: What stands behind a number word that states no number.
    """

    decimal_mark: str
    word: Callable[[str], NumberWord | None]
    context: Callable[[str, int, int, Decimal], tuple[Decimal, ...]]
    conversion: Callable[[str, int, int, Decimal], tuple[Decimal, ...]]
    century: re.Pattern[str]
    phrases: tuple[tuple[str, tuple[int, ...]], ...]
    idiom: re.Pattern[str] | None = None


def share_readings(part: Decimal, whole: Decimal) -> tuple[Decimal, ...]:
    """Return how much `part` of `whole` is in per cent, as news rounds it, and as a decimal.

    >>> [str(share) for share in share_readings(Decimal(3), Decimal(4))]
    ['75', '0.75']
    >>> [str(share) for share in share_readings(Decimal(2), Decimal(3))]
    ['67', '66', '66.7', '66.6', '0.67', '0.66']
    """
    share = 100 * part / whole
    whole_percents, tenths = (
        [share.quantize(place, how) for how in ("ROUND_HALF_UP", "ROUND_DOWN")]
        for place in (Decimal(1), Decimal("0.1"))
    )
    if share < 1 or share == tenths[0]:
        return share, share / 100
    decimals = [percent / 100 for percent in whole_percents]
    return tuple(dict.fromkeys(whole_percents + tenths + decimals))


# The last century is the 20th, the 1900s, one, and a hundred years; the "11-metre strike" is a
# penalty; "the sea's altı" is not six of it but the water below; hər iki is both.
_AZ_PHRASES: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"\b(?:ötən|keçən) əsr[^\W\d_]*", (20, 1900, 1, 100)),
    (r"\b(?:11|on bir) metrlik(?= (?:cərimə|zərb|nöqtə))", (11,)),
    (r"(?<=[ıiuü]n )altı(?: ilə\b|dır\b)", (6,)),
    (r"\bhər iki(?:si[^\W\d_]*)?\b(?! (?:min|milyon|milyard|yüz)\b| [^\W\d_]+d[əa]n\b)", (2,)),
    (r"\bikisi d[əa]\b", (2,)),
)
# The years of a jubilee; a span of time that is one; goals; "the two sides" are the sides.
_EN_PHRASES: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"\bsilver (?:jubilee|anniversary|wedding)", (25,)),
    (r"\bruby (?:jubilee|anniversary|wedding)", (40,)),
    (r"\bgolden (?:jubilee|anniversary|wedding)", (50,)),
    (r"\bdiamond (?:jubilee|anniversary|wedding)", (60, 75)),
    (r"\bplatinum (?:jubilee|anniversary|wedding)", (70,)),
    (r"\b(?:a|whole|full|entire) (?:week|month|year)\b(?! and a half)", (1,)),
    (r"\b(?:week|month|year)-?long\b", (1,)),
    (r"\bevery other (?:day|week|month|year)\b", (2,)),
    (r"\bhat-?trick", (3,)),
    (r"(?:(?<=\bthe )|(?<=\bour )|(?<=\bthese ))two(?= [a-z]+s\b(?<!hundreds)| of\b)", (2,)),
    (r"(?<=\bbetween the )two\b(?! (?:hundred|thousand|million|billion))", (2,)),
)

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
_A_FRACTION = re.compile(r"(?<!\w)an? (?:\w*(?:third|fourth|(?:f|ix|n|en|nin|igh)th)|quarter)\b")
_AN = len("an ")


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
    """Return days for hours, weeks for days, years for months, months for 1.5 years, points."""
    if folded.startswith(" saat", end):
        return _days(value)
    if folded.startswith(" gün", end):
        return _weeks_or_months(value)
    if folded.startswith(" bazis", end):
        return (value / 100,)
    if folded.startswith(" ay", end):
        return _years(value)
    year_and_half = value == 1 + _HALF and folded.startswith(" il", end)
    half_behind = value == _HALF and folded.endswith("il ", 0, start)
    return (_MONTHS * (1 + _HALF),) if year_and_half or half_behind else ()


def _english_context(folded: str, start: int, end: int, value: Decimal) -> tuple[Decimal, ...]:
    if value < _NOON and _AFTERNOON.match(folded, end):
        return (value + _NOON,)
    if _DECADE_EN.match(folded, end):
        return _decade(value)
    if value % 100 == 0 and folded.startswith(" hours", end):
        return (value / 100,)
    if value > 1 and any(
        _A_FRACTION.fullmatch(folded, start - back, end) for back in (_AN, _AN - 1) if back <= start
    ):
        return share_readings(Decimal(1), value)
    letter = _LETTER_SCALE.match(folded, end)
    return (value * _LETTER_SCALES[letter[1]],) if letter else ()


def _english_conversion(folded: str, start: int, end: int, value: Decimal) -> tuple[Decimal, ...]:
    """Return days for hours, weeks for days, years for months, points, `1/8 final` for last 16."""
    if folded.startswith((" hours", "-hour"), end):
        return _days(value)
    if folded.startswith((" days", "-day"), end):
        return _weeks_or_months(value)
    if folded.startswith((" months", "-month"), end):
        return _years(value)
    if folded.startswith((" basis point", "-basis-point"), end):
        return (value / 100,)
    last = folded.endswith("last ", 0, start) and not _WORD_BEHIND.match(folded, end)
    return (value / 2,) if last or folded.endswith("round of ", 0, start) else ()


def _days(hours: Decimal) -> tuple[Decimal, ...]:
    return (hours / _DAY,) if hours and hours % _DAY == 0 else ()


def _weeks_or_months(days: Decimal) -> tuple[Decimal, ...]:
    """Return what is said instead of 7 and 14 days, of 30 and 90, of 365."""
    whole = next((unit for unit in (_YEAR, _MONTH, _WEEK) if days and days % unit == 0), None)
    return (days / whole,) if whole else ()


def _years(months: Decimal) -> tuple[Decimal, ...]:
    return (months / _MONTHS,) if months and months % _HALF_YEAR == 0 else ()


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
    _AZ_PHRASES,
    # From all sides of the world; the last ten days of a month.
    re.compile(r" (?:bir )?(?:yan|tərəf)(?!v)|(?:ci)? ongünlü"),
)
ENGLISH = Language(
    ".",
    english_number_word,
    _english_context,
    _english_conversion,
    re.compile(r"\s*century|th century"),
    _EN_PHRASES,
)
