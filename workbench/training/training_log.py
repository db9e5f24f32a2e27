"""The log of a run: one CSV line every hundred steps, and a picture of it."""

import csv
from dataclasses import dataclass
from pathlib import Path

from workbench.training.validation import Score

COLUMNS = ("step", "minutes", "tokens", "loss", "learning_rate", "tokens_per_second", "scores")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """How the run stood at a step; `loss` is the mean since the line before, a piece.

    `minutes_left` is reckoned from the speed since then; None for a run without an end.
    """

    step: int
    minutes: float
    tokens: int
    loss: float
    learning_rate: float
    tokens_per_second: int
    scores: tuple[Score, ...] = ()
    minutes_left: float | None = None


class TrainingLog:
    """A CSV file that grows by a line."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, line: LogLine) -> None:
        """Add a line, with the column names first in a new file."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not self._path.exists()
        with self._path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if is_new:
                writer.writerow(COLUMNS)
            scores = " ".join(f"{s.name}:{s.bleu:.1f}/{s.chrf:.1f}" for s in line.scores)
            rate = f"{line.learning_rate:.3e}"
            writer.writerow(
                [
                    line.step,
                    line.minutes,
                    line.tokens,
                    line.loss,
                    rate,
                    line.tokens_per_second,
                    scores,
                ]
            )
