"""The mark at the end, and brackets."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from typing_extensions import override

from workbench.checks.check import Check
from workbench.model.finding import Finding, Pair, Replacement, Severity
from workbench.text.casing import fold

_CLOSERS = "\"'”’»)]}“"
_ELLIPSIS = "…"
# A quotation that ends in ! or ? may end an English sentence without a stop of its own.
_STOPS = frozenset(".!" + _ELLIPSIS)
_SENTENCE_MARKS = _STOPS | {"?"}
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_BRACKET = re.compile(r"[()\[\]{}]")
_REMARK = re.compile(r"\([^()]{1,200}\)")
_DOTS = re.compile(r"\.{3,}|…")
# English headlines ask without a mark: "The port: why it stays closed".
_ASKING = re.compile(
    r"(?:^|[:\N{EN DASH}\N{EM DASH}]\s|-\s)"
    r"(?:why|how|what|who|whom|whose|where|when|which|whether)\b",
    re.IGNORECASE,
)


_ASKING_AZ = re.compile(
    r"\b(?:nə|kim|kimə|kimin|niyə|necə|neçə|hansı|hara\w{0,4}|nədən|nəyə)\b|\wm[ıiuü](?:\s*-|\s*\Z)"
)
_REPORTED_AZ = re.compile(r"\bsoruş|\bsual|\bgörəsən\b|\bmaraqlan")
_REPORTED_EN = re.compile(
    r"\b(?:ask|wonder|question|inquir|want(?:s|ed)? to know)\w*\b.*?"
    r"\b(?:whether|if|why|how|what|who|whom|whose|which|where|when)\b",
    re.IGNORECASE | re.DOTALL,
)


class Ending(NamedTuple):
    """The mark that ends a text, "" for none, and where it stands or would stand."""

    mark: str
    start: int
    end: int


def ending(text: str) -> Ending:
    """Return the closing mark of `text`, seen through quotes, brackets and outer white space.

    Several stops are an ellipsis; of `?!` the question mark counts.

    >>> ending('"Harada?" ').mark, ending("gəlir...").mark, ending("XƏBƏR").mark
    ('?', '…', '')
    """
    end = len(text.rstrip())
    inside = len(text[:end].rstrip(_CLOSERS + " "))
    body = text[:inside]
    start = len(body.rstrip("?!."))
    marks = body[start:]
    if marks == "" or marks == ".":
        last = body[-1:]
        known = last in _SENTENCE_MARKS or last in {":", ";", ","}
        return Ending(last, inside - 1, inside) if known else Ending("", end, end)
    mark = next((mark for mark in "?!" if mark in marks), _ELLIPSIS)
    return Ending(mark, start, inside)


class EndPunctuation(Check):
    """A source that ends as a sentence with a target that does not, or the reverse.

    Stop, exclamation mark and ellipsis pass for one another (the ellipsis has a rule of its own),
    and so does the question mark, see question-mark.
    """

    id: ClassVar[str] = "end-punctuation"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "A lost mark at the end often means a lost end."
    reason_az: ClassVar[str] = "Sondakı durğu işarəsi itibsə, çox vaxt cümlənin sonu da itib."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if not pair.source.strip() or not pair.target.strip():
            return
        source, target = ending(pair.source), ending(pair.target)
        if _asks_without_mark(source, target, pair.target):
            return
        if source.mark in _SENTENCE_MARKS and target.mark not in _SENTENCE_MARKS:
            yield self._differs(source, target, _repair(pair.target, source.mark, target))
        elif source.mark == "" and target.mark in _STOPS and pair.source.strip()[-1].isalpha():
            yield self._differs(source, target, Replacement(target.start, target.end, ""))

    def _differs(self, source: Ending, target: Ending, fix: Replacement | None) -> Finding:
        expected, found = source.mark or "none", target.mark or "none"
        return self.finding(
            f"Mark at the end: expected {expected}, found {found}.",
            f"Sondakı işarə: gözlənilən {source.mark or 'yoxdur'}, "
            f"tərcümədə {target.mark or 'yoxdur'}.",
            source=(source.start, source.end),
            target=(target.start, target.end),
            fix=fix,
        )


class QuestionMark(Check):
    """A question that is no longer one, or a statement that has become one.

    Left alone: a headline that asks without a mark (`The port: why it stays closed`), also in the
    source, a question that is reported (`soruşdular ki, nə vaxt?`, "they asked when"), and marks
    in a quotation within the target.
    """

    id: ClassVar[str] = "question-mark"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "A question turned into a statement says something else."
    reason_az: ClassVar[str] = "Sual nəqli cümləyə çevriləndə məna dəyişir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if not pair.target.strip() or not pair.source.strip():
            return
        source, target = ending(pair.source), ending(pair.target)
        asked, asks = "?" in pair.source, "?" in pair.target
        if asked == asks or (asks and not _ends_with_question(pair.target)):
            return
        if _asks_without_mark(source, target, pair.target) or _is_reported(pair):
            return
        if source.mark == "" and _ASKING_AZ.search(fold(pair.source)):
            return
        plain = source.mark == "?" and target.mark == "."
        yield self.finding(
            "The source asks a question, the target does not."
            if asked
            else "The target asks a question, the source does not.",
            "Orijinalda sual var, tərcümədə yoxdur."
            if asked
            else "Tərcümədə sual var, orijinalda yoxdur.",
            source=(source.start, source.end),
            target=(target.start, target.end),
            fix=Replacement(target.start, target.end, "?") if plain else None,
        )


class EllipsisMark(Check):
    """Three dots at the end of one side only."""

    id: ClassVar[str] = "ellipsis"
    severity: ClassVar[Severity] = Severity.INFO
    reason_en: ClassVar[str] = "Dots say that something is left unsaid, or that an engine gave up."
    reason_az: ClassVar[str] = "Üç nöqtə ya deyilməmiş fikirdir, ya da yarımçıq tərcümə."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        source, target = _DOTS.search(pair.source), _DOTS.search(pair.target)
        if bool(source) == bool(target) or not pair.target.strip():
            return
        yield self.finding(
            f"Ellipsis in the {'source' if source else 'target'} only.",
            f"Üç nöqtə yalnız {'orijinalda' if source else 'tərcümədə'} var.",
            source=source.span() if source else None,
            target=target.span() if target else None,
        )


class Brackets(Check):
    """A bracket without its partner.

    Left alone: what is unpaired in the source as well (`a)`, a remark over several sentences).
    """

    id: ClassVar[str] = "brackets"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "A bracket that never closes shows that something is lost."
    reason_az: ClassVar[str] = "Bağlanmayan mötərizə nəyinsə itdiyini göstərir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if not pair.target.strip():
            return
        source, target = _unpaired(pair.source), _unpaired(pair.target)
        known = Counter(pair.source[place] for place in source)
        for place in target:
            mark = pair.target[place]
            if known[mark]:
                known[mark] -= 1
                continue
            yield self.finding(
                f"'{mark}' has no partner.",
                f"“{mark}” mötərizəsinin qoşası yoxdur.",
                target=(place, place + 1),
            )


class LostRemark(Check):
    """The source has a remark in brackets and the target has no bracket at all."""

    id: ClassVar[str] = "lost-remark"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "Engines like to leave out what stands in brackets."
    reason_az: ClassVar[str] = "Tərcümə mühərriki mötərizədəki qeydi tez-tez buraxır."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        remark = _REMARK.search(pair.source)
        if remark and pair.target.strip() and not _BRACKET.search(pair.target):
            yield self.finding(
                f"The target lacks {remark[0]} or its brackets.",
                f"Tərcümədə {remark[0]} qeydi və ya onun mötərizələri yoxdur.",
                source=remark.span(),
            )


def _asks_without_mark(source: Ending, target: Ending, text: str) -> bool:
    return source.mark == "?" and not target.mark and bool(_ASKING.search(text))


def _is_reported(pair: Pair) -> bool:
    """Tell whether both sides say that somebody asks, which Azerbaijani ends with a mark."""
    reported = _REPORTED_AZ.search(fold(pair.source)) and _REPORTED_EN.search(pair.target)
    return bool(reported) and "?" not in pair.target


def _ends_with_question(text: str) -> bool:
    return text.rstrip()[-1] == "?"


def _repair(text: str, mark: str, found: Ending) -> Replacement | None:
    """Return how to end `text` with `mark`; None after anything but a letter, figure or comma."""
    if found.mark:
        return Replacement(found.start, found.end, mark)
    last = text.rstrip()[-1]
    return Replacement(found.end, found.end, mark) if last.isalnum() else None


def _unpaired(text: str) -> list[int]:
    """Return the places of brackets without a partner, in order."""
    openings: list[int] = []
    closings: list[int] = []
    for found in _BRACKET.finditer(text):
        opening = _BRACKETS.get(found[0])
        if opening is None:
            openings.append(found.start())
        elif openings and text[openings[-1]] == opening:
            openings.pop()
        else:
            closings.append(found.start())
    return sorted(openings + closings)
