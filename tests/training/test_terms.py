"""Pairs that teach a model to carry English terms over."""

import pytest

from workbench.errors import WorkbenchError
from workbench.model.term import Term
from workbench.terminology.glossaries import build_glossary
from workbench.terminology.matcher import TermMatcher
from workbench.training.recipe import CorpusEntry
from workbench.training.term_examples import term_examples
from workbench.workflows.train_model import Report, Sources, read_corpora

ENTRY = CorpusEntry(name="news", path="news.tsv", licence="CC0-1.0", terms=True)
PAIRS = [
    ("Orta Dəhlizin rolu artır.", "The role of the Middle Corridor is growing."),
    ("TDT-nin iclası keçirilib.", "The OTS has met."),
    ("TDT-nin iclası keçirilib.", "The Turkic states have met."),
    ("Hava yaxşıdır.", "The weather is fine."),
]


@pytest.fixture(scope="module")
def matcher() -> TermMatcher:
    terms = [Term(source="Orta Dəhliz", target="Middle Corridor"), Term(source="TDT", target="OTS")]
    return TermMatcher(build_glossary("test", terms))


def silent() -> Report:
    return Report(lambda _line: None, lambda _line: None)


def test_terms_stand_in_english_where_the_target_has_them(matcher: TermMatcher) -> None:
    assert list(term_examples(PAIRS, matcher, seed=1)) == [
        ("Middle Corridor rolu artır.", PAIRS[0][1]),
        ("OTS iclası keçirilib.", PAIRS[1][1]),
    ]


def test_the_seed_decides_which_terms_are_replaced(matcher: TermMatcher) -> None:
    pairs = [("TDT və Orta Dəhliz", "The OTS and the Middle Corridor")]
    assert {next(term_examples(pairs, matcher, seed=seed))[0] for seed in range(20)} == {
        "OTS və Orta Dəhliz",
        "TDT və Middle Corridor",
        "OTS və Middle Corridor",
    }


def test_a_recipe_asks_for_terms_by_bitext(matcher: TermMatcher, tmp_path) -> None:
    sources = Sources(lambda name: tmp_path / name, lambda _path: PAIRS, matcher)
    plain = CorpusEntry(name="plain", path="news.tsv", licence="CC0-1.0")
    with_terms, without = read_corpora([ENTRY, plain], [], sources, silent())
    assert [source for source, _ in with_terms.pairs] == [
        "Middle Corridor rolu artır.",
        "OTS iclası keçirilib.",
    ]
    assert without.pairs == tuple(PAIRS)


def test_terms_need_a_glossary(tmp_path) -> None:
    sources = Sources(lambda name: tmp_path / name, lambda _path: PAIRS)
    with pytest.raises(WorkbenchError, match="needs a glossary"):
        read_corpora([ENTRY], [], sources, silent())
