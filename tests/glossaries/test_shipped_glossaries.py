"""The glossaries that ship with the product: complete, without contradiction, and to the point."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from workbench.formats.glossary_csv import read_glossary
from workbench.model.term import CaseRule, Entry, Glossary, TermStatus
from workbench.terminology.matcher import TermMatcher
from workbench.terminology.renderings import forbidden_renderings, missing_terms
from workbench.text.casing import fold

FOLDER = Path(__file__).parents[2] / "glossaries"
FILES = sorted(FOLDER.glob("*.csv"))
DOMAINS = {
    "culture",
    "diplomacy",
    "economy",
    "energy",
    "environment",
    "geography",
    "institution",
    "law",
    "media",
    "military",
    "nationality",
    "organisation",
    "person",
    "politics",
    "protocol",
    "rubric",
    "science",
    "sport",
    "transport",
}


@cache
def read(path: Path) -> Glossary:
    return read_glossary(path)


@cache
def news() -> TermMatcher:
    return TermMatcher(read(FOLDER / "news.csv"))


def entry(source: str) -> Entry:
    return next(entry for entry in news().glossary.entries if entry.source == source)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_line_is_plain(path: Path) -> None:
    text = path.read_bytes()
    assert text.startswith(b"source,target,status,case,domain,note\n")
    assert text.endswith(b"\n")
    assert b"\r" not in text
    for term in read(path).terms:
        for value in (term.source, term.target, term.domain, term.note):
            assert value == " ".join(value.split())
        assert term.domain in DOMAINS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_entry_is_of_one_mind(path: Path) -> None:
    for one in read(path).entries:
        renderings = Counter(term.target for term in one.terms)
        statuses = Counter(term.status for term in one.terms)
        assert renderings.most_common(1)[0][1] == 1, one.source
        assert statuses[TermStatus.PREFERRED] == 1, one.source
        assert len({(term.case, term.domain) for term in one.terms}) == 1, one.source


def test_no_source_has_two_preferred_renderings_in_different_files() -> None:
    preferred = {(one.source, one.preferred.target) for path in FILES for one in read(path).entries}
    assert len({source for source, _ in preferred}) == len(preferred)


def test_the_default_glossary_is_large_and_broad() -> None:
    domains = Counter(one.preferred.domain for one in news().glossary.entries)
    assert sum(domains.values()) >= 900
    assert set(domains) == DOMAINS
    assert min(domains.values()) >= 25


def test_rubrics_and_acronyms_are_matched_letter_for_letter() -> None:
    for one in news().glossary.entries:
        if one.preferred.domain == "rubric":
            assert one.preferred.case is CaseRule.EXACT
            assert one.source == one.source.upper()
            assert one.preferred.target == one.preferred.target.upper()
        elif one.source.isupper() and one.source.isalpha():
            assert one.preferred.case is CaseRule.EXACT, one.source


def test_short_words_in_small_letters_are_rare() -> None:
    short = [
        one.source
        for one in news().glossary.entries
        if len(one.source) <= 3 and one.source == fold(one.source)
    ]
    assert len(short) <= 3


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("TDT", "OTS"),
        ("Türk Dövlətləri Təşkilatı", "Organization of Turkic States"),
        ("Orta Dəhliz", "Middle Corridor"),
        ("Nazirlər Kabineti", "Cabinet of Ministers"),
        ("Milli Məclis", "Milli Majlis"),
        ("BMT", "UN"),
        ("Aİ", "EU"),
        ("NATO", "NATO"),
        ("ATƏT", "OSCE"),
        ("MDB", "CIS"),
        ("İƏT", "OIC"),
        ("QHT", "NGO"),
        ("ABŞ", "US"),
        ("Quba", "Guba"),
        ("Kuba", "Cuba"),
        ("Niger", "Niger"),
        ("Nigeriya", "Nigeria"),
        ("fəxri qarovul", "guard of honour"),
        ("Tramp", "Trump"),
        ("Makron", "Macron"),
        ("Nyu-York", "New York"),
        ("Kasım-Jomart Tokayev", "Kassym-Jomart Tokayev"),
        ("ŞƏRH", "COMMENTARY"),
        ("TƏHLİL", "ANALYSIS"),
        ("MÜSAHİBƏ", "INTERVIEW"),
        ("YENİLƏNİB", "UPDATED"),
        ("XƏBƏR", "NEWS"),
        ("OÇERK", "FEATURE"),
        ("ELAN", "ANNOUNCEMENT"),
    ],
)
def test_preferred_renderings(source: str, target: str) -> None:
    assert entry(source).preferred.target == target


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Orta Dəhliz", "Central Corridor"),
        ("Tramp", "Tramp"),
        ("Makron", "Makron"),
        ("BMT", "BMT"),
        ("fəxri qarovul", "honorary guard"),
    ],
)
def test_forbidden_renderings(source: str, target: str) -> None:
    assert target in entry(source).renderings(TermStatus.FORBIDDEN)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Nazir Qubadan Kubaya yazdı.", ["Quba", "Kuba"]),
        ("Kitabı gəncə verdi, özü Gəncəyə qayıtdı.", ["Gəncə"]),
        ("Qapının astanasında dayandı, sabah Astanaya uçacaq.", ["Astana"]),
        ("Nazirin şərhi qısa oldu.", []),
        (
            "TDT-nin sammitindən sonra Trampla Makronun görüşü olub.",
            ["TDT", "sammit", "Tramp", "Makron"],
        ),
    ],
)
def test_homographs_are_told_apart(text: str, sources: list[str]) -> None:
    assert [match.entry.source for match in news().matches(text)] == sources


@pytest.mark.parametrize(
    ("source", "target", "missing", "forbidden"),
    [
        (
            "Orta Dəhlizin yükü artıb.",
            "Cargo on the Middle Corridor has grown.",
            [],
            [],
        ),
        (
            "Orta Dəhlizin yükü artıb.",
            "Cargo on the Central Corridor has grown.",
            ["Orta Dəhliz"],
            ["Central Corridor"],
        ),
        (
            "Qonağı fəxri qarovul qarşıladı.",
            "An honor guard welcomed the guest.",
            [],
            [],
        ),
        (
            "Almaniya kansleri Bakıya gəlib.",
            "The German chancellor has arrived in Baku.",
            [],
            [],
        ),
        (
            "Makron Trampa zəng edib.",
            "Makron has called Trump.",
            ["Makron"],
            ["Makron"],
        ),
    ],
)
def test_good_english_passes_and_known_mistakes_do_not(
    source: str, target: str, missing: list[str], forbidden: list[str]
) -> None:
    matches = news().matches(source)
    assert [match.entry.source for match in missing_terms(matches, target)] == missing
    assert [one.term.target for one in forbidden_renderings(matches, target)] == forbidden
