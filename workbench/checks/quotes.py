"""Quotation marks that come in pairs."""

import re
from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check
from workbench.model.finding import Finding, Pair, Severity

_QUOTE = re.compile(r"[\"“”„«»]")
_OPENING, _CLOSING = frozenset("“„«"), frozenset("”»")
_BEFORE_OPENING = frozenset("([{-/\N{EN DASH}\N{EM DASH}'\N{LEFT SINGLE QUOTATION MARK}")
_SINGLE = re.compile(r"(?<!\w)['\N{LEFT SINGLE QUOTATION MARK}][^'’‘]{1,120}['’](?!\w)")
_SPEECH_DASHES = ("-", "\N{EN DASH}", "\N{EM DASH}")
# Behind the words of a speaker: ", – dedi".
_SAID = re.compile(r"[,!?…][\"”»]?\s*[-\N{EN DASH}\N{EM DASH}]\s*[a-zçəğıöşü]")
_INCH_OR_SECOND = re.compile(r"(?<=\d)[\"”]")
_MEASURED = re.compile(r"düym|saniyə|[°′″]")


class Quotes(Check):
    """A quotation that is opened and not closed, or the reverse.

    Left alone: a source that is unbalanced too or has no quotes where the target opens or closes
    one at its edge (a quotation over several sentences; behind a speech dash, opens alone), inch
    and second marks after a figure, single quotes, and quotes that English does without.
    """

    id: ClassVar[str] = "quotes"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "A quotation that never closes leaves open who says what."
    reason_az: ClassVar[str] = "Dırnaq bağlanmayanda kimin nə dediyi bilinmir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        marks = [found.start() for found in _QUOTE.finditer(pair.target)]
        quoted = len(_QUOTE.findall(pair.source))
        if len(marks) % 2 == 0 or quoted % 2 or _has_inches(pair, quoted):
            return
        # What is quoted within a quotation stands in single quotes in English.
        if not _QUOTE.match(pair.source.lstrip()):
            quoted -= 2 * len(_SINGLE.findall(pair.target))
        if quoted > 0 or not _continues(pair, marks):
            yield self.finding(
                "A quotation mark has no partner.",
                "Dırnaq işarəsinin qoşası yoxdur.",
                target=(marks[-1], marks[-1] + 1),
            )


def _has_inches(pair: Pair, quoted: int) -> bool:
    """Tell whether the odd mark may be one of inches or seconds, which a source puts in words."""
    odd = len(_INCH_OR_SECOND.findall(pair.target)) % 2 == 1
    return odd and (not quoted or bool(_MEASURED.search(pair.source)))


def _continues(pair: Pair, marks: list[int]) -> bool:
    """Tell whether the mark without a partner may have it in a sentence before or behind this one.

    That is a mark that opens and is the last, or that closes and is the first.
    """
    if not _at_edge(pair.target):
        return False
    opens_last = not _is_closing(pair.target, marks[-1])
    spoken = pair.source.lstrip().startswith(_SPEECH_DASHES)
    if not spoken:
        return opens_last or _is_closing(pair.target, marks[0])
    ended = len(marks) == 1 and _SAID.search(pair.source)
    return opens_last and not ended and bool(_QUOTE.match(pair.target.lstrip()))


def _at_edge(text: str) -> bool:
    text = text.strip()
    return bool(_QUOTE.match(text) or _QUOTE.match(text[-1:]) or _QUOTE.match(text[-2:-1]))


def _is_closing(text: str, place: int) -> bool:
    """Tell by its shape, else by its neighbour, whether the mark at `place` closes a quotation."""
    mark = text[place]
    if mark in _OPENING | _CLOSING:
        return mark in _CLOSING
    before = text[:place][-1:]
    return bool(before) and not before.isspace() and before not in _BEFORE_OPENING
