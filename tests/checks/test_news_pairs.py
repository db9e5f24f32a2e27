"""Official news with all rules and the shipped glossary: nothing false, nothing overlooked."""

import json
from functools import cache
from pathlib import Path

import pytest

from workbench.checks.catalogue import find
from workbench.checks.check import Check
from workbench.model.finding import Pair, Severity
from workbench.settings import Settings
from workbench.wiring import Wiring

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "news_pairs.json").read_text(encoding="utf-8")
)


@cache
def every() -> tuple[Check, ...]:
    return Wiring(Settings()).checks


def broken(source: str, target: str) -> set[str]:
    findings = find(Pair(source, target), every())
    return {one.check_id for one in findings if one.severity is not Severity.INFO}


@pytest.mark.parametrize(("source", "target"), CASES["right"])
def test_a_right_translation_is_left_alone(source: str, target: str) -> None:
    assert broken(source, target) == set()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param(source, target, marks=pytest.mark.xfail(reason=reason, strict=True))
        for source, target, reason in CASES["known_failures"]
    ],
)
def test_a_right_translation_that_is_not_understood(source: str, target: str) -> None:
    assert broken(source, target) == set()


@pytest.mark.parametrize(("source", "target", "rules"), CASES["wrong"])
def test_a_mistake_is_found_by_its_rule(source: str, target: str, rules: list[str]) -> None:
    assert broken(source, target) >= set(rules)
