"""Where the tests find things, and how reproducible they are."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

settings.register_profile("workbench", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("workbench")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the public evaluation sets; a test that measures on them skips without it."""
    folder = Path(os.environ.get("WORKBENCH_SHARED", ROOT.parent / "shared"))
    if not (folder / "bench").is_dir():
        pytest.skip("the evaluation sets are not here; WORKBENCH_SHARED names their folder")
    return folder
