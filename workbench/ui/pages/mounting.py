"""The pages put into the application: `/`, `/login`, the words, and the tabs in each language."""

import os
from pathlib import Path
from typing import Final

from fastapi import APIRouter, FastAPI, HTTPException, Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from workbench.ui.api.sessions import language_of
from workbench.ui.pages.blocks import STATIC, TABS, build_blocks, head, plain_theme, script
from workbench.ui.pages.preloading import Preloading, links
from workbench.ui.server import signed_in
from workbench.ui.words import LANGUAGES, words_of

LOGIN: Final = Path(__file__).parent / "login.html"

_QUIET: Final = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_SSR_MODE": "False",
    "GRADIO_MCP_SERVER": "False",
}
"""Read when Gradio is imported: it then asks nobody outside, and keeps nothing in the browser."""


def mount_pages(app: FastAPI, prefix: str = "") -> FastAPI:
    """Mount the pages into what `create_app` returned for the same prefix, and return it.

    Whoever is not signed in is led to the sign-in page, and reaches nothing else of Gradio.
    """
    os.environ.update(_QUIET)
    import gradio

    app.include_router(_routes(prefix))
    named = {
        (f"{prefix}/{language}/", tab): link
        for language in LANGUAGES
        for tab, link in links(STATIC, prefix, language, TABS).items()
    }
    app.add_middleware(Preloading, links=named, script=script(prefix))
    for language in LANGUAGES:
        gradio.mount_gradio_app(
            app,
            build_blocks(language),
            path=f"{prefix}/{language}",
            auth_dependency=_Door(app, prefix, language),
            theme=plain_theme(),
            head=head(prefix),
            footer_links=[],
            allowed_paths=[],
            blocked_paths=["/"],
            max_file_size="1kb",
            run_history=False,
            show_error=False,
            ssr_mode=False,
            enable_monitoring=False,
            mcp_server=False,
        )
    return app


class _Door:
    """Says to Gradio who asks."""

    def __init__(self, app: FastAPI, prefix: str, language: str) -> None:
        self._app = app
        self._login = f"{prefix}/login?language={language}"
        self._pages = {f"{prefix}/{language}", f"{prefix}/{language}/"}

    def __call__(self, request: Request) -> str | None:
        person = signed_in(self._app, request)
        if person is None and request.url.path in self._pages:
            raise HTTPException(303, headers={"Location": self._login})
        return person.name if person else None


def _routes(prefix: str) -> APIRouter:
    router = APIRouter(prefix=prefix)

    @router.get("/", include_in_schema=False)
    def start(request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{prefix}/{language_of(request)}/{query}", 303)

    @router.get("/login", include_in_schema=False)
    def login() -> Response:
        return FileResponse(LOGIN, headers={"Cache-Control": "no-cache"})

    @router.get("/favicon.ico", include_in_schema=False)
    def favicon() -> Response:
        return RedirectResponse(f"{prefix}/static/icon.png", 303)

    @router.get("/words/{language}.json", include_in_schema=False)
    def words(language: str) -> Response:
        if language not in LANGUAGES:
            raise HTTPException(404)
        return JSONResponse(words_of(language), headers={"Cache-Control": "no-cache"})

    return router
