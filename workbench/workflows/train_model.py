"""Train a translation model on bitexts: read, clean, learn pieces and alignments, train."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.alignment.word_translation import TranslationTable, ibm_model_1
from workbench.errors import WorkbenchError
from workbench.terminology.matcher import TermMatcher
from workbench.text.turkish import respell_turkish
from workbench.training.cleaning import clean_pairs, key
from workbench.training.joined_pairs import joined_pairs
from workbench.training.mixture import EncodedCorpus, encode_corpus
from workbench.training.noisy_pairs import noisy_pairs
from workbench.training.pieces import TURKISH, Pieces, train_pieces
from workbench.training.recipe import CorpusEntry, Pair, Recipe, RecipeFile, TrainingCorpus
from workbench.training.run_folder import RunFolder
from workbench.training.term_examples import term_examples
from workbench.training.trainer import Limits, Material, Position, Trainer
from workbench.training.training_log import LogLine
from workbench.training.validation import Validation
from workbench.training.word_swaps import LexiconWord, WordSwaps

ReadPairs = Callable[[Path], Iterable[Pair]]
ALIGNMENT_SAMPLE = 60_000
"""Pairs of one corpus that the alignment model reads at most; more cost memory, not quality."""
ALIGNMENT_LONGEST = 60
AUGMENTATION_SEED = 1


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the pairs of a recipe come from.

    Attributes:
        find: Turns a recipe's path into a file.
        read_pairs: Reads the pairs of such a file.
        matcher: Finds glossary terms, for the bitexts whose recipe entry says `terms = true`.
        lexicon: Reads the words to swap, for the bitexts whose recipe entry has `swaps`.
        held_out: Sentences of test sets; pairs with one of them are never trained on.
    """

    find: Callable[[str], Path]
    read_pairs: ReadPairs
    matcher: TermMatcher | None = None
    lexicon: Callable[[], Sequence[LexiconWord]] = tuple
    held_out: Sequence[str] = ()

    def pairs(self, entry: CorpusEntry) -> Iterable[Pair]:
        """Return the pairs of a recipe's entry."""
        return self.read_pairs(self.find(entry.path))


@dataclass(frozen=True, slots=True)
class Report:
    """What a caller is told while a run is prepared and while it trains, and asked after a step.

    Attributes:
        say: Takes a line of text.
        step: Takes a line of the log.
        stopped: Asked after every step whether to save and stop.
    """

    say: Callable[[str], None]
    step: Callable[[LogLine], None]
    stopped: Callable[[], bool] = lambda: False


def train_model(
    recipe_file: RecipeFile,
    folder: Path,
    *,
    sources: Sources,
    limits: Limits,
    report: Report,
    learners: int = 1,
) -> Position:
    """Train in `folder`, taking up a run that was stopped there; return how far it came.

    The vocabulary and the alignments are made once and kept in the folder beside the checkpoints.
    `learners` says how many batches are learnt from side by side (see `training/learners.py`).
    """
    dev = [TrainingCorpus(e.name, tuple(sources.pairs(e))) for e in recipe_file.dev]
    corpora = read_corpora(recipe_file.train, dev, sources, report)
    material = prepare(recipe_file, RunFolder(folder), corpora, report)
    trainer = Trainer(
        recipe_file.recipe,
        material,
        folder,
        validation=Validation(dev, material.pieces),
        learners=learners,
    )
    report.say(f"training from step {trainer.start(limits).step}")
    return trainer.run(limits, progress=report.step, stopped=report.stopped)


def prepare(
    recipe_file: RecipeFile, run: RunFolder, corpora: list[TrainingCorpus], report: Report
) -> Material:
    """Encode the bitexts; make what the folder lacks: vocabulary, alignments, run.json."""
    pieces = run.pieces(lambda: train_pieces(_vocabulary_text(corpora), recipe_file.recipe))
    encoded = [encode_corpus(corpus, pieces, recipe_file.recipe) for corpus in corpora]
    _report_sizes(encoded, report)
    table = run.alignments(lambda: align_pieces(encoded, pieces, recipe_file.recipe))
    run.describe(recipe_file, {corpus.name: len(corpus.examples) for corpus in encoded})
    return Material(pieces, encoded, table)


