"""Checkpoints converted for CTranslate2, once for each revision, number format and version.

A lexical shortlist is taken along: with another one the checkpoint is converted anew.
"""

import re
import shutil
import tempfile
import time
from pathlib import Path

from workbench.engines.cache import cache_folder
from workbench.engines.checkpoint import Checkpoint, file_hash
from workbench.engines.foreign import ConversionConfig, HubModel, HubTokenizer, Loader
from workbench.engines.shortlist import NAME, check_shortlist
from workbench.engines.vocabulary import load_tokenizer, marian_pieces
from workbench.engines.weights import load_model
from workbench.errors import EngineUnavailable

_UNFINISHED = ".unfinished-"
_STALE_SECONDS = 24 * 3600
_HASH_DIGITS = 8


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
    if _is_complete(place, checkpoint):
        return place
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _remove_stale(place.parent)
        with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=place.parent) as unfinished:
            fresh = Path(unfinished) / "model"
            _convert(checkpoint, fresh, quantization)
            _move(fresh, place, checkpoint)
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
    if checkpoint.shortlist:
        name += f"-shortlist-{file_hash(checkpoint.shortlist)[:_HASH_DIGITS]}"
    return cache_folder(cache) / "converted" / name


def _is_complete(folder: Path, checkpoint: Checkpoint) -> bool:
    names = ["model.bin", "config.json", *([NAME] if checkpoint.shortlist else [])]
    return all((folder / name).is_file() for name in names)


def _remove_stale(folder: Path) -> None:
    """Remove what killed conversions left, but not what another process is writing now."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        if time.time() - path.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _move(fresh: Path, place: Path, checkpoint: Checkpoint) -> None:
    """Put the folder in its place, unless another process was faster."""
    if place.exists() and not _is_complete(place, checkpoint):
        shutil.rmtree(place)
    try:
        fresh.replace(place)
    except OSError:
        if not _is_complete(place, checkpoint):
            raise


def _convert(checkpoint: Checkpoint, folder: Path, quantization: str) -> None:
    from ctranslate2.converters import transformers as loaders

    if checkpoint.shortlist:
        check_shortlist(checkpoint.shortlist, frozenset(marian_pieces(checkpoint)))
    model, tokenizer = load_model(checkpoint), load_tokenizer(checkpoint)
    if checkpoint.family == "marian":
        loader = _prepare_marian(checkpoint, model, tokenizer, loaders.BartLoader())
        if checkpoint.shortlist:
            _put_start_first(model, tokenizer)
    else:
        loader = loaders.M2M100Loader()
        _complete_vocabulary(tokenizer)
    try:
        spec = loader(model, tokenizer)
        spec.validate()
        spec.optimize(quantization=quantization)
        if checkpoint.shortlist:
            spec.register_vocabulary_mapping(str(checkpoint.shortlist))
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


def _put_start_first(model: HubModel, tokenizer: HubTokenizer) -> None:
    """Renumber the pieces so that `<pad>`, with which a translation begins, is number 0.

    CTranslate2 numbers the pieces that a batch allows anew, in order, but goes on looking up the
    start where it stood in the first batch. In front of all pieces its place never changes, nor do
    those of `</s>` and `<unk>` behind it. Places of other pieces do: a translation that has to
    begin with given ones must be made without the shortlist.
    """
    import torch

    pieces = tokenizer.get_vocab()
    start = pieces[tokenizer.pad_token]
    order = [start, *(number for number in range(len(pieces)) if number != start)]
    embeddings = (model.get_encoder().embed_tokens, model.get_decoder().embed_tokens)
    rows = [one.weight for one in (*embeddings, model.get_output_embeddings())]
    with torch.no_grad():
        for weight in {id(one): one for one in rows}.values():
            weight.copy_(weight[order].clone())
        model.final_logits_bias.copy_(model.final_logits_bias[:, order].clone())
    places = {number: place for place, number in enumerate(order)}
    tokenizer.get_vocab = lambda: {piece: places[number] for piece, number in pieces.items()}


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
