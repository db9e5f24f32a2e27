"""Measure on a test set how far the confidence of an engine's drafts can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workbench.confidence.calibration import UNCALIBRATED, Calibration
from workbench.confidence.evidence import Evidence, Feature, evidence
from workbench.confidence.fitting import LEAST_DRAFTS, Judged, cross_fitted, fit
from workbench.errors import WorkbenchError
from workbench.metrics.reliability import (
    Bin,
    Correlations,
    calibration_error,
    correlate,
    effort_found,
    reliability,
)
from workbench.metrics.scores import sentence_edit_rates
from workbench.model.finding import Pair
from workbench.model.unit import TranslationUnit
from workbench.text.similarity import coded
from workbench.workflows.drafting import Draft, Drafter

SEED = 1
FOLDS = 5
WORST = 0.2
_LEAST_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class ConfidenceResult:
    """One way of being confident, measured on drafts it has not learnt from.

    Attributes:
        name: `default`, `score` or `all features`.
        with_ter: Correlations of the confidence with the TER; the nearer to -1, the better.
        bins: The reliability table: share of words that were said to stand, and that stood.
        error: Expected calibration error over the bins.
        found: Share of all edits in the least certain segments with a fifth of the words.
    """

    name: str
    with_ter: Correlations
    bins: tuple[Bin, ...]
    error: float
    found: float


@dataclass(frozen=True, slots=True)
class FeatureResult:
    """What one feature is worth.

    Attributes:
        feature: Which.
        with_ter: Spearman correlation with the TER, 0 where it does not vary.
        weight: Its weight when all drafts are learnt from, 0 when it is left out.
    """

    feature: Feature
    with_ter: float
    weight: float


@dataclass(frozen=True)
class ConfidenceEvaluation:
    """A test set, and what translates it.

    Attributes:
        units: Sources, with the references as their targets.
        drafter: Engine, checks and term repair.
        name: What the test set is called.
        folds: Parts of the cross-validation, >= 2.
        seed: Of the dealing of articles to parts.
    """

    units: Sequence[TranslationUnit]
    drafter: Drafter
    name: str
    folds: int = FOLDS
    seed: int = SEED

    def __post_init__(self) -> None:
        """Raise WorkbenchError when there are too few pairs to learn from."""
        if len(self.units) < LEAST_DRAFTS:
            raise WorkbenchError(
                f"{self.name}: expected at least {LEAST_DRAFTS} pairs with a reference, "
                f"found {len(self.units)}",
                hint="a confidence measured on fewer would not be worth its name",
            )

    @cached_property
    def drafts(self) -> list[Draft]:
        """Return the drafts."""
        return self.drafter.drafts([unit.source for unit in self.units])

    @cached_property
    def edit_rates(self) -> list[float]:
        """Return the TER of each draft in per cent."""
        texts = [draft.hypothesis.text for draft in self.drafts]
        return sentence_edit_rates(texts, [unit.target for unit in self.units])

    @cached_property
    def judged(self) -> list[Judged]:
        """Return what was known of each draft, and the share of its words that stood."""
        known = map(_evidence, self.drafts, nearness_among(self.units))
        return [
            Judged(one, 1 - min(rate / 100, 1.0), unit.article)
            for one, rate, unit in zip(known, self.edit_rates, self.units, strict=True)
        ]

    def calibration(self) -> Calibration:
        """Return the calibration that is learnt from all drafts, for this revision."""
        return replace(
            fit(self.judged),
            revision=self.drafter.engine.revision,
            measured_on=f"{self.name}, {len(self.units)} pairs",
        )

    def results(self) -> list[ConfidenceResult]:
        """Return the figures of the default, of the score alone, and of all features.

        The second and third learn from the articles of the other folds.
        """
        known = [one.evidence for one in self.judged]
        default = [UNCALIBRATED.confidence(one) or 0.0 for one in known]
        return [
            self._result("default", default),
            self._result("score", self._cross_fitted([Feature.SCORE])),
            self._result("all features", self._cross_fitted(list(Feature))),
        ]

    def features(self) -> list[FeatureResult]:
        """Return what each feature by itself says of the TER, and what it counts for."""
        weights = {one.feature: one.weight for one in fit(self.judged).weights}
        return [
            FeatureResult(feature, self._alone(feature), weights.get(feature, 0.0))
            for feature in Feature
        ]

    def best_found(self) -> float:
        """Return the share of edits found in a fifth of the words by who knows every TER."""
        return self._found([-rate for rate in self.edit_rates])

    def _cross_fitted(self, features: Sequence[Feature]) -> list[float]:
        return cross_fitted(self.judged, features, folds=self.folds, seed=self.seed)

    def _result(self, name: str, confidences: Sequence[float]) -> ConfidenceResult:
        bins = reliability(confidences, [one.kept for one in self.judged])
        with_ter = correlate(confidences, self.edit_rates)
        return ConfidenceResult(
            name, with_ter, tuple(bins), calibration_error(bins), self._found(confidences)
        )

    def _found(self, order: Sequence[float]) -> float:
        sizes = [len(unit.target.split()) for unit in self.units]
        edits = [rate * size / 100 for rate, size in zip(self.edit_rates, sizes, strict=True)]
        return effort_found(order, edits, sizes, WORST)

    def _alone(self, feature: Feature) -> float:
        pairs = [
            (value, rate)
            for one, rate in zip(self.judged, self.edit_rates, strict=True)
            if (value := one.evidence[feature]) is not None
        ]
        return correlate(*zip(*pairs, strict=True)).spearman if pairs else 0.0


def nearness_among(units: Sequence[TranslationUnit]) -> list[float]:
    """Return how near each source is to the nearest one of another article, 0 below a half.

    So the memory of a newsroom stands that has confirmed the other articles.
    """
    sources = [coded(unit.source) for unit in units]
    return [
        max(
            (
                score
                for _, score, place in process.extract_iter(
                    one,
                    sources,
                    scorer=Levenshtein.normalized_similarity,
                    score_cutoff=_LEAST_NEAR,
                )
                if units[place].article != unit.article
            ),
            default=0.0,
        )
        for one, unit in zip(sources, units, strict=True)
    ]


def _evidence(draft: Draft, nearness: float) -> Evidence:
    pair = Pair(draft.source, draft.hypothesis.text)
    return evidence(pair, draft.hypothesis, draft.findings, nearness)
