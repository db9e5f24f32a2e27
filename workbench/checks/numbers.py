"""Numbers that changed, got lost or were invented, and figures written the Azerbaijani way."""

import re
from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check, shortened
from workbench.checks.number_matching import Difference, unmatched_numbers
from workbench.model.finding import Finding, Pair, Replacement, Severity
from workbench.terminology.matcher import TermMatcher
from workbench.text.figures import figure_readings
from workbench.text.numbers import Number

_FIGURE = re.compile(
    r"(?<![\d.,:/-])\d+(?:[.,]\d+)+(?![\d:/]|[.,-]\d)"
    r"|(?<![\d.,] )(?<![\d.,])\d{1,3}(?:[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]\d{3})+"
    r"(?![\d.,]*\d)"
)
_GROUPED = re.compile(r"\d{1,3}(?:(?:\.\d{3}){2,}|(?:\s\d{3})+)")
# The stop of the abbreviation goes with it, the stop of the sentence stays.
_SCALED = re.compile(r"(?<=\d)\s?(?P<scale>mln|mlrd|trln)\b(?:\.(?=\s[a-z(]))?")
_SCALES = {"mln": "million", "mlrd": "billion", "trln": "trillion"}
_ORDINAL = re.compile(r"(?<![\d.,])(\d{1,9})(st|nd|rd|th)\b")
_SUFFIXED = re.compile(
    r"(?<![\d.,])(\d{1,9})[-'\N{RIGHT SINGLE QUOTATION MARK}]"
    r"(?:(?P<ordinal>[ıiuü]?nc[ıiuü]|c[ıiuü])|n[ıiuü]n|d[aə]n?|d[əa]k|y[aəıiuü]|l[ıiuü]k|n[ıiuü]|l[aə])"
    r"(?!\w)"
)
_TEENS = range(11, 14)
_LOWEST_YEAR = 1000


class Numbers(Check):
    """A number of one side is not on the other.

    Numbers are understood, not compared as figures: `4,2 mln` is 4.2 million, `on iki` is twelve,
    `XIX əsr` the nineteenth century, `XX əsrin 80-ci illəri` the 1980s, `yarım` half, `15:07` 3:07
    pm, `5 manat 60 qəpik` 5.60 manats, `48 saat` two days, `dörddə üçü` 75 per cent, `24 ay` two
    years, `50 illik yubiley` a golden jubilee. Order and repetition do not count. Left alone:
    `one`, `a hundred`, `twice`, `the two sides` and other words that only may be numbers, and terms
    of the glossary that are rendered as it says; days and years have a rule of their own, see
    dates.
    """

    id: ClassVar[str] = "numbers"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "A wrong figure is the mistake that readers and courts notice."
    reason_az: ClassVar[str] = "Səhv rəqəm xəbərin etibarını bir anda itirir."

    def __init__(self, matcher: TermMatcher | None = None) -> None:
        self._matcher = matcher

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        for difference in unmatched_numbers(pair, self._matcher).others:
            yield difference_finding(self, difference, pair)


class NumberMarks(Check):
    """A figure with the comma, point or space of Azerbaijani: `4,2`, `1.250.000`, `12 500`.

    Only a figure that the source has letter for letter; English writes 4.2, 1,250,000 and 12,500.
    Left alone: a comma before three figures (`1,963`), which English reads as thousands.
    """

    id: ClassVar[str] = "number-marks"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "English sets a point before decimals and a comma between thousands."
    reason_az: ClassVar[str] = "İngiliscə onluq kəsr nöqtə ilə, minliklər vergüllə ayrılır."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        known = set(_FIGURE.findall(pair.source))
        for found in _FIGURE.finditer(pair.target) if known else ():
            english = _english_figure(found[0])
            if english and found[0] in known:
                yield self.finding(
                    f"'{shortened(found[0])}' is written {english} in English.",
                    f"“{shortened(found[0])}” ingiliscə {english} kimi yazılır.",
                    target=found.span(),
                    fix=Replacement(*found.span(), english),
                )


