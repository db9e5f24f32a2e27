"""The calibration beside a model's weights: what its scores are worth."""

from pathlib import Path

from workbench.confidence.calibration import UNCALIBRATED, Calibration
from workbench.confidence.notation import read_spelled
from workbench.engines.checkpoint import Checkpoint
from workbench.errors import EngineUnavailable

NAME = "confidence.toml"
"""No file that a model consists of: its revision stays the same."""


def calibration_path(checkpoint: Checkpoint) -> Path:
    """Return where the calibration of a model lies, or would lie."""
    return checkpoint.folder / NAME


def read_calibration(checkpoint: Checkpoint) -> Calibration:
    """Return the model's calibration; one of another revision counts as none.

    Raises:
        EngineUnavailable: The file is there and cannot be used.
    """
    path = calibration_path(checkpoint)
    if not path.is_file():
        return UNCALIBRATED
    try:
        found = read_spelled(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise EngineUnavailable(
            f"{path}: not readable as a calibration: {problem}",
            hint="remove it, or measure anew: `workbench evaluate-confidence BITEXT --save`",
        ) from problem
    return found if found.revision == checkpoint.revision else UNCALIBRATED
