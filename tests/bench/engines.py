"""Speed of the engines, side by side in one run, as a Markdown table of ratios.

    python -m tests.bench.engines [MODEL] [--sentences N] [--every N] [--runs N] [--bitext FILE]
                                  [--vocabulary N] [--width N] [--layers N] [--pairs N]

MODEL is `starter`, a model folder, or `opus`: a Marian checkpoint of OPUS-MT's size with random
weights and translations of the usual length, built for the occasion; the second line of options
makes it smaller. The ways, each with all cores and beam 4:

- transformers as most scripts use it, one sentence at a time. It is slow and therefore gets every
  fifth sentence only; what counts is sentences a second.
- transformers in batches: sorted by length, in the workbench's batches.
- CTranslate2 with its own defaults, int8, everything in one call.
- CTranslate2 with its own defaults, int8, a call for each sentence: how argos-translate runs it.
- the workbench, without and with the model's lexical shortlist. A model that has none gets one for
  the occasion. With random weights loops are not decoded again: a trained model has few.

The ways take turns, and of each the fastest run counts. The median of one sentence is that of
calls with a sentence each.
"""

import argparse
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import ctranslate2
import torch
import transformers
from sacrebleu import corpus_chrf
from sentencepiece import SentencePieceProcessor

import workbench
from tests.bench.opus import Shape, build
from tests.conftest import ROOT
from workbench.engines.batching import length_bound, token_batches
from workbench.engines.checkpoint import Checkpoint, open_checkpoint
from workbench.engines.conversion import converted
from workbench.engines.ctranslate2_engine import available_cores
from workbench.engines.loading import open_engine
from workbench.engines.locating import locate_checkpoint
from workbench.engines.shortlist import NAME, shortlist_lines
from workbench.engines.weights import load_model
from workbench.formats.glossary_csv import read_glossary
from workbench.formats.pairs import read_pairs
from workbench.workflows.train_shortlist import train_shortlist

Translate = Callable[[list[str]], list[str]]
BEAM = 4
OPUS = "opus"
BITEXTS = ("news-train.tsv.gz", "lexicon.tsv")


@dataclass(slots=True)
class Way:
    """A way to translate, and how it did.

    `every` is 1 for all sentences; `median` is asked of ways that can take one at a time.
    """

    name: str
    translate: Translate
    every: int = 1
    median: bool = False
    seconds: list[float] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    def run(self, sources: list[str]) -> None:
        began = time.perf_counter()
        self.found = self.translate(sources[:: self.every])
        self.seconds.append(time.perf_counter() - began)

    @property
    def speed(self) -> float:
        """Return sentences a second of the fastest run."""
        return len(self.found) / min(self.seconds)

    def milliseconds(self, sources: list[str]) -> float:
        """Return the median of one sentence."""
        taken = []
        for source in sources:
            began = time.perf_counter()
            self.translate([source])
            taken.append(time.perf_counter() - began)
        return 1000 * statistics.median(taken)


class Transformers:
    """transformers with the defaults of a checkpoint, as its documentation shows it."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(checkpoint.folder)
        self._model: Any = load_model(checkpoint)

    def together(self, sources: list[str]) -> list[str]:
        inputs = self._tokenizer(sources, return_tensors="pt", padding=True)
        bound = length_bound(inputs["input_ids"].shape[1], 512)
        with torch.inference_mode():
            made = self._model.generate(**inputs, num_beams=BEAM, max_new_tokens=bound)
        texts: list[str] = self._tokenizer.batch_decode(made, skip_special_tokens=True)
        return texts

    def one_by_one(self, sources: list[str]) -> list[str]:
        return [self.together([source])[0] for source in sources]

    def in_batches(self, sources: list[str]) -> list[str]:
        found = dict[int, str]()
        lengths = [len(pieces) for pieces in self._tokenizer(sources)["input_ids"]]
        for batch in token_batches(lengths):
            found.update(zip(batch, self.together([sources[at] for at in batch]), strict=True))
        return [found[at] for at in range(len(sources))]


class Ctranslate2:
    """CTranslate2 with its own batches and threads, as its documentation shows it."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(checkpoint.folder)
        self._translator = ctranslate2.Translator(
            str(converted(checkpoint, "int8", cache=cache_of(checkpoint))), compute_type="int8"
        )

    def in_one_call(self, sources: list[str]) -> list[str]:
        tokenizer = self._tokenizer
        pieces = [tokenizer.convert_ids_to_tokens(tokenizer(one)["input_ids"]) for one in sources]
        answers = self._translator.translate_batch(pieces, beam_size=BEAM)
        best = (tokenizer.convert_tokens_to_ids(answer.hypotheses[0]) for answer in answers)
        return [tokenizer.decode(ids, skip_special_tokens=True) for ids in best]

    def one_by_one(self, sources: list[str]) -> list[str]:
        return [self.in_one_call([source])[0] for source in sources]


def cache_of(checkpoint: Checkpoint) -> Path:
    """Return a cache that goes when the model goes."""
    return checkpoint.folder.parent / "cache"


