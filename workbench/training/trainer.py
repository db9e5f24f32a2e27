"""The training loop: steps, checkpoints, validation. Kill it at any moment and start it again."""

import copy
import math
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from workbench.alignment.word_translation import TranslationTable
from workbench.errors import WorkbenchError
from workbench.training.checkpoint import REMEDY, load_checkpoint, save_checkpoint
from workbench.training.learners import Learner, Learners, Learnt
from workbench.training.mixture import EncodedCorpus, Mixture
from workbench.training.network import new_network
from workbench.training.pieces import Pieces
from workbench.training.recipe import Recipe
from workbench.training.run_folder import START
from workbench.training.training_log import LogLine, TrainingLog
from workbench.training.validation import Score, Validation

BETAS = (0.9, 0.98)
EPSILON = 1e-9
WEIGHT_DECAY = 0.01
LOG_EVERY = 100
AVERAGE_EVERY = 8
WARM = "warm.pt"
COOLED = "cooled.pt"
BEST = "best.pt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When a run stops and how often it looks up. A run without limits goes on until stopped.

    Attributes:
        steps: Stop after this many steps in all, None for no limit.
        minutes: Stop after this many minutes of this sitting, None for no limit.
        cool_down: Lower the learning rate to zero over this many steps from here, then stop.
            The cooled weights are kept apart, so that training can go on from the warm ones.
        checkpoint_minutes: Minutes between two checkpoints.
        validation_steps: Steps between two validations.
        patience: Stop after this many validations without a better score, None for never.
    """

    steps: int | None = None
    minutes: float | None = None
    cool_down: int | None = None
    checkpoint_minutes: float = 10.0
    validation_steps: int = 2000
    patience: int | None = None


@dataclass(slots=True)
class Position:
    """How far a run has come; saved with every checkpoint.

    Attributes:
        step: Steps taken.
        round: Round of the mixture.
        batch: Batches read of that round.
        tokens: Target pieces read.
        seconds: Time spent.
        best: Best chrF2++ of a validation.
        since_best: Validations since then.
        cooling_from: Step at which a cool-down began, None while the run is warm.
    """

    step: int = 0
    round: int = 0
    batch: int = 0
    tokens: int = 0
    seconds: float = 0.0
    best: float = 0.0
    since_best: int = 0
    cooling_from: int | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What a run reads: the vocabulary, the encoded bitexts, and which pieces belong together."""

    pieces: Pieces
    corpora: Sequence[EncodedCorpus]
    table: TranslationTable | None = None


