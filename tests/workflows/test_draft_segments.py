"""The memory has a say in the confidence of a draft, where the engine's calibration wants one."""

from dataclasses import replace

import pytest

from tests.store.archive import RAIN, TRAIN, article, confirm, keyed
from workbench.confidence.calibration import UNCALIBRATED, Calibration, Weight
from workbench.confidence.evidence import Feature
from workbench.engines.decoding import BatchedEngine
from workbench.settings import load_settings
from workbench.store import open_workspace
from workbench.wiring import Wiring
from workbench.workflows.draft_segments import draft_segments
from workbench.workflows.drafting import NOBODY

NEAR = TRAIN.replace("sentyabrda", "oktyabrda")
WANTS_MEMORY = Calibration(intercept=0.0, weights=(Weight(Feature.NEARNESS, 1.0, 0.5, 0.5),))


@pytest.fixture
def workspace(own_settings):
    """A workspace with one confirmed sentence and two that wait, one of them like it."""
    with open_workspace(own_settings / "news.db") as workspace:
        workspace.add_article(*article("a", TRAIN))
        confirm(workspace, keyed(workspace, "a")[TRAIN], "New trains will start in September.")
        workspace.add_article(*article("b", NEAR, RAIN))
        yield workspace


@pytest.fixture
def confidences(workspace, own_settings, tiny_model):
    """Return a function that gives the confidences of the two drafts under a calibration."""
    wiring = Wiring(load_settings(own_settings, {}, engine=str(tiny_model), threads=1))

    engine = wiring.engine
    assert isinstance(engine, BatchedEngine)

    def drafted(calibration):
        drafter = wiring.drafter_with(replace(engine, calibration=calibration))
        waiting = workspace.segments("b")[1:]
        rows = draft_segments(workspace, drafter, waiting, NOBODY)
        assert workspace.save_hypotheses(rows) == 2
        return [segment.confidence for segment in workspace.segments("b")[1:]]

    return drafted


def test_a_source_like_a_confirmed_one_is_more_certain(confidences):
    near, far = confidences(WANTS_MEMORY)
    assert near > 0.5 > far


def test_nobody_looks_into_the_memory_for_nothing(confidences, monkeypatch):
    monkeypatch.delattr("workbench.store.memory_matches.MemoryMatches.matches_of")
    assert None not in confidences(UNCALIBRATED)
