"""Speed of the engines, side by side in one run, as a Markdown table of ratios.

    python -m tests.bench.engines [MODEL] [BITEXT] [SENTENCES]

By default the bundled model on the development set. Plain transformers come in two ways: one
sentence at a time, as most scripts do, and in the workbench's batches; CTranslate2 with its own
defaults in one call, and as the workbench runs it. Each way has all cores, beam 4, and is run
twice; the faster run counts.
"""

import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ctranslate2
import transformers
from sacrebleu import corpus_chrf

import workbench
from tests.conftest import ROOT
from workbench.engines.conversion import converted
from workbench.engines.ctranslate2_engine import available_cores
from workbench.engines.decoding import BatchedEngine
from workbench.engines.loading import open_engine
from workbench.engines.locating import locate_checkpoint
from workbench.formats.pairs import read_pairs

Translate = Callable[[list[str]], list[str]]
BEAM = 4
RUNS = 2


def one_by_one(engine: BatchedEngine) -> Translate:
    return lambda sources: [engine.translate([source])[0].text for source in sources]


def in_batches(engine: BatchedEngine) -> Translate:
    return lambda sources: [answer.text for answer in engine.translate(sources)]


def in_one_call(model: str) -> Translate:
    """Return CTranslate2 as its documentation shows it: one call, its own batches and threads."""
    checkpoint = locate_checkpoint(model)
    tokenizer: Any = transformers.AutoTokenizer.from_pretrained(checkpoint.folder)
    folder = str(converted(checkpoint, "int8"))
    translator = ctranslate2.Translator(folder, compute_type="int8")

    def translate(sources: list[str]) -> list[str]:
        pieces = [tokenizer.convert_ids_to_tokens(tokenizer(one)["input_ids"]) for one in sources]
        answers = translator.translate_batch(pieces, beam_size=BEAM)
        return [
            tokenizer.decode(
                tokenizer.convert_tokens_to_ids(answer.hypotheses[0]), skip_special_tokens=True
            )
            for answer in answers
        ]

    return translate


def ways(model: str) -> dict[str, Translate]:
    checkpoint = locate_checkpoint(model)
    reference = open_engine(checkpoint, runtime="transformers", beam=BEAM)
    return {
        "transformers, one by one": one_by_one(reference),
        "transformers, in batches": in_batches(reference),
        "CTranslate2 int8, defaults, one call": in_one_call(model),
        "workbench (CTranslate2 int8)": in_batches(open_engine(checkpoint, beam=BEAM)),
    }


def measured(translate: Translate, sources: list[str]) -> tuple[float, list[str]]:
    """Return sentences a second of the faster run, and the translations."""
    translate(sources[:2])
    seconds = []
    found: list[str] = []
    for _ in range(RUNS):
        began = time.perf_counter()
        found = translate(sources)
        seconds.append(time.perf_counter() - began)
    return len(sources) / min(seconds), found


def main(model: str = "starter", bitext: str = "", sentences: str = "200") -> None:
    path = Path(bitext) if bitext else ROOT / "corpora" / "news-dev" / "news-dev.tsv"
    pairs = list(read_pairs(path))[: int(sentences)]
    sources, references = map(list, zip(*pairs, strict=True))
    rows = {name: measured(translate, sources) for name, translate in ways(model).items()}
    slowest = min(speed for speed, _ in rows.values())
    print("| way | sentences a second | ratio | chrF2++ |\n|---|--:|--:|--:|")
    for name, (speed, found) in rows.items():
        chrf = corpus_chrf(found, [references], word_order=2).score
        print(f"| {name} | {speed:.1f} | {speed / slowest:.1f} | {chrf:.2f} |")
    print(
        f"\n{path.name}, first {len(sources)} · {locate_checkpoint(model).id} · beam {BEAM} · "
        f"{available_cores()} cores, {platform.machine()} · workbench {workbench.__version__} · "
        f"ctranslate2 {ctranslate2.__version__} · transformers {transformers.__version__}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
