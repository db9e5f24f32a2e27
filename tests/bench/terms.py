"""Glossary terms in inflected text, measured: recall, false hits and sentences a second.

    python -m tests.bench.terms [FOLDER]

FOLDER holds the `terms-*.jsonl` sets; by default `bench` in the folder that WORKBENCH_SHARED
names. A hit counts as found when it has the exact place of the term with its suffix, for the
others when the term is found at all. Other methods are measured beside ours where installed.
"""

import importlib
import json
import os
import platform
import random
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import workbench
from workbench.model.term import Term
from workbench.terminology.glossaries import build_glossary
from workbench.terminology.matcher import TermMatcher
from workbench.text.casing import fold
from workbench.text.suffixes import inflect
from workbench.text.words import WORD

Rows = list[dict[str, Any]]
Finder = Callable[[str], bool]
Method = Callable[[str], Finder]
GLOSSARY_TERMS = 20_000
SENTENCES = 20_000
RAPIDFUZZ_THRESHOLD = 90


def ours(term: str) -> Finder:
    """Return the matcher of this project for one term."""
    matcher = TermMatcher(build_glossary("bench", [Term(source=term, target="x")]))
    return lambda text: bool(matcher.matches(text))


def exact(term: str) -> Finder:
    """Return a search for the folded words of the term."""
    wanted = f" {' '.join(WORD.findall(fold(term)))} "
    return lambda text: wanted in f" {' '.join(WORD.findall(fold(text)))} "


def snowball() -> Method:
    stem = importlib.import_module("snowballstemmer").stemmer("turkish").stemWord
    letters = str.maketrans("əqx", "ekh")

    def stems(text: str) -> str:
        return f" {' '.join(stem(word.translate(letters)) for word in WORD.findall(fold(text)))} "

    def method(term: str) -> Finder:
        wanted = stems(term)
        return lambda text: wanted in stems(text)

    return method


def rapidfuzz() -> Method:
    ratio = importlib.import_module("rapidfuzz.fuzz").partial_ratio

    def method(term: str) -> Finder:
        wanted = fold(term)
        return lambda text: bool(ratio(wanted, fold(text)) >= RAPIDFUZZ_THRESHOLD)

    return method


OTHERS = {
    "exact, Azerbaijani folding": lambda: exact,
    "Snowball Turkish, letters mapped": snowball,
    f"RapidFuzz partial >= {RAPIDFUZZ_THRESHOLD}": rapidfuzz,
}


def read_set(folder: Path, name: str) -> Rows:
    """Read one set."""
    lines = (folder / f"terms-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def percent(right: Iterable[bool]) -> str:
    """Return the share of the true ones."""
    answers = list(right)
    return f"{100 * sum(answers) / len(answers):.1f}"


def quality(method: Method, contexts: Rows, negatives: Rows, dictionary: Rows) -> list[str]:
    """Return recall in contexts, false hits and recall of dictionary forms, in percent."""
    names = {row.get("term") or row["lemma"] for row in contexts + negatives + dictionary}
    finders = {name: method(name) for name in names}
    return [
        percent(finders[row["term"]](row["text"]) for row in contexts),
        percent(finders[row["term"]](row["text"]) for row in negatives),
        percent(finders[row["lemma"]](row["form"]) for row in dictionary),
    ]


def exact_places(contexts: Rows) -> str:
    """Return the share of terms found with exact offsets by one matcher for all terms."""
    terms = [Term(source=source, target="x") for source in {row["term"] for row in contexts}]
    matcher = TermMatcher(build_glossary("bench", terms))
    return percent(
        (row["start"], row["end"], row["term"])
        in [(found.start, found.end, found.entry.source) for found in matcher.matches(row["text"])]
        for row in contexts
    )


def speed(contexts: Rows) -> tuple[float, float]:
    """Return seconds to load 20,000 terms and sentences a second, on one core.

    The sentences are the contexts in random pairs, with an inflected term of the large glossary
    behind every second one: about 20 words each, two or three hits.
    """
    chance = random.Random(1)  # noqa: S311 - a fixed seed, for the same sentences each time
    real = list(dict.fromkeys(row["term"] for row in contexts))
    names = [f"{_name(chance)} {_name(chance)}" for _ in range(GLOSSARY_TERMS - len(real))]
    glossary = build_glossary("b", [Term(source=name, target="x") for name in real + names])
    started = time.process_time()
    matcher = TermMatcher(glossary)
    loaded = time.process_time()
    texts = [_sentence(chance, contexts, names) for _ in range(SENTENCES)]
    begun = time.process_time()
    for text in texts:
        matcher.matches(text)
    return loaded - started, SENTENCES / (time.process_time() - begun)


def _name(chance: random.Random) -> str:
    return "".join(chance.choice("bdklmnrst") + chance.choice("aeiou") for _ in range(3))


def _sentence(chance: random.Random, contexts: Rows, names: list[str]) -> str:
    texts = [chance.choice(contexts)["text"] for _ in range(2)]
    return " ".join([*texts, inflect(chance.choice(names), plural=chance.random() < 1 / 2)])


def signature(contexts: Rows, negatives: Rows, dictionary: Rows) -> str:
    """Say what was measured with what."""
    return (
        f"{len(contexts)} contexts, {len(negatives)} look-alikes,"
        f" {len(dictionary)} dictionary forms | workbench {workbench.__version__} |"
        f" Python {platform.python_version()} |"
        f" {platform.machine()}, one of {os.cpu_count()} cores"
    )


def main() -> None:
    default = Path(os.environ.get("WORKBENCH_SHARED", "shared")) / "bench"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    sets = [read_set(folder, name) for name in ("multiword", "negative", "unimorph")]
    print("| method | recall % | false hits % | dictionary forms % |")
    print("|---|--:|--:|--:|")
    print(f"| workbench | {' | '.join(quality(ours, *sets))} |")
    for name, load in OTHERS.items():
        try:
            method = load()
        except ImportError:
            print(f"| {name} | not installed | | |")
        else:
            print(f"| {name} | {' | '.join(quality(method, *sets))} |")
    seconds, rate = speed(sets[0])
    print(f"\nexact offsets, all terms in one glossary: {exact_places(sets[0])} %")
    print(f"{GLOSSARY_TERMS:,} terms: loaded in {seconds:.2f} s, {rate:,.0f} sentences/s")
    print(f"\n{signature(*sets)}")


if __name__ == "__main__":
    main()
