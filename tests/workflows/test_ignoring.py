"""Ignoring a finding: that one alone, whatever else its check objects to."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.store.archive import PORT, article, translated
from workbench.checks.catalogue import all_checks, find
from workbench.errors import Refused
from workbench.model.acceptance import accepted_by, finding_names, open_findings
from workbench.model.finding import Finding, Pair, Severity
from workbench.model.unit import Status, TranslationUnit
from workbench.store import open_workspace
from workbench.store.editor_rows import EditorRows
from workbench.store.post_edits import PostEdits, Save
from workbench.store.records import PostEdit, StoredSegment
from workbench.store.statistics import Statistics
from workbench.workflows.check_corpus import check_corpus
from workbench.workflows.post_edit import Desk, Typed, Wish, ignore, save_target, still_accepted

NUMBERS = [one for one in all_checks() if one.id == "numbers"]
SOURCE = "Limana 40 gəmi və 25 qatar gəlib."
WRONG = "14 ships and 52 trains came to the port."


def wrong_numbers(target: str = WRONG) -> tuple[Finding, ...]:
    return find(Pair(SOURCE, target), NUMBERS)


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    with open_workspace(tmp_path / "news.workbench") as workspace:
        workspace.add_article(*article("2025/liman", SOURCE, PORT))
        workspace.save_hypotheses(map(translated, workspace.segments("2025/liman")))
        yield Desk(workspace, tuple(NUMBERS), "")


@pytest.fixture
def segment(desk: Desk) -> StoredSegment:
    """A draft with two wrong numbers."""
    key = next(one.key for one in desk.workspace.segments("2025/liman") if one.source == SOURCE)
    return save_target(desk, wish(desk, key), Typed(target=WRONG, confirms=False)).segment


def wish(desk: Desk, key: int) -> Wish:
    return Wish(key=key, version=desk.workspace.segment(key).version, user="aysel")


def typed(desk: Desk, segment: StoredSegment, target: str) -> StoredSegment:
    return save_target(desk, wish(desk, segment.key), Typed(target=target, confirms=False)).segment


def is_open(segment: StoredSegment) -> list[str]:
    return [one.message for one in open_findings(segment.findings, segment.accepted)]


def test_names_do_not_move_with_the_text() -> None:
    before, after = wrong_numbers(), wrong_numbers(f"Yesterday {WRONG}")
    assert len(before) == 2
    assert before[0].target_span != after[0].target_span
    assert finding_names(before) == finding_names(after)
    assert len(set(finding_names([*before, *before]))) == 4


def test_a_check_as_a_whole_holds_for_all_its_findings() -> None:
    found = wrong_numbers()
    first, _ = finding_names(found)
    assert accepted_by(found, ["numbers"]) == ["numbers", "numbers"]
    assert accepted_by(found, [first, "spaces"]) == [first, ""]
    assert open_findings(found, [first]) == [found[1]]


def test_one_of_two_findings_is_ignored(desk: Desk, segment: StoredSegment) -> None:
    first, second = segment.findings
    name = finding_names(segment.findings)[0]
    ignored = ignore(desk, wish(desk, segment.key), name, reason="agreed").segment
    assert is_open(ignored) == [second.message]
    assert EditorRows(desk.workspace).row(segment.key).reasons == {name: "agreed"}
    assert Statistics(desk.workspace).findings() == [["numbers", "error", 2, 1]]
    (listed,) = check_corpus([_unit(ignored)], NUMBERS)
    assert (listed.accepted, listed.has_error) == ([True, False], True)
    back = ignore(desk, wish(desk, segment.key), name, undo=True).segment
    assert is_open(back) == [first.message, second.message]
    assert EditorRows(desk.workspace).row(segment.key).reasons == {}


def test_a_later_finding_of_the_check_is_open(desk: Desk, segment: StoredSegment) -> None:
    mended = typed(desk, segment, "14 ships and 25 trains came to the port.")
    (name,) = finding_names(mended.findings)
    ignore(desk, wish(desk, segment.key), name)
    later = typed(desk, segment, "Today 14 ships and 52 trains came to the port.")
    assert is_open(later) == [segment.findings[1].message]
    assert later.accepted == (name,)
    held = save_target(desk, wish(desk, segment.key), Typed(target=later.target, confirms=True))
    assert held.held_back


def test_insisting_accepts_each_error(desk: Desk, segment: StoredSegment) -> None:
    insists = Typed(target=WRONG, confirms=True, with_errors=True)
    saved = save_target(desk, wish(desk, segment.key), insists).segment
    assert saved.accepted == tuple(finding_names(segment.findings))
    assert saved.status is Status.CONFIRMED


def test_what_an_older_version_ignored_stays_ignored(desk: Desk, segment: StoredSegment) -> None:
    old = _ignored_as_a_whole(desk, segment)
    assert is_open(old) == []
    assert is_open(typed(desk, old, f"{WRONG[:-1]}!")) == []
    assert len(is_open(typed(desk, old, "14 ships and 53 trains came to the port."))) == 2


def test_one_finding_is_taken_out_of_a_check_ignored_as_a_whole(
    desk: Desk, segment: StoredSegment
) -> None:
    _ignored_as_a_whole(desk, segment)
    first, second = finding_names(segment.findings)
    back = ignore(desk, wish(desk, segment.key), first, undo=True).segment
    assert is_open(back) == [segment.findings[0].message]
    assert EditorRows(desk.workspace).row(segment.key).reasons == {second: "house style"}


def test_a_message_with_figures_that_move_keeps_its_name() -> None:
    short, shorter = (
        _named_by_length("The port."),
        _named_by_length("A port."),
    )
    assert short == shorter != _named_by_length("The port and the sea. " * 20)


def test_a_subject_that_is_not_stored_yet_is_known_by_its_message(segment: StoredSegment) -> None:
    told = Finding(check_id="length-ratio", severity=Severity.ERROR, message="9", message_az="9")
    before = replace(segment, findings=(told,), accepted=("length-ratio",))
    assert still_accepted(before, [replace(told, about="too long")]) == ("length-ratio",)
    other = replace(told, about="too long", message="10")
    assert still_accepted(before, [other]) == ()


def test_what_was_not_found_cannot_be_ignored(desk: Desk, segment: StoredSegment) -> None:
    with pytest.raises(Refused, match="was not found"):
        ignore(desk, wish(desk, segment.key), "numbers@000000000000")


def _named_by_length(target: str) -> list[str]:
    checks = [one for one in all_checks() if one.id == "length-ratio"]
    return finding_names(find(Pair(" ".join([SOURCE] * 4), target), checks))


def _ignored_as_a_whole(desk: Desk, segment: StoredSegment) -> StoredSegment:
    edit = PostEdit(
        target=segment.target,
        status=Status.DRAFT,
        version=segment.version,
        user="aysel",
        findings=segment.findings,
        accepted=("numbers",),
    )
    save = Save(key=segment.key, edit=edit, reasons={"numbers": "house style"})
    return PostEdits(desk.workspace).save(save).segment


def _unit(segment: StoredSegment) -> TranslationUnit:
    return TranslationUnit(
        article=segment.article,
        paragraph=segment.paragraph,
        index=segment.index,
        source=segment.source,
        target=segment.target,
        accepted=segment.accepted,
    )
