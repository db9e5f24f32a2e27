"""Splitting and merging: always a text that stands in the article, and always a way back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.archive import PORT, RAIN, SPACE, TRAIN, article, confirm, keyed, translated
from workbench.errors import Conflict, NotFound, Refused, WorkbenchError
from workbench.model.unit import Origin, Status
from workbench.store import open_workspace
from workbench.store.comments import Comments
from workbench.store.records import StoredSegment
from workbench.store.structure import Request, Structure
from workbench.store.workspace import Workspace


@pytest.fixture(autouse=True)
def _archive(workspace: Workspace) -> None:
    workspace.add_article(*article("2025/liman", f"{PORT}\n{TRAIN}\n{RAIN}", RAIN))


@pytest.fixture
def structure(workspace: Workspace) -> Structure:
    return Structure(workspace, lambda _source, target: (SPACE,) if "  " in target else ())


def asked(one: StoredSegment, user: str = "aysel", change_id: str = "") -> Request:
    return Request(key=one.key, version=one.version, user=user, change_id=change_id)


def test_the_parts_of_what_somebody_wrote_are_drafts(workspace: Workspace, structure: Structure):
    port = confirm(workspace, keyed(workspace, "2025/liman")[PORT], "Cargo  at Baku grew.")
    done = structure.split(asked(port), source_at=4, target_at=14)
    left, right = (workspace.segment(key) for key in done.keys)
    assert (left.source, right.source) == ("Bakı", PORT[5:])
    assert (left.target, right.target) == ("Cargo  at Baku", "grew.")
    assert left.status is right.status is Status.DRAFT
    assert (left.start, left.end, right.start, right.end) == (0, 4, 5, len(PORT))
    assert (left.findings, right.findings) == ((SPACE,), ())
    assert left.translator == "aysel"
    assert workspace.segment(port.key).retired is not None


def test_an_engines_text_stays_the_engines(workspace: Workspace, structure: Structure):
    workspace.save_hypotheses(map(translated, workspace.segments("2025/liman")))
    port = keyed(workspace, "2025/liman")[PORT]
    done = structure.split(asked(port), source_at=4, target_at=7)
    left, right = (workspace.segment(key) for key in done.keys)
    assert left.status is right.status is Status.MACHINE
    assert (left.engine_text, left.edit_distance) == ("EN Bakı", 0)
    (revision,) = workspace.revisions(left.key)
    assert (revision.user, revision.origin, revision.engine) == (
        "aysel",
        Origin.ENGINE,
        "starter@1",
    )


def test_comments_go_along_and_come_back(workspace: Workspace, structure: Structure):
    port, train = (keyed(workspace, "2025/liman")[source] for source in (PORT, TRAIN))
    comments = Comments(workspace)
    comments.add(train.key, "murad", "Look")
    done = structure.merge(asked(port), next_version=0)
    assert len(comments.of_segment(done.keys[0])) == 1
    structure.undo(done.operation)
    assert len(comments.of_segment(port.key)) == 1


def test_what_is_split_twice_is_undone_the_other_way_round(
    workspace: Workspace, structure: Structure
):
    before = workspace.segments("2025/liman")
    first = structure.split(asked(before[1]), source_at=4, target_at=0)
    second = structure.split(asked(workspace.segment(first.keys[1])), source_at=10, target_at=0)
    with pytest.raises(Conflict, match="no more"):
        structure.undo(first.operation)
    structure.undo(second.operation)
    structure.undo(first.operation)
    assert workspace.segments("2025/liman") == before


def test_what_cannot_be(workspace: Workspace, structure: Structure):
    before = workspace.segments("2025/liman")
    last = before[3]
    for wrong in (
        lambda: structure.split(asked(last), source_at=0, target_at=0),
        lambda: structure.split(asked(last), source_at=999, target_at=0),
        lambda: structure.merge(asked(last), next_version=0),
    ):
        with pytest.raises(Refused):
            wrong()
    stale = Request(key=last.key, version=5, user="aysel")
    with pytest.raises(Conflict):
        structure.split(stale, source_at=4, target_at=0)
    with pytest.raises(Conflict):
        structure.merge(asked(before[1]), next_version=5)
    with pytest.raises(NotFound):
        structure.undo(99)
    assert workspace.segments("2025/liman") == before


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_number_of_changes_keeps_the_text_and_can_be_undone(tmp_path_factory, data):
    place = tmp_path_factory.mktemp("structure") / "news.workbench"
    with open_workspace(place) as workspace:
        workspace.add_article(*article("2025/liman", f"{PORT}\n{TRAIN}\n{RAIN}", RAIN))
        structure = Structure(workspace, lambda _source, _target: ())
        before = workspace.segments("2025/liman")
        texts = workspace.article("2025/liman").texts
        done = []
        for _ in range(data.draw(st.integers(1, 6), label="changes")):
            now = workspace.segments("2025/liman")
            one = now[data.draw(st.integers(0, len(now) - 1), label="segment")]
            try:
                if data.draw(st.booleans(), label="split"):
                    at = data.draw(st.integers(0, len(one.source)), label="at")
                    done.append(structure.split(asked(one), source_at=at, target_at=0))
                else:
                    done.append(structure.merge(asked(one), next_version=0))
            except WorkbenchError:
                continue
            _fits(workspace.segments("2025/liman"), texts)
        for one in reversed(done):
            structure.undo(one.operation)
        assert workspace.segments("2025/liman") == before


def _fits(segments: list[StoredSegment], texts: tuple[str, ...]) -> None:
    """Every segment is cut from its paragraph; together they hold all that is no white space."""
    for one in segments:
        assert texts[one.paragraph][one.start : one.end] == one.source
    for number, text in enumerate(texts):
        cut = "".join(one.source for one in segments if one.paragraph == number)
        assert "".join(cut.split()) == "".join(text.split())
    assert [one.index for one in segments if one.paragraph == 1] == list(
        range(sum(one.paragraph == 1 for one in segments))
    )
