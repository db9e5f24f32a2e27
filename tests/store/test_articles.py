"""Importing articles, again and revised."""

from collections import Counter

import pytest

from tests.store.archive import (
    LENGTH,
    NOON,
    PORT,
    RAIN,
    SPACE,
    TRAIN,
    article,
    confirm,
    keyed,
    translated,
)
from workbench.errors import WorkspaceError
from workbench.model.article import Article
from workbench.model.segment import Segment
from workbench.model.unit import Origin, Status
from workbench.store import ImportOutcome, PostEdit, open_workspace


def test_an_article_is_kept_as_it_was_read(workspace):
    made, cuts = article("2025/liman", f"{PORT}\n{TRAIN}", RAIN)
    assert workspace.add_article(made, cuts) is ImportOutcome.ADDED
    assert workspace.article("2025/liman") == made
    stored = workspace.segments("2025/liman")
    assert [
        Segment(one.paragraph, one.index, one.start, one.end, one.source) for one in stored
    ] == cuts
    assert {one.article for one in stored} == {"2025/liman"}
    assert {(one.status, one.origin, one.version, one.target) for one in stored} == {
        (Status.EMPTY, Origin.NONE, 0, "")
    }
    assert all(one.created is None and one.changed is None for one in stored)


def test_an_article_without_date_time_and_body(workspace):
    bare = Article(id="a", title="Başlıq")
    workspace.add_article(bare, [Segment(0, 0, 0, 6, "Başlıq")])
    assert workspace.article("a") == bare


def test_the_same_content_again_changes_nothing(workspace, clock, everything):
    workspace.add_article(*article("a", PORT))
    confirm(workspace, keyed(workspace, "a")[PORT], "More cargo.")
    before = everything()
    clock.wait(days=1)
    assert workspace.add_article(*article("a", PORT)) is ImportOutcome.UNCHANGED
    assert everything() == before


def test_a_revised_article_keeps_what_was_done(workspace, clock):
    workspace.add_article(*article("a", f"{PORT}\n{TRAIN}", RAIN))
    old = keyed(workspace, "a")
    confirmed = confirm(workspace, old[RAIN], "Rain is expected.")
    workspace.save_hypotheses([translated(old[TRAIN])])
    drafted = workspace.segment(old[TRAIN].key)
    clock.wait(hours=1)
    revised = article("a", "Yeni cümlə.", TRAIN, RAIN)
    assert workspace.add_article(*revised) is ImportOutcome.REVISED
    new = keyed(workspace, "a")
    assert [one.source for one in workspace.segments("a")] == [cut.text for cut in revised[1]]
    for before, paragraph in ((confirmed, 3), (drafted, 2)):
        after = new[before.source]
        assert (after.paragraph, after.index, after.start) == (paragraph, 0, 0)
        assert (after.key, after.target, after.status, after.origin, after.version) == (
            before.key, before.target, before.status, before.origin, before.version
        )  # fmt: skip
        assert after.changed == before.changed == NOON
        assert workspace.revisions(after.key) == workspace.revisions(before.key)
    assert new["Yeni cümlə."].status is Status.EMPTY


def test_a_dropped_segment_is_retired_and_returns(workspace, clock):
    workspace.add_article(*article("a", PORT, TRAIN))
    typed = confirm(workspace, keyed(workspace, "a")[TRAIN], "New trains.")
    workspace.add_article(*article("a", PORT))
    retired = workspace.segment(typed.key)
    assert (retired.target, retired.status) == ("New trains.", Status.CONFIRMED)
    assert retired.retired == NOON
    assert TRAIN not in keyed(workspace, "a")
    assert [one.target for one in workspace.revisions(typed.key)] == ["New trains."]
    clock.wait(hours=1)
    workspace.add_article(*article("a", RAIN, TRAIN, PORT))
    assert keyed(workspace, "a")[TRAIN].key == typed.key
    assert workspace.segment(typed.key).retired is None
    assert workspace.counts().retired == 0


def test_what_is_typed_into_a_segment_that_was_just_dropped_is_kept(workspace):
    workspace.add_article(*article("a", PORT, TRAIN))
    seen = keyed(workspace, "a")[TRAIN]
    workspace.add_article(*article("a", PORT))
    assert confirm(workspace, seen, "New trains.").retired is not None
    workspace.add_article(*article("a", PORT, TRAIN))
    assert keyed(workspace, "a")[TRAIN].target == "New trains."


def test_equal_sentences_each_keep_their_own_target(workspace):
    workspace.add_article(*article("a", PORT, PORT, PORT))
    for segment, target in zip(workspace.segments("a")[1:], ("one", "two", "three"), strict=True):
        confirm(workspace, segment, target)
    workspace.add_article(*article("a", RAIN, PORT, PORT, PORT))
    assert [one.target for one in workspace.segments("a")] == ["", "", "one", "two", "three"]
    workspace.add_article(*article("a", PORT, PORT))
    assert Counter(one.target for one in workspace.segments("a")) == {"": 1, "one": 1, "two": 1}


