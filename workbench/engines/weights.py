"""A checkpoint's weights in memory, or a refusal: never a model with random numbers in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from workbench.engines.checkpoint import Checkpoint
from workbench.engines.foreign import HubModel
from workbench.errors import EngineUnavailable

_ONE_AT_A_TIME = Lock()
"""transformers loses its way for good when two threads load weights together."""

_COMPUTED = ("embed_positions",)
"""Parts of a model that are calculated, so that checkpoints may have or lack them."""


def load_model(checkpoint: Checkpoint) -> HubModel:
    """Return the transformers model in float32, every weight of it read from the folder.

    Raises:
        EngineUnavailable: The weights are unreadable, too few, of other sizes, or more than the
            configuration has a place for.
    """
    import torch
    from transformers import AutoModelForSeq2SeqLM

    try:
        with _ONE_AT_A_TIME, quiet():
            model, report = AutoModelForSeq2SeqLM.from_pretrained(
                checkpoint.folder,
                dtype=torch.float32,
                local_files_only=True,
                output_loading_info=True,
            )
    except Exception as problem:
        raise _unusable(checkpoint, _first_line(problem)) from problem
    _refuse_made_up(checkpoint, report)
    return model.eval()


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the progress bars and notices of transformers off the terminal."""
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()


def _refuse_made_up(checkpoint: Checkpoint, report: dict[str, Any]) -> None:
    missing = sorted(key for key in report["missing_keys"] if not _is_computed(key))
    if missing:
        raise _unusable(checkpoint, f"they lack {_some(missing)}")
    mismatched = sorted(str(entry[0]) for entry in report["mismatched_keys"])
    if mismatched:
        raise _unusable(checkpoint, f"other sizes than config.json says: {_some(mismatched)}")
    homeless = sorted(
        key for key in report["unexpected_keys"] if ".layers." in key and not _is_computed(key)
    )
    if homeless:
        raise _unusable(checkpoint, f"config.json has no place for {_some(homeless)}")


def _is_computed(key: str) -> bool:
    return any(part in key for part in _COMPUTED)


def _some(keys: list[str]) -> str:
    more = f" and {len(keys) - 2} more" if len(keys) > 2 else ""
    return ", ".join(keys[:2]) + more


def _unusable(checkpoint: Checkpoint, reason: str) -> EngineUnavailable:
    return EngineUnavailable(
        f"{checkpoint.folder}: the model's weights cannot be used: {reason}",
        hint="fetch the model again with `workbench models fetch`, or copy the files anew.",
    )


def _first_line(problem: Exception) -> str:
    return next(iter(str(problem).splitlines()), type(problem).__name__)
