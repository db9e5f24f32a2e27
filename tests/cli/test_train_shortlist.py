"""`train shortlist` beside `train FOLDER`."""

import shutil
from pathlib import Path

import pytest

from tests.checkpoints import SOURCES, build_checkpoint
from workbench.cli import train_shortlist
from workbench.engines.checkpoint import open_checkpoint


@pytest.fixture(autouse=True)
def no_corpora(monkeypatch):
    """Leave out what comes with the workbench: it takes a quarter of a minute."""
    monkeypatch.setattr(train_shortlist, "BITEXTS", ())


@pytest.fixture
def model(tiny_model, tmp_path) -> Path:
    folder: Path = tmp_path / "tiny"
    shutil.copytree(tiny_model, folder)
    return folder


@pytest.fixture
def bitext(tmp_path) -> Path:
    path: Path = tmp_path / "pairs.tsv"
    path.write_text("".join(f"{source}\tthe port of the city\n" for source in SOURCES), "utf-8")
    return path


def test_the_shortlist_lies_beside_the_weights_and_is_used(workbench, model, bitext):
    outcome = workbench("train", "shortlist", model, "--data", bitext)
    assert (outcome.status, outcome.out) == (0, f"{model / 'vmap.txt'}\n")
    assert f"reading {bitext}" in outcome.err
    assert "target pieces, among them 100.00% of those" in outcome.err
    made = model / "vmap.txt"
    assert open_checkpoint(model).shortlist == made
    first = made.read_bytes()
    assert workbench("train", "shortlist", model, "--data", bitext).status == 0
    assert made.read_bytes() == first


def test_a_setting_leaves_it_aside(workbench, model, bitext, monkeypatch):
    plain = workbench("models", "convert", model).out
    workbench("train", "shortlist", model, "--data", bitext)
    assert workbench("models", "convert", model).out != plain
    monkeypatch.setenv("WORKBENCH_SHORTLIST", "off")
    assert workbench("models", "convert", model).out == plain
    monkeypatch.setenv("WORKBENCH_SHORTLIST", "no")
    assert "unknown shortlist 'no'; expected on or off" in workbench("models", "convert", model).err


def test_wrong_input(workbench, model, bitext, tmp_path):
    missing = workbench("train", "shortlist", model, "--data", tmp_path / "none.tsv")
    assert (missing.status, "no such file" in missing.err) == (2, True)
    nothing = workbench("train", "shortlist", "startre", "--data", bitext)
    assert (nothing.status, "did you mean 'starter'" in nothing.err) == (2, True)
    other = build_checkpoint(tmp_path / "nllb", "nllb")
    family = workbench("train", "shortlist", other, "--data", bitext)
    assert (family.status, "made for Marian models" in family.err) == (2, True)


def test_any_other_word_is_the_folder_of_a_run(workbench):
    assert "Usage: workbench train [OPTIONS] FOLDER" in workbench("train", "--help").out
    usage = workbench("train", "shortlist", "--help").out
    assert "Usage: workbench train shortlist [OPTIONS] MODEL" in usage
