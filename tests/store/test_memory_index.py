"""The index of the memory finds what comparing with every unit finds, whatever was done before."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.archive import PORT, RAIN, TRAIN, article, confirm, keyed
from workbench.model.unit import Status, TranslationUnit
from workbench.store import PostEdit, sentence_index
from workbench.store.memory_matches import LEAST_PERCENT, MemoryMatches
from workbench.store.memory_units import MemoryUnits
from workbench.store.search import Page
from workbench.store.sentence_index import SentenceIndex, Sentences
from workbench.store.workspace import Workspace
from workbench.text.similarity import coded, fuzzy_score

WORDS = ["Bakı", "limanı", "bu", "il", "də", "açılıb", ",", "qatar", "və", "yağış"]
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=12)
ALL = 1000


def pair(source: str, target: str) -> TranslationUnit:
    return TranslationUnit(article="old", paragraph=0, index=0, source=source, target=target)


@given(SENTENCES, st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.integers(1, 100))
def test_nothing_near_is_missed_and_nothing_else_found(sentences, query, least):
    index = SentenceIndex()
    for number, sentence in enumerate(sentences):
        index.add(Sentences.of([number], [coded(sentence)]))
    found = index.near(coded(query), least)
    scores = {number: fuzzy_score(query, one) for number, one in enumerate(sentences)}
    assert sorted(found) == [number for number, score in scores.items() if score >= least]
    assert found == sorted(found, key=lambda number: (-scores[number], -number))


@given(st.lists(SENTENCES, max_size=4))
def test_it_does_not_matter_in_what_pieces_sentences_come(groups):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentence_index, "_BLOCK", 5)
        index, first = SentenceIndex(), 0
        for group in groups:
            numbers = range(first, first + len(group))
            index.add(Sentences.of(numbers, [coded(one) for one in group]))
            first += len(group)
    everything = [one for group in groups for one in group]
    whole = SentenceIndex()
    whole.add(Sentences.of(range(first), [coded(one) for one in everything]))
    for query in everything:
        assert index.near(coded(query), 50) == whole.near(coded(query), 50)


def test_a_number_added_again_counts_once():
    index = SentenceIndex()
    for _ in range(3):
        index.add(Sentences.of([7], [coded(PORT)]))
    assert index.near(coded(PORT), 50) == [7]


class Newsroom:
    """Imports, confirms, changes and takes out, at random; every target is another one."""

    def __init__(self, workspace: Workspace, seed: int) -> None:
        self.workspace = workspace
        self.units = MemoryUnits(workspace)
        self.chance = Random(seed)  # noqa: S311 - nothing secret
        self.written = 0
        lines = "\n".join(self.sentence() for _ in range(12))
        workspace.add_article(*article("a", lines))
        self.keys = [one.key for one in workspace.segments("a")]

    def sentence(self) -> str:
        return " ".join(self.chance.choices(WORDS[:4], k=self.chance.randint(2, 4)))

    def target(self) -> str:
        self.written += 1
        return f"Target {self.written}"

    def act(self) -> None:
        self.chance.choice([self.write, self.write, self.add, self.edit, self.delete])()

    def write(self) -> None:
        segment = self.workspace.segment(self.chance.choice(self.keys))
        status = self.chance.choice([Status.CONFIRMED, Status.REVIEWED, Status.DRAFT])
        target = self.chance.choice([segment.target, self.target()])
        edit = PostEdit(target=target, status=status, version=segment.version, user="aysel")
        self.workspace.save_post_edit(segment.key, edit)

    def add(self) -> None:
        count = self.chance.randint(1, 4)
        self.units.add([pair(self.sentence(), self.target()) for _ in range(count)], "old.tmx")

    def edit(self) -> None:
        for unit in self.imported():
            self.units.edit(unit.unit, self.target(), version=unit.version, user="rena")

    def delete(self) -> None:
        for unit in self.imported():
            self.units.delete(unit.unit, version=unit.version)

    def imported(self):
        """Return one imported unit, if there is any."""
        held = [one for one in self.units.find(page=Page(1, ALL))[1] if one.unit.startswith("m")]
        return [self.chance.choice(held)] if held else []

    def like(self, query: str) -> set[tuple[str, str, int]]:
        """Return unit, target and percent of all that is like the query, by looking at each."""
        held = self.units.find(page=Page(1, ALL))[1]
        scores = {one: fuzzy_score(query, one.source) for one in held}
        return {
            (one.unit, one.target, score if one.source == query else min(score, 99))
            for one, score in scores.items()
            if score >= LEAST_PERCENT
        }


@pytest.mark.parametrize("seed", [1, 2])
def test_matches_are_those_of_comparing_with_every_unit(workspace: Workspace, seed: int):
    room = Newsroom(workspace, seed)
    always_open = MemoryMatches(workspace)
    seen = 0
    for _ in range(40):
        room.act()
        query = room.sentence()
        expected = room.like(query)
        seen += len(expected)
        for matches in (always_open, MemoryMatches(workspace)):
            found = matches.matches_of(query, most=ALL)
            assert {(one.unit, one.target, one.percent) for one in found} == expected
    assert seen > 40


def test_units_that_left_the_memory_hide_none_that_stayed(workspace: Workspace):
    units = MemoryUnits(workspace)
    units.add([pair(RAIN, f"Rain {number}.") for number in range(50)], "old.tmx")
    for number in range(2, 51):
        units.delete(f"m{number}", version=1)
    (match,) = MemoryMatches(workspace).matches_of(RAIN, most=2)
    assert (match.unit, match.target) == ("m1", "Rain 0.")


def test_of_equally_like_units_the_latest_are_offered(workspace: Workspace):
    units = MemoryUnits(workspace)
    units.add([pair(RAIN, f"Rain {number}.") for number in range(50)], "old.tmx")
    found = MemoryMatches(workspace).matches_of(RAIN, most=3)
    assert {one.target for one in found} == {"Rain 47.", "Rain 48.", "Rain 49."}


def test_the_index_is_read_from_where_it_was_left(workspace: Workspace, monkeypatch):
    workspace.add_article(*article("a", PORT, TRAIN))
    matches = MemoryMatches(workspace)
    read: list[int] = []
    add = SentenceIndex.add

    def noticed(self: SentenceIndex, sentences: Sentences) -> None:
        read.extend(sentences.numbers)
        add(self, sentences)

    monkeypatch.setattr(SentenceIndex, "add", noticed)
    for source in (PORT, TRAIN):
        segment = confirm(workspace, keyed(workspace, "a")[source], f"EN {source}")
        assert matches.matches_of(source)[0].unit == f"s{segment.key}"
    assert read == [segment.key for segment in workspace.segments("a")[1:]]
