"""How often the rules are wrong on good pairs, and how many mistakes they find."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from tests.bench.checks import false_findings, flores_pairs, news_pairs, recall
from tests.bench.mutations import Kind, kinds
from tests.checks.catalogue_cases import CHECKS, GLOSSARY
from workbench.checks.check import Check
from workbench.model.finding import Pair
from workbench.settings import Settings
from workbench.terminology.matcher import TermMatcher
from workbench.wiring import Wiring

ABOUT_NUMBERS = {"numbers", "dates", "weekdays", "units"}
NUMBER_KINDS = [
    kind for kind in kinds(TermMatcher(GLOSSARY)) if kind.rules and kind.rules <= ABOUT_NUMBERS
]
# Too few places in the news set to give a share.
FEWEST = 20


@cache
def news() -> list[Pair]:
    return news_pairs()


@cache
def every() -> tuple[Check, ...]:
    return Wiring(Settings()).checks


def share(found: int, pairs: Sequence[Pair]) -> float:
    return 100 * found / len(pairs)


def test_good_news_is_left_alone() -> None:
    counted = false_findings(news(), every())
    assert share(counted["number, date and unit errors"], news()) <= 0.5
    assert share(counted["term errors"], news()) <= 1.5
    assert share(counted["any error"], news()) <= 1


@pytest.mark.shared
def test_good_sentences_of_another_hand_are_left_alone(shared: Path) -> None:
    pairs = flores_pairs(shared / "bench" / "flores-dev")
    counted = false_findings(pairs, every())
    assert share(counted["number, date and unit errors"], pairs) <= 2
    assert share(counted["term errors"], pairs) <= 3


@pytest.mark.parametrize("kind", NUMBER_KINDS, ids=lambda kind: kind.name)
def test_changed_numbers_are_found(kind: Kind) -> None:
    checks = [check for check in CHECKS.values() if check.id in ABOUT_NUMBERS]
    made, found, _ = recall(kind, news(), checks)
    assert made < FEWEST or found / made >= 0.85


def test_changed_numbers_are_found_on_the_whole() -> None:
    checks = [check for check in CHECKS.values() if check.id in ABOUT_NUMBERS]
    counts = [recall(kind, news(), checks) for kind in NUMBER_KINDS]
    assert sum(found for _, found, _ in counts) >= 0.95 * sum(made for made, _, _ in counts)


def test_the_glossary_of_the_settings_is_checked() -> None:
    assert {"missing-term", "forbidden-term", "unsupported-term"} <= {rule.id for rule in every()}
