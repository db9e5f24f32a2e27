"""Saves of the editor: compared, made once, and dressed with what hangs on them."""

from typing import Any

import pytest
from sqlalchemy import event

from tests.store.archive import LENGTH, PORT, RAIN, SPACE, TRAIN, Clock, article, keyed, translated
from workbench.errors import Conflict, NotFound
from workbench.model.unit import Origin, Status
from workbench.store import editor_rows
from workbench.store.article_list import ArticleList
from workbench.store.comments import Comments
from workbench.store.editor_rows import EditorRows
from workbench.store.post_edits import PostEdits, Save
from workbench.store.presence import Presences
from workbench.store.records import PostEdit
from workbench.store.workspace import Workspace


@pytest.fixture(autouse=True)
def _archive(workspace: Workspace) -> None:
    workspace.add_article(*article("2025/liman", f"{PORT}\n{TRAIN}", RAIN))
    workspace.add_article(*article("2025/qatar", TRAIN, PORT))
    for name in ("2025/liman", "2025/qatar"):
        workspace.save_hypotheses(map(translated, workspace.segments(name)))


def edit(version: int, target: str = "Mine", user: str = "aysel", **changes) -> PostEdit:
    values: dict[str, Any] = {"target": target, "status": Status.DRAFT, "user": user}
    return PostEdit(version=version, **(values | changes))


def test_a_change_is_made_once(workspace: Workspace):
    port = keyed(workspace, "2025/liman")[PORT]
    edits = PostEdits(workspace)
    save = Save(key=port.key, edit=edit(1), change_id="one-change")
    assert not edits.was_made("one-change")
    assert not edits.save(save).replayed
    assert edits.was_made("one-change")
    again = edits.save(save)
    assert again.replayed
    assert again.segment.version == 2
    assert len(workspace.revisions(port.key)) == 2


def test_only_own_unanswered_saves_are_followed(workspace: Workspace):
    port = keyed(workspace, "2025/liman")[PORT]
    edits = PostEdits(workspace)
    edits.save(Save(key=port.key, edit=edit(1), change_id="my-first-one"))
    mine = Save(
        key=port.key, edit=edit(1, "Second"), change_id="second-one", follows=["my-first-one"]
    )
    assert edits.save(mine).segment.version == 3
    edits.save(Save(key=port.key, edit=edit(3, "Theirs", "murad"), change_id="from-murad"))
    with pytest.raises(Conflict):
        edits.save(Save(key=port.key, edit=edit(3), follows=["my-first-one", "second-one"]))


def test_reasons_go_with_what_is_accepted(workspace: Workspace):
    port = keyed(workspace, "2025/liman")[PORT]
    edits, rows = PostEdits(workspace), EditorRows(workspace)
    accepting = edit(1, findings=(SPACE, LENGTH), accepted=("space",))
    edits.save(Save(key=port.key, edit=accepting, reasons={"space": "verse"}))
    assert rows.row(port.key).reasons == {"space": "verse"}
    edits.save(Save(key=port.key, edit=edit(2)))
    assert rows.row(port.key).reasons == {}


def test_what_has_left_its_article_is_written_no_more(workspace: Workspace):
    port = keyed(workspace, "2025/liman")[PORT]
    ArticleList(workspace).delete(0)
    with pytest.raises(NotFound, match="no more"):
        PostEdits(workspace).save(Save(key=port.key, edit=edit(1)))
    assert len(workspace.revisions(port.key)) == 1


def test_propagation_takes_unconfirmed_repeats_alone(workspace: Workspace):
    first, second = (keyed(workspace, name)[PORT] for name in ("2025/liman", "2025/qatar"))
    rows, edits = EditorRows(workspace), PostEdits(workspace)
    assert rows.repeats(first.key) == []  # they say the same already
    edits.save(Save(key=first.key, edit=edit(1, "Everywhere")))
    assert [(one.key, number) for one, number in rows.repeats(first.key)] == [(second.key, 1)]
    wish = Save(key=first.key, edit=edit(2), change_id="propagate-this")
    offer = {second.key: edit(0, "Everywhere", origin=Origin.MEMORY, match_percent=100)}
    assert edits.propagate(wish, None, offer) == [second.key]
    assert workspace.segment(second.key).target == "Everywhere"
    assert edits.propagate(wish, None, offer) == [second.key]
    assert len(workspace.revisions(second.key)) == 2
    confirmed = edit(2, "Stays", status=Status.CONFIRMED)
    edits.save(Save(key=second.key, edit=confirmed))
    assert edits.propagate(Save(key=first.key, edit=edit(2)), None, offer) == []
    with pytest.raises(Conflict):
        edits.propagate(Save(key=first.key, edit=edit(9)), None, offer)


