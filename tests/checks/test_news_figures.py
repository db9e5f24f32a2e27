"""Figures as news writes them every day: right translations pass, wrong ones are found."""

import json
from pathlib import Path

import pytest

from tests.checks.catalogue_cases import CHECKS
from workbench.checks.catalogue import find
from workbench.model.finding import Pair, Severity

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "news_figures.json").read_text(encoding="utf-8")
)
RULES = [CHECKS[name] for name in ("numbers", "dates", "weekdays", "units")]


def pairs(side: str) -> list[tuple[str, str]]:
    return [(case["source"], target) for case in CASES for target in case[side]]


def errors(source: str, target: str) -> list[str]:
    found = find(Pair(source, target), RULES)
    return [one.message for one in found if one.severity is Severity.ERROR]


@pytest.mark.parametrize(("source", "target"), pairs("right"))
def test_a_right_translation_has_no_error(source: str, target: str) -> None:
    assert errors(source, target) == []


@pytest.mark.parametrize(("source", "target"), pairs("wrong"))
def test_a_wrong_translation_has_one(source: str, target: str) -> None:
    assert errors(source, target)
