"""Every endpoint: not without a session, not with too small a role, not from a foreign page."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from tests.ui_api.conftest import HERE, Browser
from workbench.settings import Settings
from workbench.ui import server
from workbench.ui.security import Guesses
from workbench.ui.server import create_app
from workbench.wiring import Wiring

OPEN = {("POST", "/api/login"), ("POST", "/api/logout"), ("GET", "/api/healthz")}
READERS = {
    "GET /api/session", "PUT /api/session", "GET /api/users", "GET /api/articles",
    "GET /api/rubrics", "GET /api/progress", "GET /api/articles/1", "GET /api/segments/1",
    "POST /api/segments/1/check", "GET /api/segments/1/revisions", "GET /api/segments/1/matches",
    "POST /api/diff", "GET /api/segments/1/comments", "GET /api/articles/1/comments",
    "POST /api/articles/1/replace/preview", "GET /api/search", "GET /api/concordance",
    "POST /api/presence", "POST /api/presence/leave", "GET /api/engines", "GET /api/jobs",
    "GET /api/jobs/1", "GET /api/memory", "GET /api/glossary", "GET /api/statistics/words",
    "GET /api/statistics/words.csv", "GET /api/settings",
}  # fmt: skip
TRANSLATORS = {
    "POST /api/articles", "POST /api/articles/sample", "PUT /api/segments/1",
    "POST /api/segments/1/ignore", "POST /api/segments/1/revert", "POST /api/segments/1/propagate",
    "POST /api/segments/1/split", "POST /api/segments/1/merge", "POST /api/operations/1/undo",
    "POST /api/segments/1/comments", "POST /api/comments/1/resolve",
    "POST /api/articles/1/replace", "POST /api/jobs", "POST /api/jobs/1/stop",
    "POST /api/jobs/1/resume", "POST /api/articles/1/check", "GET /api/export",
}  # fmt: skip
REVIEWERS = {
    "PUT /api/segments/1/review", "PUT /api/memory/s1", "DELETE /api/memory/s1",
    "POST /api/memory/import", "POST /api/glossary", "PUT /api/glossary", "DELETE /api/glossary",
}  # fmt: skip
ADMINS = {
    "DELETE /api/articles/1", "POST /api/articles/1/restore", "PUT /api/settings",
    "POST /api/settings/glossaries",
}  # fmt: skip
EVERYTHING = sorted(READERS | TRANSLATORS | REVIEWERS | ADMINS)
LESS = {
    **dict.fromkeys(TRANSLATORS, "vusal"),
    **dict.fromkeys(REVIEWERS, "aysel"),
    **dict.fromkeys(ADMINS, "rena"),
}


def ask(client: TestClient, call: str, **headers: str) -> Any:
    method, _, address = call.partition(" ")
    return client.request(method, address, headers=headers)


def test_the_lists_here_hold_every_endpoint():
    there = set()
    for part in server._PARTS:
        for route in part.router.routes:
            assert isinstance(route, APIRoute)
            path = route.path.format(key=1, number=1, operation=1, unit="s1", series="words")
            there |= {f"{method} /api{path}" for method in route.methods or ()}
    assert there == {f"{method} {path}" for method, path in OPEN} | set(EVERYTHING)


@pytest.fixture(scope="module")
def one_app(newsroom: Path) -> Any:
    """These tests change nothing, so one application serves them all."""
    app = create_app(Wiring(Settings()), newsroom, worker=False)
    with TestClient(app, base_url=HERE):
        yield app


@pytest.fixture
def app(one_app: FastAPI) -> FastAPI:
    return one_app


@pytest.mark.parametrize("call", EVERYTHING)
def test_nobody_is_let_in_without_a_session(browser: Browser, call: str):
    answer = ask(browser(), call)
    assert answer.status_code == 401
    assert answer.json()["what"] == "you are not signed in"


@pytest.mark.parametrize("call", sorted(LESS))
def test_a_role_may_not_do_more_than_it_may(browser: Browser, call: str):
    answer = ask(browser(LESS[call]), call)
    assert answer.status_code == 403
    assert "may not do this" in answer.json()["what"]


@pytest.mark.parametrize("call", [call for call in EVERYTHING if not call.startswith("GET")])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:7861"},
        {"origin": "http://127.0.0.1"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_foreign_pages_may_write_nothing(browser: Browser, call: str, headers: dict[str, str]):
    answer = ask(browser("adil"), call, **headers)
    assert answer.status_code == 403
    assert answer.json()["what"].startswith("a page of")


def test_own_pages_may(browser: Browser):
    own = {"origin": HERE, "sec-fetch-site": "same-origin"}
    answer = browser("aysel").post("/api/diff", json={"old": "a", "new": "a"}, headers=own)
    assert answer.status_code == 200


def test_a_login_from_a_foreign_page_is_refused(browser: Browser):
    body = {"name": "aysel", "password": "x"}
    foreign = {"origin": "https://evil.example"}
    assert browser().post("/api/login", json=body, headers=foreign).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/api/nothing",
        "/api/",
        "/api/articles/..%2fusers",
        "/api/articles/1.0",
        "/api/articles/-1",
        "/api/articles/99999999999999999999",
        "/api/articles/%00",
        "/api/segments/0x1",
        "/api/segments/1;drop",
        "/api/segments/999999",
        "/api/segments/999999/matches",
        "/api/segments/999999/revisions",
        "/api/segments/999999/comments",
        "/api/articles/999/comments",
        "/api/statistics/users",
        "/api/statistics/users.csv",
        "/api/statistics/..%2f..%2fetc%2fpasswd",
        "/api/jobs/99",
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static/..%2fserver.py",
        "/static/%2fetc/passwd",
        "/static//etc/passwd",
    ],
)
def test_paths_that_lead_nowhere(browser: Browser, address: str):
    assert browser("adil").get(address).status_code == 404


@pytest.mark.parametrize(
    "call",
    [
        "PUT /api/memory/x1",
        "PUT /api/memory/s",
        "PUT /api/memory/m999",
        "DELETE /api/memory/s999999?version=1",
        "DELETE /api/articles/99",
        "POST /api/articles/99/restore",
        "POST /api/articles/99/check",
        "POST /api/operations/99/undo",
        "POST /api/jobs/99/stop",
    ],
)
def test_what_is_not_there_cannot_be_changed(browser: Browser, call: str):
    method, _, address = call.partition(" ")
    body = {"target": "x", "version": 1} if method == "PUT" else None
    assert browser("adil").request(method, address, json=body).status_code == 404


def test_a_wrong_method_is_no_endpoint(browser: Browser):
    assert browser("adil").delete("/api/session").status_code == 404
    assert browser("adil").post("/api/users").status_code == 404


def test_every_answer_is_guarded_by_its_headers(browser: Browser):
    for address in ("/api/session", "/api/nothing", "/static/api.js"):
        headers = browser("aysel").get(address).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    assert browser("aysel").get("/api/session").headers["cache-control"] == "no-store"


def test_a_body_that_is_too_large(browser: Browser):
    client = browser("aysel")
    huge = {"old": "x" * 2**20, "new": ""}
    assert client.post("/api/diff", json=huge).status_code == 413

    def untold():
        for _ in range(20):
            yield b"x" * 2**17

    answer = client.post(
        "/api/diff", content=untold(), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1]", b"null", b'{"old": NaN}'])
def test_a_body_that_is_no_json(browser: Browser, content: bytes):
    headers = {"content-type": "application/json"}
    answer = browser("aysel").post("/api/diff", content=content, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["problems"]


def test_a_bug_of_ours_tells_nothing_and_is_logged(
    browser: Browser,
    app: FastAPI,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    def broken(*_: Any) -> Any:
        raise KeyError("the secret of the house")

    monkeypatch.setattr(app.state.backend.articles, "rubrics", broken)
    answer = browser("vusal").get("/api/rubrics")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "GET /api/rubrics" in caplog.text


def test_a_proxy_may_put_a_prefix_before_everything(newsroom: Path):
    app = create_app(Wiring(Settings()), newsroom, worker=False, prefix="/news")
    with TestClient(app, base_url=HERE) as client:
        assert client.get("/news/api/healthz").status_code == 200
        assert client.get("/news/healthz").status_code == 200
        assert client.get("/news/static/api.js").status_code == 200
        assert client.get("/news/api/session").status_code == 401
        assert client.get("/api/session").status_code == 404


def test_failed_logins_are_forgotten_after_a_time():
    seconds = 0.0
    guesses = Guesses(lambda: seconds)
    for _ in range(5):
        guesses.failed("10.0.0.1", "aysel")
    assert guesses.wait("10.0.0.1", "aysel") == 300
    assert guesses.wait("10.0.0.2", "aysel") == 0
    seconds = 200
    assert guesses.wait("10.0.0.1", "aysel") == 100
    seconds = 301
    assert guesses.wait("10.0.0.1", "aysel") == 0


def test_guessing_many_names_is_slowed_down_too():
    guesses = Guesses(lambda: 0.0)
    for number in range(50):
        guesses.failed("10.0.0.1", f"user{number}")
    assert guesses.wait("10.0.0.1", "somebody") == 300
    assert guesses.wait("10.0.0.2", "somebody") == 0


@pytest.mark.parametrize("address", ["memory", "concordance", "search", "articles"])
def test_no_question_holds_what_is_no_text(aysel, address):
    answer = aysel.get(f"/api/{address}", params={"q": "li\0man"})
    assert (answer.status_code, answer.json()["what"]) == (422, "U+0000 is no text")


def test_nobody_signs_in_with_it(aysel):
    credentials = {"name": "a\0", "password": "b"}
    assert aysel.post("/api/login", json=credentials).status_code == 422
