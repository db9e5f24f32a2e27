"""Looking for words in articles and in the memory, and replacing them in one article."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from workbench.model.unit import Status
from workbench.store.search import Page, Side
from workbench.ui.api import answers
from workbench.ui.api.access import Here, Translator, Viewer
from workbench.ui.api.bodies import FindBody, Number, ReplaceBody
from workbench.workflows.replace_text import Replacing, preview, replace_in

router = APIRouter()


class _Sought(BaseModel):
    q: str = Field("", max_length=1000)
    side: Side = Side.BOTH
    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(50, ge=1, le=200)
    status: list[Status] = []


class _Concordance(BaseModel):
    q: str = Field("", max_length=1000)
    side: Literal["source", "target"] = "source"
    limit: int = Field(20, ge=1, le=200)


@router.get("/search")
def search(sought: Annotated[_Sought, Query()], backend: Here, _person: Viewer) -> JSONResponse:
    """Find segments that hold every word."""
    page = Page(sought.page, sought.per_page)
    total, found = backend.search.find(
        sought.q, side=sought.side, statuses=sought.status, page=page
    )
    shown = [
        {
            "key": one.key,
            "article": one.article,
            "id": one.id,
            "heading": one.heading,
            "source": one.source,
            "target": one.target,
            "status": one.status,
            "source_spans": answers.spans(one.source_spans, one.source),
            "target_spans": answers.spans(one.target_spans, one.target),
        }
        for one in found
    ]
    told = {"total": total, "page": page.number, "per_page": page.size, "found": shown}
    return JSONResponse(told)


@router.get("/concordance")
def concordance(
    sought: Annotated[_Concordance, Query()], backend: Here, _person: Viewer
) -> JSONResponse:
    """Find confirmed text and imported memory that holds every word, the newest first."""
    side = Side(sought.side)
    asked = sought.q.strip()
    units = backend.memory.newest(asked, side, sought.limit) if asked else []
    names = ("unit", "source", "target", "article", "translator", "changed")
    found = []
    for unit in units:
        shown = answers.memory_unit(unit)
        spans = answers.question_spans(sought.q, side, unit.source, unit.target)
        found.append({name: shown[name] for name in names} | spans)
    return JSONResponse({"found": found})


@router.post("/articles/{number}/replace/preview")
def show(number: Number, body: FindBody, backend: Here, _person: Viewer) -> JSONResponse:
    """Show what replacing would do."""
    changes = preview(backend.workspace, number, _replacing(body))
    rows = [
        {
            "key": one.segment.key,
            "version": one.segment.version,
            "status": one.segment.status,
            "before": one.segment.target,
            "after": one.after,
            "count": len(one.spans),
            "spans": answers.spans(one.spans, one.segment.target),
        }
        for one in changes
    ]
    return JSONResponse({"rows": rows, "count": sum(len(one.spans) for one in changes)})


@router.post("/articles/{number}/replace")
def replace(number: Number, body: ReplaceBody, backend: Here, person: Translator) -> JSONResponse:
    """Replace in the rows that were chosen, as they were seen."""
    seen = {row.key: row.version for row in body.rows}
    done = replace_in(
        backend.desk, number, seen, _replacing(body), user=person.name, change_id=body.change_id
    )
    matcher = backend.wiring.matcher
    told = {
        "rows": answers.rows(backend.rows.rows(done.written), matcher),
        "conflicts": answers.rows(backend.rows.rows(done.conflicts), matcher),
    }
    return JSONResponse(told)


def _replacing(body: FindBody) -> Replacing:
    return Replacing(
        find=body.find,
        replace=body.replace,
        match_case=body.match_case,
        whole_words=body.whole_words,
        statuses=tuple(Status(status) for status in body.statuses),
    )
