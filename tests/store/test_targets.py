"""Writing targets: engines, the memory, persons; findings and revisions."""

from dataclasses import replace
from datetime import UTC, timedelta, timezone
from json import dumps, loads

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

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
from workbench.errors import Conflict, WorkspaceError
from workbench.model.finding import Finding, Replacement, Severity
from workbench.model.hypothesis import Hypothesis
from workbench.model.segment import Span
from workbench.model.unit import Origin, Status
from workbench.store import ExactMatch, PostEdit, Revision
from workbench.store.columns import Findings, UtcDateTime, worst

HUMAN = [status for status in Status if status.is_human]


@pytest.fixture
def port(workspace):
    """A segment without a target."""
    workspace.add_article(*article("a", PORT, TRAIN))
    return keyed(workspace, "a")[PORT]


def draft(segment, target, **changes):
    edit = PostEdit(target=target, status=Status.DRAFT, version=segment.version, user="aysel")
    return replace(edit, **changes)


def test_an_engine_fills_an_empty_segment(workspace, clock, port):
    clock.wait(minutes=1)
    assert workspace.save_hypotheses([translated(port, LENGTH, SPACE)], "news@12ab") == 1
    assert workspace.segment(port.key) == replace(
        port,
        target=f"EN {PORT}",
        status=Status.MACHINE,
        origin=Origin.ENGINE,
        version=1,
        engine="starter@1",
        engine_text=f"EN {PORT}",
        score=-0.25,
        edit_distance=0,
        glossary="news@12ab",
        findings=(LENGTH, SPACE),
        created=clock.now,
        changed=clock.now,
    )
    assert workspace.revisions(port.key) == [
        Revision(
            number=1,
            when=clock.now,
            user="",
            origin=Origin.ENGINE,
            status=Status.MACHINE,
            engine="starter@1",
            target=f"EN {PORT}",
            seconds=0.0,
            keys_pressed=0,
        )
    ]


def test_a_newer_engine_replaces_an_older_one(workspace, clock, port):
    workspace.save_hypotheses([translated(port, SPACE)])
    clock.wait(days=1)
    workspace.save_hypotheses([(port.key, Hypothesis("Better.", -0.1, "nllb@2"), ())])
    now = workspace.segment(port.key)
    assert (now.target, now.engine, now.engine_text, now.findings) == (
        "Better.", "nllb@2", "Better.", ()
    )  # fmt: skip
    assert (now.created, now.changed, now.version) == (NOON, clock.now, 2)
    assert [one.engine for one in workspace.revisions(port.key)] == ["starter@1", "nllb@2"]


@pytest.mark.parametrize("status", HUMAN)
@pytest.mark.parametrize("target", ["Cargo grew.", ""])
def test_an_engine_never_touches_what_a_person_has(workspace, port, everything, status, target):
    workspace.save_post_edit(port.key, draft(port, target, status=status))
    before = everything()
    assert workspace.save_hypotheses([translated(port)]) == 0
    assert workspace.save_matches([(port.key, ExactMatch("Other.", "murad"), ())]) == 0
    assert everything() == before


def test_unknown_keys_are_passed_over(workspace):
    assert workspace.save_hypotheses([(999, Hypothesis("x", 0.0, "e@1"), ())]) == 0
    assert workspace.save_hypotheses([]) == 0


def test_more_results_than_one_statement_takes(workspace):
    workspace.add_article(*article("long", *(f"{PORT} {number}" for number in range(1200))))
    (batch,) = workspace.batches_to_translate(1)
    assert workspace.save_hypotheses(translated(segment) for segment in batch) == 1201
    assert workspace.counts().segments[Status.MACHINE] == 1201


def test_a_bad_result_in_the_middle_writes_none(workspace, port, everything):
    before = everything()
    bad = Hypothesis("half \udfff", 0.0, "e@1")
    good = keyed(workspace, "a")[TRAIN]
    with pytest.raises(WorkspaceError, match="U\\+DFFF"):
        workspace.save_hypotheses([translated(good), (port.key, bad, ())])
    assert everything() == before


