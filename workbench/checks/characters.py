"""Characters that do not belong in English text, seen or unseen. About the target alone."""

import re
from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check
from workbench.model.finding import Finding, Pair, Replacement, Severity

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    r"\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]+"
)
_LOW = "\N{DOUBLE LOW-9 QUOTATION MARK}"
_OPENING, _CLOSING = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
_ENGLISH_QUOTES = {"«": _OPENING, "»": _CLOSING, _LOW: _OPENING}
# „so“ closes with the mark that opens in English, and is put right as a whole.
_FOREIGN_QUOTE = re.compile(
    f"{_LOW}(?P<quoted>[^{_LOW}{_OPENING}{_CLOSING}«»]{{0,500}}){_OPENING}|[«»{_LOW}]"
)


class InvisibleCharacters(Check):
    """Control characters, zero-width spaces and joiners, soft hyphens, half of a surrogate pair.

    Left alone: tab and line breaks, which double-spaces looks at.
    """

    id: ClassVar[str] = "invisible-characters"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "What nobody sees still breaks search, memory and files."
    reason_az: ClassVar[str] = "Gözə görünməyən işarələr axtarışı, yaddaşı və faylı pozur."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        for found in _INVISIBLE.finditer(pair.target):
            codes = " ".join(f"U+{ord(character):04X}" for character in found[0][:4])
            yield self.finding(
                f"Invisible: {codes}.",
                f"Gözəgörünməz işarə: {codes}.",
                target=found.span(),
                fix=Replacement(*found.span(), ""),
            )


class ForeignQuotes(Check):
    """Quotation marks that English does not have: « » and the low „."""

    id: ClassVar[str] = "foreign-quotes"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "English quotes like “this”."
    reason_az: ClassVar[str] = "İngiliscə dırnaq “belə” qoyulur."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        for found in _FOREIGN_QUOTE.finditer(pair.target):
            quoted = found["quoted"]
            english = (
                _ENGLISH_QUOTES[found[0]] if quoted is None else f"{_OPENING}{quoted}{_CLOSING}"
            )
            yield self.finding(
                f"{found[0][0]} is no English quotation mark.",
                f"{found[0][0]} ingilis dırnağı deyil.",
                target=found.span(),
                fix=Replacement(*found.span(), english),
            )
