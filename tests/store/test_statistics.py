from datetime import date
from typing import Any

import pytest

from tests.store.archive import (
    PORT,
    RAIN,
    SPACE,
    TRAIN,
    Clock,
    article,
    keyed,
    translated,
)
from workbench.model.unit import Origin, Status
from workbench.store.records import PostEdit
from workbench.store.statistics import COLUMNS, Period, Statistics
from workbench.store.workspace import Workspace


@pytest.fixture
def statistics(workspace: Workspace, clock: Clock) -> Statistics:
    """Two days' work on three segments, one of them reviewed on the second day."""
    workspace.add_article(*article("2025/a", f"{PORT}\n{TRAIN}", RAIN))
    workspace.save_hypotheses(map(translated, workspace.segments("2025/a")))
    rows = keyed(workspace, "2025/a")

    def save(source: str, target: str, **changes):
        one = workspace.segment(rows[source].key)
        values: dict[str, Any] = {
            "target": target, "status": Status.CONFIRMED, "version": one.version,
            "user": "aysel", "seconds": 1800.0,
        }  # fmt: skip
        workspace.save_post_edit(one.key, PostEdit(**(values | changes)))

    save(PORT, "x", status=Status.DRAFT, keys_pressed=7)
    save(PORT, f"EN {PORT} now", keys_pressed=5)
    clock.wait(days=1)
    save(
        TRAIN,
        f"EN {TRAIN}",
        user="murad",
        origin=Origin.ENGINE,
        findings=(SPACE,),
        accepted=("space",),
    )
    save(PORT, f"EN {PORT} now", user="rena", status=Status.REVIEWED, seconds=0.0)
    return Statistics(workspace)


def words(text: str) -> int:
    return len(text.split())


def test_progress_counts_each_segment_once(statistics: Statistics):
    assert statistics.progress() == [
        ["2025-03-01", 1, 0, words(PORT)],
        ["2025-03-02", 2, 1, words(PORT) + words(TRAIN)],
    ]
    assert statistics.progress(Period(since=date(2025, 3, 2)))[0][1] == 2


def test_words_by_day_and_person(statistics: Statistics):
    assert statistics.words() == [
        ["2025-03-01", "aysel", words(PORT), 1, 1.0],
        ["2025-03-02", "murad", words(TRAIN), 1, 0.5],
    ]
    assert statistics.words(Period(until=date(2025, 3, 1))) == statistics.words()[:1]


def test_how_far_the_engine_was_changed(statistics: Statistics):
    (row,) = statistics.edits()
    length = words(f"EN {PORT} now") + 1 + words(f"EN {TRAIN}") + 1  # a full stop is a word
    assert row[:4] == ["2025-03", "starter@1", 2, round(100 / length, 1)]
    assert row[5] == 50.0


def test_time_a_segment(statistics: Statistics):
    assert statistics.time() == [
        ["2025-03-02", "aysel", 1, 3600.0, round(3600 / words(PORT), 2)],
        ["2025-03-02", "murad", 1, 1800.0, round(1800 / words(TRAIN), 2)],
    ]


def test_findings_and_what_was_accepted(statistics: Statistics):
    assert statistics.findings() == [["space", "error", 1, 1]]


def test_terms_the_rarest_used_first(statistics: Statistics):
    def counts(source: str, target: str):
        yield "liman", "port", "now" in target
        if source == TRAIN:
            yield "qatar", "train", True

    assert statistics.terms(counts) == [
        ["liman", "port", 2, 1, 50.0],
        ["qatar", "train", 1, 1, 100.0],
    ]


def test_origins_and_keys(statistics: Statistics):
    assert statistics.origins() == [
        ["2025-03", "engine", 1, 0.0],
        ["2025-03", "human", 1, 12.0],
    ]


def test_every_series_has_its_columns(workspace: Workspace):
    empty = Statistics(workspace)
    for name in COLUMNS:
        make = getattr(empty, name)
        assert (make(lambda *_: iter(())) if name == "terms" else make()) == []
