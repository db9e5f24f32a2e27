"""`workbench train` as a process: it is told to stop, saves, and goes on."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

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
        assert run.wait(timeout=60) == 0
    step = torch.load(tmp_path / "run" / "warm.pt", weights_only=True)["position"]["step"]
    assert step >= 100
    limit = ["--steps", str(step + 5), "--export", str(tmp_path / "model")]
    done = subprocess.run(
        [*command, *limit], check=True, timeout=120, capture_output=True, text=True
    )
    assert f"training from step {step}" in done.stderr
    assert (tmp_path / "model" / "model.safetensors").exists()
    assert (tmp_path / "run" / "log.png").read_bytes().startswith(b"\x89PNG")
