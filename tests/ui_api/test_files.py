"""The files of the package: answered from memory, and only once where the browser has them."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.ui_api.conftest import HERE
from workbench.ui.files import Files

TEXT = "export const word = 'səhər';\n"


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    (tmp_path / "own.js").write_text(TEXT, encoding="utf-8")
    (tmp_path / "deep").mkdir()
    app = FastAPI()
    app.mount("/news/static", Files(tmp_path))
    (tmp_path / "own.js").unlink()
    return TestClient(app, base_url=HERE)


def test_a_file_is_answered_as_it_was_at_the_start(client: TestClient):
    answer = client.get("/news/static/own.js")
    assert answer.text == TEXT
    assert "javascript; charset=utf-8" in answer.headers["content-type"]


def test_what_the_browser_has_is_not_sent_again(client: TestClient):
    etag = client.get("/news/static/own.js").headers["etag"]
    answer = client.get("/news/static/own.js", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    answer = client.get("/news/static/own.js", headers={"If-None-Match": '"other"'})
    assert answer.status_code == 200


def test_there_is_nothing_else(client: TestClient):
    for name in ("", "other.js", "deep", "deep/own.js", "../own.js"):
        assert client.get(f"/news/static/{name}").status_code == 404
    answer = client.post("/news/static/own.js")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
