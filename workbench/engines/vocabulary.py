"""From text to a model's pieces and back."""

import json
from collections.abc import Sequence
from typing import Protocol

from workbench.engines.checkpoint import Checkpoint
from workbench.engines.foreign import HubTokenizer, PieceModel
from workbench.errors import EngineUnavailable

Pieces = list[str]
END = "</s>"
UNKNOWN = "<unk>"
PADDING = "<pad>"

_ENGLISH = {"marian": ">>eng<<", "nllb": "eng_Latn", "m2m100": "en"}
_AZERBAIJANI = {"marian": "", "nllb": "azj_Latn", "m2m100": "az"}


class Vocabulary(Protocol):
    """The pieces of a model."""

    @property
    def target_start(self) -> str:
        """Return the piece every translation has to begin with, "" when there is none."""
        ...

    @property
    def silent(self) -> Pieces:
        """Return the pieces that no translation may contain."""
        ...

    def encode(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the pieces of each text, with those the model wants around them."""
        ...

    def encode_targets(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the target pieces of each text, with nothing around them."""
        ...

    def decode(self, pieces: Sequence[str]) -> str:
        """Return the text of a translation without its special pieces."""
        ...


class MarianVocabulary:
    """The two sentencepiece models of a Marian checkpoint, without the tokenizer around them.

    The text is never searched for special pieces, so that a source cannot command the model.
    """

    target_start = ""

    def __init__(self, checkpoint: Checkpoint) -> None:
        from sentencepiece import SentencePieceProcessor

        folder = checkpoint.folder
        try:
            self._source = SentencePieceProcessor(model_file=str(folder / "source.spm"))
            self._target = SentencePieceProcessor(model_file=str(folder / "target.spm"))
        except (OSError, RuntimeError) as problem:
            raise _unreadable(checkpoint, problem) from problem
        self._known = frozenset(marian_pieces(checkpoint))
        codes, self._prefix = marian_codes(checkpoint)
        self.silent = [PADDING, *codes]

    @property
    def source_pieces(self) -> Pieces:
        """Return the pieces that sources are cut into and the model knows."""
        return self._text_pieces(self._source)

    @property
    def target_pieces(self) -> Pieces:
        """Return the pieces that targets are cut into and the model knows."""
        return self._text_pieces(self._target)

    def encode_targets(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the target pieces of each text, with nothing around them."""
        encoded: list[Pieces] = self._target.encode(list(texts), out_type=str)
        return encoded

    def _text_pieces(self, model: PieceModel) -> Pieces:
        names = (
            model.id_to_piece(number)
            for number in range(model.get_piece_size())
            if not (model.is_control(number) or model.is_unknown(number))
        )
        return [name for name in names if name in self._known]

    def encode(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the source pieces of each text between language code, if any, and end."""
        encoded: list[Pieces] = self._source.encode(list(texts), out_type=str)
        return [[*self._prefix, *pieces, END] for pieces in encoded]

    def decode(self, pieces: Sequence[str]) -> str:
        """Return the text of target pieces."""
        words = [piece for piece in pieces if piece not in {END, UNKNOWN, PADDING}]
        text: str = self._target.decode_pieces(words)
        return text.replace("\N{LOWER ONE EIGHTH BLOCK}", " ").strip()


class HubVocabulary:
    """The tokenizer that comes with transformers, for every family."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.tokenizer = load_tokenizer(checkpoint)
        languages = getattr(self.tokenizer, "lang_token_to_id", {})
        self._no_text = {*self.tokenizer.all_special_ids, *languages.values()}
        self.target_start = ""
        self.silent = [PADDING]
        self._prefix = ""
        if checkpoint.family == "marian":
            codes, prefix = marian_codes(checkpoint)
            self.silent += codes
            self._prefix = "".join(prefix)
        else:
            self.target_start = self._set_languages(checkpoint)

    def _set_languages(self, checkpoint: Checkpoint) -> str:
        source = checkpoint.source or _AZERBAIJANI[checkpoint.family]
        target = checkpoint.target or _ENGLISH[checkpoint.family]
        mark = "__{}__" if checkpoint.family == "m2m100" else "{}"
        for code in (source, target):
            if self.tokenizer.convert_tokens_to_ids(mark.format(code)) == self.unknown:
                raise _no_language(checkpoint, code)
        self.tokenizer.src_lang = source
        self.tokenizer.tgt_lang = target
        return mark.format(target)

    @property
    def unknown(self) -> int:
        """Return the number of the unknown piece."""
        number: int = self.tokenizer.unk_token_id
        return number

    def encode(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the pieces of each text; special pieces in the text are plain letters."""
        written = [f"{self._prefix} {text}".strip() for text in texts]
        numbers = self.tokenizer(written, split_special_tokens=True, verbose=False)["input_ids"]
        return [self.tokenizer.convert_ids_to_tokens(sequence) for sequence in numbers]

    def encode_targets(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the target pieces of each text, with nothing around them."""
        numbers = self.tokenizer(
            text_target=list(texts), add_special_tokens=False, split_special_tokens=True
        )["input_ids"]
        return [self.tokenizer.convert_ids_to_tokens(sequence) for sequence in numbers]

    def numbers(self, pieces: Sequence[str]) -> list[int]:
        """Return the rows of the pieces in the model's embedding."""
        found: list[int] = self.tokenizer.convert_tokens_to_ids(list(pieces))
        return found

    def names(self, numbers: Sequence[int]) -> Pieces:
        """Return the pieces in rows of the embedding."""
        found: Pieces = self.tokenizer.convert_ids_to_tokens(list(numbers))
        return found

    def decode(self, pieces: Sequence[str]) -> str:
        """Return the text of target pieces; pieces that are no text are dropped here.

        transformers 5 does not count the language codes of M2M100 among the special pieces.
        """
        words = [number for number in self.numbers(pieces) if number not in self._no_text]
        text: str = self.tokenizer.decode(words, clean_up_tokenization_spaces=False)
        return text.strip()


def load_tokenizer(checkpoint: Checkpoint) -> HubTokenizer:
    """Return the checkpoint's transformers tokenizer, read from its folder alone.

    Raises:
        EngineUnavailable: A vocabulary file cannot be read.
    """
    from transformers import AutoTokenizer

    try:
        return AutoTokenizer.from_pretrained(checkpoint.folder, local_files_only=True)
    except Exception as problem:
        raise _unreadable(checkpoint, problem) from problem


def marian_codes(checkpoint: Checkpoint) -> tuple[Pieces, Pieces]:
    """Return the language codes a Marian model knows, and those its sources begin with.

    A model that knows English among several target languages has to be told: one code. Other
    models are told nothing.

    Raises:
        EngineUnavailable: The vocabulary lacks the code that was asked for, or is unreadable.
    """
    known = marian_pieces(checkpoint)
    codes = [piece for piece in known if piece.startswith(">>") and piece.endswith("<<")]
    wanted = checkpoint.target or _ENGLISH["marian"]
    if checkpoint.target and wanted not in codes:
        raise _no_language(checkpoint, wanted)
    return codes, [wanted] if wanted in codes else []


def marian_pieces(checkpoint: Checkpoint) -> Pieces:
    """Return all pieces of a Marian model, those that are no text included.

    Raises:
        EngineUnavailable: The vocabulary is unreadable.
    """
    try:
        return list(json.loads((checkpoint.folder / "vocab.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError) as problem:
        raise _unreadable(checkpoint, problem) from problem


def _no_language(checkpoint: Checkpoint, code: str) -> EngineUnavailable:
    return EngineUnavailable(
        f"{checkpoint.folder}: the model does not know the language {code!r}",
        hint="see `workbench models list` for models that translate Azerbaijani to English.",
    )


def _unreadable(checkpoint: Checkpoint, problem: Exception) -> EngineUnavailable:
    return EngineUnavailable(
        f"{checkpoint.folder}: the model's vocabulary cannot be read: {_first_line(problem)}",
        hint="fetch the model again with `workbench models fetch`, or copy the files anew.",
    )


def _first_line(problem: Exception) -> str:
    return next(iter(str(problem).splitlines()), type(problem).__name__)
