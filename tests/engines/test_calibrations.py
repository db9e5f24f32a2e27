"""What an engine says of its own answers, and the calibration beside its weights."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.checkpoints import SOURCES
from workbench.confidence.calibration import UNCALIBRATED, Calibration
from workbench.confidence.evidence import Feature
from workbench.confidence.notation import read_spelled, spell
from workbench.engines.calibrations import NAME, calibration_path, read_calibration
from workbench.engines.checkpoint import open_checkpoint
from workbench.engines.decoding import BatchedEngine
from workbench.engines.loading import open_engine
from workbench.engines.locating import locate_checkpoint
from workbench.errors import EngineUnavailable


@pytest.fixture
def folder(checkpoints, tmp_path) -> Path:
    return Path(shutil.copytree(checkpoints("marian"), tmp_path / "tiny"))


@pytest.fixture(scope="module")
def engine(checkpoints, cache) -> BatchedEngine:
    checkpoint = open_checkpoint(checkpoints("marian"))
    return open_engine(checkpoint, threads=1, cache=cache, quantization="float32")


def test_a_model_without_one_has_the_default(folder, engine):
    assert read_calibration(open_checkpoint(folder)) == UNCALIBRATED
    assert engine.calibration == UNCALIBRATED


def test_it_belongs_to_a_revision_and_does_not_change_it(folder):
    checkpoint = open_checkpoint(folder)
    measured = Calibration(intercept=0.3, weights=(), revision=checkpoint.revision)
    calibration_path(checkpoint).write_text(spell(measured), "utf-8")
    assert open_checkpoint(folder) == checkpoint
    assert read_calibration(checkpoint) == measured
    assert read_calibration(replace(checkpoint, revision="0123abcd")) == UNCALIBRATED


@pytest.mark.parametrize("content", [b"intercept = ", b"\xff", b"intercept = 'high'"])
def test_a_damaged_one_is_refused_with_the_remedy(folder, content):
    (folder / NAME).write_bytes(content)
    with pytest.raises(EngineUnavailable, match=NAME) as raised:
        read_calibration(open_checkpoint(folder))
    assert "--save" in raised.value.hint


def test_the_bundled_model_has_one_of_its_own():
    """Trained anew, it is to be measured anew: `evaluate-confidence news-dev.tsv --save`."""
    bundled = locate_checkpoint("starter")
    found = read_spelled(calibration_path(bundled).read_text("utf-8"))
    assert found.revision == bundled.revision
    assert found.uses(Feature.SCORE)
    assert read_calibration(bundled) == found


def test_answers_tell_how_alike_the_next_best_ones_are(engine):
    plain = replace(engine, guard=False)
    blank, *answers = plain.translate(["", *SOURCES, ", ".join(SOURCES * 5)])
    assert blank.agreement is None
    for answer in answers:
        assert answer.agreement is not None
        assert 0 <= answer.agreement <= 1
    best = [offers[0].text for offers in plain.alternatives(SOURCES, 1)]
    assert best == [answer.text for answer in answers[:-1]]


def test_a_search_without_alternatives_says_nothing_of_them(engine):
    greedy = replace(engine, search=replace(engine.search, beam=1), guard=False)
    assert {answer.agreement for answer in greedy.translate(SOURCES)} == {None}
