"""Pairs made of pairs: neighbours joined, and other letters and marks."""

from pathlib import Path

import pytest

from workbench.training.joined_pairs import joined_pairs
from workbench.training.noisy_pairs import noisy_pairs
from workbench.training.recipe import CorpusEntry, Pair
from workbench.workflows.train_model import Report, Sources, read_corpora

PAIR = ("“İki” liman – Bakıda.", "“Two” ports: in Baku.")
NOISY = {
    ("“İKİ” LİMAN – BAKIDA.", "“TWO” PORTS: IN BAKU."),
    ("“İki” liman – Bakıda", "“Two” ports: in Baku"),
    ("«İki» liman – Bakıda.", PAIR[1]),
    ('"İki" liman – Bakıda.', PAIR[1]),
    ("„İki“ liman – Bakıda.", PAIR[1]),
    ("“İki” liman - Bakıda.", PAIR[1]),
    ("“İki” liman — Bakıda.", PAIR[1]),
}


def noisy(pair: Pair) -> set[Pair]:
    """Return everything that becomes of a pair."""
    return {made for seed in range(200) for made in noisy_pairs([pair], seed=seed)}


def test_one_thing_is_changed_at_a_time() -> None:
    assert noisy(PAIR) == NOISY


@pytest.mark.parametrize(
    ("pair", "made"),
    [
        (("ABŞ", "USA"), set()),
        (("2025", "2025"), set()),
        (("Bakı", "Baku"), {("BAKI", "BAKU")}),
        (("Hazırdır.", "Ready"), {("HAZIRDIR.", "READY")}),
    ],
)
def test_what_cannot_be_changed_is_left_out(pair: Pair, made: set[Pair]) -> None:
    assert noisy(pair) == made


def test_a_seed_decides() -> None:
    many = [PAIR] * 50
    assert list(noisy_pairs(many, seed=1)) == list(noisy_pairs(many, seed=1))
    assert list(noisy_pairs(many, seed=1)) != list(noisy_pairs(many, seed=2))


def test_neighbours_are_joined_once() -> None:
    pairs = [(f"Cümlə {number}.", f"Sentence {number}.") for number in range(5)]
    assert list(joined_pairs(pairs)) == [
        ("Cümlə 0. Cümlə 1.", "Sentence 0. Sentence 1."),
        ("Cümlə 2. Cümlə 3.", "Sentence 2. Sentence 3."),
    ]
    assert list(joined_pairs([])) == []


def test_a_recipe_asks_for_them_by_bitext(tmp_path: Path) -> None:
    pairs = [("Hava bu gün yaxşıdır.", "The weather is fine today."), PAIR]
    sources = Sources(lambda name: tmp_path / name, lambda _path: pairs)
    entries = [
        CorpusEntry(name="joined", path="a.tsv", licence="CC0-1.0", joined=True),
        CorpusEntry(name="noise", path="a.tsv", licence="CC0-1.0", noise=True),
    ]
    silent = Report(lambda _line: None, lambda _line: None)
    joined, noise = read_corpora(entries, [], sources, silent)
    assert joined.pairs == ((f"{pairs[0][0]} {PAIR[0]}", f"{pairs[0][1]} {PAIR[1]}"),)
    assert set(noise.pairs) <= NOISY | noisy(pairs[0])
