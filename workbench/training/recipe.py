"""What a training run is made of: the settings that, with the data and the seed, decide a model."""

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from workbench.errors import BadInput, Problem

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The settings of a run. Lengths and batch sizes are counted in pieces.

    Attributes:
        seed: Decides the initial weights, the order of the data and the dropout.
        vocabulary: Size of the joint vocabulary, tags and specials included.
        width: Size of the hidden states; a multiple of `heads`.
        feed_forward: Size of the inner layer of each block.
        heads: Attention heads of every layer.
        encoder_layers: Deep, since the source is read once.
        decoder_layers: Shallow, since it runs once for every target piece and beam.
        dropout: Share of activations dropped, 0 to 1.
        label_smoothing: Share of probability spread over the vocabulary, 0 to 1.
        sampling: Sharpness with which pieces are drawn for pairs read again in a round (see
            `Pieces.sample_all`); 0 cuts every word the same way each time.
        longest: Pairs with more pieces on either side are left out.
        batch_tokens: Pieces in a batch, padding included.
        accumulate: Batches whose mean gradient makes a step.
        learning_rate: Reached after `warm_up` steps and held until step `hold`.
        warm_up: Steps of linear growth.
        hold: Step from which the rate falls with the inverse square root of the steps (Vaswani et
            al. 2017, section 5.3), so that small batches do not end in their own noise.
        alignment_weight: Share of the guided-alignment loss (Chen et al. 2016); 0 turns it off.
        average_decay: Decay a step of the moving average of the weights, which is what is shipped.
        clip: Largest norm of the gradient.
    """

    seed: int = 1
    vocabulary: int = 8000
    width: int = 256
    feed_forward: int = 1024
    heads: int = 8
    encoder_layers: int = 6
    decoder_layers: int = 2
    dropout: float = 0.1
    label_smoothing: float = 0.1
    sampling: float = 0.0
    longest: int = 120
    batch_tokens: int = 1000
    accumulate: int = 1
    learning_rate: float = 7e-4
    warm_up: int = 1500
    hold: int = 6000
    alignment_weight: float = 0.5
    average_decay: float = 0.9995
    clip: float = 1.0

    def as_dict(self) -> dict[str, Any]:
        """Return the settings for a file beside the weights."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusEntry:
    """One bitext of a recipe file.

    Attributes:
        name: Short name for logs and the model card.
        path: TSV, JSONL or TMX file, relative to the data folder.
        licence: Licence of the text.
        weight: Times the corpus is read in a round; 0.5 reads a different half each time.
        language: `az`, or `tr` for Turkish, which is respelled and tagged.
        terms: Read only pairs with glossary terms, some of them in English in the source.
        swaps: Read this many versions of every pair, with other words of the lexicon in it.
        joined: Read every two neighbouring pairs as one.
        noise: Read the pairs in other letters and marks: capitals, no full stop, other quotes.
    """

    name: str
    path: str
    licence: str
    weight: float = 1.0
    language: str = "az"
    terms: bool = False
    swaps: int = 0
    joined: bool = False
    noise: bool = False


@dataclass(frozen=True, slots=True)
class RecipeFile:
    """A recipe with the bitexts it is trained and validated on."""

    recipe: Recipe
    train: tuple[CorpusEntry, ...]
    dev: tuple[CorpusEntry, ...]


@dataclass(frozen=True, slots=True)
class TrainingCorpus:
    """The pairs of one bitext, cleaned, with their weight and the tag that names their language."""

    name: str
    pairs: tuple[Pair, ...]
    weight: float = 1.0
    tag: str = ""


def read_recipe(path: Path) -> RecipeFile:
    """Read a recipe file (TOML: a `[recipe]` table, `[[train]]` and `[[dev]]` entries).

    Raises BadInput that names the file when it is missing, no TOML, or has an unknown setting.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return RecipeFile(
            Recipe(**tables.get("recipe", {})),
            tuple(CorpusEntry(**entry) for entry in tables.get("train", [])),
            tuple(CorpusEntry(**entry) for entry in tables.get("dev", [])),
        )
    except FileNotFoundError as error:
        raise BadInput([Problem(str(path), None, "no such recipe file")]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput([Problem(str(path), None, f"not a TOML file: {error}")]) from error
    except TypeError as error:
        known = ", ".join(field.name for field in fields(Recipe))
        raise BadInput(
            [Problem(str(path), None, f"unknown or missing setting: {error}")],
            hint=f"settings of [recipe]: {known}; of [[train]] and [[dev]]: "
            + ", ".join(field.name for field in fields(CorpusEntry)),
        ) from error
