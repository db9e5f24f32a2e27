"""The application of the browser workbench: REST interface, files, sessions, and the worker."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import JSONResponse

from workbench.errors import WorkbenchError
from workbench.store import open_workspace
from workbench.store.users import Users
from workbench.ui import service
from workbench.ui.api import (
    arrangement,
    articles,
    comments,
    exports,
    glossary,
    jobs,
    memory,
    presence,
    searching,
    segments,
    sessions,
    settings,
    statistics,
)
from workbench.ui.api.access import Person, person_of
from workbench.ui.api.backend import Backend
from workbench.ui.api.errors import install_errors
from workbench.ui.files import Files
from workbench.ui.security import Guard, only_text
from workbench.ui.worker import WorkerProcess
from workbench.wiring import Wiring

STATIC = Path(__file__).parent / "static"
SESSION_SECONDS = 14 * 24 * 3600
_PARTS = (
    sessions, articles, segments, arrangement, comments, searching, presence, jobs, memory,
    glossary, exports, statistics, settings,
)  # fmt: skip


def create_app(
    wiring: Wiring,
    workspace_url: str | Path,
    *,
    local: bool = True,
    prefix: str = "",
    secure: bool = False,
    worker: bool = True,
) -> FastAPI:
    """Return the application; Gradio's pages are mounted into it afterwards.

    It serves `{prefix}/api/...` as docs/editor-api.md says, `{prefix}/static/...` from the
    package, and `{prefix}/healthz`. Everything else is free for pages:
    `gr.mount_gradio_app(app, blocks, path=f"{prefix}/en", auth_dependency=...)` with what
    `signed_in` says. Origin check, sessions and security headers hold for whatever is mounted.
    The workspace is made when there is none.

    `app.state.backend` is the `Backend` with the open workspace, for pages that are made on the
    server. The worker that translates is a process of its own: it starts and ends with the
    application's lifespan, and so does the workspace.

    Args:
        wiring: Settings, checks and glossary; no engine is loaded here. What was chosen for the
            workspace goes before settings that nothing else has decided.
        workspace_url: Path of an SQLite file, or a PostgreSQL URL.
        local: Whether the server listens on 127.0.0.1 alone. Only then a workspace without
            accounts is open, to who is on this machine and not behind a proxy; everybody is admin
            under the name of the machine's user.
        prefix: Path that a proxy puts before ours and does not strip, such as `/news`.
        secure: Whether browsers reach us by https alone; the cookie then needs it too.
        worker: Whether jobs are worked on.

    Raises:
        WorkspaceError: The workspace cannot be opened.
        WorkbenchError: The server is open to others, and nobody could sign in.
    """
    workspace = open_workspace(workspace_url, lock_timeout=wiring.settings.lock_timeout)
    users = Users(workspace)
    local = local and not prefix and not secure  # both speak of a proxy that lets others in
    if not local and not users.any():
        workspace.close()
        raise WorkbenchError(
            "there are no accounts, so the workbench is open on 127.0.0.1 alone",
            hint="`workbench users add NAME --role admin` makes the first",
        )
    app = FastAPI(
        title="Workbench",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
        middleware=[
            Middleware(Guard, api=f"{prefix}/api"),
            Middleware(
                SessionMiddleware,
                secret_key=users.session_secret().hex(),
                session_cookie="workbench_session",
                max_age=SESSION_SECONDS,
                path=f"{prefix}/" if prefix else "/",
                same_site="lax",
                https_only=secure,
            ),
        ],
    )
    app.state.backend = Backend(wiring, workspace, local=local)
    app.state.worker = None
    if worker:
        app.state.worker = WorkerProcess(str(workspace_url), wiring.settings, wiring.decided)
    install_errors(app)
    for part in _PARTS:
        app.include_router(part.router, prefix=f"{prefix}/api", dependencies=[Depends(only_text)])
    app.include_router(service.router(), prefix=prefix)
    app.add_api_route(f"{prefix}/healthz", sessions.health, methods=["GET"])
    app.add_api_route(f"{prefix}/api/{{rest:path}}", _nothing, methods=_METHODS)
    app.mount(f"{prefix}/static", Files(STATIC), name="static")
    return app


def signed_in(app: FastAPI, request: Request) -> Person | None:
    """Return who sent a request, to mounted pages as well, None for nobody we know."""
    backend: Backend = app.state.backend
    return person_of(request, backend)


_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


async def _nothing(rest: str) -> JSONResponse:
    """Answer for every other path of the interface."""
    raise HTTPException(404, {"what": f"there is no {rest!r} here", "hint": "see docs/editor-api"})


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    worker: WorkerProcess | None = app.state.worker
    if worker:
        worker.start()
    try:
        yield
    finally:
        if worker:
            await run_in_threadpool(worker.stop)
        app.state.backend.workspace.close()
