"""Rows that contradict each other, and rows that are merely odd."""

import pytest

from workbench.model.term import Term, TermStatus
from workbench.terminology.consistency import Row, contradictions, doubtful_lines
from workbench.terminology.glossaries import build_glossary


def row(line: int, target: str, status: TermStatus, source: str = "Orta Dəhliz") -> Row:
    return Row(line, Term(source=source, target=target, status=status))


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (
            row(15, "Central Corridor", TermStatus.PREFERRED),
            "'Orta Dəhliz' already has the preferred translation 'Middle Corridor' (line 12)",
        ),
        (
            row(15, "Middle  Corridor", TermStatus.FORBIDDEN),
            "the rendering 'Middle  Corridor' of 'Orta Dəhliz' is forbidden here and preferred"
            " on line 12",
        ),
        (
            row(15, "Middle Corridor", TermStatus.PREFERRED, " Orta  Dəhliz"),
            "the rendering 'Middle Corridor' of ' Orta  Dəhliz' stands already on line 12",
        ),
    ],
)
def test_contradictions_name_both_lines(second: Row, told: str) -> None:
    problems = contradictions("g.csv", [row(12, "Middle Corridor", TermStatus.PREFERRED), second])
    assert [str(problem) for problem in problems] == [f"g.csv:15: {told}"]


def test_several_renderings_with_one_preferred_agree() -> None:
    rows = [row(number, str(number), status) for number, status in enumerate(TermStatus)]
    assert contradictions("g.csv", rows) == []


@pytest.mark.parametrize(
    ("source", "target", "doubt"),
    [
        (" liman", "port", "blanks"),
        ("liman", "port  side", "blanks"),
        ("—", "dash", "never be found"),
        ("o", "he", "one letter"),
        ("Bak\N{CYRILLIC SMALL LETTER A}", "Baku", "Cyrillic"),
        ("Şəki", "Şəki", "'ə'"),
    ],
)
def test_odd_rows_are_told(source: str, target: str, doubt: str) -> None:
    (problem,) = doubtful_lines("g.csv", [Row(4, Term(source=source, target=target))])
    assert (problem.line, doubt in problem.what) == (4, True)


def test_ordinary_and_forbidden_rows_are_not_doubtful() -> None:
    rows = [
        Term(source="liman", target="port"),
        Term(source="körpü", target="port"),
        Term(source="Şəki", target="Şəki", status=TermStatus.FORBIDDEN),
    ]
    assert doubtful_lines("g.csv", [Row(1, term) for term in rows]) == []


def test_the_version_changes_with_any_field_and_with_nothing_else() -> None:
    term = Term(source="liman", target="port")
    version = build_glossary("a", [term]).version
    assert build_glossary("b", [Term(source="liman", target=" port ")]).version == version
    for other in (
        Term(source="liman", target="ports"),
        Term(source="liman", target="port", status=TermStatus.FORBIDDEN),
        Term(source="liman", target="port", note="n"),
    ):
        assert build_glossary("a", [other]).version != version
