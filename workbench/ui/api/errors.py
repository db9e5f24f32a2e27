"""Errors as answers: what happened, what to do, and the status that says whose turn it is."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from workbench.errors import (
    BadInput,
    Conflict,
    NotFound,
    WorkbenchError,
    WorkspaceError,
)

_STATUS: Sequence[tuple[type[WorkbenchError], int]] = (
    (Conflict, 409),
    (NotFound, 404),
    (WorkspaceError, 503),
    (WorkbenchError, 422),
)
_MOST = 20
_log = logging.getLogger(__name__)


class RowConflict(Conflict):
    """A conflict that shows the row as it stands.

    Attributes:
        field: What the answer calls it: `row` or `unit`.
        row: As the browser gets it.
    """

    def __init__(self, error: Conflict, row: object, field: str = "row") -> None:
        super().__init__(error.what, hint=error.hint)
        self.field = field
        self.row = row


def install_errors(app: FastAPI) -> None:
    """Turn every error into JSON with `what` and `hint`; a bug of ours also into the log."""
    app.add_exception_handler(WorkbenchError, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _broken)


async def _told(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, WorkbenchError):
        raise error
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    body: dict[str, Any] = {"what": error.what, "hint": error.hint}
    if isinstance(error, RowConflict):
        body[error.field] = error.row
    if isinstance(error, BadInput):
        shown = error.problems[:_MOST]
        body["problems"] = [{"at": _place(one.path, one.line), "what": one.what} for one in shown]
    return JSONResponse(body, status)


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    """Answer 404 for what cannot be the name of anything, 422 for the rest."""
    if not isinstance(error, RequestValidationError):
        raise error
    if any(one["loc"][0] == "path" for one in error.errors()):
        return JSONResponse({"what": "there is nothing of this name", "hint": ""}, 404)
    problems = [
        {"at": ".".join(map(str, one["loc"])), "what": str(one["msg"])} for one in error.errors()
    ]
    told = "; ".join(f"{one['at']}: {one['what']}" for one in problems[:_MOST])
    return JSONResponse({"what": told, "hint": "", "problems": problems[:_MOST]}, 422)


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    detail: object = error.detail
    body = detail if isinstance(detail, dict) else {"what": str(detail), "hint": ""}
    return JSONResponse(body, error.status_code, headers=error.headers)


async def _broken(request: Request, error: Exception) -> JSONResponse:
    _log.error("%s %s", request.method, request.url.path, exc_info=error)
    body = {"what": "the workbench has met an error of its own", "hint": "the log tells more"}
    return JSONResponse(body, 500)


def _place(path: str, line: int | None) -> str:
    return path if line is None else f"{path}:{line}"
