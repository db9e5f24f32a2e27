"""What a million sentences cost, and where more machines stop helping.

    python -m tests.bench.scaling [--url postgresql://...] [--model starter] [--sentences 400]
        [--rows 6400] [--tasks 200] [--cores 16]

Three things are measured here: the pipeline on one core, from stored sentence to stored and checked
translation; how many rows a second the database takes from workers whose engine costs nothing, one
worker and several; how many groups a second Ray hands out to workers that do nothing with them.
The rest is arithmetic, and says so: a million sentences, and 1, 10 and 100 machines like this one.
Without --url the database is an SQLite file, which machines cannot share.
"""

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

import workbench
from tests.conftest import ROOT
from workbench.cluster.ray_pool import RayPool
from workbench.confidence.calibration import UNCALIBRATED, Calibration
from workbench.formats.pairs import read_pairs
from workbench.model.article import Article
from workbench.model.hypothesis import Hypothesis
from workbench.model.segment import Segment
from workbench.settings import load_settings
from workbench.store import open_workspace
from workbench.store.processes import this_process
from workbench.store.workspace import Workspace
from workbench.terminology.labels import HeadlineLabels
from workbench.wiring import Wiring
from workbench.workflows.cluster_runner import GroupWorker
from workbench.workflows.drafting import Drafter
from workbench.workflows.local_runner import LocalRunner
from workbench.workflows.translate_pending import Plan, translate_pending

SENTENCES_AN_ARTICLE = 20
ARTICLES_A_GROUP = 16
GROUP = SENTENCES_AN_ARTICLE * ARTICLES_A_GROUP
WRITERS = (1, 2, 4)
MACHINES = (1, 10, 100)
MILLION = 1_000_000


class Instant:
    """An engine that costs nothing, so that what is left is reading and storing."""

    id = "instant"
    revision = "0"
    name = "instant@0"
    calibration: Calibration = UNCALIBRATED

    def translate(self, sources: Sequence[str], **_told: object) -> list[Hypothesis]:
        return [Hypothesis(source, -1.0, self.name) for source in sources]

    def stream(self, sources: Sequence[str], **_told: object) -> Iterator[tuple[int, Hypothesis]]:
        yield from enumerate(self.translate(sources))

    def alternatives(self, sources: Sequence[str], n: int) -> list[list[Hypothesis]]:
        return [self.translate([source])[:n] for source in sources]

    def judgements(self, sources: Sequence[str], targets: Sequence[str]) -> list[Hypothesis | None]:
        assert len(sources) == len(targets)
        return [*self.translate(targets)]

    def continuations(
        self, sources: Sequence[str], beginnings: Sequence[str]
    ) -> list[Hypothesis | None]:
        return [*self.translate(list(map(" ".join, zip(beginnings, sources, strict=True))))]


@dataclass(frozen=True)
class Measured:
    """What was measured.

    Attributes:
        sentences: A second and core, the whole pipeline.
        cpu: Share of the core that the pipeline had.
        rows: A second, into the database, by number of workers.
        groups: A second, handed out by Ray.
    """

    sentences: float
    cpu: float
    rows: dict[int, float]
    groups: float


def fill(workspace: Workspace, sentences: int) -> None:
    """Store so many sentences of the development set, from the beginning again after the last."""
    pairs = read_pairs(ROOT / "corpora" / "news-dev" / "news-dev.tsv")
    sources = islice(cycle(source for source, _ in pairs), sentences)
    while texts := tuple(islice(sources, SENTENCES_AN_ARTICLE)):
        article = Article(id=uuid4().hex, title=texts[0], paragraphs=texts[1:])
        cuts = [Segment(n, 0, 0, len(one), one) for n, one in enumerate(article.texts)]
        workspace.add_article(article, cuts)


def translating(location: str, wiring: Wiring, sentences: int) -> tuple[float, float]:
    """Return sentences a second of the whole pipeline on one core, and the core's share had."""
    runner = LocalRunner(wiring.drafter)
    with open_workspace(location) as workspace:
        fill(workspace, sentences)
        spent = time.process_time()
        plan = Plan(articles_per_batch=ARTICLES_A_GROUP)
        summary = translate_pending(workspace, runner, plan)
        spent = time.process_time() - spent
    return summary.translated / spent, spent / summary.seconds


def open_instant(location: str) -> tuple[Workspace, Drafter]:
    glossary = Wiring(load_settings()).glossary
    return open_workspace(location), Drafter(Instant(), HeadlineLabels(glossary), (), "none@0")


def write(location: str, groups: Sequence[int], ready: Any, told: Any) -> None:
    """Be a worker: store the groups, and tell how many rows, from when to when."""
    work = GroupWorker(partial(open_instant, location), this_process(), ARTICLES_A_GROUP)
    ready.wait()
    began = time.time()
    rows = sum(work(first, lambda: False).translated for first in groups)
    told.put((rows, began, time.time()))