def test_of_equal_dropped_sentences_the_one_with_a_persons_text_returns(workspace):
    workspace.add_article(*article("a", PORT, PORT, TRAIN))
    confirm(workspace, workspace.segments("a")[2], "Cargo grew.")
    workspace.add_article(*article("a", TRAIN))
    workspace.add_article(*article("a", TRAIN, PORT))
    assert keyed(workspace, "a")[PORT].target == "Cargo grew."


def test_paragraphs_that_change_places_keep_their_targets(workspace):
    workspace.add_article(*article("a", PORT, TRAIN, RAIN))
    for number, segment in enumerate(workspace.segments("a")):
        confirm(workspace, segment, f"target {number}")
    workspace.add_article(*article("a", RAIN, PORT, TRAIN))
    assert [one.target for one in workspace.segments("a")] == [
        f"target {number}" for number in (0, 3, 1, 2)
    ]


def test_another_cut_of_the_same_article_is_a_revision(workspace):
    made, cuts = article("a", f"{PORT}\n{TRAIN}")
    workspace.add_article(made, cuts)
    whole = Segment(1, 0, 0, len(made.paragraphs[0]), made.paragraphs[0])
    assert workspace.add_article(made, [cuts[0], whole]) is ImportOutcome.REVISED
    assert [one.source for one in workspace.segments("a")] == [cuts[0].text, whole.text]
    assert workspace.counts().retired == 2


def test_an_error_in_the_middle_imports_nothing(workspace, everything):
    workspace.add_article(*article("a", PORT))
    before = everything()
    for name in ("a", "b"):
        with pytest.raises(WorkspaceError, match="U\\+D800") as error:
            workspace.add_article(*article(name, TRAIN, "Yarım \ud800 hərf"))
        assert error.value.hint
    assert everything() == before


def test_an_unknown_article_is_an_error_with_a_hint(workspace):
    for ask in (workspace.article, workspace.segments):
        with pytest.raises(WorkspaceError, match="no article 'yox'") as error:
            ask("yox")
        assert error.value.hint


def test_summaries_and_counts(workspace):
    workspace.add_article(*article("b", PORT, TRAIN))
    workspace.add_article(*article("a", RAIN))
    segments = workspace.segments("b")
    workspace.save_hypotheses([translated(segments[0], SPACE, LENGTH), translated(segments[1])])
    confirm(workspace, segments[2], "New trains.")
    first, second = workspace.articles()
    assert (first.id, first.ordinal, second.id, second.ordinal) == ("a", 1, "b", 0)
    assert (second.heading, second.rubric) == ("Liman genişlənir - XƏBƏR", "XƏBƏR")
    assert second.date == workspace.article("b").date
    assert second.segments == dict.fromkeys(Status, 0) | {Status.MACHINE: 2, Status.CONFIRMED: 1}
    assert (first.findings, second.findings) == (0, 2)
    counts = workspace.counts()
    assert (counts.articles, counts.findings, counts.retired) == (2, 2, 0)
    assert counts.segments[Status.EMPTY] == 2
    assert counts.origins == {
        Origin.NONE: 2, Origin.ENGINE: 2, Origin.MEMORY: 0, Origin.HUMAN: 1
    }  # fmt: skip


def test_an_empty_workspace(workspace):
    assert list(workspace.articles()) == list(workspace.units()) == []
    assert workspace.counts().articles == 0
    assert set(workspace.counts().segments.values()) == {0}
    assert workspace.memory_lookup([PORT]) == {}
    assert list(workspace.batches_to_translate(4)) == []


def test_rejected_edit_of_an_unknown_segment(workspace):
    edit = PostEdit(target="x", status=Status.DRAFT, version=0, user="aysel")
    for call in (
        lambda: workspace.save_post_edit(77, edit),
        lambda: workspace.segment(77),
        lambda: workspace.revert(77, 1, edit),
    ):
        with pytest.raises(WorkspaceError, match="no segment 77"):
            call()
    assert workspace.revisions(77) == []


def test_some_articles_at_once_are_stored_as_one_by_one(workspace, tmp_path):
    group = [
        article("b", PORT),
        article("a", TRAIN, RAIN),
        article("b", PORT, RAIN),
        article("b", PORT, RAIN),
        article("c", RAIN),
    ]
    outcomes = workspace.add_articles(group)
    added, revised, unchanged = ImportOutcome.ADDED, ImportOutcome.REVISED, ImportOutcome.UNCHANGED
    assert outcomes == [added, added, revised, unchanged, added]
    assert workspace.add_articles([]) == []
    assert workspace.add_articles(group[1:]) == [unchanged] * 4
    with open_workspace(tmp_path / "other.db", clock=workspace.now) as other:
        assert [other.add_article(*one) for one in group] == outcomes
        assert list(other.articles()) == list(workspace.articles())
        assert list(other.units()) == list(workspace.units())


def test_of_some_articles_all_are_stored_or_none(workspace):
    half = article("b", "\ud800")
    with pytest.raises(WorkspaceError):
        workspace.add_articles([article("a", PORT), half])
    assert list(workspace.articles()) == []
