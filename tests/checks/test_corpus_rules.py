"""Names and sentences the same way throughout a corpus."""

import json
from pathlib import Path

import pytest

from workbench.checks.catalogue import corpus_checks
from workbench.model.finding import Finding
from workbench.model.unit import TranslationUnit

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "checks_corpus.json").read_text(encoding="utf-8")
)


def found(rows: list[list[str]]) -> list[tuple[int, Finding]]:
    rules = corpus_checks()
    units = [
        TranslationUnit(article=article, paragraph=1, index=index, source=source, target=target)
        for index, (article, source, target) in enumerate(rows)
    ]
    return [
        (number, finding)
        for number, unit in enumerate(units, start=1)
        for rule in rules
        for finding in rule.findings(number, unit)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_the_later_unit_is_found(case: dict[str, list[list[str]]]) -> None:
    findings = [
        [number, finding.check_id, str(finding.severity)]
        for number, finding in found(case["units"])
    ]
    assert findings == case["found"]


def test_the_place_is_the_name() -> None:
    rows = [
        ["a", "Əliyev gəldi.", "Aliyev came."],
        ["a", "Sonra Əliyev getdi.", "Then Aliev left."],
    ]
    number, finding = found(rows)[0]
    assert number == 2
    assert finding.target_span is not None
    assert finding.target_span.of(rows[1][2]) == "Aliev"
    assert "Aliyev" in finding.message
    assert "Aliyev" in finding.message_az
