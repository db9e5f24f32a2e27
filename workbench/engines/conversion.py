"""Checkpoints converted for CTranslate2, once for each revision, number format and version."""

import re
import shutil
import tempfile
import time
from pathlib import Path

from workbench.engines.cache import cache_folder
from workbench.engines.checkpoint import Checkpoint
from workbench.engines.foreign import ConversionConfig, HubModel, HubTokenizer, Loader
from workbench.engines.vocabulary import load_tokenizer
from workbench.engines.weights import load_model
from workbench.errors import EngineUnavailable

_UNFINISHED = ".unfinished-"
_STALE_SECONDS = 24 * 3600


def converted(checkpoint: Checkpoint, quantization: str, *, cache: Path | None = None) -> Path:
    """Return the folder of the converted checkpoint, converting it first where need be.

    The conversion is written beside its place and moved there in one step: two processes may
    convert at once, and a killed one leaves nothing that could be taken for a model.

    Args:
        checkpoint: A complete model folder.
        quantization: Number format of the weights, such as int8 or float32.
        cache: Folder of the caches, None for the user's own.

    Raises:
        EngineUnavailable: The weights cannot be used or the cache cannot be written.
    """
    place = converted_folder(checkpoint, quantization, cache=cache)
    if _is_complete(place):
        return place
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _remove_stale(place.parent)
        with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=place.parent) as unfinished:
            fresh = Path(unfinished) / "model"
            _convert(checkpoint, fresh, quantization)
            _move(fresh, place)
    except OSError as problem:
        raise EngineUnavailable(
            f"{place}: the converted model cannot be written: {problem.strerror or problem}",
            hint="free some space, or set WORKBENCH_CACHE to a folder that can be written.",
        ) from problem
    return place


def converted_folder(
    checkpoint: Checkpoint, quantization: str, *, cache: Path | None = None
) -> Path:
    """Return where the converted checkpoint lies once it exists."""
    import ctranslate2

    label = re.sub(r"[^\w.-]+", "-", checkpoint.id)[:40]
    name = f"{label}-{checkpoint.revision}-{quantization}-{ctranslate2.__version__}"
    return cache_folder(cache) / "converted" / name


def _is_complete(folder: Path) -> bool:
    return (folder / "model.bin").is_file() and (folder / "config.json").is_file()


def _remove_stale(folder: Path) -> None:
    """Remove what killed conversions left, but not what another process is writing now."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        if time.time() - path.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _move(fresh: Path, place: Path) -> None:
    """Put the folder in its place, unless another process was faster."""
    if place.exists() and not _is_complete(place):
        shutil.rmtree(place)
    try:
        fresh.replace(place)
    except OSError:
        if not _is_complete(place):
            raise


def _convert(checkpoint: Checkpoint, folder: Path, quantization: str) -> None:
    from ctranslate2.converters import transformers as loaders

    model, tokenizer = load_model(checkpoint), load_tokenizer(checkpoint)
    if checkpoint.family == "marian":
        loader = _prepare_marian(checkpoint, model, tokenizer, loaders.BartLoader())
    else:
        loader = loaders.M2M100Loader()
        _complete_vocabulary(tokenizer)
    try:
        spec = loader(model, tokenizer)
        spec.validate()
        spec.optimize(quantization=quantization)
    except (ValueError, NotImplementedError, RuntimeError) as problem:
        raise _not_convertible(checkpoint, str(problem)) from problem
    folder.mkdir()
    spec.save(str(folder))


def _prepare_marian(
    checkpoint: Checkpoint, model: HubModel, tokenizer: HubTokenizer, loader: Loader
) -> Loader:
    """Return a loader that keeps the embedding of `<pad>`, with which a translation begins.

    CTranslate2's own Marian loader drops it and begins with zeros. That is right for published
    models alone: in a checkpoint trained with tied embeddings the row is not zero.
    """
    if getattr(tokenizer, "separate_vocabs", False):
        raise _not_convertible(checkpoint, "source and target have vocabularies of their own")
    model.config.normalize_before = False
    model.config.normalize_embedding = False

    def name_special_pieces(config: ConversionConfig, *_: object) -> None:
        config.eos_token = tokenizer.eos_token
        config.unk_token = tokenizer.unk_token
        config.decoder_start_token = tokenizer.pad_token

    loader.set_config = name_special_pieces
    return loader


def _complete_vocabulary(tokenizer: HubTokenizer) -> None:
    """Give the tokenizer's vocabulary its language codes back.

    transformers 5 leaves M2M100's out; the converter would put placeholders in their rows, and
    the model would no longer be told to write English.
    """
    languages = getattr(tokenizer, "lang_token_to_id", {})
    known = tokenizer.get_vocab()
    tokenizer.get_vocab = lambda: known | languages


def _not_convertible(checkpoint: Checkpoint, reason: str) -> EngineUnavailable:
    return EngineUnavailable(
        f"{checkpoint.folder}: CTranslate2 cannot convert the model: {reason}",
        hint="use the transformers runtime for it.",
    )
