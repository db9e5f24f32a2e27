"""Learning from drafts: what helps is found, what does not is left out, nothing is peeked at."""

import math
import random

import pytest

from workbench.confidence.calibration import Calibration
from workbench.confidence.evidence import Evidence, Feature
from workbench.confidence.fitting import Judged, cross_fitted, fit
from workbench.metrics.reliability import calibration_error, correlate, reliability

SPREADS = {Feature.SCORE: 0.3, Feature.TOO_LONG: 1.0, Feature.AGREEMENT: 0.1}


def drawn(count: int, seed: int = 1, **against: float) -> list[Judged]:
    """Return drafts of which the score tells much, the length something, the rest nothing."""
    chance = random.Random(seed)  # noqa: S311 - the same drafts every time
    made = []
    for number in range(count):
        evidence: dict[Feature, float | None] = dict.fromkeys(Feature)
        evidence |= {name: chance.gauss(0, spread) for name, spread in SPREADS.items()}
        odds = 4 * (evidence[Feature.SCORE] or 0) - 0.6 * (evidence[Feature.TOO_LONG] or 0) - 0.5
        odds += against.get("agreement", 0.0) * (evidence[Feature.AGREEMENT] or 0)
        kept = min(max(1 / (1 + math.exp(-odds)) + chance.gauss(0, 0.15), 0.0), 1.0)
        made.append(Judged(evidence, kept, number // 8))
    return made


def weights(calibration: Calibration) -> dict[Feature, float]:
    return {one.feature: one.weight for one in calibration.weights}


def test_what_helps_is_found_and_the_rest_left_out():
    found = weights(fit(drawn(600)))
    assert set(found) == {Feature.SCORE, Feature.TOO_LONG}
    assert found[Feature.SCORE] > 0 > found[Feature.TOO_LONG]


def test_what_helps_against_expectation_is_left_out():
    assert Feature.AGREEMENT not in weights(fit(drawn(600, agreement=-8)))
    assert Feature.AGREEMENT in weights(fit(drawn(600, agreement=8)))


def test_the_mean_is_met():
    judged = drawn(300)
    calibration = fit(judged)
    said = [said_of(calibration, one.evidence) for one in judged]
    assert sum(said) == pytest.approx(sum(one.kept for one in judged))


def said_of(calibration: Calibration, evidence: Evidence) -> float:
    return calibration.confidence(evidence) or 0.0


def test_articles_not_learnt_from_are_predicted_well():
    judged = drawn(600)
    said = cross_fitted(judged)
    seen = [one.kept for one in judged]
    assert correlate(said, seen).spearman > 0.8
    assert calibration_error(reliability(said, seen)) < 0.05
    assert said == cross_fitted(judged, seed=1)
    assert said != cross_fitted(judged, seed=2)


def test_a_draft_is_never_predicted_from_its_own_article():
    judged = drawn(80)
    spoilt = [
        Judged(one.evidence, 1 - one.kept, one.group) if one.group == 0 else one for one in judged
    ]
    before, after = cross_fitted(judged), cross_fitted(spoilt)
    assert before[:8] == after[:8]
    assert before != after


def test_drafts_of_one_article_are_dealt_singly():
    judged = [Judged(one.evidence, one.kept, "one article") for one in drawn(100)]
    assert correlate(cross_fitted(judged), [one.kept for one in judged]).spearman > 0.5


@pytest.mark.parametrize("kept", [0.0, 0.5, 1.0])
def test_drafts_that_are_all_alike_teach_the_mean_alone(kept):
    judged = [Judged(one.evidence, kept, one.group) for one in drawn(60)]
    calibration = fit(judged)
    assert weights(calibration) == {}
    assert said_of(calibration, judged[0].evidence) == pytest.approx(kept, abs=1e-3)


def test_nothing_known_is_no_trouble():
    judged = [Judged(dict.fromkeys(Feature, None) | {Feature.SCORE: -1.0}, 0.3) for _ in range(60)]
    assert said_of(fit(judged), judged[0].evidence) == pytest.approx(0.3)
