"""`workbench train` as a process: it is told to stop, saves, and goes on."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from tests.store.archive import article, confirm, keyed
from workbench.cli.train import pairs_of, sentences_of
from workbench.store import open_workspace
from workbench.training.recipe import CorpusEntry
from workbench.workflows.train_model import Report, Sources, read_corpora

RECIPE = """
[recipe]
vocabulary = 50
width = 32
feed_forward = 64
heads = 2
encoder_layers = 1
decoder_layers = 1
batch_tokens = 160
[[train]]
name = "toy"
path = "toy.tsv"
licence = "CC0-1.0"
weight = 4.0
[[dev]]
name = "toy-dev"
path = "dev.tsv"
licence = "CC0-1.0"
"""


@pytest.fixture
def command(tmp_path: Path, corpus) -> list[str]:
    (tmp_path / "recipe.toml").write_text(RECIPE)
    rows = ["\t".join(pair) for pair in corpus.pairs]
    (tmp_path / "toy.tsv").write_text("\n".join(rows[3:]) + "\n")
    (tmp_path / "dev.tsv").write_text("\n".join(rows[:3]) + "\n")
    return [
        *(sys.executable, "-m", "workbench", "train", str(tmp_path / "run")),
        *("--recipe", str(tmp_path / "recipe.toml"), "--data", str(tmp_path), "--threads", "1"),
    ]


def test_a_run_that_is_told_to_stop_saves_and_goes_on(command, tmp_path):
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        next(line for line in run.stderr if line.startswith("step "))
        run.send_signal(signal.SIGTERM)
        run.stderr.read()
        assert run.wait(timeout=60) == 0  # an open-ended run ends like this
    step = torch.load(tmp_path / "run" / "warm.pt", weights_only=True)["position"]["step"]
    assert step >= 100
    limit = ["--steps", str(step + 5), "--export", str(tmp_path / "model")]
    done = subprocess.run(
        [*command, *limit], check=True, timeout=120, capture_output=True, text=True
    )
    assert f"training from step {step}" in done.stderr
    assert (tmp_path / "model" / "model.safetensors").exists()
    assert (tmp_path / "run" / "log.png").read_bytes().startswith(b"\x89PNG")


def test_a_run_that_is_interrupted_before_its_first_step_just_ends(command, tmp_path):
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        next(line for line in run.stderr if line.startswith("toy: "))
        run.send_signal(signal.SIGINT)
        run.stderr.read()
        assert run.wait(timeout=60) == 130
    assert not (tmp_path / "run" / "warm.pt").exists()


def test_held_out_sentences_are_those_of_bitexts_and_of_plain_texts(tmp_path):
    (tmp_path / "flores.az").write_text("Bir.\nİki.\n", encoding="utf-8")
    (tmp_path / "set.tsv").write_text("Üç.\tThree.\n", encoding="utf-8")
    assert list(sentences_of(tmp_path / "flores.az")) == ["Bir.", "İki."]
    assert list(sentences_of(tmp_path / "set.tsv")) == ["Üç.", "Three."]


def test_held_out_sentences_are_not_trained_on(corpus):
    entry = CorpusEntry(name="toy", path="toy", licence="CC0-1.0")
    held_out = [corpus.pairs[5][0].rstrip("."), corpus.pairs[6][1]]
    said: list[object] = []
    sources = Sources(Path, lambda _path: corpus.pairs, held_out=held_out)
    (read,) = read_corpora([entry], [], sources, Report(said.append, said.append))
    assert set(corpus.pairs) - set(read.pairs) == {corpus.pairs[5], corpus.pairs[6]}
    assert said == [f"toy: {len(corpus.pairs) - 2} pairs, dropped 2 held out"]


def test_a_workspace_gives_the_pairs_that_were_confirmed(tmp_path, corpus):
    rows = dict(corpus.pairs)
    with open_workspace(tmp_path / "news.db") as workspace:
        workspace.add_article(*article("toy", "\n".join(rows)))
        segments = keyed(workspace, "toy")
        for source, target in list(rows.items())[1:]:
            confirm(workspace, segments[source], target)
    assert list(pairs_of(tmp_path / "news.db")) == list(rows.items())[1:]
