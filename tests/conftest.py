"""Where the tests find things, and how reproducible they are."""

import os
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

from tests.checkpoints import build_checkpoint
from workbench.settings import Settings

ROOT = Path(__file__).parent.parent

settings.register_profile("workbench", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("workbench")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count no lines while a test tries a hundred examples: it would take twice as long."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the public evaluation sets; a test that measures on them skips without it."""
    folder = Path(os.environ.get("WORKBENCH_SHARED", ROOT.parent / "shared"))
    if not (folder / "bench").is_dir():
        pytest.skip("the evaluation sets are not here; WORKBENCH_SHARED names their folder")
    return folder


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory) -> Path:
    """A small model with random weights: what it says is nonsense, everything around it is real."""
    folder: Path = tmp_path_factory.mktemp("models") / "tiny"
    return build_checkpoint(folder, "marian")


@pytest.fixture
def own_settings(tmp_path, tmp_path_factory, monkeypatch) -> Path:
    """An empty folder to work in, and neither the user's settings nor his cache."""
    for field in fields(Settings):
        monkeypatch.delenv(f"WORKBENCH_{field.name.upper()}", raising=False)
    monkeypatch.setenv("WORKBENCH_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("WORKBENCH_THREADS", "1")
    folder: Path = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