def read_corpora(
    entries: Sequence[CorpusEntry],
    dev: Sequence[TrainingCorpus],
    sources: Sources,
    report: Report,
) -> list[TrainingCorpus]:
    """Read and clean the bitexts of a recipe; what is dropped is reported by reason."""
    held_out = {key(side) for corpus in dev for pair in corpus.pairs for side in pair}
    held_out.update(map(key, sources.held_out))
    corpora = []
    for entry in entries:
        cleaned = clean_pairs(sources.pairs(entry), held_out=held_out)
        reasons = ", ".join(f"{count} {reason}" for reason, count in cleaned.dropped.items())
        report.say(
            f"{entry.name}: {len(cleaned.pairs)} pairs" + (f", dropped {reasons}" * bool(reasons))
        )
        corpora.append(_as_corpus(entry, _prepared(entry, cleaned.pairs, sources)))
    return corpora


def align_pieces(
    corpora: Sequence[EncodedCorpus], pieces: Pieces, recipe: Recipe
) -> TranslationTable:
    """Estimate which pieces translate each other, from a sample of every corpus."""
    return ibm_model_1(_alignment_pairs(corpora, recipe), pieces.size)


def _prepared(entry: CorpusEntry, pairs: list[Pair], sources: Sources) -> list[Pair]:
    """Return the pairs, or what the recipe asks to be made of them."""
    if entry.terms:
        if sources.matcher is None:
            what = f"{entry.name}: terms = true needs a glossary"
            raise WorkbenchError(what, hint="give --glossary")
        return list(term_examples(pairs, sources.matcher, seed=AUGMENTATION_SEED))
    if entry.swaps:
        swaps = WordSwaps(sources.lexicon(), seed=AUGMENTATION_SEED)
        return [pair for _ in range(entry.swaps) for pair in swaps.pairs(pairs)]
    if entry.joined:
        return list(joined_pairs(pairs))
    if entry.noise:
        return list(noisy_pairs(pairs, seed=AUGMENTATION_SEED))
    return pairs


def _as_corpus(entry: CorpusEntry, pairs: list[Pair]) -> TrainingCorpus:
    if entry.language == "tr":
        respelled = tuple((respell_turkish(source), target) for source, target in pairs)
        return TrainingCorpus(entry.name, respelled, entry.weight, TURKISH)
    return TrainingCorpus(entry.name, tuple(pairs), entry.weight)


def _vocabulary_text(corpora: Sequence[TrainingCorpus]) -> Iterator[str]:
    """Yield both sides of the pairs as often as they are read, so that news shapes the pieces."""
    for corpus in corpora:
        for _ in range(max(1, round(corpus.weight))):
            for pair in corpus.pairs:
                yield from pair


def _alignment_pairs(
    corpora: Sequence[EncodedCorpus], recipe: Recipe
) -> Iterator[tuple[list[int], list[int]]]:
    chance = random.Random(recipe.seed)  # noqa: S311 - not for secrets
    for corpus in corpora:
        short = [e for e in corpus.examples if max(map(len, e)) <= ALIGNMENT_LONGEST]
        for source, target in chance.sample(short, min(len(short), ALIGNMENT_SAMPLE)):
            yield source[:-1], target[:-1]


def _report_sizes(corpora: Sequence[EncodedCorpus], report: Report) -> None:
    round_size = sum(round(len(corpus.examples) * corpus.weight) for corpus in corpora)
    too_long = sum(corpus.too_long for corpus in corpora)
    report.say(f"a round reads {round_size} pairs; {too_long} are too long and left out")
