"""The default runtime: a checkpoint converted once to int8 and run by CTranslate2."""

import os
import shutil
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean as mean

from workbench.engines.batching import length_bound
from workbench.engines.checkpoint import Checkpoint
from workbench.engines.conversion import converted
from workbench.engines.decoding import Batch, Decoded, Search
from workbench.engines.foreign import Scored, Translation, Translator
from workbench.engines.vocabulary import HubVocabulary, MarianVocabulary, Pieces, Vocabulary
from workbench.errors import EngineUnavailable

_AHEAD = 2
"""Batches a worker has waiting: enough never to idle, few enough to stop soon."""


class Ctranslate2Decoder:
    """A converted checkpoint in memory; every core runs batches of its own.

    Args:
        checkpoint: A complete model folder.
        threads: Batches decoded at the same time, one thread each; None takes all cores.
        quantization: Number format of the weights, as CTranslate2 names it. Its bfloat16 is
            left out on purpose: on a CPU it silently becomes float32.
        cache: Folder of converted models, None for the user's own.

    Raises:
        EngineUnavailable: Weights or vocabulary cannot be used, or the cache not be written.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        *,
        threads: int | None = None,
        quantization: str = "int8",
        cache: Path | None = None,
    ) -> None:
        marian = checkpoint.family == "marian"
        self._vocabulary: Vocabulary = (MarianVocabulary if marian else HubVocabulary)(checkpoint)
        self._workers = threads or available_cores()
        folder = converted(checkpoint, quantization, cache=cache)
        try:
            self._translator = _open(folder, self._workers, quantization)
        except EngineUnavailable:  # a crash of the machine may have cut the files short
            shutil.rmtree(folder, ignore_errors=True)
            folder = converted(checkpoint, quantization, cache=cache)
            self._translator = _open(folder, self._workers, quantization)
        self._positions = checkpoint.positions
        self._has_shortlist = checkpoint.shortlist is not None
        self.limit = checkpoint.limit

    def encode(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the pieces of each text, the language code and the end included."""
        return self._vocabulary.encode(texts)

    def decode(self, batches: Iterable[Batch], search: Search) -> Iterator[list[list[Decoded]]]:
        """Yield the translations of each batch; the next ones are in work meanwhile."""
        submitted: deque[list[Translation]] = deque()
        for batch in batches:
            submitted.append(self._submit(batch, search))
            if len(submitted) > _AHEAD * self._workers:
                yield self._collect(submitted.popleft())
        while submitted:
            yield self._collect(submitted.popleft())

    def encode_targets(self, texts: Sequence[str]) -> Batch:
        """Return the pieces of translations, with nothing around them."""
        return self._vocabulary.encode_targets(texts)

    def complete(self, batch: Batch, beginnings: Batch) -> list[Decoded]:
        """Return a translation of each sequence that begins with the pieces given for it."""
        start = self._vocabulary.target_start
        written: list[Translation] = self._translator.translate_batch(
            batch,
            target_prefix=[[start, *pieces] if start else pieces for pieces in beginnings],
            beam_size=1,
            max_input_length=0,
            max_decoding_length=length_bound(max(map(len, batch)), self._positions),
            disable_unk=True,
            suppress_sequences=[[piece] for piece in self._vocabulary.silent],
        )
        return self._scored(batch, [answer.hypotheses[0] for answer in written])

    def judge(self, batch: Batch, targets: Batch) -> list[Decoded]:
        """Return the translation given for each sequence with its score."""
        start = self._vocabulary.target_start
        return self._scored(batch, [[start, *some] if start else some for some in targets])

    def _scored(self, batch: Batch, targets: list[Pieces]) -> list[Decoded]:
        scored: list[Scored] = self._translator.score_batch(batch, targets)
        forced = 1 if self._vocabulary.target_start else 0
        return [
            Decoded(self._vocabulary.decode(pieces), mean(one.log_probs[forced:]), len(pieces))
            for pieces, one in zip(targets, scored, strict=True)
        ]

    def _submit(self, batch: Batch, search: Search) -> list[Translation]:
        start = self._vocabulary.target_start
        pending: list[Translation] = self._translator.translate_batch(
            batch,
            target_prefix=[[start]] * len(batch) if start else None,
            asynchronous=True,
            beam_size=search.beam,
            num_hypotheses=search.hypotheses,
            no_repeat_ngram_size=search.no_repeat,
            max_input_length=0,
            min_decoding_length=2 if start else 1,
            max_decoding_length=length_bound(max(map(len, batch)), self._positions),
            disable_unk=True,
            use_vmap=self._has_shortlist,
            suppress_sequences=[[piece] for piece in self._vocabulary.silent],
            return_scores=True,
        )
        return pending

    def _collect(self, pending: list[Translation]) -> list[list[Decoded]]:
        return [self._decoded(answer.result()) for answer in pending]

    def _decoded(self, answer: Translation) -> list[Decoded]:
        return [
            Decoded(self._vocabulary.decode(pieces), min(score, 0.0), len(pieces))
            for pieces, score in zip(answer.hypotheses, answer.scores, strict=True)
        ]


def available_cores() -> int:
    """Return the number of cores this process may use, 1 or more."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _open(folder: Path, workers: int, quantization: str) -> Translator:
    import ctranslate2

    try:
        return ctranslate2.Translator(
            str(folder), inter_threads=workers, intra_threads=1, compute_type=quantization
        )
    except (RuntimeError, ValueError) as problem:
        raise EngineUnavailable(
            f"{folder}: CTranslate2 cannot open the converted model: {problem}",
            hint="use the transformers runtime for it.",
        ) from problem
