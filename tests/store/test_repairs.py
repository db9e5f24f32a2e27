"""A repaired draft keeps what the engine wrote, and one step brings that back."""

import pytest

from tests.store.archive import PORT, TRAIN, article, keyed, translated
from workbench.model.hypothesis import Hypothesis
from workbench.model.repair import RepairRule, RepairStep
from workbench.model.unit import Origin, Status
from workbench.store import PostEdit, StoredSegment
from workbench.store.workspace import Workspace

TEXTS = ("TDT in the Central Corridor", "OTS in the Central Corridor", "OTS in the Middle Corridor")
STEPS = (
    RepairStep(RepairRule.ALTERNATIVE, ("TDT",), *TEXTS[:2]),
    RepairStep(RepairRule.SUBSTITUTION, ("Orta Dəhliz", "Xəzər"), *TEXTS[1:]),
)


@pytest.fixture
def port(workspace: Workspace) -> StoredSegment:
    workspace.add_article(*article("a", PORT, TRAIN))
    port = keyed(workspace, "a")[PORT]
    train = keyed(workspace, "a")[TRAIN]
    answer = Hypothesis(TEXTS[-1], -0.4, "starter@1")
    assert workspace.save_hypotheses([(port.key, answer, (), STEPS), translated(train)]) == 2
    return workspace.segment(port.key)


def test_every_step_is_a_revision(workspace: Workspace, port: StoredSegment) -> None:
    assert (port.target, port.engine_text, port.edit_distance) == (TEXTS[-1], TEXTS[-1], 0)
    assert (port.version, port.repairs, port.status) == (3, 2, Status.MACHINE)
    history = workspace.revisions(port.key)
    assert [(one.number, one.target, one.repair) for one in history] == [
        (1, TEXTS[0], ""),
        (2, TEXTS[1], "alternative: TDT"),
        (3, TEXTS[2], "substitution: Orta Dəhliz, Xəzər"),
    ]
    assert {(one.engine, one.origin, one.status) for one in history} == {
        ("starter@1", Origin.ENGINE, Status.MACHINE)
    }


def test_a_draft_without_repair_is_one_revision(workspace: Workspace, port: StoredSegment) -> None:
    train = keyed(workspace, port.article)[TRAIN]
    assert (train.version, train.repairs, len(workspace.revisions(train.key))) == (1, 0, 1)


def test_one_step_brings_the_engines_words_back(workspace: Workspace, port: StoredSegment) -> None:
    edit = PostEdit(target="", status=Status.DRAFT, version=port.version, user="aysel")
    back = workspace.revert(port.key, port.version - port.repairs, edit)
    assert (back.target, back.version, back.origin) == (TEXTS[0], 4, Origin.ENGINE)


def test_an_engine_may_translate_again(workspace: Workspace, port: StoredSegment) -> None:
    workspace.save_hypotheses([(port.key, Hypothesis("Better.", -0.1, "nllb@2"), ())])
    again = workspace.segment(port.key)
    assert (again.version, again.repairs) == (4, 0)
    assert [one.number for one in workspace.revisions(port.key)] == [1, 2, 3, 4]