def test_a_person_edits_a_draft(workspace, clock, port):
    workspace.save_hypotheses([translated(port, SPACE)], "news@1")
    seen = workspace.segment(port.key)
    clock.wait(minutes=3)
    edit = draft(
        seen,
        f"EN {PORT}!!",
        status=Status.CONFIRMED,
        seconds=12.5,
        keys_pressed=9,
        findings=(LENGTH,),
        accepted=("length", "numbers"),
    )
    saved = workspace.save_post_edit(port.key, edit)
    assert saved == workspace.segment(port.key)
    assert saved == replace(
        seen,
        target=f"EN {PORT}!!",
        status=Status.CONFIRMED,
        origin=Origin.HUMAN,
        version=2,
        edit_distance=2,
        findings=(LENGTH,),
        accepted=("length", "numbers"),
        translator="aysel",
        changed=clock.now,
        seconds=12.5,
    )
    assert workspace.revisions(port.key)[1] == Revision(
        number=2,
        when=clock.now,
        user="aysel",
        origin=Origin.HUMAN,
        status=Status.CONFIRMED,
        engine="",
        target=f"EN {PORT}!!",
        seconds=12.5,
        keys_pressed=9,
    )


def test_time_adds_up_and_a_reviewer_is_no_translator(workspace, port):
    first = workspace.save_post_edit(port.key, draft(port, "Cargo grew.", seconds=10))
    confirmed = workspace.save_post_edit(
        port.key, draft(first, "Cargo grew.", status=Status.CONFIRMED, seconds=2)
    )
    reviewed = workspace.save_post_edit(
        port.key, draft(confirmed, "Cargo grew.", status=Status.REVIEWED, user="murad", seconds=3)
    )
    assert (reviewed.seconds, reviewed.translator) == (15.0, "aysel")
    assert [one.user for one in workspace.revisions(port.key)] == ["aysel", "aysel", "murad"]
    again = workspace.save_post_edit(port.key, draft(reviewed, "Cargo has grown.", user="murad"))
    assert (again.status, again.translator) == (Status.DRAFT, "murad")


def test_who_confirms_an_engine_untouched_is_its_translator(workspace, port):
    workspace.save_hypotheses([translated(port)])
    seen = workspace.segment(port.key)
    edit = draft(seen, seen.target, status=Status.CONFIRMED, origin=Origin.ENGINE)
    saved = workspace.save_post_edit(port.key, edit)
    assert (saved.translator, saved.edit_distance, saved.origin) == ("aysel", 0, Origin.ENGINE)
    assert workspace.revisions(port.key)[-1].engine == "starter@1"


def test_the_second_of_two_savers_is_told(workspace, port, everything):
    workspace.save_post_edit(port.key, draft(port, "Mine."))
    before = everything()
    with pytest.raises(Conflict, match=r"by aysel: expected version 0, found 1") as conflict:
        workspace.save_post_edit(port.key, draft(port, "Theirs.", user="murad"))
    assert conflict.value.hint
    assert everything() == before


def test_an_engine_can_be_first_too(workspace, port):
    workspace.save_hypotheses([translated(port)])
    with pytest.raises(Conflict, match="by an engine"):
        workspace.save_post_edit(port.key, draft(port, "Mine."))


@pytest.mark.parametrize("status", [Status.EMPTY, Status.MACHINE])
def test_a_person_cannot_hand_text_to_the_engines(workspace, port, everything, status):
    before = everything()
    with pytest.raises(WorkspaceError, match=status.value) as error:
        workspace.save_post_edit(port.key, draft(port, "Mine.", status=status))
    assert "draft" in error.value.hint
    assert everything() == before


def test_back_to_an_engine_and_to_a_person(workspace, clock, port):
    workspace.save_hypotheses([translated(port)])
    workspace.save_hypotheses([(port.key, Hypothesis("Second.", -0.1, "nllb@2"), ())])
    typed = workspace.save_post_edit(port.key, draft(workspace.segment(port.key), "Typed."))
    clock.wait(hours=2)
    back = workspace.revert(port.key, 1, draft(typed, "", user="murad", findings=(SPACE,)))
    assert (back.target, back.origin, back.engine) == (f"EN {PORT}", Origin.ENGINE, "starter@1")
    assert (back.engine_text, back.edit_distance) == (f"EN {PORT}", 0)
    assert (back.status, back.version, back.findings) == (Status.DRAFT, 4, (SPACE,))
    again = workspace.revert(port.key, 3, draft(back, ""))
    assert (again.target, again.origin, again.translator) == ("Typed.", Origin.HUMAN, "aysel")
    history = workspace.revisions(port.key)
    assert [one.number for one in history] == [1, 2, 3, 4, 5]
    assert [one.target for one in history] == [
        f"EN {PORT}", "Second.", "Typed.", f"EN {PORT}", "Typed."
    ]  # fmt: skip
    assert workspace.save_hypotheses([translated(port)]) == 0


