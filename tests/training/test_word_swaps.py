"""Words of a lexicon in the places of others."""

import pytest

from workbench.errors import BadInput
from workbench.formats.lexicon import read_lexicon
from workbench.training.word_swaps import LexiconWord, WordSwaps

PORT = LexiconWord("liman", "port", "n")
FACTORY = LexiconWord("zavod", "factory", "n")
ARTICLE = LexiconWord("əsər", "essay", "n")
LIBRARY = LexiconWord("kitabxana", "library", "n")
NEW = LexiconWord("yeni", "new", "adj")
OLD = LexiconWord("köhnə", "old", "adj")
BAKU = LexiconWord("Quba", "Guba", "name")
SHEKI = LexiconWord("Şəki", "Shaki", "name")


def swapped(source: str, target: str, *lexicon: LexiconWord) -> set[tuple[str, str]]:
    """Everything that many seeds make of a pair."""
    return {
        pair
        for seed in range(20)
        for pair in WordSwaps(lexicon, seed=seed).pairs([(source, target)])
    }


@pytest.mark.parametrize(
    ("source", "target", "lexicon", "made"),
    [
        ("Limanda işlər", "Work at port", (PORT, ARTICLE), ("Əsərdə işlər", "Work at essay")),
        ("Bu limanlar", "These ports", (PORT, FACTORY), ("Bu zavodlar", "These factories")),
        ("Bir liman", "A port", (PORT, ARTICLE), ("Bir əsər", "An essay")),
        ("Onun limanından", "From its port", (PORT, ARTICLE), ("Onun əsərindən", "From its essay")),
        ("yeni yol", "a new road", (NEW, OLD), ("köhnə yol", "an old road")),
        ("Qubanın yolu", "The road of Guba", (BAKU, SHEKI), None),
        ("Qubaya yol", "The road to Guba", (BAKU, LexiconWord("Gədəbəyli", "Gadabayli", "name")),
         ("Gədəbəyliyə yol", "The road to Gadabayli")),
    ],
)  # fmt: skip
def test_a_word_makes_room_for_another_with_the_same_endings(source, target, lexicon, made):
    assert (made or (source, target)) in swapped(source, target, *lexicon)


def test_an_ending_that_could_be_two_fits_both_readings():
    """`limanı` is "the port" as an object or "his port": the other ends in a consonant too."""
    assert swapped("limanı", "port", PORT, LIBRARY) == {("limanı", "port")}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Limanda işlər", "Work in the harbour"),
        ("Limanda işlər", "Port to port"),
        ("Yollar", "The port"),
        ("Bu LİMAN", "This port"),
        ("Tarixi Liman", "The historic port"),
        ("", ""),
    ],
)
def test_what_is_not_surely_the_same_word_stays(source, target):
    assert swapped(source, target, PORT, FACTORY) == set()


def test_verbs_and_phrases_are_not_swapped():
    verb = LexiconWord("getmək", "go", "v")
    phrase = LexiconWord("baş nazir", "prime minister", "n")
    assert swapped("baş nazir getmək", "prime minister go", verb, phrase) == set()


def test_the_same_seed_makes_the_same_pairs():
    pairs = [("Limanda işlər", "Work at the port")] * 5
    first, second = (list(WordSwaps([PORT, FACTORY], seed=3).pairs(pairs)) for _ in range(2))
    assert first == second


def test_a_lexicon_with_a_broken_line_says_where(tmp_path):
    path = tmp_path / "lexicon.tsv"
    path.write_text("source\ttarget\tpart_of_speech\nliman\tport\tn\nzavod\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"lexicon\.tsv.*3.*zavod"):
        list(read_lexicon(path))
