"""Scores on held-out pairs while a run goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.training.pieces import Pieces
from workbench.training.recipe import TrainingCorpus

SENTENCES = 150
BATCH = 25
LONGEST_OUTPUT = 120


@dataclass(frozen=True, slots=True)
class Score:
    """BLEU and chrF2++ on a held-out set, 0 to 100 (sacrebleu's defaults)."""

    name: str
    bleu: float
    chrf: float


class Validation:
    """Greedy translations of the first sentences of each held-out set, scored with sacrebleu."""

    def __init__(self, held_out: Sequence[TrainingCorpus], pieces: Pieces) -> None:
        self._held_out = held_out
        self._pieces = pieces

    def scores(self, network: Any) -> list[Score]:  # noqa: ANN401 - an untyped library's class
        """Return one score for each set, in order."""
        return [self._score(network, corpus) for corpus in self._held_out]

    def _score(self, network: Any, corpus: TrainingCorpus) -> Score:  # noqa: ANN401
        from sacrebleu import corpus_bleu, corpus_chrf

        pairs = corpus.pairs[:SENTENCES]
        hypotheses = list(self.translate(network, [source for source, _ in pairs]))
        references = [[target for _, target in pairs]]
        bleu = corpus_bleu(hypotheses, references).score
        return Score(corpus.name, bleu, corpus_chrf(hypotheses, references, word_order=2).score)

    def translate(self, network: Any, sources: Sequence[str]) -> Iterator[str]:  # noqa: ANN401
        """Yield the greedy translation of each source, in order."""
        import torch

        pad = self._pieces.pad
        for start in range(0, len(sources), BATCH):
            rows = self._pieces.encode_all(sources[start : start + BATCH])
            longest = max(map(len, rows))
            ids = torch.tensor([row + [pad] * (longest - len(row)) for row in rows])
            ids = ids.to(network.device)
            with torch.inference_mode():
                output = network.generate(
                    input_ids=ids,
                    attention_mask=(ids != pad).long(),
                    num_beams=1,
                    do_sample=False,
                    max_new_tokens=LONGEST_OUTPUT,
                )
            yield from map(self._pieces.decode, output.tolist())
