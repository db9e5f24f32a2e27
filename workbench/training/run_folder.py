"""The folder of a training run: vocabulary, alignments, settings and checkpoints side by side."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np

from workbench.alignment.word_translation import TranslationTable
from workbench.errors import WorkbenchError
from workbench.training.pieces import Pieces
from workbench.training.recipe import RecipeFile

PIECES = "pieces.spm"
START = "start.safetensors"
"""Weights to begin with, when a run goes on from a model."""


class RunFolder:
    """What a run makes once and every later sitting finds again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def start_from(self, model: Path) -> None:
        """Take over the vocabulary and the weights of an exported model, in a new folder only.

        Steps are counted from 0, with a new warm-up: what the optimizer knew is not in a model.
        Raises WorkbenchError when `model` is not a folder that `workbench train` exported.
        """
        if (self.path / PIECES).exists():
            return
        vocabulary, weights = model / "source.spm", model / "model.safetensors"
        if not (vocabulary.is_file() and weights.is_file() and (model / "training.json").is_file()):
            raise WorkbenchError(
                f"{model}: expected a model that `workbench train` exported",
                hint="it holds source.spm, model.safetensors and training.json",
            )
        _write_whole(self.path / START, weights.read_bytes())
        _write_whole(self.path / PIECES, vocabulary.read_bytes())

    def pieces(self, make: Callable[[], Pieces]) -> Pieces:
        """Return the vocabulary, made and saved if it is not there yet."""
        path = self.path / PIECES
        if path.exists():
            return Pieces(path.read_bytes())
        pieces = make()
        _write_whole(path, pieces.model)
        return pieces

    def alignments(self, make: Callable[[], TranslationTable]) -> TranslationTable:
        """Return the table of piece translations, made and saved if it is not there yet."""
        path = self.path / "alignments.npz"
        if path.exists():
            with np.load(path) as saved:
                return TranslationTable(int(saved["size"]), saved["keys"], saved["probabilities"])
        table = make()
        temporary = path.with_suffix(".partial.npz")
        np.savez(temporary, size=table.size, keys=table.keys, probabilities=table.probabilities)
        temporary.replace(path)
        return table

    def describe(self, recipe_file: RecipeFile, sizes: Mapping[str, int]) -> None:
        """Write the full configuration of the run beside the weights."""
        described = {
            "recipe": recipe_file.recipe.as_dict(),
            "train": [{**asdict(e), "pairs": sizes.get(e.name, 0)} for e in recipe_file.train],
            "dev": [asdict(e) for e in recipe_file.dev],
        }
        text = json.dumps(described, indent=2, ensure_ascii=False) + "\n"
        _write_whole(self.path / "run.json", text.encode())


def _write_whole(path: Path, content: bytes) -> None:
    temporary = path.with_name(path.name + ".partial")
    temporary.write_bytes(content)
    temporary.replace(path)
