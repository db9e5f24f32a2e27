"""Real processes on one workspace, some of them killed."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from tests.store.archive import PORT, RAIN, TRAIN, article, confirm, keyed, translated
from workbench.model.unit import Status
from workbench.store import open_workspace
from workbench.store.workspace import Workspace

WORKER = Path(__file__).parent / "worker.py"
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Return a function that starts a worker; those that still run are killed in the end."""
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: object) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, WORKER, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def archive(location: str) -> str:
    """A workspace of ten articles, made by a process of its own kind and closed."""
    with open_workspace(location) as workspace:
        for number in range(10):
            workspace.add_article(*article(f"{number}", f"{PORT} {number}"))
    return location


def line(process: "subprocess.Popen[str]") -> str:
    """Return the next line a worker says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def lines(process: "subprocess.Popen[str]") -> list[str]:
    """Return what a worker says until its end."""
    spoken, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    return spoken.splitlines()


def check(workspace: Workspace) -> None:
    """Check that every segment is as its newest revision says."""
    for summary in workspace.articles():
        for segment in workspace.segments(summary.id):
            history = workspace.revisions(segment.key)
            assert [one.number for one in history] == list(range(1, segment.version + 1))
            last = (history[-1].target, history[-1].status) if history else ("", Status.EMPTY)
            assert (segment.target, segment.status) == last


def test_two_workers_translate_everything_once(archive, start):
    workers = [start("translate", archive, 0.01) for _ in range(2)]
    shares = [lines(worker) for worker in workers]
    keys = [key for share in shares for group in share for key in group.split()]
    assert sorted(map(int, keys)) == list(range(1, 21))
    with open_workspace(archive) as workspace:
        assert workspace.counts().segments[Status.MACHINE] == 20
        assert all(len(workspace.revisions(int(key))) == 1 for key in keys)
        check(workspace)


def test_a_worker_killed_in_the_middle_of_a_save_leaves_no_trace(archive, start):
    worker = start("half-save", archive)
    group = line(worker)
    assert line(worker) == "half"
    worker.kill()
    with open_workspace(archive) as workspace:
        assert workspace.counts().segments[Status.EMPTY] == 20
        check(workspace)
        again = next(workspace.batches_to_translate(2))
        assert " ".join(str(segment.key) for segment in again) == group
        assert workspace.save_hypotheses(map(translated, again)) == 4


def test_the_group_of_a_killed_worker_is_taken_over_at_once(archive, start):
    worker = start("translate", archive, 600)
    group = line(worker)
    with open_workspace(archive) as workspace:
        others = list(workspace.batches_to_translate(2))
        assert len(others) == 4
        worker.kill()
        (taken_over,) = [
            keys
            for batch in workspace.batches_to_translate(2)
            if (keys := " ".join(str(segment.key) for segment in batch)) == group
        ]
        assert taken_over == group


def test_an_interrupted_run_gives_what_an_undisturbed_one_gives(archive, start):
    worker = start("translate", archive, 0.05)
    first = line(worker)
    assert line(worker) != first
    worker.kill()
    groups = lines(start("translate", archive, 0))
    numbers = [f"{key} {key + 1} {key + 2} {key + 3}" for key in range(1, 21, 4)]
    assert groups in (numbers[1:], numbers[2:])
    with open_workspace(archive) as workspace:
        assert workspace.counts().segments[Status.MACHINE] == 20
        assert {len(workspace.revisions(key)) for key in range(1, 21)} == {1}


@pytest.mark.parametrize("saves", [1, 7, 20])
def test_what_was_saved_when_the_process_is_killed_is_there(archive, start, saves):
    worker = start("type", archive, 2)
    for _ in range(saves):
        acknowledged = int(line(worker))
    worker.kill()
    spoken, _ = worker.communicate()
    acknowledged = max(acknowledged, *map(int, spoken.split()), 0)
    with open_workspace(archive) as workspace:
        segment = workspace.segment(2)
        assert segment.version in {acknowledged, acknowledged + 1}
        assert segment.target == f"text {segment.version}"
        check(workspace)


def test_a_person_and_a_worker_at_the_same_time(archive, start):
    worker = start("translate", archive, 0.005)
    with open_workspace(archive) as workspace:
        for number in range(9, -1, -1):
            segment = keyed(workspace, f"{number}")[f"{PORT} {number}"]
            if segment.status is Status.EMPTY:
                confirm(workspace, segment, f"human {number}")
        lines(worker)
        counts = workspace.counts()
        typed = [unit.target for unit in workspace.units(statuses={Status.CONFIRMED})]
        assert counts.segments[Status.EMPTY] == 0
        assert all(target.startswith("human") for target in typed)
        check(workspace)


def test_many_processes_open_a_new_workspace_at_once(location, start):
    workers = [start("import", location) for _ in range(4)]
    assert [line(worker) for worker in workers] == ["ready"] * 4
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        lines(worker)
    with open_workspace(location) as workspace:
        assert sorted(one.ordinal for one in workspace.articles()) == [0, 1, 2, 3]


def test_threads_share_a_workspace(archive):
    with open_workspace(archive) as workspace:
        workspace.add_article(*article("shared", RAIN, TRAIN))
        segments = workspace.segments("shared")
        threads = [
            Thread(target=confirm, args=(workspace, segment, f"by {segment.key}"))
            for segment in segments
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [one.target for one in workspace.segments("shared")] == [
            f"by {segment.key}" for segment in segments
        ]


def test_ten_thousand_segments_in_seconds(location):
    articles = [
        article(f"{number:03}", *(f"{PORT} {number} {place}" for place in range(99)))
        for number in range(100)
    ]
    with open_workspace(location) as workspace:
        began = time.process_time()
        for made, cuts in articles:
            workspace.add_article(made, cuts)
        assert time.process_time() - began < 10
        for group in workspace.batches_to_translate(10):
            workspace.save_hypotheses(map(translated, group))
        assert workspace.counts().segments[Status.MACHINE] == 10_000
        assert time.process_time() - began < 20
