"""English renderings, and the three questions asked of a translation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.term import Term, TermStatus
from workbench.terminology.glossaries import build_glossary
from workbench.terminology.matcher import TermMatcher
from workbench.terminology.renderings import (
    find_renderings,
    forbidden_renderings,
    missing_terms,
    unsupported_renderings,
)

ROWS = [
    Term(source="TDT", target="OTS"),
    Term(source="TDT", target="Organization of Turkic States", status=TermStatus.ADMITTED),
    Term(source="Orta Dəhliz", target="Middle Corridor"),
    Term(source="Orta Dəhliz", target="Corridor", status=TermStatus.FORBIDDEN),
    Term(source="Orta Dəhliz", target="Central Corridor", status=TermStatus.FORBIDDEN),
    Term(source="dövlət başçısı", target="head of state"),
    Term(source="dövlət başçısı", target="president", status=TermStatus.ADMITTED),
    Term(source="Prezident", target="President"),
    Term(source="Türkiyə", target="Türkiye"),
    Term(source="Türkiyə", target="Turkey", status=TermStatus.FORBIDDEN),
    Term(source="Azərbaycan", target="Azerbaijan"),
    Term(source="Azərbaycan Respublikası", target="Republic of Azerbaijan"),
    Term(source="liman", target="wharf", status=TermStatus.FORBIDDEN),
    Term(source="Sərsəng su anbarı", target="Sarsang Reservoir"),
    Term(source="Sərsəng su anbarı", target="Sarsang reservoir", status=TermStatus.FORBIDDEN),
]
MATCHER = TermMatcher(build_glossary("test", ROWS))


@pytest.mark.parametrize(
    ("target", "rendering", "found"),
    [
        ("Two Middle Corridors opened", "Middle Corridor", ["Middle Corridors"]),
        ("the middle corridor's future", "Middle Corridor", ["middle corridor"]),
        ("MIDDLE CORRIDOR", "Middle Corridor", ["MIDDLE CORRIDOR"]),
        ("MİDDLE CORRıDOR", "Middle Corridor", ["MİDDLE CORRıDOR"]),
        ("ſea ban\N{KELVIN SIGN}", "Sea Bank", ["ſea ban\N{KELVIN SIGN}"]),
        ("in İran", "Iran", []),
        ("the Qızılağac reserves", "Qızılağac reserve", ["Qızılağac reserves"]),
        ("Middle-Corridor trains", "Middle Corridor", ["Middle-Corridor"]),
        ("decision making", "decision-making", ["decision making"]),
        ("heads of state", "head of state", ["heads of state"]),
        ("Ministry of the Economy", "Ministry of Economy", ["Ministry of the Economy"]),
        ("Ministry of Economy", "the Ministry of the Economy", ["Ministry of Economy"]),
        ("lots of it", "OTS", []),
        ("the OTS's chair", "OTS", ["OTS"]),
        ("ots", "OTS", []),
        ("tell us", "US", []),
        ("a roast turkey", "Turkey", []),
        ("two countries", "country", ["countries"]),
        ("one country", "countries", ["country"]),
        ("taxes fell", "tax", ["taxes"]),
        ("mud volcanoes", "mud volcano", ["mud volcanoes"]),
        ("secretaries general", "secretary general", ["secretaries general"]),
        ("young people", "young person", ["young people"]),
        ("the new port", "news", []),
        ("“green” energy", "green energy", ["green” energy"]),
        ("people's artist", "people\N{RIGHT SINGLE QUOTATION MARK}s artist", ["people's artist"]),
        ("it costs €9bn", "€", ["€"]),
        ("the port", "the", ["the"]),
        ("COP29", "COP2", []),
        ("a.b", "a+b", []),
        ("anything", "", []),
        ("anything", " - ", []),
    ],
)
def test_renderings_are_found_as_whole_words(target: str, rendering: str, found: list[str]) -> None:
    assert [span.of(target) for span in find_renderings(target, rendering)] == found


@given(st.text(), st.text())
def test_any_text_is_accepted(target: str, rendering: str) -> None:
    end = 0
    for span in find_renderings(target, rendering):
        assert end <= span.start < span.end <= len(target)
        end = span.end


def test_a_rendering_whose_words_do_not_stand_there_costs_no_pattern(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[object] = []
    monkeypatch.setattr("workbench.terminology.english.re.compile", made.append)
    assert find_renderings("The rare port is open.", "Ministry of Rare Ports") == []
    assert made == []


def missing(source: str, target: str) -> list[str]:
    return [match.text for match in missing_terms(MATCHER.matches(source), target)]


def test_one_good_rendering_is_enough_for_every_occurrence() -> None:
    source = "TDT-nin sammitində TDT büdcəsi təsdiqləndi."
    assert missing(source, "The Organization of Turkic States passed its budget.") == []
    assert missing(source, "It passed its budget.") == ["TDT-nin"]


def test_a_term_with_forbidden_renderings_alone_is_never_missing() -> None:
    assert missing("Liman açıldı.", "It opened.") == []


def forbidden(source: str, target: str) -> list[str]:
    found = forbidden_renderings(MATCHER.matches(source), target)
    return [rendering.span.of(target) for rendering in found]


def test_forbidden_renderings_are_found_in_order() -> None:
    target = "Turkey and the Central Corridors; Turkey's wharf"
    assert forbidden("Türkiyə Orta Dəhlizi genişləndirir.", target) == [
        "Turkey",
        "Central Corridors",
        "Turkey",
    ]


def test_a_forbidden_rendering_within_a_good_one_does_not_count() -> None:
    assert forbidden("Orta Dəhliz", "The Middle Corridor") == []


def test_a_rendering_forbidden_for_its_capitals_needs_these_capitals() -> None:
    assert forbidden("Sərsəng su anbarı", "Sarsang Reservoir") == []
    assert forbidden("Sərsəng su anbarı", "Sarsang reservoir") == ["Sarsang reservoir"]


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Sammit açıldı.", "The OTS summit opened.", ["OTS"]),
        ("Sammit açıldı.", "Turkic states opened it.", []),
        ("TDT sammiti açıldı.", "The Organization of Turkic States met.", []),
        ("Azərbaycan Respublikası", "The Republic of Azerbaijan", []),
        ("Azərbaycan Respublikası", "Azerbaijan", []),
        ("Ölkə", "The Republic of Azerbaijan", ["Republic of Azerbaijan"]),
        ("azərbaycanlılar", "people from Azerbaijan", []),
        ("dövlət başçısı", "The President spoke.", []),
        ("türkiyəli tacir", "a trader from Türkiye", []),
        ("Orta yol", "the Middle Corridor", []),
        ("yol", "the middle corridor", []),
    ],
)
def test_names_without_a_trace_in_the_source_are_found(
    source: str, target: str, found: list[str]
) -> None:
    unsupported = unsupported_renderings(MATCHER, source, target)
    assert [rendering.span.of(target) for rendering in unsupported] == found


def test_a_line_of_a_megabyte_is_judged_in_time() -> None:
    target = "The OTS and Turkey. " * 50_000
    matches = MATCHER.matches("Türkiyə")
    assert len(forbidden_renderings(matches, target)) == 50_000
    assert len(unsupported_renderings(MATCHER, "Türkiyə", target)) == 50_000
