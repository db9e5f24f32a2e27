"""From a model's name to an engine, on either runtime."""

from pathlib import Path
from typing import Literal

from workbench.engines.calibrations import read_calibration
from workbench.engines.checkpoint import Checkpoint
from workbench.engines.decoding import BatchedEngine, Decoder, Search
from workbench.engines.engine import Engine
from workbench.engines.locating import locate_checkpoint

Runtime = Literal["ctranslate2", "transformers"]


def load_engine(
    model: str,
    *,
    runtime: Runtime = "ctranslate2",
    beam: int = 4,
    threads: int | None = None,
    cache: Path | None = None,
) -> Engine:
    """Return the engine of a model that is on this machine; nothing is downloaded.

    Args:
        model: Catalogue id, hub id (`organisation/name`, `@revision` allowed) or local folder.
        runtime: ctranslate2, int8 and fast, or transformers, the reference.
        beam: Hypotheses kept at each step, 1 or more.
        threads: Cores to use, None for all.
        cache: Folder of fetched and converted models, None for the user's own.

    Raises:
        EngineUnavailable: The model is unknown, not here, incomplete or cannot be loaded; the
            hint names the remedy.
    """
    checkpoint = locate_checkpoint(model, cache=cache)
    return open_engine(checkpoint, runtime=runtime, beam=beam, threads=threads, cache=cache)


def open_engine(
    checkpoint: Checkpoint,
    *,
    runtime: Runtime = "ctranslate2",
    beam: int = 4,
    threads: int | None = None,
    cache: Path | None = None,
    quantization: str = "int8",
) -> BatchedEngine:
    """Return an engine with the checkpoint in memory.

    Args:
        checkpoint: A complete model folder.
        runtime: ctranslate2 is fast; transformers is the reference, without a guard on loops.
        beam: Hypotheses kept at each step, 1 or more.
        threads: Cores to use, None for all.
        cache: Folder of converted models, None for the user's own.
        quantization: Number format of the weights, for ctranslate2 alone.

    Raises:
        EngineUnavailable: The weights, the vocabulary or the calibration cannot be used.
    """
    reference = runtime == "transformers"
    decoder = (
        _reference_decoder(checkpoint, threads)
        if reference
        else _fast_decoder(checkpoint, threads, cache, quantization)
    )
    search = Search(beam=beam)
    return BatchedEngine(
        checkpoint.id,
        checkpoint.revision,
        decoder,
        search=search,
        guard=not reference,
        calibration=read_calibration(checkpoint),
    )


def _reference_decoder(checkpoint: Checkpoint, threads: int | None) -> Decoder:
    from workbench.engines.transformers_engine import TransformersDecoder

    return TransformersDecoder(checkpoint, threads=threads)


def _fast_decoder(
    checkpoint: Checkpoint, threads: int | None, cache: Path | None, quantization: str
) -> Decoder:
    from workbench.engines.ctranslate2_engine import Ctranslate2Decoder

    return Ctranslate2Decoder(checkpoint, threads=threads, cache=cache, quantization=quantization)
