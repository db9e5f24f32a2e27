"""Signing in and out, and what the interface has to know of the person."""

from threading import BoundedSemaphore
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, StringConstraints
from starlette.responses import JSONResponse

from workbench import __version__
from workbench.errors import WorkbenchError
from workbench.ui.api.access import Here, Person, Viewer
from workbench.ui.api.backend import Backend

router = APIRouter()
Language = Literal["en", "az"]
Theme = Literal["system", "light", "dark"]

_HASHING = BoundedSemaphore(2)  # scrypt takes 16 MiB and a core for a moment


class _Credentials(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    password: Annotated[str, StringConstraints(max_length=1000)]


class _Preferences(BaseModel):
    model_config = ConfigDict(extra="forbid")
    language: Language | None = None
    theme: Theme | None = None


@router.post("/login")
def login(request: Request, body: _Credentials, backend: Here) -> JSONResponse:
    """Sign in. Every answer to a wrong name or password is the same and takes as long."""
    address = request.client.host if request.client else ""
    if wait := backend.guesses.wait(address, body.name):
        detail = {"what": "too many failed logins", "hint": f"try again in {wait} seconds"}
        raise HTTPException(429, detail, headers={"Retry-After": str(wait)})
    with _HASHING:
        user = backend.users.signed_in(body.name, body.password)
    if user is None:
        backend.guesses.failed(address, body.name)
        raise HTTPException(401, {"what": "name or password is wrong", "hint": "try again"})
    backend.guesses.passed(address, body.name)
    request.session.update(user=user.name, epoch=user.epoch)
    return JSONResponse(_session(request, backend, Person(user.name, user.role)))


@router.post("/logout")
def logout(request: Request) -> Response:
    """Sign out; language and theme stay."""
    for name in ("user", "epoch"):
        request.session.pop(name, None)
    return Response(status_code=204)


@router.get("/session")
def read_session(request: Request, backend: Here, person: Viewer) -> JSONResponse:
    """Tell who is signed in and what is in force."""
    return JSONResponse(_session(request, backend, person))


@router.put("/session")
def write_session(
    request: Request, body: _Preferences, backend: Here, person: Viewer
) -> JSONResponse:
    """Choose language and theme for this browser."""
    request.session.update(body.model_dump(exclude_none=True))
    return JSONResponse(_session(request, backend, person))


@router.get("/users")
def users(backend: Here, _person: Viewer) -> JSONResponse:
    """List names and roles."""
    found = [{"name": user.name, "role": user.role} for user in backend.users.all()]
    return JSONResponse({"users": found})


@router.get("/healthz")
def health(request: Request, backend: Here) -> JSONResponse:
    """Tell whether the workspace can be read and the worker lives."""
    worker = request.app.state.worker
    alive = worker is not None and worker.is_alive()
    try:
        backend.users.any()
    except WorkbenchError as error:
        told = {"status": "error", "what": error.what, "workspace": False, "worker": alive}
        return JSONResponse(told, 503)
    return JSONResponse({"status": "ok", "workspace": True, "worker": alive})


def language_of(request: Request) -> Language:
    """Return the interface language this browser chose, or else prefers."""
    preferred = request.headers.get("accept-language", "")
    chosen = request.session.get("language") or preferred
    return "az" if chosen.lower().startswith("az") else "en"


def _session(request: Request, backend: Backend, person: Person) -> dict[str, Any]:
    wiring = backend.wiring
    return {
        "user": person.name,
        "role": person.role,
        "accounts": person.has_account,
        "language": language_of(request),
        "theme": request.session.get("theme", "system"),
        "may": person.may,
        "workspace": backend.name,
        "version": __version__,
        "engine": wiring.settings.engine,
        "glossary": wiring.glossary_name,
    }
