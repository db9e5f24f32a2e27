"""White space and characters nobody can see. All of it is about the target alone."""

import re
from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check
from workbench.model.finding import Finding, Pair, Replacement, Severity

_INNER_SPACE = re.compile(
    r"(?<=\S)(?:\s{2,}|[^\S \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}])(?=\S)"
)
_BEFORE_MARK = re.compile(r"(?<=[\w\"”’'»)\]%])\s+(?=[,.;:!?](?:\s|[\"”’'»)]|$))")
_SWALLOWED_SPACE = re.compile(r"(?<=[a-z])[,;:!?](?=[A-Za-z])|(?<=[a-z]{2})\.(?=[A-Z][a-z])")
_DOUBLED_MARK = re.compile(r"(?<![,;:.])(?:,{2,}|;{2,}|:{2,}|\.\.)(?![,;:.])")
_REFERENCE_END = re.compile(r"&\w{2,6};")
_CHUNK = re.compile(r"\S+")
_LINK_SIGNS = ("://", "www.", "@")


class EdgeSpaces(Check):
    """White space before the first or after the last character of the target."""

    id: ClassVar[str] = "edge-spaces"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "Space at the edges breaks layout and hides equal translations."
    reason_az: ClassVar[str] = "Kənar boşluqlar səhifəni pozur, eyni tərcümələri fərqli göstərir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        target = pair.target
        if not target.strip():
            return
        start, end = len(target) - len(target.lstrip()), len(target.rstrip())
        if start:
            yield self._edge(0, start)
        if end < len(target):
            yield self._edge(end, len(target))

    def _edge(self, start: int, end: int) -> Finding:
        return self.finding(
            "White space at the edge of the target.",
            "Tərcümənin kənarında artıq boşluq var.",
            target=(start, end),
            fix=Replacement(start, end, ""),
        )


class DoubleSpaces(Check):
    """More than one space, a tab or a line break inside the target."""

    id: ClassVar[str] = "double-spaces"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "Words are divided by a single space."
    reason_az: ClassVar[str] = "Sözlərin arasında tək boşluq olmalıdır."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        for found in _INNER_SPACE.finditer(pair.target):
            yield self.finding(
                "One space expected between words.",
                "Sözlərin arasında bir boşluq gözlənilir.",
                target=found.span(),
                fix=Replacement(*found.span(), " "),
            )


class SpaceBeforePunctuation(Check):
    """A space before a comma, stop, colon or question mark, as in `the port , which`."""

    id: ClassVar[str] = "space-before-punctuation"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "English sets no space before a mark; engines leave it behind."
    reason_az: ClassVar[str] = "İngiliscə durğu işarəsindən əvvəl boşluq qoyulmur."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        for found in _BEFORE_MARK.finditer(pair.target):
            mark = pair.target[found.end()]
            yield self.finding(
                f"Space before '{mark}'.",
                f"“{mark}” işarəsindən əvvəl boşluq var.",
                target=found.span(),
                fix=Replacement(*found.span(), ""),
            )


class MissingSpace(Check):
    """No space after a mark between two words, as in `the port,which` or `closed.The`.

    Left alone: links and e-mail addresses, figures, initials, and `&quot;` (see engine-marks).
    """

    id: ClassVar[str] = "missing-space"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "A mark is followed by a space, or two sentences run together."
    reason_az: ClassVar[str] = "Durğu işarəsindən sonra boşluq olmasa, cümlələr bir-birinə yapışır."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if not _SWALLOWED_SPACE.search(pair.target):
            return
        for chunk in _CHUNK.finditer(pair.target):
            if any(sign in chunk[0] for sign in _LINK_SIGNS):
                continue
            references = {found.end() for found in _REFERENCE_END.finditer(chunk[0])}
            for found in _SWALLOWED_SPACE.finditer(pair.target, *chunk.span()):
                if found.end() - chunk.start() not in references:
                    yield self._swallowed(found[0], found.span())

    def _swallowed(self, mark: str, place: tuple[int, int]) -> Finding:
        return self.finding(
            f"No space after '{mark}'.",
            f"“{mark}” işarəsindən sonra boşluq yoxdur.",
            target=place,
            fix=Replacement(place[1], place[1], " "),
        )


class DoubledPunctuation(Check):
    """Two commas, semicolons, colons or stops in a row; `...` and `?!` are fine."""

    id: ClassVar[str] = "doubled-punctuation"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "A mark stands once."
    reason_az: ClassVar[str] = "Durğu işarəsi bir dəfə qoyulur."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        for found in _DOUBLED_MARK.finditer(pair.target):
            mark = found[0][0]
            yield self.finding(
                f"'{mark}' is doubled.",
                f"“{mark}” işarəsi təkrarlanır.",
                target=found.span(),
                fix=Replacement(*found.span(), mark),
            )
