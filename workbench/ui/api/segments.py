"""One segment: reading, saving, checking, reviewing, its history and its matches."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter
from starlette.responses import JSONResponse

from workbench.errors import Conflict
from workbench.model.unit import Origin, Status
from workbench.text.similarity import word_difference
from workbench.ui.api import answers
from workbench.ui.api.access import Here, Person, Reviewer, Translator, Viewer
from workbench.ui.api.backend import Backend
from workbench.ui.api.bodies import (
    Change,
    CheckBody,
    DiffBody,
    IgnoreBody,
    Number,
    PropagateBody,
    RevertBody,
    ReviewBody,
    TargetBody,
)
from workbench.ui.api.errors import RowConflict
from workbench.workflows import post_edit
from workbench.workflows.post_edit import Outcome, Typed, Wish

router = APIRouter()
_T = TypeVar("_T")


@router.get("/segments/{key}")
def read(key: Number, backend: Here, _person: Viewer) -> JSONResponse:
    """Return a segment."""
    return JSONResponse(shown(backend, key))


@router.put("/segments/{key}")
def save(key: Number, body: TargetBody, backend: Here, person: Translator) -> JSONResponse:
    """Save what somebody typed."""
    typed = Typed(
        target=body.target,
        confirms=body.status == "confirmed",
        origin=Origin(body.origin),
        match_percent=body.match if body.origin == "memory" else None,
        seconds=body.seconds,
        keys_pressed=body.keys_pressed,
        with_errors=body.with_errors,
    )
    wish = _wish(key, body, person, follows=tuple(body.follows))
    return _answer(backend, key, lambda: post_edit.save_target(backend.desk, wish, typed))


@router.post("/segments/{key}/check")
def check(key: Number, body: CheckBody, backend: Here, _person: Viewer) -> JSONResponse:
    """Judge a target without saving it."""
    segment = backend.workspace.segment(key)
    found = backend.desk.findings_in(segment, body.target)
    uses = answers.term_uses(segment.source, body.target, backend.wiring.matcher)
    accepted = post_edit.still_accepted(segment, found)
    reasons = backend.rows.row(key).reasons if accepted else {}
    told = answers.findings(found, (segment.source, body.target), accepted, reasons)
    return JSONResponse({"findings": told, "terms": uses})


@router.put("/segments/{key}/review")
def review(key: Number, body: ReviewBody, backend: Here, person: Reviewer) -> JSONResponse:
    """Accept a confirmed segment or return it."""
    accepts = body.verdict == "accept"
    wish = _wish(key, body, person)
    return _answer(
        backend,
        key,
        lambda: post_edit.review(backend.desk, wish, accepts=accepts, comment=body.comment),
    )


@router.post("/segments/{key}/ignore")
def ignore(key: Number, body: IgnoreBody, backend: Here, person: Translator) -> JSONResponse:
    """Accept a finding, or take that back."""
    wish = _wish(key, body, person)
    which = body.finding or body.check
    return _answer(
        backend,
        key,
        lambda: post_edit.ignore(backend.desk, wish, which, reason=body.reason, undo=body.undo),
    )


@router.get("/segments/{key}/revisions")
def revisions(key: Number, backend: Here, _person: Viewer) -> JSONResponse:
    """Return the history, the oldest first."""
    backend.workspace.segment(key)
    before = ""
    told = []
    for one in backend.workspace.revisions(key):
        told.append(
            {
                "number": one.number,
                "when": answers.moment(one.when),
                "user": one.user,
                "origin": one.origin,
                "match": one.match_percent,
                "status": one.status,
                "engine": one.engine,
                "target": one.target,
                "seconds": round(one.seconds, 1),
                "keys_pressed": one.keys_pressed,
                "repair": one.repair,
                "diff": word_difference(before, one.target),
            }
        )
        before = one.target
    return JSONResponse({"revisions": told})


@router.post("/segments/{key}/revert")
def revert(key: Number, body: RevertBody, backend: Here, person: Translator) -> JSONResponse:
    """Go back to a revision."""
    wish = _wish(key, body, person)
    return _answer(backend, key, lambda: post_edit.revert(backend.desk, wish, body.number))


@router.get("/segments/{key}/matches")
def matches(key: Number, backend: Here, _person: Viewer) -> JSONResponse:
    """Return what the memory offers, how the engine's text was changed, and the terms."""
    segment = backend.workspace.segment(key)
    found = [
        {
            "kind": match.kind,
            "percent": match.percent,
            "source": match.source,
            "target": match.target,
            "diff": word_difference(match.source, segment.source),
            "unit": match.unit,
            "article": match.article,
            "translator": match.translator,
            "changed": answers.moment(match.changed),
        }
        for match in backend.matches.matches(key)
    ]
    text = segment.engine_text or ""
    engine = {
        "text": text,
        "engine": segment.engine,
        "diff": word_difference(text, segment.target),
    }
    terms = answers.terms(segment.source, backend.wiring.matcher)
    return JSONResponse({"matches": found, "engine": engine, "terms": terms})


@router.post("/segments/{key}/propagate")
def propagate(key: Number, body: PropagateBody, backend: Here, person: Translator) -> JSONResponse:
    """Give the target to the repeats of the source."""
    wish = _wish(key, body, person)
    written = _or_row(backend, key, lambda: post_edit.propagate(backend.desk, wish, body.keys))
    skipped = [one for one in body.keys or () if one not in written]
    rows = answers.rows(backend.rows.rows(written), backend.wiring.matcher)
    return JSONResponse({"rows": rows, "skipped": skipped})


@router.post("/diff")
def diff(body: DiffBody, _person: Viewer) -> JSONResponse:
    """Return how one text became another."""
    return JSONResponse({"diff": word_difference(body.old, body.new)})


def shown(backend: Backend, key: int) -> dict[str, Any]:
    """Return a segment as the editor shows it."""
    return answers.row(backend.rows.row(key), backend.wiring.matcher)


def _wish(key: int, body: Change, person: Person, follows: tuple[str, ...] = ()) -> Wish:
    return Wish(
        key=key,
        version=body.version,
        user=person.name,
        change_id=body.change_id,
        follows=follows,
    )


def _answer(backend: Backend, key: int, change: Callable[[], Outcome]) -> JSONResponse:
    outcome = _or_row(backend, key, change)
    repeats = []
    if outcome.segment.status is Status.CONFIRMED and not outcome.held_back:
        repeats = [
            {
                "key": one.key,
                "article": number,
                "id": one.article,
                "status": one.status,
                "target": one.target,
                "version": one.version,
            }
            for one, number in backend.rows.repeats(key)
        ]
    return JSONResponse(
        {
            "row": shown(backend, key),
            "held_back": outcome.held_back,
            "replayed": outcome.replayed,
            "repeats": repeats,
        }
    )


def _or_row(backend: Backend, key: int, change: Callable[[], _T]) -> _T:
    """Make a change; a conflict shows the row as it stands."""
    try:
        return change()
    except Conflict as error:
        raise RowConflict(error, shown(backend, key)) from error
