"""The translation memory: looking up, correcting, importing."""

from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, Query, Response, UploadFile
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from workbench.errors import BadInput, Conflict, Problem
from workbench.formats.bitext import format_for
from workbench.store.search import Page, Side
from workbench.ui.api import answers
from workbench.ui.api.access import Here, Person, Reviewer, Viewer
from workbench.ui.api.bodies import Change, Target, Version
from workbench.ui.api.errors import RowConflict
from workbench.workflows.edit_memory import delete_unit, edit_unit
from workbench.workflows.import_memory import import_memory, look_through
from workbench.workflows.post_edit import Wish
from workbench.workflows.upload_articles import relative

router = APIRouter()


class _Sought(BaseModel):
    q: str = Field("", max_length=1000)
    side: Side = Side.BOTH
    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(50, ge=1, le=200)


class _UnitBody(Change):
    target: Annotated[Target, Field(pattern=r"\S")]


@router.get("/memory")
def find(sought: Annotated[_Sought, Query()], backend: Here, _person: Viewer) -> JSONResponse:
    """Return a page of the memory, the newest first."""
    page = Page(sought.page, sought.per_page)
    total, units = backend.memory.find(sought.q, sought.side, page)
    shown = [answers.memory_unit(unit) for unit in units]
    told = {"total": total, "page": page.number, "per_page": page.size, "units": shown}
    return JSONResponse(told)


@router.put("/memory/{unit}")
def edit(unit: str, body: _UnitBody, backend: Here, person: Reviewer) -> JSONResponse:
    """Give a unit another target."""
    wish = _wish(person, body.version, body.change_id)
    try:
        changed = edit_unit(backend.desk, unit, body.target, wish)
    except Conflict as error:
        shown = answers.memory_unit(backend.memory.unit(unit))
        raise RowConflict(error, shown, "unit") from error
    return JSONResponse(answers.memory_unit(changed))


@router.delete("/memory/{unit}")
def delete(
    unit: str, version: Annotated[Version, Query()], backend: Here, person: Reviewer
) -> Response:
    """Take a unit out of the memory."""
    try:
        delete_unit(backend.desk, unit, _wish(person, version))
    except Conflict as error:
        shown = answers.memory_unit(backend.memory.unit(unit))
        raise RowConflict(error, shown, "unit") from error
    return Response(status_code=204)


@router.post("/memory/import")
def import_file(file: UploadFile, backend: Here, _person: Reviewer) -> JSONResponse:
    """Import a bitext, read to its end before anything is stored."""
    name = relative(file.filename or "").name
    bitext = format_for(Path(name))
    with TemporaryDirectory(prefix="workbench-import-") as folder:
        path = Path(folder) / name
        with path.open("wb") as copy:
            copyfileobj(file.file, copy)
        try:
            look_through(path, bitext)
            done = import_memory(backend.workspace, path, bitext)
        except BadInput as error:
            problems = [Problem(name, one.line, one.what) for one in error.problems]
            raise BadInput(problems, hint=error.hint) from error
    told = {"added": done.added, "unchanged": done.unchanged, "skipped": done.skipped}
    return JSONResponse({"file": name, **told, "left_out": dict(done.left_out)})


def _wish(person: Person, version: int, change_id: str = "") -> Wish:
    return Wish(key=0, version=version, user=person.name, change_id=change_id)
