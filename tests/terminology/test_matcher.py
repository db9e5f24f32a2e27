"""Terms in running text: every case of the table, and promises that hold for any text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.term import CaseRule, Glossary, Term
from workbench.terminology.glossaries import build_glossary
from workbench.terminology.matcher import TermMatcher
from workbench.text.casing import upper
from workbench.text.suffixes import forms

CASES = json.loads((Path(__file__).parent.parent / "cases" / "terms.json").read_text("utf-8"))
MOST_FALSE_HITS = 0.015
LEAST_RECALL = 0.995


def glossary(*sources: str, case: CaseRule = CaseRule.AUTO) -> Glossary:
    return build_glossary("test", [Term(source=one, target="x", case=case) for one in sources])


def found(text: str, *sources: str, case: CaseRule = CaseRule.AUTO) -> list[str]:
    return [match.text for match in TermMatcher(glossary(*sources, case=case)).matches(text)]


@pytest.mark.parametrize(("term", "text", "form"), CASES["found"])
def test_inflected_terms_are_found_with_their_suffix(term: str, text: str, form: str) -> None:
    (match,) = TermMatcher(glossary(term)).matches(text)
    assert match.text == form == text[match.start : match.end]
    assert match.entry.source == term


@pytest.mark.parametrize(("term", "text"), CASES["absent"])
def test_words_that_only_look_alike_are_not_found(term: str, text: str) -> None:
    assert found(text, term) == []


@pytest.mark.parametrize(("term", "text", "reason"), CASES["known_failures"])
@pytest.mark.xfail(strict=True)
def test_known_failures(term: str, text: str, reason: str) -> None:
    assert found(text, term) == [], reason


def test_the_longest_term_wins_and_the_shorter_one_stays_an_occurrence() -> None:
    matcher = TermMatcher(glossary("Milli Məclis", "Milli Məclisin sədri", "sədr"))
    text = "Milli Məclisin sədrini Milli Məclis seçir."
    assert [match.text for match in matcher.matches(text)] == [
        "Milli Məclisin sədrini",
        "Milli Məclis",
    ]
    assert [match.text for match in matcher.occurrences(text)] == [
        "Milli Məclisin",
        "Milli Məclisin sədrini",
        "sədrini",
        "Milli Məclis",
    ]


def test_a_term_as_it_stands_wins_over_a_shorter_one_inflected() -> None:
    matcher = TermMatcher(glossary("ad", "ada"))
    assert [match.entry.source for match in matcher.matches("Uzaq ada görünür.")] == ["ada"]


@pytest.mark.parametrize(
    ("case", "text", "hits"),
    [
        (CaseRule.AUTO, "Bakıda", 1),
        (CaseRule.AUTO, "BAKIDA", 1),
        (CaseRule.AUTO, "bakıda", 0),
        (CaseRule.EXACT, "Bakıda", 1),
        (CaseRule.EXACT, "BAKIDA", 0),
        (CaseRule.IGNORE, "bakıda", 1),
    ],
)
def test_each_rule_wants_its_capitals(case: CaseRule, text: str, hits: int) -> None:
    assert len(found(text, "Bakı", case=case)) == hits


def test_small_terms_are_found_at_the_start_of_a_sentence_and_in_headlines() -> None:
    assert found("Neftin qiyməti. NEFTİN QİYMƏTİ", "neft") == ["Neftin", "NEFTİN"]


@pytest.mark.parametrize(("term", "check"), [("ay", True), ("gün", True), ("ABŞ", False)])
def test_short_terms_are_to_be_checked(term: str, check: bool) -> None:
    (match,) = TermMatcher(glossary(term)).matches(f"Bu, {term}.")
    assert match.check is check


@pytest.mark.parametrize("term", ["Naxçıvan", "Şəki", "liman", "körpü", "birlik", "qonaq", "fikir"])
def test_every_form_of_a_noun_is_found(term: str) -> None:
    matcher = TermMatcher(glossary(term))
    missed = [form for form in forms(term) if len(matcher.matches(form)) != 1]
    missed += [form for form in forms(term) if len(matcher.matches(upper(form))) != 1]
    assert missed == []


@given(st.text())
def test_any_text_is_accepted_and_offsets_are_true(text: str) -> None:
    matcher = TermMatcher(glossary("a", "b-c", "1", "İran", "ə ı", text))
    previous = 0
    for match in matcher.matches(text):
        assert previous <= match.start < match.end <= len(text)
        assert text[match.start : match.end] == match.text
        previous = match.end


@given(
    st.text("abcçdeəİIıiu '-\"”\ud800\u0307.", max_size=40), st.sampled_from(["Orta Dəhliz", "ABŞ"])
)
def test_a_term_between_blanks_is_found_whatever_stands_around(around: str, term: str) -> None:
    text = f"{around} ; {term} ; {around}"
    assert (len(around) + 3, len(around) + 3 + len(term)) in [
        (match.start, match.end) for match in TermMatcher(glossary(term)).matches(text)
    ]


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "a " * 100_000, "-'\"" * 60_000, "ı\u0307" * 100_000]
)
def test_a_line_of_hundreds_of_kilobytes_is_read_in_time(text: str) -> None:
    assert TermMatcher(glossary("su", "Orta Dəhliz")).matches(text) == []


def test_a_large_glossary_loads_in_time_and_finds_its_terms() -> None:
    matcher = TermMatcher(glossary(*(f"termin{n} söz{n % 100} şey" for n in range(20_000))))
    assert [match.text for match in matcher.matches("termin7 söz7 şeyi")] == ["termin7 söz7 şeyi"]


def test_terms_without_words_are_never_found() -> None:
    assert found("— —", "—", "") == []


def lines(shared: Path, name: str) -> list[dict[str, Any]]:
    text = (shared / "bench" / f"terms-{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.shared
def test_inflected_contexts_are_found(shared: Path) -> None:
    rows = lines(shared, "multiword")
    matcher = TermMatcher(glossary(*dict.fromkeys(row["term"] for row in rows)))
    right = sum(
        (row["start"], row["end"], row["term"])
        in [(m.start, m.end, m.entry.source) for m in matcher.matches(row["text"])]
        for row in rows
    )
    assert right / len(rows) >= LEAST_RECALL


@pytest.mark.shared
def test_lookalikes_are_passed_over(shared: Path) -> None:
    rows = lines(shared, "negative")
    false = [row for row in rows if found(row["text"], row["term"])]
    assert len(false) / len(rows) <= MOST_FALSE_HITS, false


@pytest.mark.shared
def test_forms_of_a_dictionary_are_found(shared: Path) -> None:
    rows = lines(shared, "unimorph")
    matchers = {lemma: TermMatcher(glossary(lemma)) for lemma in {row["lemma"] for row in rows}}
    right = sum(
        [m.text for m in matchers[row["lemma"]].matches(row["form"])] == [row["form"]]
        for row in rows
    )
    assert right / len(rows) >= LEAST_RECALL
