"""Confidences: in bounds, in the right direction, whatever is missing or far out."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.archive import LENGTH, SPACE
from workbench.confidence.calibration import UNCALIBRATED, Calibration, Weight
from workbench.confidence.evidence import SPEAK_AGAINST, Evidence, Feature, evidence
from workbench.confidence.notation import read_spelled, spell
from workbench.model.finding import Finding, Pair, Severity
from workbench.model.hypothesis import Hypothesis

PAIR = Pair("Bakı limanında yükaşırma həcmi artıb.", "Cargo at the port of Baku has grown.")
MEASURED = Calibration(
    intercept=0.2,
    weights=tuple(
        Weight(feature, -0.4 if feature in SPEAK_AGAINST else 0.4, 0.1, 0.5) for feature in Feature
    ),
    revision="3f2a91c0",
    measured_on="news-dev, 814 pairs",
)
VALUES = st.floats(-1e6, 1e6) | st.just(math.inf) | st.just(-math.inf)


def known(
    score: float = -0.4, target: str = PAIR.target, findings: tuple[Finding, ...] = ()
) -> Evidence:
    return evidence(Pair(PAIR.source, target), Hypothesis(target, score, "starter@1"), findings)


def sure(calibration: Calibration, of: Evidence) -> float:
    confidence = calibration.confidence(of)
    assert confidence is not None
    return confidence


@pytest.mark.parametrize("calibration", [UNCALIBRATED, MEASURED])
@given(one=VALUES, other=VALUES)
def test_a_better_score_never_makes_less_confident(calibration, one, other):
    low, high = sorted([one, other])
    assert 0 < sure(calibration, known(low)) <= sure(calibration, known(high)) < 1


def test_the_default_rises_strictly_over_the_scores_that_models_give():
    said = [sure(UNCALIBRATED, known(-score / 10)) for score in range(31)]
    assert said == sorted(said, reverse=True)
    assert len(set(said)) == len(said)
    assert [f"{sure(UNCALIBRATED, known(score)):.2f}" for score in (-0.3, -1.0)] == ["0.74", "0.38"]


@pytest.mark.parametrize("feature", Feature)
@given(value=VALUES, more=st.floats(0, 1e6))
def test_every_feature_moves_it_one_way_only(feature, value, more):
    low = sure(MEASURED, {**known(), feature: value})
    high = sure(MEASURED, {**known(), feature: value + more})
    assert high <= low if feature in SPEAK_AGAINST else high >= low


def test_length_and_findings_speak_against_a_draft():
    plain = sure(MEASURED, known())
    assert sure(MEASURED, known(findings=(SPACE,))) < plain
    assert sure(MEASURED, known(target=PAIR.target * 3)) < plain
    assert sure(MEASURED, known(target="Cargo.")) < plain
    remark = replace(LENGTH, severity=Severity.INFO)
    assert sure(MEASURED, known(findings=(remark,))) == plain


@pytest.mark.parametrize("feature", [one for one in Feature if one is not Feature.SCORE])
def test_what_is_not_known_counts_as_average(feature):
    average = next(one.mean for one in MEASURED.weights if one.feature is feature)
    unknown = sure(MEASURED, {**known(), feature: None})
    assert unknown == pytest.approx(sure(MEASURED, {**known(), feature: average}))
    assert unknown == sure(MEASURED, {**known(), feature: math.nan})


def test_without_a_score_there_is_no_confidence():
    assert MEASURED.confidence({**known(), Feature.SCORE: None}) is None


@pytest.mark.parametrize(
    "pair", [Pair("", ""), Pair("Bəli.", ""), Pair("", "Yes."), Pair("…", " ")]
)
def test_empty_texts_are_no_trouble(pair):
    of = evidence(pair, Hypothesis(pair.target, 0.0, "starter@1"), ())
    assert 0 < sure(UNCALIBRATED, of) < 1
    assert 0 < sure(MEASURED, of) < 1


def test_it_tells_what_it_needs():
    assert MEASURED.uses(Feature.NEARNESS)
    assert not UNCALIBRATED.uses(Feature.NEARNESS)
    assert UNCALIBRATED.uses(Feature.SCORE)


def test_its_file_holds_it():
    assert read_spelled(spell(MEASURED)) == MEASURED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "intercept: expected a number"),
        ("intercept = 'a'", "intercept: expected a number"),
        ("intercept = 1\nweights = 3", "weights: expected tables"),
        ("intercept = 1\n[weights.luck]\nweight = 1\nmean = 0\nspread = 1", "luck"),
        ("intercept = 1\n[weights.score]\nweight = 1\nmean = 0", "spread: expected a number"),
        ("intercept = 1\n[weights.score]\nweight = 1\nmean = 0\nspread = 0", "more than 0"),
        ("intercept = ", "Invalid value"),
    ],
)
def test_other_files_are_refused(text, expected):
    with pytest.raises(ValueError, match=expected):
        read_spelled(text)
