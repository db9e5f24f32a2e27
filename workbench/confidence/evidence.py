"""What is known of a draft before a person has read it, as numbers."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from workbench.checks.length import surplus
from workbench.model.finding import Finding, Pair, Severity
from workbench.model.hypothesis import Hypothesis
from workbench.text.similarity import words


class Feature(StrEnum):
    """One thing that speaks for a draft or against it.

    SCORE: the model's mean log-probability of a piece.
    TOO_LONG: characters above the expected length, by the root of the source's length.
    TOO_SHORT: characters below it, likewise.
    FINDINGS: errors and warnings for each word of the source.
    AGREEMENT: how alike the model's other translations are, 0 to 1.
    NEARNESS: how near the source is to the nearest one in memory, 0 to 1; below a half is 0.
    """

    SCORE = "score"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    FINDINGS = "findings"
    AGREEMENT = "agreement"
    NEARNESS = "nearness"


SPEAK_AGAINST = frozenset({Feature.TOO_LONG, Feature.TOO_SHORT, Feature.FINDINGS})
"""The more of these, the worse; the more of the others, the better."""

Evidence = Mapping[Feature, float | None]
"""A value for each feature, None where it is not known."""


def evidence(
    pair: Pair,
    hypothesis: Hypothesis,
    findings: Sequence[Finding],
    nearness: float | None = None,
) -> Evidence:
    """Return what is known of a hypothesis that is the target of the pair.

    >>> known = evidence(Pair("Bəli.", "Yes."), Hypothesis("Yes.", -0.2, "starter"), ())
    >>> known[Feature.SCORE], known[Feature.FINDINGS], known[Feature.NEARNESS]
    (-0.2, 0.0, None)
    """
    length = surplus(pair.source, pair.target)
    return {
        Feature.SCORE: hypothesis.score,
        Feature.TOO_LONG: max(length, 0.0),
        Feature.TOO_SHORT: max(-length, 0.0),
        Feature.FINDINGS: _weight(findings) / max(len(words(pair.source)), 1),
        Feature.AGREEMENT: hypothesis.agreement,
        Feature.NEARNESS: nearness,
    }


def _weight(findings: Sequence[Finding]) -> int:
    return sum(finding.severity is not Severity.INFO for finding in findings)
