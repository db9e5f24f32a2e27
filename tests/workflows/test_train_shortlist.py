"""The shortlist of the bundled model: what must never be lost, from pairs that teach little."""

import pytest

from workbench.engines.catalogue import starter_folder
from workbench.engines.checkpoint import open_checkpoint
from workbench.engines.vocabulary import MarianVocabulary
from workbench.errors import WorkbenchError
from workbench.formats.glossary_csv import read_glossary
from workbench.model.term import Term, TermStatus
from workbench.settings import shipped
from workbench.terminology.glossaries import build_glossary
from workbench.workflows.train_shortlist import train_shortlist

PAIRS = [
    ("Yeni liman açılıb.", "The new port has opened."),
    ("Yeni yol açılıb.", "The new road has opened."),
    ("Köhnə liman bağlanıb.", "The old port has closed."),
]


@pytest.fixture(scope="module")
def vocabulary() -> MarianVocabulary:
    return MarianVocabulary(open_checkpoint(starter_folder()))


@pytest.fixture(scope="module")
def made():
    glossary = read_glossary(shipped("glossaries/news.csv"))
    return train_shortlist(open_checkpoint(starter_folder()), PAIRS, glossary)


def pieces(vocabulary: MarianVocabulary, *texts: str) -> set[str]:
    encoded = vocabulary.encode_targets(texts)
    return {piece for one in encoded for piece in one} & set(vocabulary.target_pieces)


def test_no_rendering_of_the_glossary_is_lost(made, vocabulary):
    shortlist, _ = made
    glossary = read_glossary(shipped("glossaries/news.csv"))
    good = [term.target for term in glossary.terms if term.status is not TermStatus.FORBIDDEN]
    sentences = [f"{text[:1].upper()}{text[1:]} and ({text}), {text}" for text in good]
    assert pieces(vocabulary, *sentences) <= shortlist.always


def test_plurals_count_as_renderings_and_forbidden_ones_do_not(vocabulary):
    terms = [
        Term(source="sanatoriya", target="sanatorium facility"),
        Term(source="sanatoriya", target="Xylophonist", status=TermStatus.FORBIDDEN),
    ]
    shortlist, _ = train_shortlist(
        open_checkpoint(starter_folder()), PAIRS, build_glossary("small", terms)
    )
    assert pieces(vocabulary, "sanatorium facilities") <= shortlist.always
    assert not pieces(vocabulary, "Xylophonist") <= shortlist.always


@pytest.mark.parametrize("text", ["0123456789", "a b c z", "?!.,;:()", "“%”"])
def test_figures_letters_and_marks_are_always_allowed(made, vocabulary, text):
    shortlist, _ = made
    assert pieces(vocabulary, text) <= shortlist.always


@pytest.mark.parametrize("name", ["Xankəndi", "Nəsibə", "Qarabağ"])
def test_a_name_may_be_copied(made, vocabulary, name):
    shortlist, _ = made
    (source,) = vocabulary.encode([name])
    assert pieces(vocabulary, name) <= shortlist.allowed(source)


def test_translations_of_the_bitext_are_allowed(made, vocabulary):
    shortlist, coverage = made
    for source, target in PAIRS:
        assert pieces(vocabulary, target) <= shortlist.allowed(vocabulary.encode([source])[0])
    assert coverage.covered > 0.99
    assert coverage.allowed < coverage.of / 2


def test_the_same_input_gives_the_same(made):
    glossary = read_glossary(shipped("glossaries/news.csv"))
    assert train_shortlist(open_checkpoint(starter_folder()), PAIRS, glossary) == made


def test_without_pairs_there_is_no_shortlist():
    with pytest.raises(WorkbenchError, match="no pairs") as told:
        train_shortlist(open_checkpoint(starter_folder()), [], build_glossary("empty", []))
    assert "--data" in told.value.hint