class Trainer:
    """A run in a folder: made from a recipe, or taken up where its last checkpoint left it.

    Given the same recipe, data and number of threads, a run that was stopped and started again
    sees the same batches and the same dropout as one that was not. With one learner it ends with
    the same weights, too; with more, the first steps after a stop have fresher ones to go by.
    """

    def __init__(
        self,
        recipe: Recipe,
        material: Material,
        folder: Path,
        *,
        validation: Validation | None = None,
        learners: int = 1,
    ) -> None:
        import torch

        self.recipe = recipe
        self.pieces = material.pieces
        self.folder = folder
        self.position = Position()
        self._mixture = Mixture(material.corpora, recipe, material.pieces)
        self._validation = validation
        self._log = TrainingLog(folder / "log.csv")
        device = "cuda" if torch.cuda.is_available() else "cpu"
        self.network = new_network(recipe, material.pieces).to(device)
        self.averaged = copy.deepcopy(self.network).eval()
        table = material.table if recipe.alignment_weight else None
        self._learners = Learners(
            [Learner(self.network, recipe, material.pieces.pad, table) for _ in range(learners)]
        )
        self._optimizer = torch.optim.AdamW(
            self.network.parameters(),
            lr=recipe.learning_rate,
            betas=BETAS,
            eps=EPSILON,
            weight_decay=WEIGHT_DECAY,
            fused=True,
        )
        self._resume()

    def save(self, *, cooled: bool = False) -> Path:
        """Write a checkpoint; the warm one is what a later sitting goes on from.

        Of a cooled run the last weights are shipped: the average would still hold warmer ones.
        """
        path = self.folder / (COOLED if cooled else WARM)
        if cooled:
            self.averaged.load_state_dict(self.network.state_dict())
        state = {
            "network": self.network.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "position": asdict(self.position),
        }
        save_checkpoint(state, path)
        return path

    def keep_best(self) -> None:
        """Set the averaged weights aside, as the best so far."""
        state = {"averaged": self.averaged.state_dict(), "step": self.position.step}
        save_checkpoint(state, self.folder / BEST)

    def return_to_best(self) -> None:
        """Take the best averaged weights back, so that they are what is exported."""
        state = load_checkpoint(self.folder / BEST)
        if state is not None:
            self.averaged.load_state_dict(state["averaged"])

    def _resume(self) -> None:
        """Take over the warm checkpoint of an earlier sitting, else the weights to begin with."""
        path = self.folder / WARM
        state = load_checkpoint(path)
        if state is None:
            self._begin_with(self.folder / START)
        else:
            self._take_over(state, path)

    def _resume_cooling(self) -> None:
        """Take over a cool-down of these warm weights that was stopped, else begin one."""
        path = self.folder / COOLED
        state = load_checkpoint(path)
        warm = self.position.step
        if state is not None and state["position"].get("cooling_from") == warm:
            self._take_over(state, path)
        self.position.cooling_from = warm

    def _take_over(self, state: dict[str, Any], path: Path) -> None:
        try:
            self.network.load_state_dict(state["network"])
            self.averaged.load_state_dict(state["averaged"])
            self._optimizer.load_state_dict(state["optimizer"])
            self.position = Position(**state["position"])
        except (RuntimeError, KeyError, ValueError, TypeError) as error:
            what = f"{path}: the checkpoint belongs to another recipe"
            raise WorkbenchError(what, hint=REMEDY) from error

    def _begin_with(self, weights: Path) -> None:
        """Load a model's weights, if the run was told to start from one."""
        from safetensors.torch import load_model

        if not weights.exists():
            return
        for network in (self.network, self.averaged):
            missing, unknown = load_model(network, weights, strict=False)
            # Positions are computed, not learnt, and so are not saved.
            if unknown or any("embed_positions" not in name for name in missing):
                what = f"{weights}: the model to start from belongs to another recipe"
                raise WorkbenchError(what, hint=REMEDY)

    def start(self, limits: Limits) -> Position:
        """Return where a run begins: at the warm checkpoint, or in a cool-down that was stopped."""
        if limits.cool_down is not None and self.position.cooling_from is None:
            self._resume_cooling()
        return self.position

    def run(
        self,
        limits: Limits,
        *,
        progress: Callable[[LogLine], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Position:
        """Train until a limit is reached or `stopped` says so, saving on the way and at the end."""
        where = self.start(limits)
        sitting = _Sitting(self, limits, progress)
        batches = self._mixture.batches(where.round, where.batch)
        with closing(self._learners.learn(batches)) as learning:
            while not sitting.is_over():
                for learnt in islice(learning, self.recipe.accumulate):
                    learnt.copy.hand_over_gradients(1 / self.recipe.accumulate)
                    sitting.count(learnt)
                self._move(self.learning_rate(limits))
                sitting.record()
                if stopped():
                    break
        sitting.close()
        return where

    def _move(self, learning_rate: float) -> None:
        """Take one step along the gradients."""
        import torch

        for group in self._optimizer.param_groups:
            group["lr"] = learning_rate
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.recipe.clip)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self.position.step += 1
        if self.position.step % AVERAGE_EVERY == 0:
            self._average()

    def learning_rate(self, limits: Limits) -> float:
        """Return the rate of the next step: growing, level, slowly falling; to 0 if cooling."""
        step, cooling_from = self.position.step, self.position.cooling_from
        growing, falling = (
            (step + 1) / self.recipe.warm_up,
            math.sqrt(self.recipe.hold / (step + 1)),
        )
        rate = self.recipe.learning_rate * min(1.0, growing, falling)
        if limits.cool_down is None or cooling_from is None:
            return rate
        return rate * max(0.0, 1 - (step - cooling_from) / limits.cool_down)

    def steps_left(self, limits: Limits) -> int | None:
        """Return the steps until a limit of steps or a cool-down ends the run, None without one."""
        step, cooling_from = self.position.step, self.position.cooling_from
        ends = [limits.steps] if limits.steps is not None else []
        if limits.cool_down is not None and cooling_from is not None:
            ends.append(cooling_from + limits.cool_down)
        return max(0, min(ends) - step) if ends else None

    def _average(self) -> None:
        """Move the averaged weights a little towards the current ones."""
        import torch

        # The average forgets its random start quickly: early on the decay is smaller.
        step = self.position.step
        decay = min(self.recipe.average_decay, (1 + step) / (10 + step)) ** AVERAGE_EVERY
        with torch.no_grad():
            torch._foreach_lerp_(
                list(self.averaged.parameters()), list(self.network.parameters()), 1 - decay
            )

    def log(self, line: LogLine) -> None:
        """Append a line to the run's log."""
        self._log.append(line)

    def validate(self) -> list[Score]:
        """Return the scores of the averaged weights on the held-out sets."""
        return self._validation.scores(self.averaged) if self._validation else []


class _Sitting:
    """One call of `run`: the clock, the log and the limits."""

    def __init__(
        self, trainer: Trainer, limits: Limits, progress: Callable[[LogLine], None] | None
    ) -> None:
        self._trainer = trainer
        self._limits = limits
        self._progress = progress
        self._began = self._saved = self._logged = time.monotonic()
        self._loss_sum = 0.0
        self._tokens = 0
        self._logged_step = trainer.position.step

    def is_over(self) -> bool:
        """Return whether a limit has been reached."""
        limits = self._limits
        return (
            self._trainer.steps_left(limits) == 0
            or (limits.minutes is not None and time.monotonic() - self._began > limits.minutes * 60)
            or self._has_lost_patience()
        )

    def _has_lost_patience(self) -> bool:
        patience = self._limits.patience
        return patience is not None and self._trainer.position.since_best >= patience

    def count(self, learnt: Learnt) -> None:
        """Count a batch."""
        where = self._trainer.position
        where.round, where.batch = learnt.round, learnt.place + 1
        where.tokens += learnt.tokens
        self._tokens += learnt.tokens
        self._loss_sum += learnt.cross_entropy * learnt.tokens

    def record(self) -> None:
        """Log, validate and save after a step, when it is time."""
        where = self._trainer.position
        due = where.step % self._limits.validation_steps == 0
        if due or where.step % LOG_EVERY == 0:
            self._write(self._trainer.validate() if due else [])
        if time.monotonic() - self._saved > self._limits.checkpoint_minutes * 60:
            self._save()

    def close(self) -> None:
        """Save at the end of the sitting, and validate what a cool-down made."""
        if self._limits.cool_down is not None:
            self._write(self._trainer.validate())
        if self._has_lost_patience():
            self._trainer.return_to_best()
        self._save()

    def _save(self) -> None:
        self._trainer.save(cooled=self._limits.cool_down is not None)
        self._saved = time.monotonic()

    def _write(self, scores: list[Score]) -> None:
        now = time.monotonic()
        where = self._trainer.position
        where.seconds += now - self._logged
        line = LogLine(
            step=where.step,
            minutes=round(where.seconds / 60, 2),
            tokens=where.tokens,
            loss=round(self._loss_sum / max(1, self._tokens), 4),
            learning_rate=self._trainer.learning_rate(self._limits),
            tokens_per_second=round(self._tokens / max(1e-9, now - self._logged)),
            scores=tuple(scores),
            minutes_left=self._minutes_left(now),
        )
        self._remember_best(scores)
        self._trainer.log(line)
        self._logged, self._logged_step = time.monotonic(), where.step
        self._loss_sum, self._tokens = 0.0, 0
        if self._progress:
            self._progress(line)

    def _minutes_left(self, now: float) -> float | None:
        left, limit = self._trainer.steps_left(self._limits), self._limits.minutes
        ends = [] if limit is None else [max(0.0, limit - (now - self._began) / 60)]
        steps = self._trainer.position.step - self._logged_step
        if left is not None and steps:
            ends.append(left * (now - self._logged) / steps / 60)
        return min(ends) if ends else None

    def _remember_best(self, scores: list[Score]) -> None:
        if not scores:
            return
        where, chrf = self._trainer.position, scores[0].chrf
        where.since_best = 0 if chrf > where.best else where.since_best + 1
        where.best = max(where.best, chrf)
        if where.since_best == 0 and self._limits.patience is not None:
            self._trainer.keep_best()
