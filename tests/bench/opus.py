"""A Marian checkpoint with the shape of OPUS-MT's and random weights, for measuring speed.

What it writes is nonsense of the right length: about `RATIO` pieces for every source piece. For
that one channel of the network is kept clean. Positions go into it with the sinusoids, the last
cross-attention takes the mean position of the source from it, and the end of the sentence wins
over all other pieces as soon as what is left turns positive. Nothing else is arranged: every
program runs the checkpoint as it would any other.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import torch
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer
from transformers import GenerationConfig, MarianConfig, MarianMTModel

from tests.checkpoints import marian_tokenizer

RATIO = 1.1
RISE = 0.06
"""What a position adds to the clean channel in the last states: enough to survive int8."""
STEEPNESS = 1.5
"""What it adds to the logit of the end: within two or three pieces the end wins over all others."""
NEVER = -1e4
TUNINGS = 3
BEAM = 4
SPREAD = 0.1
"""Deviation of the output weights: a trained model is about as sure of its pieces."""
SEED = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a model is; by default as large as OPUS-MT's."""

    vocabulary: int = 60_000
    width: int = 512
    feed_forward: int = 2048
    layers: int = 6
    heads: int = 8


def build(folder: Path, shape: Shape, pairs: list[tuple[str, str]]) -> Path:
    """Write a checkpoint whose vocabulary is learnt from the pairs; return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    tokenizer = _tokenizer(folder, shape, pairs)
    model = MarianMTModel(_configuration(shape, tokenizer)).eval()
    model.generation_config = GenerationConfig(
        decoder_start_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        max_length=None,
        pad_token_id=tokenizer.pad_token_id,
    )
    sources = [tokenizer(source)["input_ids"] for source, _ in pairs[:200]]
    with torch.no_grad():
        _say_target_pieces(model, tokenizer)
        _arrange_lengths(model, sorted(sources, key=len)[20::40])
    model.save_pretrained(folder)
    return folder


def _tokenizer(folder: Path, shape: Shape, pairs: list[tuple[str, str]]) -> Any:
    """Learn half of the vocabulary from each side; names nothing is cut into fill it up."""
    names = ["</s>", "<unk>"]
    for name, side in (("source.spm", 0), ("target.spm", 1)):
        learnt = _pieces((pair[side] for pair in pairs), shape.vocabulary // 2)
        (folder / name).write_bytes(learnt)
        processor = SentencePieceProcessor(model_proto=learnt)
        names += [processor.id_to_piece(number) for number in range(2, len(processor))]
    unique = list(dict.fromkeys(names))[: shape.vocabulary - 1]
    unique += [f"<filler{number}>" for number in range(shape.vocabulary - 1 - len(unique))]
    numbered = {name: number for number, name in enumerate([*unique, "<pad>"])}
    tokenizer = marian_tokenizer(folder, numbered, longest=512)
    tokenizer.save_pretrained(folder)
    return tokenizer


def _pieces(sentences: Iterable[str], size: int) -> bytes:
    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=model,
        vocab_size=size,
        hard_vocab_limit=False,
        bos_id=-1,
        eos_id=1,
        unk_id=0,
        minloglevel=2,
    )
    return model.getvalue()


def _configuration(shape: Shape, tokenizer: Any) -> MarianConfig:
    return MarianConfig(
        vocab_size=shape.vocabulary,
        d_model=shape.width,
        encoder_layers=shape.layers,
        decoder_layers=shape.layers,
        encoder_ffn_dim=shape.feed_forward,
        decoder_ffn_dim=shape.feed_forward,
        encoder_attention_heads=shape.heads,
        decoder_attention_heads=shape.heads,
        activation_function="swish",
        max_position_embeddings=512,
        scale_embedding=True,
        tie_word_embeddings=False,
        dropout=0.0,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        decoder_start_token_id=tokenizer.pad_token_id,
        forced_eos_token_id=None,
    )


def _arrange_lengths(model: MarianMTModel, sources: list[list[int]]) -> None:
    """Make the end of the sentence the best piece once `RATIO` times the source is written."""
    channel = round(0.222 * model.config.d_model)  # its sinusoid rises until position 94
    _keep_clean(model, channel)
    last = model.get_decoder().layers[-1].encoder_attn
    for layer in (last.q_proj, last.k_proj):
        layer.weight[:] = 0.0
    last.v_proj.weight[0] = 0.0
    last.v_proj.weight[0, channel] = 1.0
    last.out_proj.weight[channel, 0] = -1.0
    by_position, by_length = _slopes(model, sources, channel)
    last.out_proj.weight[channel, 0] = -RATIO * by_position / by_length
    model.get_decoder().layers[-1].final_layer_norm.weight[channel] = RISE / by_position
    head, end = model.get_output_embeddings(), model.config.eos_token_id
    head.weight.normal_(std=SPREAD)
    head.weight[:, channel] = 0.0
    head.weight[end] = 0.0
    head.weight[end, channel] = STEEPNESS / RISE
    for _ in range(TUNINGS):
        missing = mean(RATIO * len(source) - _written(model, source) for source in sources)
        model.final_logits_bias[0, end] -= STEEPNESS * missing


def _say_target_pieces(model: MarianMTModel, tokenizer: Any) -> None:
    """Keep from the translations what is a piece of sources alone, as training would."""
    targets = tokenizer.spm_target
    spoken = {targets.id_to_piece(number) for number in range(len(targets))}
    for piece, number in tokenizer.get_vocab().items():
        if piece not in spoken:
            model.final_logits_bias[0, number] = NEVER


def _keep_clean(model: MarianMTModel, channel: int) -> None:
    """Let nothing but positions write into the channel."""
    stacks = (model.get_encoder(), model.get_decoder())
    model.get_input_embeddings().weight[:, channel] = 0.0
    for layer in (layer for stack in stacks for layer in stack.layers):
        attentions = [layer.self_attn, getattr(layer, "encoder_attn", None)]
        for writer in [*(one.out_proj for one in attentions if one is not None), layer.fc2]:
            writer.weight[channel] = 0.0
            writer.bias[channel] = 0.0


def _slopes(model: MarianMTModel, sources: list[list[int]], channel: int) -> tuple[float, float]:
    """Return how much the channel rises with each position and falls with each source piece."""
    rows, values = [], []
    for source in sources:
        written = torch.randint(2, model.config.vocab_size - 1, (1, 2 * len(source)))
        out = model.model(input_ids=torch.tensor([source]), decoder_input_ids=written)
        rows += [[float(place), -float(len(source)), 1.0] for place in range(2 * len(source))]
        values.append(out.last_hidden_state[0, :, channel])
    found = torch.linalg.lstsq(torch.tensor(rows), torch.cat(values)[:, None]).solution[:, 0]
    return float(found[0]), float(found[1])


def _written(model: MarianMTModel, source: list[int]) -> int:
    """Return how many pieces the model writes for a source."""
    made = model.generate(
        torch.tensor([source]), num_beams=BEAM, do_sample=False, max_new_tokens=3 * len(source)
    )
    return int(made.shape[1]) - 1
