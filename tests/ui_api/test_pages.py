"""What the answer to a page names for the browser to fetch beforehand."""

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from starlette.responses import HTMLResponse

from tests.ui_api.conftest import HERE
from workbench.ui.pages.blocks import STATIC, TABS, script
from workbench.ui.pages.preloading import Preloading, links

PAGE = "/news/en/"
OF_TABS = {"editor": "editor_page.js"}


def modules_of(name: str, known: set[str]) -> set[str]:
    """A module and everything it imports at its beginning, by name."""
    if name not in known:
        known.add(name)
        text = (STATIC / name).read_text(encoding="utf-8")
        for other in re.findall(r'(?:from|import) "\./([\w.]+)"', text):
            modules_of(other, known)
    return known


def answer(path: str, text: str = "<head></head>") -> Response:
    """The answer to a path."""
    app = FastAPI()
    named = {(PAGE, tab): link for tab, link in links(STATIC, "/news", "en", TABS).items()}
    app.add_middleware(Preloading, links=named, script=script("/news"))
    app.get(PAGE)(lambda: HTMLResponse(text))
    return TestClient(app, base_url=HERE).get(path)


@pytest.mark.parametrize("tab", TABS)
def test_a_page_names_every_module_and_style_its_tab_begins_with(tab: str):
    link = answer(f"{PAGE}?tab={tab}").headers["link"]
    named = dict(re.findall(r"</news/static/([\w.]+)>; rel=(\w+)", link))
    modules = {name for name, how in named.items() if how == "modulepreload"}
    assert modules == modules_of("main.js", set()) | modules_of(
        OF_TABS.get(tab, f"{tab}.js"), set()
    )
    styles = {name for name, how in named.items() if how == "preload"}
    assert styles == {path.name for path in Path(STATIC).glob("*.css")}
    assert "</news/words/en.json>; rel=preload" in link


def test_the_address_tells_the_tab():
    first = answer(PAGE).headers["link"]
    assert answer(f"{PAGE}?tab=articles").headers["link"] == first
    assert answer(f"{PAGE}?tab=nothing").headers["link"] == first
    editor = answer(f"{PAGE}?tab=editor").headers["link"]
    assert answer(f"{PAGE}?article=0").headers["link"] == editor != first


def test_a_page_runs_our_script_before_gradio_has_drawn_it():
    whole = answer(PAGE, "<head>é</head><p></head>")
    assert whole.text == f"<head>é{script('/news')}</head><p></head>"
    assert int(whole.headers["content-length"]) == len(whole.content)


def test_the_script_of_gradio_goes_before_ours():
    gradio = '<head><script type="module" crossorigin src="./assets/index-1.js"></script></head>'
    link = answer(PAGE, gradio).headers["link"]
    assert link.startswith("<./assets/index-1.js>; rel=modulepreload")
    assert answer(PAGE, "<head></head>").headers["link"].startswith("</news/words/en.json>")


def test_nothing_else_has_the_header():
    for path in ("/news/elsewhere", "/docs"):
        assert "link" not in answer(path).headers
