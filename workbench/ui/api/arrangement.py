"""Where sentences begin and end: splitting, merging, and taking either back."""

from collections.abc import Callable

from fastapi import APIRouter
from starlette.responses import JSONResponse

from workbench.errors import Conflict
from workbench.store.structure import Rearranged, Request, Structure
from workbench.ui.api import answers
from workbench.ui.api.access import Here, Person, Translator
from workbench.ui.api.backend import Backend
from workbench.ui.api.bodies import Change, MergeBody, Number, SplitBody
from workbench.ui.api.errors import RowConflict
from workbench.ui.api.offsets import Offsets
from workbench.ui.api.segments import shown

router = APIRouter()


@router.post("/segments/{key}/split")
def split(key: Number, body: SplitBody, backend: Here, person: Translator) -> JSONResponse:
    """Split a segment in two."""
    segment = backend.workspace.segment(key)
    source_at = Offsets(segment.source).points(body.source_at)
    target_at = Offsets(segment.target).points(body.target_at)
    request = _request(key, body, person)
    return _answer(
        backend,
        key,
        lambda: _structure(backend).split(request, source_at=source_at, target_at=target_at),
    )


@router.post("/segments/{key}/merge")
def merge(key: Number, body: MergeBody, backend: Here, person: Translator) -> JSONResponse:
    """Merge a segment with the next one of its paragraph."""
    request = _request(key, body, person)
    return _answer(
        backend, key, lambda: _structure(backend).merge(request, next_version=body.next_version)
    )


@router.post("/operations/{operation}/undo")
def undo(operation: Number, backend: Here, _person: Translator) -> JSONResponse:
    """Take a split or merge back."""
    return _told(backend, _structure(backend).undo(operation))


def _structure(backend: Backend) -> Structure:
    return Structure(backend.workspace, backend.desk.findings)


def _request(key: int, body: Change, person: Person) -> Request:
    return Request(key=key, version=body.version, user=person.name, change_id=body.change_id)


def _answer(backend: Backend, key: int, change: Callable[[], Rearranged]) -> JSONResponse:
    try:
        done = change()
    except Conflict as error:
        raise RowConflict(error, shown(backend, key)) from error
    return _told(backend, done)


def _told(backend: Backend, done: Rearranged) -> JSONResponse:
    whole = [one.segment for one in backend.rows.article(done.article).rows]
    places = [{"key": one.key, "paragraph": one.paragraph, "index": one.index} for one in whole]
    return JSONResponse(
        {
            "operation": done.operation,
            "rows": answers.rows(backend.rows.rows(done.keys), backend.wiring.matcher),
            "removed": done.removed,
            "article": places,
            "replayed": done.replayed,
        }
    )
