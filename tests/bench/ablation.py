"""What each addition to the training data, and to training, brings: a table of small runs.

    python -m tests.bench.ablation [--data ../shared/data] [--steps 2000] [--width 128]
        [--seeds 2] [--only WORD ...]

The starter's recipe, with a network a quarter its size, is trained for the same number of steps
with one thing left out, everything else being equal: pieces, alignments, order, seed.
The rate falls to zero within the steps. Each model translates the development news (beam 4): as
they are, every two sentences joined, and in other letters and marks; and FLORES-200 dev where it
is beside the checkout. A model this small and this young is far from the shipped one; the
differences are what counts, and the rows of other seeds show how large chance is.
"""

import argparse
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import torch
from sacrebleu import corpus_chrf

import workbench
from tests.conftest import ROOT
from workbench.cli.train import STARTER, find, lexicon, pairs_of
from workbench.engines.engine import Engine
from workbench.formats.test_sets import read_test_set
from workbench.settings import load_settings
from workbench.training.export import export_model
from workbench.training.joined_pairs import joined_pairs
from workbench.training.noisy_pairs import noisy_pairs
from workbench.training.recipe import (
    CorpusEntry,
    Pair,
    Recipe,
    RecipeFile,
    TrainingCorpus,
    read_recipe,
)
from workbench.training.run_folder import RunFolder
from workbench.training.trainer import Limits, Trainer
from workbench.wiring import Wiring
from workbench.workflows.train_model import Report, Sources, prepare, read_corpora

DOCUMENTATION = {"aosp", "wikipedia-android", "react-docs", "learngitbranching", "pydocs", "phpdoc"}


@dataclass(frozen=True, slots=True)
class Variant:
    """A recipe with one thing changed.

    Attributes:
        name: What it is called in the table.
        reads: Tells whether a bitext is read.
        settings: Settings of the recipe that are other.
    """

    name: str
    reads: Callable[[str], bool]
    settings: tuple[tuple[str, float], ...] = ()

    def recipe(self, recipe: Recipe) -> Recipe:
        """Return the settings to train with."""
        return replace(recipe, **dict(self.settings))  # type: ignore[arg-type]


def _without(*names: str) -> Callable[[str], bool]:
    """Return what reads all but some bitexts, given by name or, with a dash, by its end."""
    return lambda name: name not in names and f"-{name.rpartition('-')[2]}" not in names


def variants(entries: Sequence[CorpusEntry], seeds: int) -> Iterator[Variant]:
    """Yield what is compared, the starter's recipe first."""
    turkish = {entry.name for entry in entries if entry.language == "tr"}
    general = {entry.name for entry in entries if entry.name.partition("-")[0] == "general"}
    whole = _without()
    yield Variant("the starter's recipe", whole)
    for seed in range(2, seeds + 1):
        yield Variant(f"the same, seed {seed}", whole, (("seed", seed),))
    yield Variant("without wider subjects", _without(*general))
    yield Variant("without swapped words", _without("-swaps"))
    yield Variant("without terms in English", _without("-terms"))
    yield Variant("without the lexicon", _without("lexicon", "-swaps"))
    yield Variant("without Turkish", _without(*turkish))
    yield Variant("without documentation", _without(*DOCUMENTATION))
    yield Variant("without sampled pieces", whole, (("sampling", 0.0),))
    yield Variant("without guided alignment", whole, (("alignment_weight", 0.0),))
    yield Variant("without joined neighbours", _without("-joined"))
    yield Variant("without other letters and marks", _without("-noise"))


