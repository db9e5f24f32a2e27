"""Score engines, and outputs of other systems, on test sets: time and memory measured beside."""

import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from workbench.engines.engine import Engine
from workbench.formats.test_sets import read_test_set
from workbench.metrics.scores import Score, score_corpus
from workbench.workflows.measure_memory import peak_memory


@dataclass(frozen=True, slots=True)
class OfferedTestSet:
    """Sources and references, and what other systems made of the sources, by system."""

    name: str
    pairs: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[str, tuple[str, ...]], ...] = ()


def offered_test_set(path: Path) -> OfferedTestSet:
    """Return the test set of a bitext, or of a folder with the files `az`, `en` and `SYSTEM.en`.

    Its name is that of the file or folder, up to the first full stop.
    """
    return OfferedTestSet(path.resolve().name.split(".")[0], *read_test_set(path))


@dataclass(frozen=True, slots=True)
class Run:
    """What an engine said, and what it cost.

    Attributes:
        name: `id@revision` of the engine.
        outputs: One list of translations for each test set.
        seconds: Time to translate each test set, loading not counted.
        megabytes: Most memory the engine's process ever held (MiB), model and libraries included.
    """

    name: str
    outputs: tuple[tuple[str, ...], ...]
    seconds: tuple[float, ...]
    megabytes: float


@dataclass(frozen=True, slots=True)
class Row:
    """A system on a test set; speed and memory are None for outputs that came from a file."""

    test_set: str
    system: str
    scores: tuple[Score, ...]
    sentences_per_second: float | None = None
    megabytes: float | None = None


def evaluate(
    test_sets: Sequence[OfferedTestSet], engines: Sequence[Callable[[], Engine]]
) -> list[Row]:
    """Return a row for each system on each test set: the published outputs, then the engines.

    Each engine is loaded and run in a process of its own, one after the other, so that neither
    memory nor time is that of another.
    """
    sources = [[source for source, _ in one.pairs] for one in test_sets]
    runs = [_in_own_process(engine, sources) for engine in engines]
    return [row for number, one in enumerate(test_sets) for row in _rows(number, one, runs)]


def run_engine(load: Callable[[], Engine], sources: Sequence[Sequence[str]]) -> Run:
    """Load an engine and translate every test set, in this process."""
    engine = load()
    engine.translate(["Salam."])  # the first call pays for what is set up lazily
    outputs, seconds = [], []
    for sentences in sources:
        began = time.perf_counter()
        outputs.append(tuple(answer.text for answer in engine.translate(sentences)))
        seconds.append(time.perf_counter() - began)
    return Run(engine.name, tuple(outputs), tuple(seconds), peak_memory())


def _in_own_process(load: Callable[[], Engine], sources: Sequence[Sequence[str]]) -> Run:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        return pool.submit(run_engine, load, sources).result()


def _rows(number: int, test_set: OfferedTestSet, runs: Sequence[Run]) -> list[Row]:
    references = [reference for _, reference in test_set.pairs]
    published = [
        Row(test_set.name, name, score_corpus(outputs, references))
        for name, outputs in test_set.outputs
    ]
    return published + [
        Row(
            test_set.name,
            run.name,
            score_corpus(run.outputs[number], references),
            len(references) / max(run.seconds[number], 1e-9),
            run.megabytes,
        )
        for run in runs
    ]