def test_new_findings_never_reach_a_newer_text(workspace: Workspace):
    port, rain = (keyed(workspace, "2025/liman")[source] for source in (PORT, RAIN))
    edits = PostEdits(workspace)
    edits.save(Save(key=port.key, edit=edit(1)))
    edits.renew_findings({port.key: (1, [SPACE]), rain.key: (1, [SPACE])}, "news@2")
    assert workspace.segment(port.key).findings == ()
    assert workspace.segment(rain.key).findings == (SPACE,)
    assert workspace.segment(rain.key).glossary == "news@2"
    assert workspace.segment(rain.key).version == 1


def test_rows_of_an_article(workspace: Workspace):
    rows = EditorRows(workspace)
    opened = rows.article(1)
    assert (opened.previous, opened.next) == (0, None)
    assert [row.segment.source for row in opened.rows[1:]] == [TRAIN, PORT]
    assert [row.repeats for row in opened.rows] == [1, 1, 1]
    assert rows.number_of("2025/qatar") == 1
    assert rows.structure(1) == tuple(row.segment.key for row in opened.rows)
    for unknown in (lambda: rows.article(9), lambda: rows.row(999), lambda: rows.number_of("x")):
        with pytest.raises(NotFound):
            unknown()


def test_what_has_changed_since(workspace: Workspace, clock: Clock):
    port, rain = (keyed(workspace, "2025/liman")[source] for source in (PORT, RAIN))
    rows, comments = EditorRows(workspace), Comments(workspace)
    since = clock.wait(seconds=10)
    assert rows.changed(0, since) == []
    PostEdits(workspace).save(Save(key=port.key, edit=edit(1)))
    comment = comments.add(rain.key, "murad", "Look")
    assert [row.segment.key for row in rows.changed(0, since)] == [port.key, rain.key]
    since = clock.wait(seconds=10)
    comments.resolve(comment.id, "aysel", resolved=True)
    assert [row.segment.key for row in rows.changed(0, since)] == [rain.key]


def test_presence_is_forgotten_after_a_minute(workspace: Workspace, clock: Clock):
    presences = Presences(workspace)
    presences.beat("window-a", "aysel", 0, None)
    clock.wait(seconds=59)
    (there,) = presences.beat("window-m", "murad", 0, 7)
    assert (there.user, there.client) == ("aysel", "window-a")
    clock.wait(seconds=2)
    assert [one.client for one in presences.in_article(0)] == ["window-m"]
    assert presences.in_article(1) == []
    presences.leave("window-m", "aysel")
    assert len(presences.in_article(0)) == 1
    presences.leave("window-m", "murad")
    assert presences.in_article(0) == []


def test_comments_move_on_through_open_and_settled(workspace: Workspace, clock: Clock):
    port, rain = (keyed(workspace, "2025/liman")[source] for source in (PORT, RAIN))
    comments = Comments(workspace)
    first = comments.add(port.key, "murad", "One", "comment-one")
    assert comments.add(port.key, "murad", "One", "comment-one") == first
    clock.wait(seconds=1)
    second = comments.add(rain.key, "aysel", "Two")
    assert comments.of_article(0) == [first, second]
    settled = comments.resolve(first.id, "aysel", resolved=True)
    assert (settled.resolved_by, settled.resolved) == ("aysel", clock.now)
    assert comments.of_article(0) == [second, settled]
    assert comments.resolve(first.id, "murad", resolved=True) == settled
    with pytest.raises(NotFound):
        comments.of_segment(999)
    with pytest.raises(NotFound):
        comments.resolve(999, "aysel", resolved=True)


def test_repeats_are_looked_up_by_their_source(workspace: Workspace):
    """By the index of statuses SQLite would read half of a large archive at every save."""
    port = keyed(workspace, "2025/liman")[PORT]
    asked: list[tuple[str, Any]] = []

    def note(_connection, _cursor, statement, parameters, *_):
        asked.append((statement, parameters))

    with workspace.reading() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL counts its rows before it chooses")
        event.listen(connection, "before_cursor_execute", note)
        editor_rows.repeats_of(connection, port)
        editor_rows.dressed(connection, [port])
        event.remove(connection, "before_cursor_execute", note)
        plans = [
            str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())
            for statement, parameters in asked
            if "source_hash IN" in statement or "source_hash =" in statement
        ]
    assert len(plans) == 2
    assert all("segments_source" in plan for plan in plans)
