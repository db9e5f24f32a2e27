"""Terms of the shipped glossary as official news inflects, quotes and capitalises them."""

import json
from functools import cache
from pathlib import Path

import pytest

from workbench.formats.glossary_csv import read_glossary
from workbench.terminology.matcher import TermMatcher
from workbench.terminology.renderings import missing_terms

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "news_terms.json").read_text(encoding="utf-8")
)


@cache
def news() -> TermMatcher:
    return TermMatcher(read_glossary(Path(__file__).parents[2] / "glossaries" / "news.csv"))


def matched(text: str) -> list[tuple[str, str]]:
    return [(match.entry.source, match.text) for match in news().matches(text)]


@pytest.mark.parametrize(("term", "text", "surface"), CASES["found"])
def test_a_term_is_found_with_its_suffix(term: str, text: str, surface: str) -> None:
    assert (term, surface) in matched(text)


@pytest.mark.parametrize(("term", "text"), CASES["absent"])
def test_another_word_is_no_term(term: str, text: str) -> None:
    assert term not in {source for source, _ in matched(text)}


@pytest.mark.parametrize(
    ("term", "text"),
    [
        pytest.param(term, text, marks=pytest.mark.xfail(reason=reason, strict=True))
        for term, text, reason in CASES["known_failures"]
    ],
)
def test_words_that_are_spelled_alike(term: str, text: str) -> None:
    assert term not in {source for source, _ in matched(text)}


@pytest.mark.parametrize(("source", "target"), CASES["rendered"])
def test_the_glossary_knows_the_rendering(source: str, target: str) -> None:
    assert missing_terms(news().matches(source), target) == []
