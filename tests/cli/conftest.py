"""The command line run for real, in this process, with what it prints."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

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
def article(folder: Path) -> Path:
    path = folder / "archive" / "2025" / "terminal.txt"
    path.parent.mkdir(parents=True)
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def folder(own_settings: Path) -> Path:
    """Where the commands of a test are run."""
    return own_settings
