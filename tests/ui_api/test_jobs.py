import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.checkpoints import SOURCES, build_checkpoint
from tests.store.archive import article, confirm
from tests.ui_api.conftest import HERE, Browser
from workbench.model.unit import Status
from workbench.settings import Settings
from workbench.store import open_workspace
from workbench.store.article_list import ArticleList
from workbench.store.editing_schema import JobState
from workbench.store.jobs import Job, Jobs
from workbench.store.workspace import Workspace
from workbench.ui.server import create_app
from workbench.ui.worker import WorkerProcess
from workbench.wiring import Wiring
from workbench.workflows.run_job import run_job

ARTICLES = 12
PER_ARTICLE = 40


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny model, and a cache beside it."""
    folder = tmp_path_factory.mktemp("models")
    build_checkpoint(folder / "tiny", "marian")
    return folder


@pytest.fixture
def settings(models: Path, glossary: Path) -> Settings:
    return Settings(
        engine=str(models / "tiny"),
        cache=str(models / "cache"),
        glossary=str(glossary),
        threads=1,
        beam=1,
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A workspace with twelve articles of 41 segments each, the longest sentences last."""
    path = tmp_path / "archive.workbench"
    with open_workspace(path) as workspace:
        for number in range(ARTICLES):
            lines = [
                f"{SOURCES[line % len(SOURCES)]} {number} {line}" for line in range(PER_ARTICLE)
            ]
            workspace.add_article(*article(f"2025/{number:02}", *lines))
    return path


@pytest.fixture
def workspace(archive: Path) -> Iterator[Workspace]:
    with open_workspace(archive) as opened:
        yield opened


def claimed(workspace: Workspace, settings: Settings, **wishes: Any) -> Job:
    jobs = Jobs(workspace)
    jobs.create("aysel", settings.engine, wishes.pop("articles", None), **wishes)
    job = jobs.claim()
    assert job is not None
    return job


def wait_for(condition: Callable[[], Any], seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
    return found


def counts(workspace: Workspace) -> dict[Status, int]:
    return dict(workspace.counts().segments)


def test_a_job_translates_the_articles_that_were_chosen(workspace: Workspace, settings: Settings):
    job = claimed(workspace, settings, articles=[3, 1])
    assert run_job(workspace, job, lambda: Wiring(settings).drafter) is JobState.DONE
    done = Jobs(workspace).job(job.id)
    segments = 2 * (PER_ARTICLE + 1)
    assert (done.total, done.finished, done.from_engine) == (segments,) * 3
    assert done.segments_per_second > 0
    assert counts(workspace)[Status.MACHINE] == segments
    assert {one.status for one in workspace.segments("2025/01")} == {Status.MACHINE}
    assert {one.status for one in workspace.segments("2025/02")} == {Status.EMPTY}


def test_a_job_takes_what_was_confirmed_from_memory(workspace: Workspace, settings: Settings):
    workspace.add_article(*article("2025/again", f"{SOURCES[0]} 0 0"))
    (original,) = [one for one in workspace.segments("2025/00") if one.source.endswith(" 0 0")]
    confirm(workspace, original, "A new line opens.")
    job = claimed(workspace, settings, articles=[ARTICLES])
    run_job(workspace, job, lambda: Wiring(settings).drafter)
    done = Jobs(workspace).job(job.id)
    assert (done.from_memory, done.from_engine) == (1, 1)
    assert "A new line opens." in {one.target for one in workspace.segments("2025/again")}


def test_translating_anew_leaves_people_alone(workspace: Workspace, settings: Settings):
    first = claimed(workspace, settings, articles=[0])
    run_job(workspace, first, lambda: Wiring(settings).drafter)
    mine = confirm(workspace, workspace.segments("2025/00")[5], "Mine.")
    again = claimed(workspace, settings, articles=[0], again=True)
    assert run_job(workspace, again, lambda: Wiring(settings).drafter) is JobState.DONE
    assert Jobs(workspace).job(again.id).total == PER_ARTICLE
    after = workspace.segments("2025/00")
    assert after[5] == mine
    assert {one.version for one in after if one.key != mine.key} == {2}


def test_an_engine_that_is_not_here_makes_the_job_fail(workspace: Workspace, settings: Settings):
    job = claimed(workspace, settings)
    broken = Settings(engine="opus-mt-az-en", cache=settings.cache, glossary=settings.glossary)
    assert run_job(workspace, job, lambda: Wiring(broken).drafter) is JobState.FAILED
    assert "not on this machine" in Jobs(workspace).job(job.id).error


def test_a_job_that_is_stopped_goes_on_later_without_doing_anything_twice(
    workspace: Workspace, settings: Settings
):
    job = claimed(workspace, settings)
    jobs = Jobs(workspace)

    def drafter():
        jobs.stop(job.id)
        wait_for(lambda: jobs.job(job.id).active_seconds)
        time.sleep(1.5)  # until the stop has been heard
        return Wiring(settings).drafter

    assert run_job(workspace, job, drafter) is JobState.STOPPED
    before = counts(workspace)[Status.MACHINE]
    assert before < ARTICLES * (PER_ARTICLE + 1)
    jobs.resume(job.id)
    again = jobs.claim()
    assert again is not None
    assert run_job(workspace, again, lambda: Wiring(settings).drafter) is JobState.DONE
    done = jobs.job(job.id)
    assert done.finished == done.total == counts(workspace)[Status.MACHINE]
    assert {one.version for one in workspace.segments("2025/00")} == {1}


@pytest.mark.slow
def test_a_killed_worker_is_replaced_and_the_job_goes_on(
    archive: Path, workspace: Workspace, settings: Settings
):
    jobs = Jobs(workspace)
    worker = WorkerProcess(str(archive), settings)
    worker.start()
    try:
        job = jobs.create("aysel", settings.engine, None)
        wait_for(lambda: counts(workspace)[Status.MACHINE])
        first = worker.pid
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: worker.is_alive() and worker.pid != first)
        wait_for(lambda: jobs.job(job.id).state is JobState.DONE)
    finally:
        worker.stop()
    done = jobs.job(job.id)
    assert done.finished == done.total == ARTICLES * (PER_ARTICLE + 1)
    assert counts(workspace)[Status.MACHINE] == done.total
    assert {
        one.version for line in workspace.articles() for one in workspace.segments(line.id)
    } == {1}


