"""From a checkpoint to a model folder that any Marian loader reads."""

import json
import shutil
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError
from workbench.training.checkpoint import load_checkpoint
from workbench.training.network import configuration, generation
from workbench.training.pieces import Pieces
from workbench.training.recipe import Recipe
from workbench.training.trainer import COOLED, WARM


def export_model(run: Path, destination: Path) -> Path:
    """Write the averaged weights of a run as a float16 Marian checkpoint; return the folder.

    The cooled checkpoint is taken where it is not older than the warm one. The folder gets
    `config.json`, `generation_config.json`, `model.safetensors`, the sentencepiece models, the
    vocabulary, and `training.json` with the recipe, the data and the step. An existing model is
    replaced only when the new one is complete.

    Raises WorkbenchError when the run has no checkpoint yet.
    """
    checkpoint = _newest(run)
    state = load_checkpoint(checkpoint)
    if state is None:
        raise WorkbenchError(
            f"{run}: no checkpoint to export", hint="run `workbench train` in this folder first"
        )
    described = json.loads((run / "run.json").read_text(encoding="utf-8"))
    pieces = Pieces((run / "pieces.spm").read_bytes())
    partial = destination.with_name(destination.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    recipe = Recipe(**described["recipe"])
    _save_network(state["averaged"], recipe, pieces, partial)
    pieces.save(partial)
    _write_json(partial / "tokenizer_config.json", _tokenizer_settings(recipe.longest))
    _write_json(partial / "training.json", {**described, "position": state["position"]})
    return _replace(destination, partial)


def _newest(run: Path) -> Path:
    cooled, warm = run / COOLED, run / WARM
    is_newer = cooled.exists() and (
        not warm.exists() or cooled.stat().st_mtime >= warm.stat().st_mtime
    )
    return cooled if is_newer else warm


def _save_network(weights: Any, recipe: Recipe, pieces: Pieces, folder: Path) -> None:  # noqa: ANN401
    import torch
    from transformers import MarianMTModel
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    network = MarianMTModel(configuration(recipe, pieces))
    network.load_state_dict(weights)
    network.generation_config = generation(pieces)
    network.to(torch.float16).save_pretrained(folder)


def _tokenizer_settings(longest: int) -> dict[str, object]:
    """Return the tokenizer's settings; longer sources than in training are cut by the engine."""
    return {
        "tokenizer_class": "MarianTokenizer",
        "source_lang": "az",
        "target_lang": "en",
        "separate_vocabs": False,
        "model_max_length": longest,
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
    }


def _write_json(path: Path, value: dict[str, object]) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _replace(destination: Path, partial: Path) -> Path:
    """Put the finished folder in place, keeping files such as the card that it does not have."""
    if destination.exists():
        for kept in destination.iterdir():
            if not (partial / kept.name).exists():
                shutil.move(kept, partial / kept.name)
        shutil.rmtree(destination)
    partial.rename(destination)
    return destination
