"""What the answer to a page names for the browser to fetch beforehand."""

import re
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.ui_api.conftest import HERE
from workbench.ui.pages.blocks import STATIC
from workbench.ui.pages.preloading import Preloading, link_header

PAGE = "/news/en/"


def modules_of(name: str, known: set[str]) -> set[str]:
    """A module and everything it imports, by name."""
    if name not in known:
        known.add(name)
        text = (STATIC / name).read_text(encoding="utf-8")
        for other in re.findall(r'(?:from|import)\s*\(?"\./([\w.]+)"', text):
            modules_of(other, known)
    return known


def answers(path: str) -> str | None:
    """The header on the answer to a path."""
    app = FastAPI()
    app.add_middleware(Preloading, pages=frozenset({PAGE}), link=link_header(STATIC, "/news"))
    app.get(PAGE)(lambda: "a page")
    return TestClient(app, base_url=HERE).get(path).headers.get("link")


def test_a_page_names_every_module_and_style_it_loads():
    link = answers(PAGE) or ""
    named = dict(re.findall(r"</news/static/([\w.]+)>; rel=(\w+)", link))
    modules = {name for name, how in named.items() if how == "modulepreload"}
    assert modules == modules_of("main.js", set())
    styles = {name for name, how in named.items() if how == "preload"}
    assert styles == {path.name for path in Path(STATIC).glob("*.css")}


def test_nothing_else_has_the_header():
    assert answers("/news/elsewhere") is None
    assert answers("/docs") is None
