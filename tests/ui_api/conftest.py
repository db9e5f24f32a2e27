"""A newsroom with four people, one article and a glossary of two terms, copied for each test."""

import json
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import itsdangerous
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.store.archive import PORT, RAIN, TRAIN, article, translated
from workbench.settings import Settings
from workbench.store import open_workspace
from workbench.store.editing_schema import Role
from workbench.store.users import Users
from workbench.ui.server import create_app
from workbench.wiring import Wiring

PASSWORD = "xəzər dənizi"  # noqa: S105 - of people who do not exist
PEOPLE = {
    "vusal": Role.VIEWER,
    "aysel": Role.TRANSLATOR,
    "murad": Role.TRANSLATOR,
    "rena": Role.REVIEWER,
    "adil": Role.ADMIN,
}
HERE = "http://127.0.0.1:7860"
GLOSSARY = (
    "source,target,status,case,domain,note\nliman,port,preferred,auto,transport,\nqatar,train,,,,\n"
)

Browser = Callable[..., TestClient]


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace: one article, its five segments translated by an engine."""
    path = tmp_path_factory.mktemp("newsroom") / "news.workbench"
    with open_workspace(path) as workspace:
        users = Users(workspace)
        for name, role in PEOPLE.items():
            users.add(name, role, PASSWORD)
        workspace.add_article(*article("2025/liman", f"{PORT}\n{TRAIN}", RAIN, TRAIN))
        workspace.save_hypotheses(map(translated, workspace.segments("2025/liman")))
    return path


@pytest.fixture
def location(newsroom: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "news.workbench"
    shutil.copy(newsroom, copy)
    return copy


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "ours.csv"
    path.write_text(GLOSSARY, "utf-8")
    return path


@pytest.fixture
def app(location: Path, glossary: Path) -> Iterator[FastAPI]:
    made = create_app(Wiring(Settings(glossary=str(glossary))), location, worker=False)
    with TestClient(made, base_url=HERE):
        yield made


@pytest.fixture
def browser(app: FastAPI) -> Browser:
    """Return a function that gives the browser of a person, signed in; nobody's without a name."""

    def open_browser(name: str = "", **session: Any) -> TestClient:
        client = TestClient(app, base_url=HERE, raise_server_exceptions=False)
        if name:
            client.cookies.set(
                "workbench_session", signed(app, {"user": name, "epoch": 1} | session)
            )
        return client

    return open_browser


def signed(app: FastAPI, session: dict[str, Any]) -> str:
    """Return a session as the server signs it."""
    secret = app.state.backend.users.session_secret().hex()
    signer = itsdangerous.TimestampSigner(secret)
    return signer.sign(b64encode(json.dumps(session).encode())).decode()


@pytest.fixture
def aysel(browser: Browser) -> TestClient:
    return browser("aysel")


@pytest.fixture
def rena(browser: Browser) -> TestClient:
    return browser("rena")


@pytest.fixture
def rows(aysel: TestClient) -> list[dict[str, Any]]:
    """The rows of the article as they are at first: heading, port, train, rain, train again."""
    found: list[dict[str, Any]] = aysel.get("/api/articles/0").json()["segments"]
    return found
