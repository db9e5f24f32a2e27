"""Streaming units out."""

import gc
import tracemalloc
from datetime import UTC, date, datetime

from tests.store.archive import LENGTH, PORT, RAIN, SPACE, TRAIN, article, confirm, keyed
from workbench.model.hypothesis import Hypothesis
from workbench.model.unit import Origin, Status, TranslationUnit
from workbench.store import PostEdit, open_workspace


def test_a_unit_tells_everything(workspace, clock):
    workspace.add_article(*article("2025/liman", f"{RAIN}\n{PORT}"))
    key = keyed(workspace, "2025/liman")[PORT].key
    workspace.save_hypotheses([(key, Hypothesis("Cargo grow.", -1.0, "starter@1"), ())], "news@1")
    clock.wait(hours=1)
    edit = PostEdit(
        target="Cargo grew.",
        status=Status.CONFIRMED,
        version=1,
        user="aysel",
        seconds=8.5,
        findings=(LENGTH, SPACE),
        accepted=("length",),
    )
    workspace.save_post_edit(key, edit)
    assert list(workspace.units(statuses={Status.CONFIRMED})) == [
        TranslationUnit(
            article="2025/liman",
            paragraph=1,
            index=1,
            source=PORT,
            target="Cargo grew.",
            origin=Origin.HUMAN,
            status=Status.CONFIRMED,
            engine="starter@1",
            findings=(LENGTH, SPACE),
            article_date=date(2025, 2, 28),
            glossary="news@1",
            translator="aysel",
            created=datetime(2025, 3, 1, 12, tzinfo=UTC),
            changed=datetime(2025, 3, 1, 13, tzinfo=UTC),
            seconds=8.5,
            edit_distance=1,
            accepted=("length",),
        )
    ]


def test_the_order_is_that_of_the_names(workspace):
    names = ["b/2", "b", "Ə", "a-1", "z", "a/1", "Z", "b/10", "\N{SLIGHTLY SMILING FACE}", "\uffee"]
    for name in names:
        workspace.add_article(*article(name, f"{PORT}\n{TRAIN}", RAIN))
    units = list(workspace.units())
    assert [(one.article, one.paragraph, one.index) for one in units] == [
        (name, *place) for name in sorted(names) for place in ((0, 0), (1, 0), (1, 1), (2, 0))
    ]
    wanted = ["z", "a-1", "nowhere"]
    assert [one.id for one in workspace.units(articles=wanted)] == [
        one.id for one in units if one.article in wanted
    ]
    assert list(workspace.units(articles=[])) == list(workspace.units(statuses=[])) == []


def test_retired_segments_stay_at_home(workspace):
    workspace.add_article(*article("a", PORT, TRAIN))
    confirm(workspace, keyed(workspace, "a")[PORT], "Cargo.")
    workspace.add_article(*article("a", TRAIN))
    assert [one.source for one in workspace.units()][1:] == [TRAIN]


def test_a_reader_sees_one_moment(workspace):
    for number in range(120):
        workspace.add_article(*article(f"{number:03}", PORT))
    units = workspace.units()
    next(units)
    confirm(workspace, keyed(workspace, "119")[PORT], "Cargo.")
    workspace.add_article(*article("120", PORT))
    assert {one.target for one in units} == {""}
    assert sum(1 for _ in workspace.units()) == 242


def test_a_reader_that_stops_early_is_in_nobodys_way(workspace):
    workspace.add_article(*article("a", PORT, TRAIN))
    for reading in (workspace.units(), workspace.articles()):
        next(reading)
        reading.close()
    gc.collect()
    workspace.add_article(*article("a", TRAIN))


def test_streaming_needs_no_memory(tmp_path):
    """Ten thousand units as a list take twelve times the limit."""
    with open_workspace(tmp_path / "w") as workspace:
        for number in range(100):
            paragraphs = [f"{PORT} {number} {line}" for line in range(99)]
            workspace.add_article(*article(f"{number:03}", *paragraphs))
        tracemalloc.start()
        count = sum(1 for _ in workspace.units())
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert count == 10_000
    assert peak < 2_000_000
