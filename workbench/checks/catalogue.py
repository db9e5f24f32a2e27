"""The list of rules, in the order in which their findings are shown."""

from collections.abc import Sequence

from workbench.checks.characters import ForeignQuotes, InvisibleCharacters
from workbench.checks.check import Check, CorpusCheck
from workbench.checks.completeness import (
    DroppedSentence,
    Links,
    RepeatedSentence,
    TruncatedTarget,
)
from workbench.checks.consistency import OneSourceTwoTargets, OneTargetTwoSources
from workbench.checks.dates import Dates, Weekdays
from workbench.checks.leftovers import EngineMarks, UntranslatedWords
from workbench.checks.length import LengthRatio
from workbench.checks.letters import AllCapitals, AzerbaijaniLetters, CapitalAtStart, MixedScripts
from workbench.checks.names import NameSpelling
from workbench.checks.numbers import (
    FigureSuffix,
    NumberMarks,
    Numbers,
    OrdinalEnding,
    ScaleAbbreviation,
)
from workbench.checks.presence import EmptySource, EmptyTarget, TargetEqualsSource
from workbench.checks.punctuation import (
    Brackets,
    EllipsisMark,
    EndPunctuation,
    LostRemark,
    QuestionMark,
)
from workbench.checks.quotes import Quotes
from workbench.checks.repetition import DoubledWord, RepetitionLoop
from workbench.checks.source_script import CyrillicSource
from workbench.checks.spacing import (
    DoubledPunctuation,
    DoubleSpaces,
    EdgeSpaces,
    MissingSpace,
    SpaceBeforePunctuation,
)
from workbench.checks.terms import term_checks
from workbench.checks.units import Units
from workbench.model.finding import Finding, Pair
from workbench.terminology.matcher import TermMatcher

_CONTENT: tuple[Check, ...] = (
    EmptyTarget(),
    EmptySource(),
    TargetEqualsSource(),
    UntranslatedWords(),
    LengthRatio(),
    DroppedSentence(),
    TruncatedTarget(),
    RepetitionLoop(),
    RepeatedSentence(),
    EngineMarks(),
)
_FORM: tuple[Check, ...] = (
    DoubledWord(),
    AzerbaijaniLetters(),
    MixedScripts(),
    CyrillicSource(),
    FigureSuffix(),
    ScaleAbbreviation(),
    NumberMarks(),
    OrdinalEnding(),
    EndPunctuation(),
    QuestionMark(),
    EllipsisMark(),
    Brackets(),
    Quotes(),
    ForeignQuotes(),
    LostRemark(),
    CapitalAtStart(),
    AllCapitals(),
    EdgeSpaces(),
    DoubleSpaces(),
    SpaceBeforePunctuation(),
    MissingSpace(),
    DoubledPunctuation(),
    InvisibleCharacters(),
)


def all_checks(matcher: TermMatcher | None = None) -> tuple[Check, ...]:
    """Return every rule for pairs, worst kinds first; the order is part of the interface.

    Args:
        matcher: Knows the glossary. Without one the rules on terms are left out.
    """
    figures = (Numbers(matcher), Dates(matcher), Weekdays(), Units(), Links())
    return (*_CONTENT, *figures, *(term_checks(matcher) if matcher else ()), *_FORM)


def corpus_checks() -> tuple[CorpusCheck, ...]:
    """Return new rules that compare the pairs of one corpus; they remember what they have seen."""
    return NameSpelling(), OneSourceTwoTargets(), OneTargetTwoSources()


def find(pair: Pair, checks: Sequence[Check]) -> tuple[Finding, ...]:
    """Return what `checks` object to in `pair`: by check in the order given, then left to right.

    >>> [
    ...     finding.check_id
    ...     for finding in find(Pair("Liman açılıb.", "The  port opened"), all_checks())
    ... ]
    ['end-punctuation', 'double-spaces']
    """
    return tuple(finding for check in checks for finding in check.findings(pair))