class Trial:
    """Trains and scores variants on material that is read, cut and aligned once."""

    def __init__(self, file: RecipeFile, sources: Sources, steps: int, folder: Path) -> None:
        report = Report(print, lambda _line: None)
        self._folder = folder
        self._file = file
        self._steps = steps
        dev = [pair for entry in file.dev for pair in sources.pairs(entry)]
        corpora = read_corpora(file.train, [TrainingCorpus("dev", tuple(dev))], sources, report)
        self._material = prepare(file, RunFolder(folder / "all"), corpora, report)
        self._tests = test_sets(dev)

    @property
    def test_sets(self) -> list[str]:
        """The names of the test sets."""
        return list(self._tests)

    def scores(self, variant: Variant) -> list[float]:
        """Train a variant, and return its chrF2++ on each test set."""
        run = self._folder / "run"
        shutil.rmtree(run, ignore_errors=True)
        shutil.copytree(self._folder / "all", run)
        recipe = variant.recipe(self._file.recipe)
        chosen = [corpus for corpus in self._material.corpora if variant.reads(corpus.name)]
        RunFolder(run).describe(replace(self._file, recipe=recipe), {})
        trainer = Trainer(
            recipe, replace(self._material, corpora=chosen), run, learners=os.cpu_count() or 1
        )
        trainer.run(Limits(cool_down=self._steps, checkpoint_minutes=1e9))
        engine = Wiring(load_settings(engine=str(export_model(run, self._folder / "model")))).engine
        return [chrf(engine, pairs) for pairs in self._tests.values()]


def test_sets(dev: Sequence[Pair]) -> dict[str, list[Pair]]:
    """Return the test sets by name."""
    sets = {
        "news-dev": list(dev),
        "joined": list(joined_pairs(dev)),
        "other marks": list(noisy_pairs(dev, seed=1)),
    }
    flores = ROOT.parent / "shared" / "bench" / "flores-dev"
    if flores.is_dir():
        sets["flores-dev"] = list(read_test_set(flores)[0])
    return sets


def chrf(engine: Engine, pairs: Sequence[Pair]) -> float:
    """Return the chrF2++ of an engine's translations."""
    written = [answer.text for answer in engine.translate([source for source, _ in pairs])]
    score: float = corpus_chrf(written, [[target for _, target in pairs]], word_order=2).score
    return score


def show(trial: Trial, chosen: Sequence[Variant]) -> None:
    """Train one variant after the other, and print a row for each as soon as it is done."""
    print(f"\n| | {' | '.join(trial.test_sets)} |\n|---|{'--:|' * len(trial.test_sets)}")
    for variant in chosen:
        scores = " | ".join(f"{score:.2f}" for score in trial.scores(variant))
        print(f"| {variant.name} | {scores} |", flush=True)


def main() -> None:
    """Train, score and print."""
    arguments = parse()
    torch.set_num_threads(1)
    file = read_recipe(STARTER)
    small = replace(
        file.recipe,
        width=arguments.width,
        feed_forward=4 * arguments.width,
        heads=max(1, arguments.width // 32),
        encoder_layers=3,
        decoder_layers=1,
        warm_up=max(1, arguments.steps // 5),
        learning_rate=1e-3,
    )
    file = replace(file, recipe=small)
    sources = Sources(
        partial(find, arguments.data), pairs_of, Wiring(load_settings()).matcher, lexicon
    )
    wanted = [one for one in variants(file.train, arguments.seeds) if is_asked(one, arguments.only)]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WORKBENCH_CACHE"] = folder
        show(Trial(file, sources, arguments.steps, Path(folder)), wanted)
    print(
        f"\nchrF2++ nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no, beam 4 | starter.toml, width "
        f"{arguments.width}, 3 + 1 layers, {arguments.steps} steps | workbench "
        f"{workbench.__version__} | Python {platform.python_version()} | {os.cpu_count()} cores, "
        f"{platform.machine()}"
    )


def is_asked(variant: Variant, words: Sequence[str]) -> bool:
    """Tell whether a variant is asked for by a word of its name; without words all are."""
    return not words or any(word in variant.name for word in words)


def parse() -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--only", nargs="*", default=())
    return parser.parse_args()


if __name__ == "__main__":
    main()
