"""What the pipeline costs beside the bare engine, and whether its memory grows with the archive.

    python -m tests.bench.pipeline [--model starter|opus|FOLDER] [--articles 15] [--rounds 7]
        [--sizes 1000 100000]

Articles of the development set are read from files, split, looked up in memory, translated,
checked and stored in a new workspace: once with terms only checked, once with terms repaired,
beside one call of the same engine with all of the sentences. The three take turns; a machine that
others use slows now one and now another, so each is compared with the engine of its own turn, and
the median of these ratios counts. The model `opus` is one of OPUS-MT's size with random weights
(`tests.bench.opus`): what it writes has no terms to repair, so that they are only checked. Then
archives of several sizes are imported and "translated" by an engine that costs nothing, each in a
process of its own that tells the most memory it held.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

import workbench
from tests.bench.engines import OPUS, training_pairs
from tests.bench.opus import Shape, build
from tests.bench.scaling import ARTICLES_A_GROUP, Instant, fill
from tests.conftest import ROOT
from workbench import Workbench
from workbench.settings import load_settings
from workbench.store import open_workspace
from workbench.terminology.labels import HeadlineLabels
from workbench.wiring import Wiring
from workbench.workflows.drafting import Drafter
from workbench.workflows.local_runner import LocalRunner
from workbench.workflows.measure_memory import peak_memory
from workbench.workflows.translate_pending import Plan, translate_pending

ARTICLES = sorted((ROOT / "corpora" / "news-dev" / "articles").rglob("*.txt"))
ALONE = "the engine alone, one call"
WARM_UP = ["Limanda yeni körpü tikilir."]
SIZES = (1_000, 100_000)


def seconds(work: Callable[[], object]) -> float:
    """Return how long the work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def sentences(articles: Sequence[Path]) -> list[str]:
    """Return what the pipeline gives to the engine."""
    with tempfile.TemporaryDirectory() as folder, Workbench(Path(folder) / "all.db") as whole:
        whole.import_articles(*articles)
        return [unit.source for unit in whole.pairs(statuses=["empty"])]


class Pipeline:
    """Everything from files to stored, checked drafts, in a new workspace each time."""

    def __init__(self, model: str, terms: str, articles: Sequence[Path]) -> None:
        self._articles = articles
        self._wiring = Wiring(load_settings(engine=model, terms=terms))
        self._wiring.drafter.drafts(WARM_UP)

    def __call__(self) -> None:
        with tempfile.TemporaryDirectory() as folder, Workbench(Path(folder) / "a.db") as whole:
            whole.wiring = self._wiring  # its engine is loaded
            whole.import_articles(*self._articles)
            whole.translate()


def compare(model: str, rounds: int, articles: Sequence[Path]) -> Mapping[str, list[float]]:
    """Return the seconds of each way, turn by turn."""
    with tempfile.TemporaryDirectory() as folder:
        name = str(random_model(Path(folder))) if model == OPUS else model
        engine = Wiring(load_settings(engine=name)).engine
        engine.translate(WARM_UP)
        sources = sentences(articles)
        ways: dict[str, Callable[[], object]] = {
            ALONE: lambda: engine.translate(sources),
            "the pipeline, terms checked": Pipeline(name, "check", articles),
        }
        if model != OPUS:
            ways["the pipeline, terms repaired"] = Pipeline(name, "repair", articles)
        return in_turns(rounds, ways)


def random_model(folder: Path) -> Path:
    """Make a model of OPUS-MT's size; return its folder."""
    return build(folder / OPUS, Shape(), training_pairs())


def in_turns(rounds: int, ways: Mapping[str, Callable[[], object]]) -> Mapping[str, list[float]]:
    """Return the seconds of each way, turn by turn; every other turn goes backwards."""
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(rounds):
        for way in list(ways)[:: 1 if turn % 2 == 0 else -1]:
            taken[way].append(seconds(ways[way]))
    return taken


def hold(size: int) -> None:
    """Be a process that deals with so many segments, and tell the most memory it held, in MB."""
    wiring = Wiring(load_settings())
    labels = HeadlineLabels(wiring.glossary)
    runner = LocalRunner(Drafter(Instant(), labels, wiring.checks, "news"))
    plan = Plan(articles_per_batch=ARTICLES_A_GROUP)
    with tempfile.TemporaryDirectory() as folder, open_workspace(f"{folder}/big.db") as workspace:
        fill(workspace, size)
        translate_pending(workspace, runner, plan)
    print(peak_memory())


def memory(size: int) -> float:
    """Return the most memory that a process held which dealt with so many segments, in MB."""
    command = [sys.executable, "-m", "tests.bench.pipeline", "--hold", str(size)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def show(taken: Mapping[str, list[float]], count: int, held: Sequence[tuple[int, float]]) -> None:
    """Print the tables."""
    print("| way | sentences/s | time beside the engine alone |\n|---|--:|--:|")
    for way, times in taken.items():
        beside = median(one / alone for one, alone in zip(times, taken[ALONE], strict=True))
        print(f"| {way} | {count / median(times):.1f} | {beside:.2f} |")
    print("\n| segments | most memory, MB |\n|--:|--:|")
    for size, most in held:
        print(f"| {size:,} | {most:.0f} |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="starter")
    parser.add_argument("--articles", type=int, default=15)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--hold", type=int)
    arguments = parser.parse_args()
    if arguments.hold:
        hold(arguments.hold)
        return
    articles = ARTICLES[: arguments.articles]
    count = len(sentences(articles))
    taken = compare(arguments.model, arguments.rounds, articles)
    show(taken, count, [(size, memory(size)) for size in arguments.sizes])
    print(
        f"\nnews-dev, {count} sentences, medians of {arguments.rounds} turns"
        f" | {described(arguments.model)}, beam {load_settings().beam}"
        f" | memory with an engine that costs nothing | workbench {workbench.__version__} | Python"
        f" {platform.python_version()} | {os.cpu_count()} cores,"
        f" {platform.machine()}, load {os.getloadavg()[0]:.1f}"
    )


def described(model: str) -> str:
    """Return what the signature says of a model."""
    if model == OPUS:
        shape = Shape()
        return f"{shape.layers}+{shape.layers} layers of {shape.width}, {shape.vocabulary} pieces"
    checkpoint = Wiring(load_settings(engine=model)).checkpoint
    return f"{checkpoint.id}@{checkpoint.revision[:8]}"


if __name__ == "__main__":
    main()
