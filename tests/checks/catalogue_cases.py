"""The rules under test with a small glossary, and their cases."""

import json
from pathlib import Path

from workbench.checks.catalogue import all_checks
from workbench.model.finding import Pair
from workbench.model.term import Term, TermStatus
from workbench.terminology.glossaries import build_glossary
from workbench.terminology.matcher import TermMatcher

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "checks.json").read_text(encoding="utf-8")
)
GLOSSARY = build_glossary(
    "test",
    [
        Term(source="TDT", target="OTS"),
        Term(source="TDT", target="Organization of Turkic States", status=TermStatus.ADMITTED),
        Term(source="Orta Dəhliz", target="Middle Corridor"),
        Term(source="Orta Dəhliz", target="Central Corridor", status=TermStatus.FORBIDDEN),
        Term(source="20 Yanvar", target="20 January"),
        Term(source="20 Yanvar", target="Black January", status=TermStatus.ADMITTED),
        Term(source="8 Noyabr Zəfər Günü", target="Victory Day"),
        Term(source="Tramp", target="Trump"),
        Term(source="Tramp", target="Tramp", status=TermStatus.FORBIDDEN),
    ],
)
CHECKS = {check.id: check for check in all_checks(TermMatcher(GLOSSARY))}


def drawer(name: str) -> list[tuple[str, Pair, str | None]]:
    """Return the cases of one drawer: rule, pair, and the repaired target where it has one."""
    return [
        (rule, Pair(*case[:2]), case[2] if len(case) > 2 else None)
        for rule, drawers in CASES.items()
        for case in drawers[name]
    ]
