"""The glossary: looking up terms, adding and changing them."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, StringConstraints
from starlette.responses import JSONResponse

from workbench.errors import Refused
from workbench.model.term import CaseRule, Term, TermStatus
from workbench.ui.api.access import Here, Reviewer, Viewer
from workbench.ui.api.backend import Backend
from workbench.ui.api.bodies import Body
from workbench.workflows.edit_glossary import (
    GlossaryFile,
    find_terms,
    is_editable,
    must_be_editable,
)

router = APIRouter()
_Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
_Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class _Sought(BaseModel):
    q: str = Field("", max_length=1000)
    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(50, ge=1, le=200)


class _TermBody(Body):
    source: _Filled
    target: _Filled
    status: TermStatus = TermStatus.PREFERRED
    case: CaseRule = CaseRule.AUTO
    domain: _Line = ""
    note: _Line = ""

    def term(self) -> Term:
        """Return it as the glossary has it."""
        return Term(**self.model_dump())


class _Row(Body):
    source: str
    target: str


class _Addition(Body):
    version: str
    term: _TermBody


class _Replacement(_Addition):
    old: _Row


class _Removal(BaseModel):
    version: str
    source: str
    target: str


@router.get("/glossary")
def find(sought: Annotated[_Sought, Query()], backend: Here, _person: Viewer) -> JSONResponse:
    """Return a page of the glossary."""
    wiring = backend.wiring
    found = find_terms(wiring.glossary, sought.q)
    first = (sought.page - 1) * sought.per_page
    told = {
        "name": wiring.glossary.name,
        "version": wiring.glossary.version,
        "editable": backend.chooser.glossary_is_editable
        and is_editable(wiring.settings.own_glossary_path),
        "total": len(found),
        "page": sought.page,
        "per_page": sought.per_page,
        "terms": [asdict(term) for term in found[first : first + sought.per_page]],
    }
    return JSONResponse(told)


@router.post("/glossary")
def add(body: _Addition, backend: Here, _person: Reviewer) -> JSONResponse:
    """Add a term."""
    term = body.term.term()
    changed = _file(backend).add(term, body.version)
    return JSONResponse(_told(changed.version, term), 201)


@router.put("/glossary")
def change(body: _Replacement, backend: Here, _person: Reviewer) -> JSONResponse:
    """Change a term."""
    term = body.term.term()
    old = body.old
    changed = _file(backend).replace(old.source, old.target, term, version=body.version)
    return JSONResponse(_told(changed.version, term))


@router.delete("/glossary")
def remove(row: Annotated[_Removal, Query()], backend: Here, _person: Reviewer) -> JSONResponse:
    """Take a term out."""
    changed = _file(backend).remove(row.source, row.target, version=row.version)
    return JSONResponse({"version": changed.version})


def _file(backend: Backend) -> GlossaryFile:
    settings = backend.wiring.settings
    if not backend.chooser.glossary_is_editable:
        raise Refused(
            "the glossary that ships stays as it is",
            hint="choose the usual one in the Settings tab: changes of it go to a copy",
        )
    must_be_editable(settings.own_glossary_path)
    return GlossaryFile(settings.glossary_path, settings.own_glossary_path)


def _told(version: str, term: Term) -> dict[str, Any]:
    return {"version": version, "term": asdict(term)}
