from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.ui_api.conftest import GLOSSARY, HERE, PASSWORD, PEOPLE, Browser
from workbench.errors import WorkbenchError
from workbench.settings import Settings
from workbench.store.editing_schema import Role
from workbench.store.users import Users
from workbench.ui.server import create_app
from workbench.wiring import Wiring


def sign_in(client: TestClient, name: str = "aysel", password: str = PASSWORD) -> Any:
    return client.post("/api/login", json={"name": name, "password": password})


def test_signing_in_and_out(browser: Browser):
    client = browser()
    assert client.get("/api/session").status_code == 401
    answer = sign_in(client)
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    session = client.get("/api/session").json()
    assert (session["user"], session["role"], session["accounts"]) == ("aysel", "translator", True)
    assert session["may"] == ["read", "edit"]
    assert session["workspace"] == "news.workbench"
    assert session["glossary"].startswith("ours@")
    assert client.post("/api/logout").status_code == 204
    assert client.get("/api/session").status_code == 401


@pytest.mark.parametrize(("name", "password"), [("aysel", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_sound_the_same(
    browser: Browser, name: str, password: str
):
    answer = sign_in(browser(), name, password)
    assert answer.status_code == 401
    assert answer.json()["what"] == "name or password is wrong"


def test_guessing_is_slowed_down_for_one_name_alone(browser: Browser):
    client = browser()
    for _ in range(5):
        assert sign_in(client, "aysel", "guess").status_code == 401
    refused = sign_in(client)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 300
    assert sign_in(client, "murad").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"name": "aysel"},
        {"name": "", "password": "x"},
        {"name": "a" * 65, "password": "x"},
        {"name": "aysel", "password": "x" * 1001},
        {"name": "aysel", "password": ["x"]},
        {"name": "aysel", "password": "x", "role": "admin"},
        [],
    ],
)
def test_wrong_bodies_of_a_login(browser: Browser, body: Any):
    assert browser().post("/api/login", json=body).status_code == 422


def test_a_session_somebody_else_signed_is_no_session(browser: Browser):
    client = browser("aysel")
    value = client.cookies["workbench_session"]
    payload, stamp, signature = value.split(".")
    forged = browser()
    forged.cookies.set("workbench_session", f"{payload}.{stamp}.{signature[::-1]}")
    assert forged.get("/api/session").status_code == 401


def test_a_new_password_ends_every_session(browser: Browser, app: FastAPI):
    client = browser("aysel")
    assert client.get("/api/session").status_code == 200
    users: Users = app.state.backend.users
    users.set_password("aysel", "another password")
    assert client.get("/api/session").status_code == 401


def test_a_new_role_counts_at_once(browser: Browser, app: FastAPI):
    client = browser("aysel")
    app.state.backend.users.set_role("aysel", Role.VIEWER)
    assert client.get("/api/session").json()["may"] == ["read"]
    assert client.post("/api/articles/sample").status_code == 403


def test_who_was_removed_is_out(browser: Browser, app: FastAPI):
    client = browser("aysel")
    app.state.backend.users.remove("aysel")
    assert client.get("/api/session").status_code == 401


def test_language_and_theme_stay_in_the_browser(browser: Browser):
    client = browser("vusal")
    assert client.get("/api/session").json()["language"] == "en"
    chosen = client.put("/api/session", json={"language": "az", "theme": "dark"}).json()
    assert (chosen["language"], chosen["theme"]) == ("az", "dark")
    assert client.get("/api/session").json() == chosen
    assert client.put("/api/session", json={"language": "tr"}).status_code == 422
    other = browser("vusal").get("/api/session", headers={"accept-language": "az-AZ,en;q=0.5"})
    assert other.json()["language"] == "az"


def test_names_and_roles(browser: Browser):
    found = browser("vusal").get("/api/users").json()["users"]
    assert {one["name"]: one["role"] for one in found} == PEOPLE


def test_health_is_open_to_all(browser: Browser):
    for address in ("/api/healthz", "/healthz"):
        answer = browser().get(address)
        assert answer.status_code == 200
        assert answer.json() == {"status": "ok", "workspace": True, "worker": False}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    glossary = tmp_path / "ours.csv"
    glossary.write_text(GLOSSARY, "utf-8")
    return Settings(glossary=str(glossary))


def test_without_accounts_this_machine_is_admin(tmp_path: Path, settings: Settings):
    app = create_app(Wiring(settings), tmp_path / "new.workbench", worker=False)
    with TestClient(app, base_url=HERE) as client:
        session = client.get("/api/session").json()
        assert (session["role"], session["accounts"]) == ("admin", False)
        app.state.backend.users.add("adil", Role.ADMIN, PASSWORD)
        assert client.get("/api/session").status_code == 401


@pytest.mark.parametrize("open_to", [{"local": False}, {"prefix": "/news"}, {"secure": True}])
def test_without_accounts_nobody_else_is_let_in(
    tmp_path: Path, settings: Settings, open_to: dict[str, Any]
):
    with pytest.raises(WorkbenchError, match="no accounts"):
        create_app(Wiring(settings), tmp_path / "new.workbench", **open_to)


@pytest.mark.parametrize(
    ("host", "headers"),
    [
        ("http://evil.example:7860", {}),  # a name that was made to lead to 127.0.0.1
        ("http://127.0.0.1.evil.example", {}),
        (HERE, {"x-forwarded-for": "203.0.113.7"}),
        (HERE, {"forwarded": "for=203.0.113.7"}),
        (HERE, {"via": "1.1 proxy"}),
        (HERE, {"host": "["}),
    ],
)
def test_without_accounts_who_comes_from_elsewhere_is_nobody(
    tmp_path: Path, settings: Settings, host: str, headers: dict[str, str]
):
    app = create_app(Wiring(settings), tmp_path / "new.workbench", worker=False)
    with TestClient(app, base_url=host) as client:
        assert client.get("/api/session", headers=headers).status_code == 401


@pytest.mark.parametrize("host", [HERE, "http://localhost:7860", "http://[::1]:7860"])
def test_this_machine_has_several_names(tmp_path: Path, settings: Settings, host: str):
    app = create_app(Wiring(settings), tmp_path / "new.workbench", worker=False)
    with TestClient(app, base_url=host) as client:
        assert client.get("/api/session").status_code == 200


def test_with_accounts_the_network_may_sign_in(location: Path, settings: Settings):
    app = create_app(Wiring(settings), location, local=False, worker=False)
    with TestClient(app, base_url="https://news.example") as client:
        assert client.get("/api/session").status_code == 401
        assert sign_in(client).status_code == 200
        assert client.get("/api/session").status_code == 200
        for user in app.state.backend.users.all():
            app.state.backend.users.remove(user.name)
        assert client.get("/api/session").status_code == 401
