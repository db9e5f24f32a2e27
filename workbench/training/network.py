"""The translation model: Marian's architecture, as transformers implements it."""

import re
from typing import Any

from workbench.training.pieces import END, UNKNOWN, Pieces
from workbench.training.recipe import Recipe

LONGEST_POSITION = 512


def new_network(recipe: Recipe, pieces: Pieces) -> Any:  # noqa: ANN401 - an untyped library's class
    """Return an untrained `MarianMTModel`: tied embeddings of unit variance, Xavier elsewhere.

    Matrices of the nth layer are smaller by the square root of n, without which layers that are
    normalised after their sum pass less and less back (Zhang et al., "Improving Deep Transformer
    with Depth-Scaled Initialization", 2019).

    Attention is computed by the plain ("eager") code: it gives the attention weights that guided
    alignment needs, and on CPUs it was 1.3 times as fast as the fused one for sentences.
    """
    import torch
    from transformers import MarianMTModel

    torch.manual_seed(recipe.seed)
    network = MarianMTModel(configuration(recipe, pieces))
    for name, weight in network.named_parameters():
        if "embed_positions" in name or weight.dim() < 2:
            continue
        if "shared" in name or "embed_tokens" in name:
            torch.nn.init.normal_(weight, std=recipe.width**-0.5)
        else:
            torch.nn.init.xavier_uniform_(weight, gain=_layer(name) ** -0.5)
    return network


def _layer(name: str) -> int:
    """Return the number of the layer that a weight belongs to, from 1; 1 outside of layers.

    >>> _layer("model.encoder.layers.5.fc1.weight")
    6
    """
    layer = re.search(r"\.layers\.(\d+)\.", name)
    return int(layer[1]) + 1 if layer else 1


def configuration(recipe: Recipe, pieces: Pieces) -> Any:  # noqa: ANN401 - an untyped library's class
    """Return the `MarianConfig` that belongs to a recipe and its vocabulary."""
    from transformers import MarianConfig

    config = MarianConfig(
        vocab_size=pieces.size,
        d_model=recipe.width,
        encoder_layers=recipe.encoder_layers,
        decoder_layers=recipe.decoder_layers,
        encoder_attention_heads=recipe.heads,
        decoder_attention_heads=recipe.heads,
        encoder_ffn_dim=recipe.feed_forward,
        decoder_ffn_dim=recipe.feed_forward,
        dropout=recipe.dropout,
        attention_dropout=0.0,
        activation_function="relu",
        max_position_embeddings=LONGEST_POSITION,
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
        pad_token_id=pieces.pad,
        eos_token_id=END,
        decoder_start_token_id=pieces.pad,
        forced_eos_token_id=END,
        architectures=["MarianMTModel"],
    )
    config._attn_implementation = "eager"  # noqa: SLF001 - the only way before from_pretrained
    return config


def generation(pieces: Pieces) -> Any:  # noqa: ANN401 - an untyped library's class
    """Return the decoding defaults that are saved with the weights."""
    from transformers import GenerationConfig

    return GenerationConfig(
        num_beams=4,
        max_length=LONGEST_POSITION,
        pad_token_id=pieces.pad,
        eos_token_id=END,
        decoder_start_token_id=pieces.pad,
        forced_eos_token_id=END,
        suppress_tokens=[UNKNOWN, *pieces.tags.values(), pieces.pad],
    )
