"""Learn a calibration from drafts whose references are known."""

import random
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.confidence.calibration import Calibration, Weight
from workbench.confidence.evidence import SPEAK_AGAINST, Evidence, Feature

LEAST_DRAFTS = 50
_RIDGE = 1.0
_STEPS = 50
_CLOSE = 1e-9
_LEAST_VARIANCE = 1e-6
_CERTAIN = 2.0
"""Standard errors that a weight has to lie from 0 to be kept."""

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft and what became of it.

    Attributes:
        evidence: What was known before.
        kept: Share of its words that stood, 0 to 1.
        group: Its article: drafts of one article are never apart in cross-validation.
    """

    evidence: Evidence
    kept: float
    group: Hashable = None


def fit(judged: Sequence[Judged], features: Sequence[Feature] = tuple(Feature)) -> Calibration:
    """Return the calibration that fits the drafts best.

    A fractional logistic regression (Papke and Wooldridge 1996) with a small ridge penalty, by
    iteratively reweighted least squares. Features that help against expectation, or less than
    two standard errors, are left out one by one, the least helpful first: what remains moves the
    confidence in the direction it should.

    The mean confidence of the drafts is their mean share of words that stood.
    """
    kept = np.array([one.kept for one in judged])
    columns = {name: _column(judged, name) for name in features}
    while True:
        fitted = _Fitted.of(list(columns.values()), kept)
        helps = {
            name: -ratio if name in SPEAK_AGAINST else ratio
            for name, ratio in zip(columns, fitted.ratios, strict=True)
        }
        useless = [name for name, ratio in helps.items() if ratio < _CERTAIN]
        if not useless:
            break
        del columns[min(useless, key=helps.__getitem__)]
    weights = (
        Weight(name, float(weight), column.mean, column.spread)
        for (name, column), weight in zip(columns.items(), fitted.weights[1:], strict=True)
    )
    return Calibration(intercept=float(fitted.weights[0]), weights=tuple(weights))


def cross_fitted(
    judged: Sequence[Judged],
    features: Sequence[Feature] = tuple(Feature),
    *,
    folds: int = 5,
    seed: int = 1,
) -> list[float]:
    """Return for each draft the confidence that the drafts of other folds give it.

    Articles are dealt to the folds at random, each whole; where there are fewer articles than
    folds, single drafts are.
    """
    fold_of = _dealt([one.group for one in judged], folds, seed)
    found = [0.0] * len(judged)
    for fold in range(folds):
        others = [one for one, at in zip(judged, fold_of, strict=True) if at != fold]
        calibration = fit(others, features)
        for place, at in enumerate(fold_of):
            if at == fold:
                found[place] = calibration.confidence(judged[place].evidence) or 0.0
    return found


def _dealt(groups: Sequence[Hashable], folds: int, seed: int) -> list[int]:
    """Return the fold of each draft."""
    distinct = list(dict.fromkeys(groups))
    if len(distinct) < folds:
        groups = distinct = list(range(len(groups)))
    random.Random(seed).shuffle(distinct)  # noqa: S311 - not for secrets
    fold_of = {group: place % folds for place, group in enumerate(distinct)}
    return [fold_of[group] for group in groups]


@dataclass(frozen=True, slots=True)
class _Column:
    """A feature of all drafts, in spreads from its mean; 0 where it is not known."""

    values: Floats
    mean: float
    spread: float


def _column(judged: Sequence[Judged], name: Feature) -> _Column:
    raw = np.array([_number(one.evidence[name]) for one in judged])
    known = raw[~np.isnan(raw)]
    mean = float(known.mean()) if known.size else 0.0
    spread = float(known.std()) if known.size else 0.0
    weight = Weight(name, 1.0, mean, spread or 1.0)
    values = np.array([weight.log_odds(float(value)) for value in raw])
    return _Column(values, mean, spread or 1.0)


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


@dataclass(frozen=True, slots=True)
class _Fitted:
    """Weights, the intercept first, and how many standard errors the others lie from 0."""

    weights: Floats
    ratios: Floats

    @classmethod
    def of(cls, columns: Sequence[_Column], kept: Floats) -> "_Fitted":
        table = np.column_stack([np.ones(len(kept)), *(column.values for column in columns)])
        penalty = _RIDGE * np.eye(table.shape[1])
        penalty[0, 0] = 0.0
        weights = np.zeros(table.shape[1])
        mean = np.clip(kept.mean(), 1e-4, 1 - 1e-4)
        weights[0] = np.log(mean / (1 - mean))
        for _ in range(_STEPS):
            expected, variance = _expected(table, weights)
            slope = (table * variance[:, None]).T @ table + penalty
            step = np.linalg.solve(slope, table.T @ (kept - expected) - penalty @ weights)
            weights = weights + step
            if np.abs(step).max() < _CLOSE:
                break
        return cls(weights, _ratios(table, weights, kept, penalty))


def _expected(table: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return the expected shares and their variances, never 0 where all is sure."""
    expected = 1 / (1 + np.exp(-table @ weights))
    return expected, np.maximum(expected * (1 - expected), _LEAST_VARIANCE)


def _ratios(table: Floats, weights: Floats, kept: Floats, penalty: Floats) -> Floats:
    """Return each weight but the first by its standard error, the spread of shares measured."""
    expected, variance = _expected(table, weights)
    freedom = max(len(kept) - len(weights), 1)
    dispersion = float((((kept - expected) ** 2) / variance).sum()) / freedom
    inverse = np.linalg.inv((table * variance[:, None]).T @ table + penalty)
    errors = np.sqrt(np.maximum(dispersion * np.diag(inverse), _LEAST_VARIANCE**2))
    return weights[1:] / errors[1:]