@pytest.mark.slow
def test_a_server_that_ends_gives_the_job_back_and_the_next_one_ends_it(
    archive: Path, workspace: Workspace, settings: Settings
):
    jobs = Jobs(workspace)
    first = WorkerProcess(str(archive), settings)
    first.start()
    job = jobs.create("aysel", settings.engine, None)
    wait_for(lambda: counts(workspace)[Status.MACHINE])
    first.stop()
    assert not first.is_alive()
    assert jobs.job(job.id).state is JobState.QUEUED
    second = WorkerProcess(str(archive), settings)
    second.start()
    try:
        wait_for(lambda: jobs.job(job.id).state is JobState.DONE)
    finally:
        second.stop()
    assert counts(workspace)[Status.MACHINE] == ARTICLES * (PER_ARTICLE + 1)


@pytest.mark.slow
def test_jobs_through_the_browser(archive: Path, settings: Settings):
    app = create_app(Wiring(settings), archive)
    with TestClient(app, base_url=HERE) as client:
        engines = client.get("/api/engines").json()
        assert engines["default"] == settings.engine
        assert {one["id"]: one["ready"] for one in engines["engines"]}[settings.engine]
        wish = {"engine": settings.engine, "articles": [0], "change_id": "job-number-one"}
        answer = client.post("/api/jobs", json=wish)
        assert answer.status_code == 201
        job = answer.json()
        assert (job["articles"], job["again"]) == (1, False)
        assert client.post("/api/jobs", json=wish).json()["id"] == job["id"]
        address = f"/api/jobs/{job['id']}"
        done = wait_for(lambda: (got := client.get(address).json())["state"] == "done" and got)
        assert done["finished"] == done["total"] == PER_ARTICLE + 1
        listed = client.get("/api/jobs").json()
        assert listed["worker"]
        assert [one["id"] for one in listed["jobs"]] == [job["id"]]
        assert client.get("/api/healthz").json()["worker"]
        assert client.post(f"{address}/stop").json()["state"] == "done"
        assert client.post(f"{address}/resume").json()["state"] == "done"


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"engine": "/etc"}, 422),
        ({"engine": "nobody/knows"}, 422),
        ({"engine": "opus-mt-az-en"}, 422),
        ({}, 422),
        ({"engine": "ours", "articles": []}, 422),
        ({"engine": "ours", "articles": [99]}, 404),
    ],
)
def test_jobs_that_cannot_be(archive: Path, settings: Settings, wish: dict[str, Any], status: int):
    if wish.get("engine") == "ours":
        wish = wish | {"engine": settings.engine}
    with TestClient(create_app(Wiring(settings), archive, worker=False), base_url=HERE) as client:
        assert client.post("/api/jobs", json=wish).status_code == status
        assert client.get("/api/jobs").json() == {"jobs": [], "worker": False}


def test_a_job_that_waits_is_stopped_at_once_and_goes_on(app: FastAPI, browser: Browser):
    aysel = browser("aysel")
    Jobs(app.state.backend.workspace).create("aysel", "starter", [0])
    assert aysel.post("/api/jobs/1/stop").json()["state"] == "stopped"
    assert aysel.post("/api/jobs/1/resume").json()["state"] == "queued"
    assert browser("vusal").get("/api/jobs/1").json()["seconds_left"] is None
    assert aysel.post("/api/jobs/2/stop").status_code == 404


def test_deleted_articles_are_not_translated(workspace: Workspace, settings: Settings):
    ArticleList(workspace).delete(0)
    job = claimed(workspace, settings, articles=[0])
    assert run_job(workspace, job, lambda: Wiring(settings).drafter) is JobState.DONE
    assert Jobs(workspace).job(job.id).total == 0
