"""The table of jobs: who works on what, and who takes over."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.store.archive import PORT, TRAIN, Clock, article, confirm, translated
from workbench.errors import NotFound
from workbench.store.editing_schema import JobState, jobs
from workbench.store.jobs import EXPIRES, Jobs
from workbench.store.pending import Pending
from workbench.store.workspace import Workspace


@pytest.fixture
def table(workspace: Workspace) -> Jobs:
    return Jobs(workspace)


def belongs_to(workspace: Workspace, number: int, **process: object) -> None:
    """Let a job belong to another process."""
    with workspace.writing() as connection:
        connection.execute(update(jobs).where(jobs.c.id == number).values(**process))


def test_a_jobs_life(table: Jobs, clock: Clock):
    made = table.create("aysel", "starter", [3, 1], change_id="a-job-of-mine")
    assert table.create("aysel", "starter", None, change_id="a-job-of-mine") == made
    assert (made.state, made.articles, made.total) == (JobState.QUEUED, (3, 1), 0)
    assert table.is_waiting()
    claimed = table.claim()
    assert claimed is not None
    assert (claimed.id, claimed.state, claimed.started) == (made.id, JobState.RUNNING, clock.now)
    assert not table.is_waiting()
    assert table.claim() is None
    assert table.report(made.id, total=10, finished=5, active_seconds=2.0)
    assert table.job(made.id).segments_per_second == 2.5
    clock.wait(seconds=1)
    table.end(made.id, JobState.DONE)
    done = table.job(made.id)
    assert (done.state, done.ended, done.current) == (JobState.DONE, clock.now, "")
    assert not table.report(made.id, finished=9)
    assert table.job(made.id).finished == 5


def test_the_oldest_goes_first_and_the_newest_is_shown_first(table: Jobs):
    first, second = (table.create("aysel", "starter", None) for _ in range(2))
    assert [one.id for one in table.all()] == [second.id, first.id]
    assert table.all(1) == [second]
    claimed = table.claim()
    assert claimed is not None
    assert claimed.id == first.id


def test_stopping_and_going_on(table: Jobs):
    job = table.create("aysel", "starter", None)
    assert table.stop(job.id).state is JobState.STOPPED
    assert table.claim() is None
    assert table.resume(job.id).state is JobState.QUEUED
    table.claim()
    assert table.stop(job.id).state is JobState.STOPPING
    assert not table.report(job.id, finished=1)
    assert table.resume(job.id).state is JobState.RUNNING
    assert table.report(job.id, finished=2)
    table.end(job.id, JobState.FAILED, "no engine")
    assert table.job(job.id).error == "no engine"
    assert table.stop(job.id).state is JobState.FAILED
    assert table.resume(job.id).state is JobState.QUEUED
    for unknown in (table.job, table.stop, table.resume):
        with pytest.raises(NotFound):
            unknown(99)


def test_a_dead_workers_job_is_free_at_once(table: Jobs, workspace: Workspace):
    job = table.create("aysel", "starter", None)
    table.claim()
    belongs_to(workspace, job.id, pid=2**22 + 1)
    assert table.is_waiting()
    claimed = table.claim()
    assert claimed is not None
    assert claimed.id == job.id


def lose_worker(table: Jobs, workspace: Workspace, **counts: int) -> None:
    """Let a job be claimed, get so far, and its worker die."""
    job = table.claim()
    assert job is not None
    table.report(job.id, **counts)
    belongs_to(workspace, job.id, pid=2**22 + 1)


def test_a_job_that_kills_its_workers_fails_in_the_end(table: Jobs, workspace: Workspace):
    job = table.create("aysel", "starter", None)
    for hand in (5, 7, 9):
        lose_worker(table, workspace, finished=hand, from_engine=0)
    assert table.claim() is None
    failed = table.job(job.id)
    assert failed.state is JobState.FAILED
    assert "ended three times" in failed.error
    table.resume(job.id)
    again = table.claim()
    assert again is not None
    assert again.error == ""


def test_a_job_that_moves_on_may_lose_any_number_of_workers(table: Jobs, workspace: Workspace):
    table.create("aysel", "starter", None)
    for saved in (1, 2, 3, 4, 5):
        lose_worker(table, workspace, finished=saved, from_engine=saved)
    assert table.claim() is not None


def test_a_later_process_with_the_same_number_is_another(table: Jobs, workspace: Workspace):
    job = table.create("aysel", "starter", None)
    table.claim()
    belongs_to(workspace, job.id, pid=os.getpid(), process_started="1")
    assert not table.report(job.id, finished=1)
    assert table.claim() is not None


def test_a_job_on_another_machine_is_free_after_a_minute(
    table: Jobs, workspace: Workspace, clock: Clock
):
    job = table.create("aysel", "starter", None)
    table.claim()
    belongs_to(workspace, job.id, host="elsewhere")
    clock.wait(seconds=59)
    assert table.claim() is None
    assert not table.report(job.id, finished=1)
    clock.now += EXPIRES - timedelta(seconds=59)
    claimed = table.claim()
    assert claimed is not None
    assert claimed.id == job.id


def test_a_job_that_was_to_stop_when_its_worker_died_is_stopped(table: Jobs, workspace: Workspace):
    job = table.create("aysel", "starter", None)
    table.claim()
    table.stop(job.id)
    belongs_to(workspace, job.id, pid=2**22 + 1)
    assert table.claim() is None
    assert table.job(job.id).state is JobState.STOPPED


def test_what_waits_for_a_job(table: Jobs, workspace: Workspace, clock: Clock):
    for name in ("a", "b", "c"):
        workspace.add_article(*article(name, PORT, TRAIN))
    workspace.save_hypotheses(map(translated, workspace.segments("a")))
    mine = confirm(workspace, workspace.segments("a")[1], "Mine")
    clock.wait(seconds=1)

    everything = Pending(workspace, table.create("aysel", "starter", None))
    assert everything.count() == 6
    assert [(number, len(found)) for number, found in everything.articles()] == [(1, 3), (2, 3)]
    chosen = Pending(workspace, table.create("aysel", "starter", [2, 0, 2]))
    assert (chosen.count(), [number for number, _ in chosen.articles()]) == (3, [2])

    clock.wait(seconds=1)
    again = Pending(workspace, table.create("aysel", "starter", [0, 1], again=True))
    assert again.count() == 5
    clock.wait(seconds=1)
    found = dict(again.articles())
    assert mine.key not in {one.key for one in found[0]}
    workspace.save_hypotheses(map(translated, found[0]))
    assert again.count() == 3
