"""The reference: a checkpoint run by transformers in float32, as its makers meant it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from workbench.engines.batching import length_bound
from workbench.engines.checkpoint import Checkpoint
from workbench.engines.decoding import Batch, Decoded, Search
from workbench.engines.foreign import Generated, GenerationOptions, Rows
from workbench.engines.vocabulary import HubVocabulary, Pieces
from workbench.engines.weights import load_model


class TransformersDecoder:
    """A checkpoint in memory, decoded with `generate`.

    Args:
        checkpoint: A complete model folder.
        threads: Threads of one operation, for the whole process; None leaves torch's own choice.

    Raises:
        EngineUnavailable: Weights or vocabulary cannot be used.
    """

    def __init__(self, checkpoint: Checkpoint, *, threads: int | None = None) -> None:
        import torch

        if threads:
            torch.set_num_threads(threads)
        self._vocabulary = HubVocabulary(checkpoint)
        self._model = load_model(checkpoint)
        self._positions = checkpoint.positions
        self._fixed = self._fixed_options()
        self.limit = checkpoint.limit

    def _fixed_options(self) -> dict[str, Any]:
        """Take over the numbers of the special pieces and nothing else of the model's defaults.

        A checkpoint's own maximal length, beam or bans would mix with ours otherwise.
        """
        from transformers import GenerationConfig

        own, config = self._model.generation_config, self._model.config
        names = ("pad_token_id", "eos_token_id", "decoder_start_token_id")
        special = {
            name: next(
                (
                    number
                    for number in (getattr(own, name, None), getattr(config, name, None))
                    if number is not None
                ),
                None,
            )
            for name in names
        }
        self._model.generation_config = GenerationConfig()
        start = self._vocabulary.target_start
        return {
            **special,
            "forced_bos_token_id": self._vocabulary.numbers([start])[0] if start else None,
            "suppress_tokens": [
                self._vocabulary.unknown,
                *self._vocabulary.numbers(self._vocabulary.silent),
            ],
            "min_new_tokens": 2 if start else 1,
            "length_penalty": 1.0,
            "renormalize_logits": True,
        }

    def encode(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the pieces of each text, the language code and the end included."""
        return self._vocabulary.encode(texts)

    def decode(self, batches: Iterable[Batch], search: Search) -> Iterator[list[list[Decoded]]]:
        """Yield the translations of each batch."""
        for batch in batches:
            yield self._decode_batch(batch, search)

    def encode_targets(self, texts: Sequence[str]) -> Batch:
        """Return the pieces of translations, with nothing around them."""
        return self._vocabulary.encode_targets(texts)

    def complete(self, batch: Batch, beginnings: Batch) -> list[Decoded]:
        """Return a translation of each sequence that begins with the pieces given for it."""
        return [self._completed(*one) for one in zip(batch, beginnings, strict=True)]

    def _completed(self, pieces: Pieces, beginning: Pieces) -> Decoded:
        """Return the one translation; begun ones differ in length, so each goes alone."""
        import torch

        forced = self._forced()
        begun = torch.tensor([[*forced, *self._vocabulary.numbers(beginning)]])
        source = torch.tensor([self._vocabulary.numbers(pieces)])
        options = self._options(Search(beam=1), source.shape[1])
        options.min_new_tokens = 0  # the beginning may be the whole of it
        options.max_new_tokens = max(1, options.max_new_tokens - begun.shape[1] + 1)
        with torch.inference_mode():
            made = self._model.generate(
                input_ids=source,
                decoder_input_ids=begun,
                generation_config=options,
            )
        return self._scored(source, made.sequences, len(forced))

    def judge(self, batch: Batch, targets: Batch) -> list[Decoded]:
        """Return the translation given for each sequence with its score."""
        return [self._judged(*one) for one in zip(batch, targets, strict=True)]

    def _judged(self, pieces: Pieces, target: Pieces) -> Decoded:
        import torch

        forced, end = self._forced(), self._fixed["eos_token_id"]
        written = torch.tensor([[*forced, *self._vocabulary.numbers(target), end]])
        source = torch.tensor([self._vocabulary.numbers(pieces)])
        return self._scored(source, written, len(forced))

    def _forced(self) -> list[int]:
        """Return what every translation begins with."""
        start = self._vocabulary.target_start
        named = self._vocabulary.numbers([start]) if start else []
        return [self._fixed["decoder_start_token_id"], *named]

    def _scored(self, source: Rows, written: Rows, forced: int) -> Decoded:
        """Return a translation with the mean log-probability of what was not forced."""
        import torch

        with torch.inference_mode():
            logits = self._model(input_ids=source, decoder_input_ids=written[:, :-1]).logits
        steps = logits.log_softmax(-1).gather(2, written[:, 1:, None])[0, forced - 1 :]
        return self._decoded(written[0].tolist(), float(steps.mean()))

    def _decode_batch(self, batch: Batch, search: Search) -> list[list[Decoded]]:
        import torch

        rows = [torch.tensor(self._vocabulary.numbers(pieces)) for pieces in batch]
        padded = torch.nn.utils.rnn.pad_sequence(
            rows, batch_first=True, padding_value=self._fixed["pad_token_id"]
        )
        lengths = torch.tensor([len(row) for row in rows])
        with torch.inference_mode():
            made = self._model.generate(
                input_ids=padded,
                attention_mask=(torch.arange(padded.shape[1]) < lengths[:, None]).long(),
                generation_config=self._options(search, padded.shape[1]),
            )
        found = list(map(self._decoded, made.sequences.tolist(), self._scores(made, search)))
        n = search.hypotheses
        return [found[first : first + n] for first in range(0, len(found), n)]

    def _options(self, search: Search, longest: int) -> GenerationOptions:
        from transformers import GenerationConfig

        options = self._fixed | {
            "num_beams": search.beam,
            "num_return_sequences": search.hypotheses,
            "no_repeat_ngram_size": search.no_repeat,
            "max_new_tokens": length_bound(longest, self._positions),
            "return_dict_in_generate": True,
            "output_scores": True,
        }
        if search.beam > 1:
            options["early_stopping"] = True
        return GenerationConfig(**options)

    def _scores(self, made: Generated, search: Search) -> list[float]:
        """Return the mean log-probability of a piece of each sequence."""
        if search.beam > 1:
            scores: list[float] = made.sequences_scores.tolist()
            return scores
        steps = self._model.compute_transition_scores(
            made.sequences, made.scores, normalize_logits=True
        )
        written = made.sequences[:, -steps.shape[1] :] != self._fixed["pad_token_id"]
        means = (steps.masked_fill(~written, 0.0)).sum(1) / written.sum(1).clamp(min=1)
        return [float(mean) for mean in means]

    def _decoded(self, numbers: list[int], score: float) -> Decoded:
        padding = {self._fixed["pad_token_id"], self._fixed["eos_token_id"]}
        pieces = self._vocabulary.names([n for n in numbers if n not in padding])
        return Decoded(self._vocabulary.decode(pieces), min(score, 0.0), len(pieces))
