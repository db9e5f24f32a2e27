"""A model folder as its makers publish it: which family it is, and whether it is whole."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.engines.shortlist import NAME
from workbench.errors import EngineUnavailable

WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin")
TOKENIZERS: dict[str, tuple[str, ...]] = {
    "marian": ("source.spm", "target.spm", "vocab.json"),
    "nllb": ("tokenizer.json",),
    "m2m100": ("sentencepiece.bpe.model", "vocab.json"),
}
"""The families the engines know, with the vocabulary files each of them needs."""

_MODEL_SUFFIXES = {".json", ".safetensors", ".bin", ".spm", ".model"}
_REVISION_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A complete model folder.

    Attributes:
        id: Catalogue id, hub id or folder name.
        folder: Where the files lie.
        family: marian, nllb or m2m100.
        revision: First 8 digits of the commit it was fetched at or of its content's hash.
        source: Code of Azerbaijani in the model's own notation, "" for the family's usual one.
        target: Code of English, "" likewise.
        positions: Pieces the model can count, source and target each.
        limit: The most pieces of a source, <= positions.
        shortlist: The file of its lexical shortlist, None when it has none or must do without.
    """

    id: str
    folder: Path
    family: str
    revision: str
    source: str
    target: str
    positions: int
    limit: int
    shortlist: Path | None = None


def open_checkpoint(
    folder: Path, *, name: str = "", revision: str = "", source: str = "", target: str = ""
) -> Checkpoint:
    """Return the checkpoint in the folder.

    Args:
        folder: A folder with config.json, weights and vocabulary.
        name: Id of the checkpoint, "" for the folder's own name.
        revision: Commit of the folder when it is known; else the content is hashed.
        source: Code of the source language when the model needs an unusual one.
        target: Code of the target language, likewise.

    Raises:
        EngineUnavailable: A file is missing or unreadable, or the family is none of ours.
    """
    config = _read_json(folder, "config.json")
    family = _family(folder, config)
    for vocabulary in TOKENIZERS[family]:
        _require(folder, vocabulary)
    _require_weights(folder)
    positions = config.get("max_position_embeddings", 512)
    tokenizer = _read_json(folder, "tokenizer_config.json", default={})
    return Checkpoint(
        name or folder.resolve().name,
        folder,
        family,
        (revision or content_hash(folder))[:_REVISION_DIGITS],
        source,
        target,
        positions,
        min(positions, tokenizer.get("model_max_length", positions)) - 2,
        _shortlist(folder, family),
    )


def content_hash(folder: Path) -> str:
    """Return the SHA-256 over the names and contents of the files a model consists of."""
    total = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in _MODEL_SUFFIXES and path.is_file():
            total.update(f"{path.name}\0{file_hash(path)}\n".encode())
    return total.hexdigest()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of the file in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def weight_shards(folder: Path) -> list[str]:
    """Return the names of the shards that the folder's weight index lists, none without one."""
    if not (folder / "model.safetensors.index.json").is_file():
        return []
    index = _read_json(folder, "model.safetensors.index.json")
    return sorted(set(index.get("weight_map", {}).values()))


def _shortlist(folder: Path, family: str) -> Path | None:
    """Return the file of a shortlist; of families other than Marian it is not read."""
    path = folder / NAME
    return path if family == "marian" and path.is_file() else None


def _family(folder: Path, config: dict[str, Any]) -> str:
    kind = config.get("model_type")
    if kind == "marian":
        return "marian"
    if kind == "m2m_100":
        return "nllb" if _has_nllb_tokenizer(folder) else "m2m100"
    raise EngineUnavailable(
        f"{folder}: models of type {kind!r} are not supported; expected 'marian' or 'm2m_100'",
        hint="see `workbench models list` for models that work.",
    )


def _has_nllb_tokenizer(folder: Path) -> bool:
    """Tell NLLB from M2M100, which share a model type, by the tokenizer and its files."""
    named = str(_read_json(folder, "tokenizer_config.json", default={}).get("tokenizer_class"))
    if named.startswith(("Nllb", "M2M100")):
        return named.startswith("Nllb")
    return not (folder / "vocab.json").is_file()


def _require_weights(folder: Path) -> None:
    if not any((folder / name).is_file() for name in WEIGHTS):
        _require(folder, WEIGHTS[0])
    for shard in weight_shards(folder):
        _require(folder, shard)


def _require(folder: Path, name: str) -> None:
    if not (folder / name).is_file():
        raise EngineUnavailable(
            f"{folder}: the model folder has no {name}",
            hint="fetch the model again with `workbench models fetch`, or copy the file back.",
        )


def _read_json(folder: Path, name: str, *, default: dict[str, Any] | None = None) -> dict[str, Any]:
    path = folder / name
    if default is not None and not path.is_file():
        return default
    _require(folder, name)
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise EngineUnavailable(f"{path}: not readable as JSON: {problem}") from problem
    if not isinstance(content, dict):
        raise EngineUnavailable(f"{path}: expected a JSON object, found a {type(content).__name__}")
    return content
