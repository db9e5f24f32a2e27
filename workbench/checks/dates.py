"""Dates: day and year, months, days of the week."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check
from workbench.checks.number_matching import accounted_for, unmatched_numbers
from workbench.checks.numbers import difference_finding
from workbench.model.finding import Finding, Pair, Severity
from workbench.terminology.matcher import TermMatcher
from workbench.text.dates import (
    Mention,
    azerbaijani_months,
    azerbaijani_weekdays,
    english_months,
    english_weekdays,
)
from workbench.text.periods import Place, differing_periods, outside


class Dates(Check):
    """The day, month or year of a date differs, is lost or was added.

    Dates may be written in any way: `oktyabrın 20-də`, `20.10.2025`, `October 20th`, and parts of a
    year as well: `9 ayda` is `January-September`, `birinci rübdə` the first three months. Left
    alone: `may` and `march` that may be verbs, names such as Avqust (Augustus), and terms of the
    glossary that are rendered as it says (`20 Yanvar`, Black January).
    """

    id: ClassVar[str] = "dates"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "A wrong date makes the whole report wrong."
    reason_az: ClassVar[str] = "Tarix səhvdirsə, xəbər də səhvdir."

    def __init__(self, matcher: TermMatcher | None = None) -> None:
        self._matcher = matcher

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        for difference in unmatched_numbers(pair, self._matcher).dates:
            yield difference_finding(self, difference, pair)
        yield from _told(self, pair, *differing_periods(pair.source, pair.target))
        months = azerbaijani_months(pair.source), english_months(pair.target)
        missing, added = _counterless(*months)
        if missing or added:
            old, new = accounted_for(pair, self._matcher)
            yield from _told(self, pair, outside(missing, old), outside(added, new))


class Weekdays(Check):
    """The day of the week differs, is lost or was added.

    Left alone: `bazar` without `günü`, which is a market as well, and the folk `çərşənbə` before
    spring, which fall on Tuesdays.
    """

    id: ClassVar[str] = "weekdays"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "Days of the week are easily shifted: çərşənbə axşamı is Tuesday."
    reason_az: ClassVar[str] = "Həftənin günləri asan qarışır: çərşənbə axşamı Tuesday deməkdir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        days = azerbaijani_weekdays(pair.source), english_weekdays(pair.target)
        yield from _told(self, pair, *_counterless(*days))


def _counterless(
    source: Sequence[Mention], target: Sequence[Mention]
) -> tuple[list[Mention], list[Mention]]:
    return _without_counterpart(source, target), _without_counterpart(target, source)


def _told(
    check: Check, pair: Pair, missing: Sequence[Place], added: Sequence[Place]
) -> Iterator[Finding]:
    for old, new in zip_longest(missing, added):
        old_text = pair.source[old.start : old.end] if old else ""
        new_text = pair.target[new.start : new.end] if new else ""
        yield check.finding(
            f"Source: {old_text or 'none'}, target: {new_text or 'none'}.",
            f"Orijinalda: {old_text or 'yoxdur'}, tərcümədə: {new_text or 'yoxdur'}.",
            source=(old.start, old.end) if old else None,
            target=(new.start, new.end) if new else None,
        )


def _without_counterpart(mentions: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    """Return the first sure mention of each month or day the other side does not have."""
    known = {number for other in others for number in other.numbers}
    found: dict[tuple[int, ...], Mention] = {}
    for mention in mentions:
        if mention.sure and known.isdisjoint(mention.numbers):
            found.setdefault(mention.numbers, mention)
    return list(found.values())