def test_a_revert_can_go_wrong(workspace, port, everything):
    saved = workspace.save_post_edit(port.key, draft(port, "Typed."))
    before = everything()
    with pytest.raises(WorkspaceError, match="no revision 7"):
        workspace.revert(port.key, 7, draft(saved, ""))
    with pytest.raises(Conflict):
        workspace.revert(port.key, 1, draft(port, ""))
    with pytest.raises(WorkspaceError, match="machine"):
        workspace.revert(port.key, 1, draft(saved, "", status=Status.MACHINE))
    assert everything() == before


def test_the_memory_knows_confirmed_text_alone_and_the_newest(workspace, clock):
    for name in ("a", "b", "c"):
        workspace.add_article(*article(name, PORT, TRAIN, RAIN))
    confirm(workspace, keyed(workspace, "b")[PORT], "Older.", "aysel")
    clock.wait(minutes=1)
    reviewed = draft(keyed(workspace, "a")[PORT], "Newer.", status=Status.REVIEWED, user="murad")
    workspace.save_post_edit(keyed(workspace, "a")[PORT].key, reviewed)
    clock.wait(minutes=1)
    workspace.save_post_edit(
        keyed(workspace, "c")[PORT].key, draft(keyed(workspace, "c")[PORT], "Only a draft.")
    )
    confirm(workspace, keyed(workspace, "a")[RAIN], "")
    workspace.save_hypotheses([translated(keyed(workspace, "a")[TRAIN])])
    assert workspace.memory_lookup([PORT, TRAIN, RAIN, PORT.upper()]) == {
        PORT: ExactMatch("Newer.", "murad")
    }


def test_the_memory_keeps_what_an_article_dropped(workspace):
    workspace.add_article(*article("a", PORT, TRAIN))
    confirm(workspace, keyed(workspace, "a")[PORT], "Cargo grew.")
    workspace.add_article(*article("a", TRAIN))
    assert workspace.memory_lookup([PORT]) == {PORT: ExactMatch("Cargo grew.", "aysel")}


def test_a_match_is_a_draft_to_be_confirmed(workspace, port):
    workspace.save_hypotheses([translated(port)], "news@1")
    match = ExactMatch("Cargo grew.", "murad")
    assert workspace.save_matches([(port.key, match, (LENGTH,))], "news@2") == 1
    stored = workspace.segment(port.key)
    assert (stored.status, stored.origin) == (Status.MACHINE, Origin.MEMORY)
    assert (stored.target, stored.translator, stored.glossary) == ("Cargo grew.", "murad", "news@2")
    assert (stored.engine, stored.engine_text, stored.score) == ("", None, None)
    assert (stored.edit_distance, stored.findings) == (None, (LENGTH,))
    assert workspace.revisions(port.key)[-1].engine == ""
    assert workspace.memory_lookup([PORT]) == {}


def test_a_match_put_in_by_hand_hides_the_engine(workspace, port):
    workspace.save_hypotheses([translated(port)])
    seen = workspace.segment(port.key)
    matched = workspace.save_post_edit(port.key, draft(seen, "Cargo.", origin=Origin.MEMORY))
    assert (matched.engine, matched.edit_distance, matched.origin) == ("", None, Origin.MEMORY)
    edited = workspace.save_post_edit(port.key, draft(matched, "Cargo grew.", glossary="news@3"))
    assert (edited.engine, edited.edit_distance, edited.glossary) == ("", None, "news@3")


spans = st.none() | st.builds(Span, st.integers(0, 99), st.integers(0, 99))
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
findings = st.builds(
    Finding,
    check_id=words,
    severity=st.sampled_from(Severity),
    message=words,
    message_az=words,
    source_span=spans,
    target_span=spans,
    fix=st.none() | st.builds(Replacement, st.integers(0, 9), st.integers(0, 9), words),
)


@given(st.lists(findings))
def test_findings_come_back_with_all_their_fields(found):
    dialect, column = sqlite.dialect(), Findings()
    kept = loads(dumps(column.process_bind_param(found, dialect)))
    assert column.process_result_value(kept, dialect) == tuple(found)


def test_the_worst_finding_ranks_a_segment():
    info = replace(LENGTH, severity=Severity.INFO)
    assert [worst(found) for found in ([], [info], [info, LENGTH], [SPACE, info])] == [0, 1, 2, 3]


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        UtcDateTime().process_bind_param(NOON.replace(tzinfo=None), sqlite.dialect())


def test_times_of_other_zones_are_kept_in_utc(workspace, clock, port):
    clock.now = NOON.astimezone(timezone(timedelta(hours=4)))
    saved = workspace.save_post_edit(port.key, draft(port, "Typed."))
    assert saved.changed == NOON
    assert saved.changed.tzinfo is UTC