def workbench_engine(checkpoint: Checkpoint, *, guard: bool) -> Translate:
    opened = open_engine(checkpoint, beam=BEAM, cache=cache_of(checkpoint))
    engine = replace(opened, guard=guard)
    return lambda sources: [answer.text for answer in engine.translate(sources)]


def ways(checkpoint: Checkpoint, every: int, *, guard: bool) -> list[Way]:
    plain = replace(checkpoint, shortlist=None)
    reference, theirs = Transformers(plain), Ctranslate2(plain)
    ours = [workbench_engine(one, guard=guard) for one in (plain, checkpoint)]
    return [
        Way("transformers, one by one", reference.one_by_one, every),
        Way("transformers, in batches", reference.in_batches),
        Way("CTranslate2 defaults, one call", theirs.in_one_call),
        Way("CTranslate2 defaults, one by one", theirs.one_by_one, median=True),
        Way("**workbench**", ours[0], median=True),
        Way("**workbench**, shortlist", ours[1], median=True),
    ]


def training_pairs() -> list[tuple[str, str]]:
    """Return the pairs that vocabulary and shortlist are learnt from."""
    return [pair for name in BITEXTS for pair in read_pairs(ROOT / "corpora" / name)]


def prepared(arguments: argparse.Namespace, folder: Path) -> Checkpoint:
    """Return the model in a folder of its own, with a shortlist."""
    pairs = training_pairs()
    if arguments.pairs:
        pairs = pairs[: arguments.pairs]
    if arguments.model == OPUS:
        width = arguments.width
        shape = Shape(arguments.vocabulary, width, 4 * width, arguments.layers)
        build(folder / OPUS, shape, pairs)
        name = f"{OPUS} {shape.layers}+{shape.layers} layers of {width}, {shape.vocabulary} pieces"
    else:
        found = locate_checkpoint(arguments.model)
        shutil.copytree(found.folder, folder / OPUS)
        name = f"{found.id}@{found.revision}"
    checkpoint = open_checkpoint(folder / OPUS, name=name)
    if checkpoint.shortlist is None:
        glossary = read_glossary(ROOT / "glossaries" / "news.csv")
        shortlist, coverage = train_shortlist(checkpoint, pairs, glossary)
        lines = "".join(shortlist_lines(shortlist))
        (checkpoint.folder / NAME).write_text(lines, "utf-8")
        print(f"shortlist: {coverage.allowed:.0f} of {coverage.of} pieces a sentence\n")
    return open_checkpoint(checkpoint.folder, name=name)


def show(found: list[Way], sources: list[str], references: list[str], folder: Path) -> None:
    """Print the table; without references the scores stay empty."""
    pieces = SentencePieceProcessor(model_file=str(folder / "target.spm"))
    naive, defaults = found[0].speed, found[2].speed
    print("| way | sentences/s | to one by one | to CTranslate2 | pieces | chrF2++ | median, ms |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for way in found:
        length = statistics.mean(map(len, pieces.encode(way.found)))
        kept = [references[:: way.every]] if references else []
        score = f"{corpus_chrf(way.found, kept, word_order=2).score:.2f}" if references else ""
        median = f"{way.milliseconds(sources[:30]):.0f}" if way.median else ""
        print(
            f"| {way.name} | {way.speed:.2f} | {way.speed / naive:.1f} | "
            f"{way.speed / defaults:.2f} | {length:.1f} | {score} | {median} |"
        )


def read_arguments() -> argparse.Namespace:
    parser, shape = argparse.ArgumentParser(), Shape()
    parser.add_argument("model", nargs="?", default="starter")
    parser.add_argument("--bitext", type=Path, default=ROOT / "corpora/news-dev/news-dev.tsv")
    parser.add_argument("--sentences", type=int, default=200)
    parser.add_argument("--every", type=int, default=5)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--vocabulary", type=int, default=shape.vocabulary)
    parser.add_argument("--width", type=int, default=shape.width)
    parser.add_argument("--layers", type=int, default=shape.layers)
    parser.add_argument("--pairs", type=int, default=0)
    return parser.parse_args()


def main() -> None:
    arguments = read_arguments()
    pairs = list(read_pairs(arguments.bitext))[: arguments.sentences]
    sources, references = map(list, zip(*pairs, strict=True))
    is_random = arguments.model == OPUS
    transformers.utils.logging.set_verbosity_error()
    with tempfile.TemporaryDirectory() as folder:
        checkpoint = prepared(arguments, Path(folder))
        found = ways(checkpoint, arguments.every, guard=not is_random)
        for way in found:
            way.translate(sources[:2])
        for way in found * arguments.runs:
            way.run(sources)
        show(found, sources, [] if is_random else references, checkpoint.folder)
    print(
        f"\n{arguments.bitext.name}, first {len(sources)} · {checkpoint.id} · beam {BEAM} · int8 · "
        f"best of {arguments.runs} · {available_cores()} cores, {platform.machine()} · "
        f"workbench {workbench.__version__} · ctranslate2 {ctranslate2.__version__} · "
        f"transformers {transformers.__version__}"
    )


if __name__ == "__main__":
    main()
