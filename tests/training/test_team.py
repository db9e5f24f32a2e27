"""Two real processes train one model."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from workbench.training.mixture import Mixture

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
        *("--recipe", str(tmp_path / "recipe.toml"), "--data", str(tmp_path)),
        *("--processes", "2", "--threads", "1"),
    ]


def test_members_of_a_team_share_the_batches_out(encoded, recipe):
    alone = list(Mixture([encoded], recipe).round(0))
    members = [Mixture([encoded], recipe, rank=rank, size=3).batches() for rank in range(3)]
    steps = len(alone) // 3
    shared = [[next(member) for member in members] for _ in range(steps)]
    assert [batch for step in shared for _, _, batch in step] == alone[: steps * 3]
    assert all(len({place for _, place, _ in step}) == 1 for step in shared)
    assert {next(member)[0] for member in members} == {1}


def test_two_processes_train_stop_and_go_on(command, tmp_path):
    subprocess.run([*command, "--steps", "4", "--validation-steps", "4"], check=True, timeout=120)
    first = torch.load(tmp_path / "run" / "warm.pt", weights_only=True)
    assert first["position"]["step"] == 4
    assert first["position"]["batch"] == 8
    done = subprocess.run(
        [*command, "--steps", "6"], check=True, timeout=120, capture_output=True, text=True
    )
    assert done.stderr.count("training from step 4") == 1
    again = torch.load(tmp_path / "run" / "warm.pt", weights_only=True)
    assert again["position"]["step"] == 6
    assert again["position"]["tokens"] > first["position"]["tokens"]


def test_a_team_that_is_told_to_stop_saves_first(command, tmp_path):
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        next(line for line in run.stderr if "training from step" in line)
        run.send_signal(signal.SIGTERM)
        run.stderr.read()
        assert run.wait(timeout=60) == 0
    saved = torch.load(tmp_path / "run" / "warm.pt", weights_only=True)
    assert saved["position"]["step"] >= 1


def test_a_member_that_dies_ends_the_run(command):
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        next(line for line in run.stderr if "training from step" in line)
        found = ["pgrep", "-P", str(run.pid), "-f", "spawn_main"]
        members = subprocess.run(found, capture_output=True, text=True, check=True)
        os.kill(int(members.stdout.split()[-1]), signal.SIGKILL)
        run.stderr.read()
        assert run.wait(timeout=60) != 0
