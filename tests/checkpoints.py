"""Tiny Marian, NLLB and M2M100 checkpoints with vocabularies of their own, written to disk.

The weights are random but seeded, and drawn wide so that the models are sure of what they say:
their "English" is nonsense, yet any mistake in tokens, prefixes or order changes it.
"""

import io
import json
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from workbench.engines.weights import quiet

SOURCES = (
    "Yeni qatar xətti gələn ay açılacaq.",
    "Bakı limanında yükaşırma artıb.",
    "Nazir dedi ki, layihə üzrə işlər davam edir.",
    "Görüşdə enerji əməkdaşlığı müzakirə olunub.",
    "Prezident sərəncam imzalayıb.",
    "Şəhərdə yağış yağır, küləyin sürəti saniyədə 12 metrdir.",
)
FAMILIES = ("marian", "opus", "nllb", "m2m100")
"""Marian with English alone, Marian with several targets as OPUS-MT trains it, and the rest."""

_STEMS = ("qatar", "liman", "layihə", "enerji", "görüş", "şəhər", "nazir", "yol", "ölkə", "dəniz")
_ENDINGS = ("", "da", "lar", "ların", "dan", "ı", "ımız", "dır")
_ENGLISH = ("the", "port", "train", "project", "minister", "road", "sea", "city", "energy", "of")


