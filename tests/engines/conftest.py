"""Tiny checkpoints, built once for all engine tests of a worker."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checkpoints import FAMILIES, build_checkpoint


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives the folder of a family's checkpoint; nobody may change it."""
    root = tmp_path_factory.mktemp("checkpoints")
    folders = {family: build_checkpoint(root / family, family) for family in FAMILIES}
    return folders.__getitem__


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder that the tests of a worker share."""
    return tmp_path_factory.mktemp("cache")
