"""The command line run for real, in this process, with what it prints."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.checkpoints import build_checkpoint
from workbench.cli.main import run

ARTICLE = """ date 2025-03-04 Bakı limanında yeni terminal tikilir - ŞƏRH
- 4 mart, 2025
- 10:30
Bakı Limanı Orta Dəhlizin əsas qovşağıdır. TDT-yə üzv ölkələr 2023-cü ildə 4,2 mln ton yük daşıyıb.
Direktor "Yeni terminal sentyabrda açılacaq. Burada 120 nəfər işləyəcək" deyə bildirib.
Nigar Səfərova
"""


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def workbench(capsys) -> Callable[..., Outcome]:
    def call(*arguments: object) -> Outcome:
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return call


@pytest.fixture
def article(tmp_path) -> Path:
    path: Path = tmp_path / "archive" / "2025" / "terminal.txt"
    path.parent.mkdir(parents=True)
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory) -> Path:
    """A small model with random weights: what it says is nonsense, everything around it is real."""
    folder: Path = tmp_path_factory.mktemp("models") / "tiny"
    return build_checkpoint(folder, "marian")


@pytest.fixture(autouse=True)
def own_folders(tmp_path, tmp_path_factory, monkeypatch):
    """No command of a test sees the user's settings or cache."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKBENCH_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.delenv("WORKBENCH_ENGINE", raising=False)
