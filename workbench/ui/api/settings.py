"""Engine and glossary: what is in force, what can be chosen, and choosing it."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, UploadFile
from pydantic import StringConstraints
from starlette.responses import JSONResponse

from workbench.ui.api import answers
from workbench.ui.api.access import Admin, Here, Viewer
from workbench.ui.api.backend import Backend
from workbench.ui.api.bodies import Body
from workbench.workflows.keep_glossary import keep_glossary
from workbench.workflows.upload_articles import relative

router = APIRouter()
LARGEST_GLOSSARY = 10 * 2**20
_MOST_DOUBTS = 20
_Name = Annotated[str, StringConstraints(max_length=1000)]


class _ChoiceBody(Body):
    engine: _Name | None = None
    glossary: _Name | None = None


@router.get("/settings")
def read(backend: Here, _person: Viewer) -> JSONResponse:
    """Return what is in force and what can be chosen."""
    return JSONResponse(_told(backend))


@router.put("/settings")
def choose(body: _ChoiceBody, backend: Here, _person: Admin) -> JSONResponse:
    """Choose engine or glossary for the workspace, or go back to the settings with ""."""
    backend.chooser.choose(body.model_dump(exclude_none=True), backend.wiring.cache)
    return JSONResponse(_told(backend))


@router.post("/settings/glossaries")
def upload(
    file: UploadFile,
    backend: Here,
    _person: Admin,
    replace: Annotated[bool, Query()] = False,  # noqa: FBT002 - a field of the address
) -> JSONResponse:
    """Keep a glossary with the workspace, to be chosen."""
    if (file.size or 0) > LARGEST_GLOSSARY:
        what = (
            f"expected at most {LARGEST_GLOSSARY >> 20} MiB, found {(file.size or 0) / 2**20:.1f}"
        )
        raise HTTPException(413, {"what": what, "hint": "send the terms alone"})
    name = relative(file.filename or "").name
    kept = keep_glossary(file.file.read(), name, backend.chooser.folder, replace=replace)
    doubts = [{"at": f"{one.path}:{one.line}", "what": one.what} for one in kept.doubts]
    told = {
        "id": f"uploaded:{name}",
        "rows": kept.rows,
        "doubtful": len(doubts),
        "doubts": doubts[:_MOST_DOUBTS],
    }
    return JSONResponse(told, 201)


def _told(backend: Backend) -> dict[str, Any]:
    chooser, wiring = backend.chooser, backend.wiring
    return {
        "engine": {
            "in_force": wiring.settings.engine,
            "chosen": chooser.chosen.get("engine", ""),
            "decided_by": chooser.decided.get("engine", ""),
            "usual": chooser.settings.engine,
            "engines": answers.engines(chooser.engines(wiring.cache)),
        },
        "glossary": {
            "in_force": wiring.glossary_name,
            "chosen": chooser.chosen.get("glossary", ""),
            "decided_by": chooser.decided.get("glossary", ""),
            "glossaries": [{"id": one.id, "file": one.path.name} for one in chooser.glossaries()],
        },
    }
