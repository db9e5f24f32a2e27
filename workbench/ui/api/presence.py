"""Who is where, and what has changed meanwhile."""

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from workbench.errors import Refused
from workbench.ui.api import answers
from workbench.ui.api.access import Here, Viewer
from workbench.ui.api.bodies import LeaveBody, PresenceBody
from workbench.workflows.post_edit import follow_glossary

router = APIRouter()

_OVERLAP = timedelta(seconds=5)  # a save is dated a moment before others can see it


@router.post("/presence")
def beat(body: PresenceBody, backend: Here, person: Viewer) -> JSONResponse:
    """Note where a window is; return the others there and what has changed."""
    since = _moment(body.since) if body.since else None
    backend.articles.ids([body.article])
    cursor = backend.workspace.now()
    others = backend.presences.beat(body.client, person.name, body.article, body.segment)
    checked = follow_glossary(backend.desk, body.article)
    compared = backend.comparisons.renew(body.article, since)
    changed = backend.rows.changed(body.article, since) if since else []
    known = {one.segment.key for one in changed}
    fresh = dict.fromkeys([*checked, *compared])
    changed += backend.rows.rows([key for key in fresh if key not in known])
    told = {
        "present": answers.presence(others),
        "rows": answers.rows(changed, backend.wiring.matcher),
        "cursor": answers.moment(cursor),
        "structure": answers.structure(backend.rows.structure(body.article)),
        "glossary": backend.wiring.glossary_name,
    }
    return JSONResponse(told)


@router.post("/presence/leave")
async def leave(request: Request, backend: Here, person: Viewer) -> Response:
    """Forget a window. A closing page can send text/plain alone, so the type does not matter."""
    try:
        body = LeaveBody.model_validate_json(await request.body())
    except ValidationError as error:
        raise RequestValidationError(
            [one | {"loc": ("body", *one["loc"])} for one in error.errors(include_context=False)]
        ) from error
    await run_in_threadpool(backend.presences.leave, body.client, person.name)
    return Response(status_code=204)


def _moment(cursor: str) -> datetime:
    """Return the moment to look from."""
    try:
        moment = datetime.fromisoformat(cursor)
        zoned = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        return zoned - _OVERLAP
    except (ValueError, OverflowError) as error:
        raise Refused(f"{cursor!r} is no cursor", hint="send the one of the last answer") from error
