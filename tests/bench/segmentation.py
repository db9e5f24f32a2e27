"""Sentence boundaries, measured: F1 on each set and code points a second, as a Markdown table.

    python -m tests.bench.segmentation [FOLDER]

FOLDER holds the `segmentation-*.jsonl` sets; by default `bench` in the folder that
WORKBENCH_SHARED names. Other splitters are measured beside ours where they are installed.
"""

import importlib
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import workbench
from workbench.text.sentences import split_sentences

SETS = ("ntrex", "flores", "hard")
Split = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, its sentences, and boundaries that count neither way.

    Boundaries are numbers of code points before them that are no white space.
    """

    text: str
    boundaries: frozenset[int]
    optional: frozenset[int]


@dataclass(frozen=True, slots=True)
class Score:
    """Boundaries found, invented and missed in a set, and the time it took."""

    found: int
    invented: int
    missed: int
    characters: int
    seconds: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall in percent."""
        return 200 * self.found / (2 * self.found + self.invented + self.missed)


def read_set(folder: Path, name: str) -> list[Passage]:
    """Read one set; the end of a passage is no boundary."""
    lines = (folder / f"segmentation-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_passage(json.loads(line)) for line in lines]


def _passage(row: dict[str, Any]) -> Passage:
    text = row["text"]
    optional = frozenset(visible(text[:offset]) for offset in row["optional"])
    return Passage(text, boundaries(row["sentences"]), optional)


def visible(text: str) -> int:
    """Count the code points that are no white space."""
    return len("".join(text.split()))


def boundaries(sentences: Iterable[str]) -> frozenset[int]:
    """Return where each sentence but the last ends."""
    ends = [0]
    for sentence in sentences:
        ends.append(ends[-1] + visible(sentence))
    return frozenset(ends[1:-1])


def score(split: Split, passages: list[Passage]) -> Score:
    """Split every passage and compare."""
    started = time.perf_counter()
    results = [split(passage.text) for passage in passages]
    seconds = time.perf_counter() - started
    found = invented = missed = 0
    for passage, sentences in zip(passages, results, strict=True):
        ours = boundaries(sentences)
        found += len(ours & passage.boundaries)
        invented += len(ours - passage.boundaries - passage.optional)
        missed += len(passage.boundaries - ours - passage.optional)
    characters = sum(len(passage.text) for passage in passages)
    return Score(found, invented, missed, characters, seconds)


def ours(*, inside_quotations: bool) -> Split:
    """Return the splitter of this project."""

    def split(text: str) -> list[str]:
        spans = split_sentences(text, inside_quotations=inside_quotations)
        return [span.of(text) for span in spans]

    return split


def pysbd() -> Split:
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)
    split: Split = segmenter.segment
    return split


def sentence_splitter() -> Split:
    splitter = importlib.import_module("sentence_splitter").SentenceSplitter(language="tr")
    split: Split = splitter.split
    return split


def razdel() -> Split:
    sentenize = importlib.import_module("razdel").sentenize
    return lambda text: [sentence.text for sentence in sentenize(text)]


def syntok() -> Split:
    analyze = importlib.import_module("syntok.segmenter").analyze

    def split(text: str) -> list[str]:
        return [
            "".join(token.spacing + token.value for token in sentence)
            for paragraph in analyze(text)
            for sentence in paragraph
        ]

    return split


OTHERS = {
    "pySBD (en)": pysbd,
    "sentence-splitter (tr)": sentence_splitter,
    "razdel": razdel,
    "syntok": syntok,
}


def row(name: str, split: Split, sets: dict[str, list[Passage]]) -> str:
    """Measure one splitter on all sets."""
    scores = [score(split, passages) for passages in sets.values()]
    figures = " | ".join(f"{result.f1:.1f}" for result in scores)
    speed = sum(r.characters for r in scores) / sum(r.seconds for r in scores) / 1e6
    return f"| {name} | {figures} | {speed:.2f} |"


def signature(sets: dict[str, list[Passage]]) -> str:
    """Say what was measured with what."""
    sizes = ", ".join(
        f"{name} {len(passages)} passages / {sum(len(p.boundaries) for p in passages)} boundaries"
        for name, passages in sets.items()
    )
    return (
        f"boundary F1 in %, optional boundaries ignored | {sizes} | workbench"
        f" {workbench.__version__} | Python {platform.python_version()} | {platform.machine()},"
        f" {os.cpu_count()} cores"
    )


def main() -> None:
    default = Path(os.environ.get("WORKBENCH_SHARED", "shared")) / "bench"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    sets = {name: read_set(folder, name) for name in SETS}
    print(f"| splitter | {' | '.join(SETS)} | M characters/s |")
    print("|---|" + "--:|" * (len(SETS) + 1))
    print(row("workbench, inside quotations too", ours(inside_quotations=True), sets))
    print(row("workbench, woven remarks whole", ours(inside_quotations=False), sets))
    for name, load in OTHERS.items():
        try:
            split = load()
        except ImportError:
            print(f"| {name} | not installed |" + " |" * len(SETS))
        else:
            print(row(name, split, sets))
    print(f"\n{signature(sets)}")


if __name__ == "__main__":
    main()
