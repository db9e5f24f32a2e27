"""The joint vocabulary: sentencepiece with the numbering that Marian checkpoints use."""

import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from workbench.training.recipe import Recipe

END = 0
UNKNOWN = 1
TURKISH = ">>tr<<"
TAGS = (TURKISH,)
LONGEST_SENTENCE_BYTES = 2000


class Pieces:
    """Text to ids and back. `</s>` is 0, `<unk>` is 1, tags and `<pad>` come last.

    This is the order that the Marian tokenizer and the CTranslate2 converter rely on.
    """

    def __init__(self, model: bytes) -> None:
        from sentencepiece import SentencePieceProcessor

        self.model = model
        self._processor: Any = SentencePieceProcessor(model_proto=model)
        trained = int(self._processor.get_piece_size())
        self.tags = {tag: trained + number for number, tag in enumerate(TAGS)}
        self.pad = trained + len(TAGS)
        self.size = self.pad + 1

    def encode(self, sentence: str, tag: str = "") -> list[int]:
        """Return ids with the closing `</s>`, after the tag if there is one."""
        ids = [_swap(piece) for piece in self._processor.encode(sentence)]
        return [*([self.tags[tag]] if tag else []), *ids, END]

    def encode_all(self, sentences: Sequence[str], tag: str = "") -> list[list[int]]:
        """Return `encode` of every sentence, using all cores."""
        opening = [self.tags[tag]] if tag else []
        return [
            [*opening, *map(_swap, ids), END] for ids in self._processor.encode(list(sentences))
        ]

    def sample_all(
        self, sentences: Sequence[str], tag: str = "", *, sharpness: float, seed: int
    ) -> list[list[int]]:
        """Return a random segmentation of every sentence, the same for the same seed.

        Subword regularisation (Kudo 2018): a model that sees a word cut in several ways copes with
        words it never saw. A segmentation is drawn with its probability to the power `sharpness`.
        """
        import sentencepiece

        sentencepiece.set_random_generator_seed(seed)
        opening = [self.tags[tag]] if tag else []
        drawn = self._processor.encode(
            list(sentences), enable_sampling=True, alpha=sharpness, nbest_size=-1, num_threads=1
        )
        return [[*opening, *map(_swap, ids), END] for ids in drawn]

    def decode(self, ids: Iterable[int]) -> str:
        """Return the text of ids; specials and tags are left out."""
        trained = [_swap(piece) for piece in ids if UNKNOWN < piece < self.pad - len(TAGS)]
        return str(self._processor.decode(trained))

    def save(self, folder: Path) -> None:
        """Write `source.spm`, `target.spm` and `vocab.json` as the Marian tokenizer reads them."""
        for name in ("source.spm", "target.spm"):
            (folder / name).write_bytes(self.model)
        names = ["</s>", "<unk>"]
        names += [self._processor.id_to_piece(i) for i in range(2, self.pad - len(TAGS))]
        names += [*TAGS, "<pad>"]
        numbered = {name: number for number, name in enumerate(names)}
        (folder / "vocab.json").write_text(
            json.dumps(numbered, ensure_ascii=False, indent=0), encoding="utf-8"
        )


def train_pieces(sentences: Iterable[str], recipe: Recipe) -> Pieces:
    """Train a unigram model on both languages together (Kudo 2018).

    Digits are pieces of their own, so that any number can be copied; every character of the
    sentences is covered but for the rarest 0.02 %.
    """
    from sentencepiece import SentencePieceTrainer

    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=model,
        vocab_size=recipe.vocabulary - len(TAGS) - 1,
        model_type="unigram",
        character_coverage=0.9998,
        split_digits=True,
        max_sentence_length=LONGEST_SENTENCE_BYTES,
        unk_id=0,
        eos_id=1,
        bos_id=-1,
        pad_id=-1,
        minloglevel=2,
    )
    return Pieces(model.getvalue())


def _swap(piece: int) -> int:
    """Exchange 0 and 1: sentencepiece puts `<unk>` first, Marian `</s>`."""
    return 1 - piece if piece < 2 else piece
