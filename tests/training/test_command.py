"""`workbench train` as a process: it is told to stop, saves, and goes on."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from tests.store.archive import article, confirm, keyed
from workbench.store import open_workspace

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


def test_a_run_with_an_end_tells_the_time_left(command):
    done = subprocess.run(
        [*command, "--steps", "200"], check=True, timeout=120, capture_output=True, text=True
    )
    hundredth, last = [line for line in done.stderr.splitlines() if line.startswith("step ")]
    assert re.fullmatch(r"step 100 .* \d+ min left .*", hundredth)
    assert " 0 min left " in last


def test_held_out_files_are_not_trained_on(command, tmp_path, corpus):
    (tmp_path / "flores.az").write_text(corpus.pairs[5][0] + "\n", encoding="utf-8")
    (tmp_path / "set.tsv").write_text("\t".join(corpus.pairs[6]) + "\n", encoding="utf-8")
    options = ["--steps", "1"]
    for name in ("flores.az", "set.tsv"):
        options += ["--held-out", str(tmp_path / name)]
    done = subprocess.run(
        [*command, *options], check=True, timeout=120, capture_output=True, text=True
    )
    # Sentences of the dev set are held out as well; they share their sides with none of the others.
    kept = len(corpus.pairs) - 3 - 2
    assert f"toy: {kept} pairs, dropped 2 held out" in done.stderr


def test_what_was_confirmed_in_a_workspace_is_trained_on(command, tmp_path, corpus):
    rows = dict(corpus.pairs[3:])
    with open_workspace(tmp_path / "news.db") as workspace:
        workspace.add_article(*article("toy", "\n".join(rows)))
        segments = keyed(workspace, "toy")
        for source, target in list(rows.items())[1:]:
            confirm(workspace, segments[source], target)
    recipe = (tmp_path / "recipe.toml").read_text()
    (tmp_path / "recipe.toml").write_text(recipe.replace("toy.tsv", "news.db"))
    done = subprocess.run(
        [*command, "--steps", "1"], check=True, timeout=120, capture_output=True, text=True
    )
    assert f"toy: {len(rows) - 1} pairs" in done.stderr