class ScaleAbbreviation(Check):
    """`mln`, `mlrd` or `trln` behind a figure in the English."""

    id: ClassVar[str] = "scale-abbreviation"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "mln and mlrd are Azerbaijani; English readers expect the word."
    reason_az: ClassVar[str] = "İngilis oxucusu mln, mlrd yox, million, billion gözləyir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        for found in _SCALED.finditer(pair.target):
            word = _SCALES[found["scale"]]
            yield self.finding(
                f"'{found['scale']}' is {word} in English.",
                f"“{found['scale']}” ingiliscə {word} olmalıdır.",
                target=found.span(),
                fix=Replacement(*found.span(), f" {word}"),
            )


class OrdinalEnding(Check):
    """A figure with the wrong English ending: `21th`, `2th`, `11st`."""

    id: ClassVar[str] = "ordinal-ending"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "It is 1st, 2nd, 3rd, 11th and 21st."
    reason_az: ClassVar[str] = "Düzgünü belədir: 1st, 2nd, 3rd, 11th, 21st."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        for found in _ORDINAL.finditer(pair.target):
            right = _ordinal(found[1])
            if found[0] != right:
                yield self.finding(
                    f"'{shortened(found[0])}' should be {right}.",
                    f"“{shortened(found[0])}” əvəzinə {right} olmalıdır.",
                    target=found.span(),
                    fix=Replacement(*found.span(), right),
                )


class FigureSuffix(Check):
    """An Azerbaijani suffix left behind a figure: `2023-cü`, `20-də`, `5-ci`."""

    id: ClassVar[str] = "figure-suffix"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "A suffix behind a figure was copied, not translated."
    reason_az: ClassVar[str] = "Rəqəmdən sonrakı şəkilçi tərcümə olunmayıb, köçürülüb."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        for found in _SUFFIXED.finditer(pair.target):
            numbered = found["ordinal"] and int(found[1]) < _LOWEST_YEAR
            right = _ordinal(found[1]) if numbered else found[1]
            yield self.finding(
                f"'{shortened(found[0])}' has an Azerbaijani suffix; English writes {right}.",
                f"“{shortened(found[0])}” şəkilçi ilə qalıb, ingiliscə {right} yazılır.",
                target=found.span(),
                fix=Replacement(*found.span(), right),
            )


def difference_finding(check: Check, difference: Difference, pair: Pair) -> Finding:
    """Return the finding that tells of a number without a counterpart."""
    old, new = difference.source, difference.target
    return check.finding(
        *_told(_text(old, pair.source), _text(new, pair.target)),
        source=(old.start, old.end) if old else None,
        target=(new.start, new.end) if new else None,
    )


def _text(number: Number | None, text: str) -> str:
    return shortened(text[number.start : number.end]) if number else ""


def _told(old: str, new: str) -> tuple[str, str]:
    if old and new:
        return (
            f"'{old}' in the source, '{new}' in the target.",
            f"Orijinalda “{old}”, tərcümədə “{new}”.",
        )
    if old:
        return f"The target lacks '{old}'.", f"Tərcümədə “{old}” yoxdur."
    return f"The source has no '{new}'.", f"Orijinalda “{new}” yoxdur."


def _english_figure(figure: str) -> str | None:
    """Return an Azerbaijani figure as English writes it, None where it would stay or is unsure."""
    if _GROUPED.fullmatch(figure):
        return re.sub(r"[\s.]", ",", figure)
    whole, comma, decimals = figure.partition(",")
    if not comma or not decimals.isdecimal() or len(decimals) == 3:
        return None
    readings = figure_readings(figure, ",")
    plain = whole.replace(".", "").isdecimal() and len(readings) == 1
    return f"{whole.replace('.', ',')}.{decimals}" if plain else None


def _ordinal(figure: str) -> str:
    """Return the figure with its English ending.

    >>> [_ordinal(figure) for figure in ("1", "12", "23", "111")]
    ['1st', '12th', '23rd', '111th']
    """
    ending = (
        "th" if int(figure[-2:]) in _TEENS else {"1": "st", "2": "nd", "3": "rd"}.get(figure[-1])
    )
    return figure + (ending or "th")
