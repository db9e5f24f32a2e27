"""From what is known of a draft to one number that means something."""

import math
from dataclasses import dataclass

from workbench.confidence.evidence import Evidence, Feature

_FURTHEST = 4.0
"""Spreads from the mean beyond which nothing was measured: what lies further counts as this."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a feature counts for.

    Attributes:
        feature: Which one.
        weight: Change of the log-odds by one spread.
        mean: Of the feature over the drafts it was measured on; stands in for what is not known.
        spread: Standard deviation over them, > 0.
    """

    feature: Feature
    weight: float
    mean: float
    spread: float

    def log_odds(self, value: float | None) -> float:
        """Return what a value of the feature adds, 0 for one that is not known.

        >>> Weight(Feature.SCORE, 0.5, -1.0, 0.25).log_odds(-0.75)
        0.5
        """
        if value is None or math.isnan(value):
            return 0.0
        distance = (value - self.mean) / self.spread
        return self.weight * max(-_FURTHEST, min(distance, _FURTHEST))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Turns the evidence on the drafts of one model into confidences.

    A confidence is the share of a draft's words that is expected to stand, 0 to 1: one less its
    translation edit rate (Snover et al. 2006), not below 0. It is the logistic function of a
    weighted sum, so that every feature moves it in one direction only.

    Attributes:
        intercept: Log-odds of a draft of which everything is average.
        weights: The features that count; one that is left out is of no use for this model.
        revision: The model's, "" for the one that is used where none was measured.
        measured_on: Name and size of the bitext, or "".
    """

    intercept: float
    weights: tuple[Weight, ...]
    revision: str = ""
    measured_on: str = ""

    def confidence(self, evidence: Evidence) -> float | None:
        """Return the expected share of words that stand; None for a draft without a score."""
        if evidence[Feature.SCORE] is None:
            return None
        parts = (one.log_odds(evidence[one.feature]) for one in self.weights)
        return 1 / (1 + math.exp(-sum(parts, self.intercept)))

    def uses(self, feature: Feature) -> bool:
        """Return whether a feature counts at all; if not, nobody needs to look it up."""
        return any(one.feature is feature for one in self.weights)


UNCALIBRATED = Calibration(intercept=1.7, weights=(Weight(Feature.SCORE, 2.2, 0.0, 1.0),))
"""For models nobody has measured: rises with the score alone.

Between scores of -0.3 and -1 it is near the mean probability of a piece, e to the score: a good
order of drafts, no more.
"""
