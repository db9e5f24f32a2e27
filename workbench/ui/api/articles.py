"""The archive: listing, opening, uploading, deleting and restoring articles."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException as StarletteError
from starlette.responses import JSONResponse

from workbench.model.unit import Status
from workbench.settings import shipped
from workbench.store.article_list import ArticleFilter, ArticleLine, Sort, WithFindings
from workbench.store.editor_rows import EditorRow
from workbench.store.search import Page
from workbench.ui.api import answers
from workbench.ui.api.access import Admin, Here, Translator, Viewer
from workbench.ui.api.bodies import Number
from workbench.workflows.post_edit import check_article
from workbench.workflows.upload_articles import Upload, import_folder, upload_files

router = APIRouter()
MOST_FILES = 2000
LARGEST_UPLOAD = 20 * 2**20


class _Wanted(BaseModel):
    """Which articles are wanted, as the address says it."""

    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(50, ge=1, le=200)
    sort: Sort = Sort.NEWEST
    q: str = Field("", max_length=1000)
    rubric: str | None = Field(None, max_length=200)
    since: date | None = None
    until: date | None = None
    status: list[Status] = []
    done: bool | None = None
    findings: WithFindings | None = None
    person: str = Field("", max_length=64)
    deleted: bool = False

    def filter(self) -> ArticleFilter:
        """Return it in the store's words."""
        return ArticleFilter(
            question=self.q,
            rubric=self.rubric,
            since=self.since,
            until=self.until,
            statuses=tuple(self.status),
            done=self.done,
            findings=self.findings,
            person=self.person,
            deleted=self.deleted,
        )


@router.get("/articles")
def page_of_articles(
    wanted: Annotated[_Wanted, Query()], backend: Here, _person: Viewer
) -> JSONResponse:
    """Return a page of the list."""
    page = Page(wanted.page, wanted.per_page)
    total, lines = backend.articles.page(wanted.filter(), wanted.sort, page)
    shown = [_line(line) for line in lines]
    told = {"page": page.number, "per_page": page.size, "total": total, "articles": shown}
    return JSONResponse(told)


@router.get("/rubrics")
def rubrics(backend: Here, _person: Viewer) -> JSONResponse:
    """Return every rubric with the number of its articles."""
    found = [{"rubric": name, "articles": count} for name, count in backend.articles.rubrics()]
    return JSONResponse({"rubrics": found})


@router.get("/progress")
def progress(backend: Here, _person: Viewer) -> JSONResponse:
    """Return the workspace in numbers."""
    found = backend.articles.progress()
    told = asdict(found) | {
        "segments": sum(found.statuses.values()),
        "empty_workspace": not found.articles and not found.deleted,
    }
    return JSONResponse(told)


@router.get("/articles/{number}")
def open_article(number: Number, backend: Here, _person: Viewer) -> JSONResponse:
    """Return an article with all its segments."""
    cursor = answers.moment(backend.workspace.now())
    opened = backend.rows.article(number)
    article = opened.article
    told = {
        "number": number,
        "id": article.id,
        "heading": article.heading,
        "rubric": article.rubric,
        "date": article.date and article.date.isoformat(),
        "time": article.time and article.time.strftime("%H:%M"),
        "author": article.author,
        "previous": opened.previous,
        "next": opened.next,
        "statuses": _statuses(opened.rows),
        "segments": answers.rows(opened.rows, backend.wiring.matcher),
        "present": answers.presence(backend.presences.in_article(number)),
        "cursor": cursor,
        "structure": answers.structure(one.segment.key for one in opened.rows),
    }
    return JSONResponse(told)


@router.post("/articles/{number}/check")
def check(number: Number, backend: Here, _person: Translator) -> JSONResponse:
    """Compute the findings of an article anew, with the glossary in force."""
    rows = backend.rows.article(number).rows
    check_article(backend.desk, [one.segment for one in rows])
    fresh = backend.rows.article(number).rows
    return JSONResponse({"rows": answers.rows(fresh, backend.wiring.matcher)})


async def _files(request: Request) -> AsyncIterator[list[UploadFile]]:
    """Yield the files of a form."""
    form = await _form(request)
    try:
        files = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
        if not files:
            told = {"loc": ("body", "files"), "msg": "expected files, found none"}
            raise RequestValidationError([told])
        yield files
    finally:
        await form.close()


async def _form(request: Request) -> FormData:
    """Read a form here, because the framework's own reading ends at 1,000 files."""
    try:
        return await request.form(max_files=MOST_FILES)
    except StarletteError as error:
        if "Too many files" not in str(error.detail):
            raise
        raise _too_large(f"expected at most {MOST_FILES} files, found more") from error


@router.post("/articles")
def upload(
    _person: Translator, files: Annotated[list[UploadFile], Depends(_files)], backend: Here
) -> JSONResponse:
    """Import the files somebody sends."""
    size = sum(file.size or 0 for file in files)
    if size > LARGEST_UPLOAD:
        raise _too_large(f"expected at most {LARGEST_UPLOAD >> 20} MiB, found {size / 2**20:.1f}")
    named = ((file.filename or "", file.file) for file in files)
    divides = backend.wiring.settings.divides_quotations
    return JSONResponse(_upload(upload_files(backend.workspace, named, inside_quotations=divides)))


@router.post("/articles/sample")
def sample(backend: Here, _person: Translator) -> JSONResponse:
    """Import the archive that ships with the workbench."""
    installed = shipped("sample-archive")
    folder = installed if installed.is_dir() else shipped("corpora/sample-archive")
    divides = backend.wiring.settings.divides_quotations
    upload = import_folder(backend.workspace, folder, inside_quotations=divides)
    return JSONResponse(_upload(upload))


@router.delete("/articles/{number}")
def delete(number: Number, backend: Here, _person: Admin) -> Response:
    """Take an article out of every list."""
    backend.articles.delete(number)
    return Response(status_code=204)


@router.post("/articles/{number}/restore")
def restore(number: Number, backend: Here, _person: Admin) -> Response:
    """Bring a deleted article back."""
    backend.articles.restore(number)
    return Response(status_code=204)


def _line(line: ArticleLine) -> dict[str, Any]:
    return asdict(line) | {
        "date": line.date and line.date.isoformat(),
        "segments": sum(line.statuses.values()),
        "statuses": {status: line.statuses[status] for status in Status},
        "done": line.statuses[Status.CONFIRMED] + line.statuses[Status.REVIEWED],
        "work": round(line.work, 1),
        "changed": answers.moment(line.changed),
        "deleted": answers.moment(line.deleted),
    }


def _statuses(rows: tuple[EditorRow, ...]) -> dict[Status, int]:
    found = [one.segment.status for one in rows]
    return {status: found.count(status) for status in Status}


def _upload(done: Upload) -> dict[str, Any]:
    skipped = [{"file": name, "what": what} for name, what in done.skipped]
    return asdict(done) | {"skipped": skipped}


def _too_large(what: str) -> HTTPException:
    return HTTPException(413, {"what": what, "hint": "send them in several goes"})
