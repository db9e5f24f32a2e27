"""The list of rules, in the order in which their findings are shown."""

from collections.abc import Sequence

from workbench.checks.check import Check
from workbench.checks.length import LengthRatio
from workbench.checks.letters import AllCapitals, AzerbaijaniLetters, CapitalAtStart, MixedScripts
from workbench.checks.presence import EmptySource, EmptyTarget, TargetEqualsSource
from workbench.checks.punctuation import (
    Brackets,
    EllipsisMark,
    EndPunctuation,
    LostRemark,
    QuestionMark,
    Quotes,
)
from workbench.checks.repetition import DoubledWord, RepetitionLoop
from workbench.checks.spacing import (
    DoubledPunctuation,
    DoubleSpaces,
    EdgeSpaces,
    MissingSpace,
    SpaceBeforePunctuation,
)
from workbench.model.finding import Finding, Pair

_PLAIN: tuple[Check, ...] = (
    EmptyTarget(),
    EmptySource(),
    TargetEqualsSource(),
    LengthRatio(),
    RepetitionLoop(),
    DoubledWord(),
    AzerbaijaniLetters(),
    MixedScripts(),
    EndPunctuation(),
    QuestionMark(),
    EllipsisMark(),
    Brackets(),
    Quotes(),
    LostRemark(),
    CapitalAtStart(),
    AllCapitals(),
    EdgeSpaces(),
    DoubleSpaces(),
    SpaceBeforePunctuation(),
    MissingSpace(),
    DoubledPunctuation(),
)


def all_checks() -> tuple[Check, ...]:
    """Return every rule, worst kinds first; the order is part of the interface."""
    return _PLAIN


def find(pair: Pair, checks: Sequence[Check]) -> tuple[Finding, ...]:
    """Return what `checks` object to in `pair`: by check in the order given, then left to right.

    >>> [
    ...     finding.check_id
    ...     for finding in find(Pair("Liman açılıb.", "The  port opened"), all_checks())
    ... ]
    ['end-punctuation', 'double-spaces']
    """
    return tuple(finding for check in checks for finding in check.findings(pair))