def build_checkpoint(folder: Path, family: str, *, seed: int = 3) -> Path:
    """Write a checkpoint of one of `FAMILIES` to the folder and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    import torch

    build: dict[str, Callable[[Path], None]] = {
        "marian": _build_marian,
        "opus": partial(_build_marian, codes=(">>deu<<", ">>eng<<")),
        "nllb": _build_nllb,
        "m2m100": _build_m2m100,
    }
    with quiet():
        torch.manual_seed(seed)
        build[family](folder)
    return folder


def _sentences(words: tuple[str, ...], endings: tuple[str, ...]) -> list[str]:
    draw = random.Random(7)  # noqa: S311 - the words need no secrecy
    made = [
        " ".join(draw.choice(words) + draw.choice(endings) for _ in range(draw.randint(4, 9)))
        for _ in range(300)
    ]
    return [*made, *SOURCES]


def _pieces(kind: str, sentences: list[str], size: int) -> bytes:
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=model,
        vocab_size=size,
        model_type=kind,
        character_coverage=1.0,
        hard_vocab_limit=False,
        bos_id=-1,
        pad_id=-1,
        eos_id=1,
        unk_id=0,
        minloglevel=2,
    )
    return model.getvalue()


def _piece_names(model: bytes) -> list[str]:
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(model_proto=model)
    return [
        pieces.id_to_piece(number)
        for number in range(pieces.get_piece_size())
        if not (pieces.is_control(number) or pieces.is_unknown(number))
    ]


def marian_tokenizer(folder: Path, vocabulary: dict[str, int], *, longest: int) -> Any:
    """Write `vocab.json` beside the sentencepiece models of a folder; return the tokenizer."""
    from transformers import MarianTokenizer

    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")
    return MarianTokenizer(
        source_spm=str(folder / "source.spm"),
        target_spm=str(folder / "target.spm"),
        vocab=str(folder / "vocab.json"),
        source_lang="az",
        target_lang="en",
        model_max_length=longest,
    )


def _build_marian(folder: Path, codes: tuple[str, ...] = ()) -> None:
    from transformers import MarianConfig, MarianMTModel

    source = _pieces("unigram", _sentences(_STEMS, _ENDINGS), 160)
    target = _pieces("unigram", _sentences(_ENGLISH, ("",)), 80)
    (folder / "source.spm").write_bytes(source)
    (folder / "target.spm").write_bytes(target)
    pieces = [*_piece_names(source), *_piece_names(target)]
    names = dict.fromkeys(["</s>", "<unk>", *pieces, *codes, "<pad>"])
    vocabulary = {name: number for number, name in enumerate(names)}
    tokenizer = marian_tokenizer(folder, vocabulary, longest=64)
    pad = vocabulary["<pad>"]
    config = MarianConfig(
        vocab_size=len(vocabulary),
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        static_position_embeddings=True,
        activation_function="swish",
        **_shape(64),
    )
    model = MarianMTModel(config)
    model.final_logits_bias[:, pad] = -1e4
    _save(folder, model, tokenizer, list(range(2, pad + 1)), banned=[[pad]])


def _build_nllb(folder: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    pieces = Tokenizer(models.BPE(unk_token="<unk>"))  # noqa: S106 - a piece, no password
    pieces.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    trainer = trainers.BpeTrainer(
        vocab_size=240, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False
    )
    corpus = _sentences(_STEMS, _ENDINGS) + _sentences(_ENGLISH, ("",))
    pieces.train_from_iterator(corpus, trainer)
    learned = json.loads(pieces.to_str())["model"]
    tokenizer = NllbTokenizer(
        vocab=learned["vocab"],
        merges=[tuple(pair) for pair in learned["merges"]],
        src_lang="eng_Latn",
        tgt_lang="eng_Latn",
    )
    texts = list(range(4, len(learned["vocab"])))
    config = M2M100Config(vocab_size=len(tokenizer) + 2, **_m2m100_ids(), **_shape(64))
    _save(folder, M2M100ForConditionalGeneration(config), tokenizer, texts)


def _build_m2m100(folder: Path) -> None:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    corpus = _sentences(_STEMS, _ENDINGS) + _sentences(_ENGLISH, ("",))
    model = _pieces("bpe", corpus, 240)
    names = dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", *_piece_names(model)])
    (folder / "sentencepiece.bpe.model").write_bytes(model)
    (folder / "vocab.json").write_text(
        json.dumps({name: number for number, name in enumerate(names)}, ensure_ascii=False), "utf-8"
    )
    tokenizer = M2M100Tokenizer(
        vocab_file=str(folder / "vocab.json"), spm_file=str(folder / "sentencepiece.bpe.model")
    )
    rows = len(names) + len(tokenizer.lang_token_to_id) + tokenizer.num_madeup_words
    texts = list(range(4, len(names)))
    config = M2M100Config(vocab_size=rows, **_m2m100_ids(), **_shape(64))
    _save(folder, M2M100ForConditionalGeneration(config), tokenizer, texts)


def _shape(positions: int) -> dict[str, Any]:
    return {
        "d_model": 32,
        "encoder_layers": 1,
        "decoder_layers": 1,
        "encoder_attention_heads": 2,
        "decoder_attention_heads": 2,
        "encoder_ffn_dim": 64,
        "decoder_ffn_dim": 64,
        "max_position_embeddings": positions,
        "scale_embedding": True,
        "init_std": 0.25,
        "tie_word_embeddings": True,
    }


def _m2m100_ids() -> dict[str, int]:
    return {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}


def _speak(model: Any, end: int, texts: list[int]) -> None:
    """Turn the last layer so that a model neither repeats its last piece nor goes on for ever.

    Tied random embeddings make every piece its own best successor: signs drawn for each
    dimension end that. A bias towards the end piece lets sentences end, and pieces that are
    no text lose most of their weight.
    """
    import torch

    decoder = model.get_decoder()
    norm = getattr(decoder, "layer_norm", decoder.layers[-1].final_layer_norm)
    rows = model.get_input_embeddings().weight
    with torch.no_grad():
        mute = torch.ones(len(rows), dtype=torch.bool)
        mute[[*texts, end]] = False
        rows[mute] *= 0.05
        norm.weight.copy_(torch.randint(0, 2, norm.weight.shape) * 2.0 - 1.0)
        norm.bias.copy_(2.8 * rows[end] / rows[end].norm() ** 2)


def _save(
    folder: Path,
    model: Any,
    tokenizer: Any,
    texts: list[int],
    banned: list[list[int]] | None = None,
) -> None:
    from transformers import GenerationConfig

    config = model.config
    _speak(model, config.eos_token_id, texts)
    model.generation_config = GenerationConfig(
        pad_token_id=config.pad_token_id,
        eos_token_id=config.eos_token_id,
        decoder_start_token_id=config.decoder_start_token_id,
        forced_eos_token_id=config.forced_eos_token_id if banned else None,
        bad_words_ids=banned,
        num_beams=4,
        max_length=config.max_position_embeddings,
    )
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
