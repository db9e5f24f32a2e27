"""Translations that run by themselves, in a process of their own."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import JSONResponse

from workbench.store.article_list import ArticleFilter
from workbench.store.editing_schema import JobState
from workbench.store.jobs import Job
from workbench.ui.api import answers
from workbench.ui.api.access import Here, Translator, Viewer
from workbench.ui.api.backend import Backend
from workbench.ui.api.bodies import Body, ChangeId, Key, Number

router = APIRouter()


class _JobBody(Body):
    engine: Annotated[str, Field(min_length=1, max_length=1000)]
    articles: Annotated[list[Key], Field(min_length=1, max_length=100_000)] | None = None
    again: bool = False
    change_id: ChangeId | None = None


@router.get("/engines")
def engines(backend: Here, _person: Viewer) -> JSONResponse:
    """List the engines, and which are on this machine."""
    wiring = backend.wiring
    found = answers.engines(backend.chooser.engines(wiring.cache))
    return JSONResponse({"engines": found, "default": wiring.settings.engine})


@router.get("/jobs")
def all_jobs(
    request: Request,
    backend: Here,
    _person: Viewer,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> JSONResponse:
    """List the jobs, the newest first."""
    everything = _articles(backend)
    worker = request.app.state.worker
    found = [job_answer(job, everything) for job in backend.jobs.all(limit)]
    return JSONResponse({"jobs": found, "worker": worker is not None and worker.is_alive()})


@router.get("/jobs/{number}")
def one_job(number: Number, backend: Here, _person: Viewer) -> JSONResponse:
    """Return one job."""
    return _told(backend, backend.jobs.job(number))


@router.post("/jobs")
def create(body: _JobBody, backend: Here, person: Translator) -> JSONResponse:
    """Ask for a translation."""
    backend.chooser.must_be_ready(body.engine, backend.wiring.cache)
    if body.articles is not None:
        backend.articles.ids(body.articles)
    job = backend.jobs.create(
        person.name, body.engine, body.articles, again=body.again, change_id=body.change_id or ""
    )
    return _told(backend, job, 201)


@router.post("/jobs/{number}/stop")
def stop(number: Number, backend: Here, _person: Translator) -> JSONResponse:
    """Stop a job after the article in hand."""
    return _told(backend, backend.jobs.stop(number))


@router.post("/jobs/{number}/resume")
def resume(number: Number, backend: Here, _person: Translator) -> JSONResponse:
    """Let a job go on where it was."""
    return _told(backend, backend.jobs.resume(number))


def job_answer(job: Job, everything: int) -> dict[str, Any]:
    """Return a job as the browser shows it; `everything` is the number of all articles."""
    speed = job.segments_per_second
    is_running = job.state is JobState.RUNNING and speed > 0
    return {
        "id": job.id,
        "state": job.state,
        "engine": job.engine,
        "user": job.user,
        "articles": everything if job.articles is None else len(job.articles),
        "total": job.total,
        "finished": job.finished,
        "from_memory": job.from_memory,
        "from_engine": job.from_engine,
        "findings": job.findings,
        "current": job.current,
        "again": job.again,
        "error": job.error,
        "created": answers.moment(job.created),
        "started": answers.moment(job.started),
        "ended": answers.moment(job.ended),
        "segments_per_second": round(speed, 2),
        "seconds_left": round((job.total - job.finished) / speed) if is_running else None,
    }


def _told(backend: Backend, job: Job, status: int = 200) -> JSONResponse:
    return JSONResponse(job_answer(job, _articles(backend)), status)


def _articles(backend: Backend) -> int:
    return len(backend.articles.numbers(ArticleFilter()))
