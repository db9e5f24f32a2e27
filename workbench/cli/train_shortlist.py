"""`workbench train shortlist`: which target pieces a source lets a model choose from."""

from collections.abc import Iterator
from pathlib import Path

import click

from workbench.cli.console import glossary_option, input_path, must_exist, say, wiring
from workbench.engines.shortlist import NAME, shortlist_lines
from workbench.formats.atomic import atomic_write
from workbench.formats.pairs import read_pairs
from workbench.settings import shipped
from workbench.training.recipe import Pair
from workbench.workflows.train_shortlist import train_shortlist

BITEXTS = (
    "corpora/news-train.tsv.gz",
    "corpora/general-train.tsv.gz",
    "corpora/lexicon.tsv",
)
"""Read wherever they are there: they come with a checkout, not with an installed package."""


@click.command("train shortlist")
@click.argument("model")
@click.option("--data", "bitexts", multiple=True, type=input_path, help="A further bitext.")
@glossary_option
def train_shortlist_command(model: str, *, bitexts: tuple[Path, ...], glossary: str | None) -> None:
    """Write the lexical shortlist of MODEL, a Marian model, beside its weights.

    It is made from word alignments of the corpora that come with the workbench, of each --data,
    and of the glossary. With it the fast runtime computes scores for likely words only.
    """
    must_exist(bitexts)
    own = [path for path in map(shipped, BITEXTS) if path.exists()]
    wired = wiring(engine=model, glossary=glossary)
    checkpoint = wired.checkpoint
    shortlist, coverage = train_shortlist(checkpoint, _read([*own, *bitexts]), wired.glossary)
    place = checkpoint.folder / NAME
    with atomic_write(place) as file:
        file.writelines(line.encode() for line in shortlist_lines(shortlist))
    say(
        f"a sentence allows {coverage.allowed:.0f} of {coverage.of} target pieces, among them "
        f"{coverage.covered:.2%} of those in its translation"
    )
    click.echo(place)


def _read(paths: list[Path]) -> Iterator[Pair]:
    for path in paths:
        say(f"reading {path}")
        yield from read_pairs(path)
