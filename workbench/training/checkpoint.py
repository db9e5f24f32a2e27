"""Checkpoints on disk: whole or not at all."""

import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError

REMEDY = "train into another folder, or delete the file to start afresh"


def save_checkpoint(state: Mapping[str, Any], path: Path) -> None:
    """Write a state to a temporary file, then rename it over `path`."""
    import torch

    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".partial")
    with temporary.open("wb") as file:
        torch.save(dict(state), file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def load_checkpoint(path: Path) -> dict[str, Any] | None:
    """Return a saved state on the CPU, or None when there is no such file.

    Only tensors and plain values are loaded, never code. Raises WorkbenchError when the file is
    damaged.
    """
    import torch

    if not path.exists():
        return None
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except (RuntimeError, EOFError, pickle.UnpicklingError) as error:
        raise WorkbenchError(f"{path}: the checkpoint is damaged", hint=REMEDY) from error
    return state