def writing(location: str, rows: int, workers: int) -> float:
    """Return rows a second that so many workers store together."""
    with open_workspace(location) as workspace:
        fill(workspace, rows)
        groups = workspace.free_groups(ARTICLES_A_GROUP)
    context = get_context("spawn")
    ready, told = context.Barrier(workers), context.Queue()
    processes = [
        context.Process(target=write, args=(location, groups[number::workers], ready, told))
        for number in range(workers)
    ]
    for process in processes:
        process.start()
    shares = [told.get() for _ in processes]
    for process in processes:
        process.join()
    stored, began, ended = zip(*shares, strict=True)
    return float(sum(stored) / (max(ended) - min(began)))


def nothing() -> Callable[[int, object], int]:
    return lambda task, _is_over: task


def handing_out(tasks: int) -> float:
    """Return tasks a second that Ray hands to workers which do nothing, its start left out."""
    done = RayPool(workers=os.cpu_count() or 1).each(nothing, range(tasks + 1), lambda: False)
    next(done)
    began = time.perf_counter()
    return sum(1 for _ in done) / (time.perf_counter() - began)


@contextmanager
def place(url: str) -> Iterator[str]:
    """Give an empty database: a schema of the server, or a file."""
    if not url:
        with tempfile.TemporaryDirectory() as folder:
            yield str(Path(folder) / "scaling.db")
        return
    server = make_url(url).set(drivername="postgresql+psycopg")
    schema = f"scaling_{uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    ours = server.update_query_dict({"options": f"-csearch_path={schema}"})
    yield ours.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


def measure(arguments: argparse.Namespace, wiring: Wiring) -> Measured:
    with place(arguments.url) as location:
        sentences, cpu = translating(location, wiring, arguments.sentences)
    rows = {}
    for workers in WRITERS:
        with place(arguments.url) as location:
            rows[workers] = writing(location, arguments.rows, workers)
    return Measured(sentences, cpu, rows, handing_out(arguments.tasks))


def show_measured(one: Measured) -> None:
    print("| measured here | |\n|---|--:|")
    print(f"| sentences a second of one core, whole pipeline | {one.sentences:.1f} |")
    for workers, rows in one.rows.items():
        print(f"| rows a second stored, {workers} worker{'s' * (workers > 1)} | {rows:.0f} |")
    print(f"| groups a second handed out by Ray | {one.groups:.0f} |")


def show_reckoned(one: Measured, cores: int) -> None:
    """Show the arithmetic; what would be over 100 % busy is what holds the others up."""
    print("\n| reckoned: machines | sentences/s | a million takes | database busy | Ray busy |")
    print("|--:|--:|--:|--:|--:|")
    most = max(one.rows.values())
    for machines in MACHINES:
        wanted = machines * cores * one.sentences
        got = min(wanted, most, one.groups * GROUP)
        busy = (f"{100 * wanted / most:.0f} %", f"{100 * wanted / GROUP / one.groups:.0f} %")
        minutes = MILLION / got / 60
        print(f"| {machines} | {got:.0f} | {minutes:.1f} min | {' | '.join(busy)} |")
    print(f"\nA million sentences: {MILLION / one.sentences / 3600:.1f} core hours.")


def signature(arguments: argparse.Namespace, wiring: Wiring, one: Measured) -> str:
    database = "PostgreSQL" if arguments.url else "SQLite"
    engine = f"{wiring.checkpoint.id}@{wiring.checkpoint.revision}"
    return (
        f"extrapolated from {arguments.sentences} sentences of news-dev, {arguments.rows} rows and"
        f" {arguments.tasks} tasks | {engine}, beam {wiring.settings.beam}, one thread; seconds of"
        f" processor time, of which it had {100 * one.cpu:.0f} % | {database} on this machine, rows"
        f" without checks | groups of {GROUP} sentences; reckoned with {arguments.cores} cores a"
        f" machine | workbench {workbench.__version__} | Python {platform.python_version()} |"
        f" {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="")
    parser.add_argument("--model", default="starter")
    parser.add_argument("--sentences", type=int, default=400)
    parser.add_argument("--rows", type=int, default=20 * GROUP)
    parser.add_argument("--tasks", type=int, default=200)
    parser.add_argument("--cores", type=int, default=16)
    arguments = parser.parse_args()
    wiring = Wiring(load_settings(engine=arguments.model, threads=1))
    one = measure(arguments, wiring)
    show_measured(one)
    show_reckoned(one, arguments.cores)
    print(f"\n{signature(arguments, wiring, one)}")


if __name__ == "__main__":
    main()
