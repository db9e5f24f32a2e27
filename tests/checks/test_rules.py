"""Every rule on good, failing and tricky pairs."""

import pytest

from tests.checks.catalogue_cases import CASES, CHECKS, drawer
from workbench.checks.catalogue import find
from workbench.model.finding import Pair


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    assert list(CASES) == list(CASES | CHECKS)
    assert set(CASES) == set(CHECKS)


@pytest.mark.parametrize("name", ["good", "failing", "tricky"])
def test_no_drawer_is_empty(name: str) -> None:
    assert {rule for rule, _, _ in drawer(name)} == set(CHECKS)


@pytest.mark.parametrize(("rule", "pair", "_repaired"), drawer("good") + drawer("tricky"))
def test_good_pairs_pass(rule: str, pair: Pair, _repaired: str | None) -> None:
    assert list(CHECKS[rule].findings(pair)) == []


@pytest.mark.parametrize(("rule", "pair", "repaired"), drawer("failing"))
def test_bad_pairs_are_found_and_repaired(rule: str, pair: Pair, repaired: str | None) -> None:
    target = pair.target
    findings = list(CHECKS[rule].findings(pair))
    assert findings
    for finding in reversed(findings):
        target = finding.fix.apply(target) if finding.fix else target
    if repaired is not None:
        assert target == repaired


def test_a_term_rendered_in_a_forbidden_way_is_told_once() -> None:
    pair = Pair("Tramp TDT-dən danışıb.", "Tramp spoke of the states.")
    found = [(one.check_id, one.severity) for one in find(pair, list(CHECKS.values()))]
    assert found == [("missing-term", "error"), ("forbidden-term", "error")]
    assert "TDT" in find(pair, [CHECKS["missing-term"]])[0].message


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Трамп Орта Дәһлиздән данышыб.", "Trump spoke of the Middle Corridor.", []),
        ("Трамп ҝәлди.", "Tramp came.", ["forbidden-term"]),
        ("Трамп ҝәлди.", "The president came.", ["missing-term"]),
        ("Tr\u0430mp gəldi.", "The president came.", ["missing-term"]),
    ],
)
def test_terms_are_found_in_cyrillic_sources(source: str, target: str, found: list[str]) -> None:
    rules = [CHECKS[name] for name in ("missing-term", "forbidden-term", "unsupported-term")]
    assert [one.check_id for one in find(Pair(source, target), rules)] == found
