"""Engine and glossary as an administrator chooses them for the workspace."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.store.archive import PORT
from tests.ui_api.conftest import GLOSSARY, HERE, PASSWORD, Browser, signed
from workbench.settings import Settings, decided
from workbench.store import open_workspace
from workbench.store.jobs import Jobs
from workbench.ui.server import create_app
from workbench.ui.worker import Worker
from workbench.wiring import Wiring

Row = dict[str, Any]
HARBOUR = "source,target\nliman,harbour\n"
BY_OPTION = {"engine": "--engine", "glossary": "--glossary"}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a glossary of its own."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.fixture
def adil(browser: Browser) -> TestClient:
    return browser("adil")


@contextmanager
def server(location: Path, settings: Settings, by: dict[str, str] | None = None) -> Iterator[Any]:
    """The administrator's browser on a server that was started anew."""
    app = create_app(Wiring(settings, by or {}), location, worker=False)
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        client.cookies.set("workbench_session", signed(app, {"user": "adil", "epoch": 1}))
        yield client


def send(client: TestClient, text: str, name: str = "news room.csv", **query: Any) -> Any:
    files = {"file": (name, text.encode(), "text/csv")}
    return client.post("/api/settings/glossaries", files=files, params=query)


def choose(client: TestClient, **wish: str) -> Any:
    return client.put("/api/settings", json=wish)


def use_harbour(client: TestClient) -> Any:
    kept = send(client, HARBOUR)
    assert kept.status_code == 201
    answer = choose(client, glossary=kept.json()["id"])
    assert answer.status_code == 200
    return answer.json()


def test_everybody_sees_and_administrators_choose(browser: Browser):
    assert browser().get("/api/settings").status_code == 401
    assert choose(browser(), engine="starter").status_code == 401
    assert browser("vusal").get("/api/settings").status_code == 200
    for name in ("vusal", "aysel", "rena"):
        assert choose(browser(name), engine="starter").status_code == 403
        assert send(browser(name), HARBOUR).status_code == 403


def test_what_can_be_chosen(adil: TestClient):
    told = adil.get("/api/settings").json()
    engine, glossary = told["engine"], told["glossary"]
    assert (engine["in_force"], engine["usual"], engine["chosen"]) == ("starter", "starter", "")
    assert "starter" in [one["id"] for one in engine["engines"] if one["ready"]]
    assert glossary["in_force"].startswith("ours@")
    assert glossary["glossaries"] == [
        {"id": "", "file": "ours.csv"},
        {"id": "shipped:news.csv", "file": "news.csv"},
    ]
    Path("glossary.csv").write_text(GLOSSARY, "utf-8")
    listed = adil.get("/api/settings").json()["glossary"]["glossaries"]
    assert {"id": "own", "file": "glossary.csv"} in listed


def test_a_chosen_engine_is_kept_and_taken_back(location: Path, tiny_model: Path):
    settings = Settings(engine=str(tiny_model))
    with server(location, settings) as adil:
        assert choose(adil, engine="starter").json()["engine"]["in_force"] == "starter"
        assert adil.get("/api/engines").json()["default"] == "starter"
    with server(location, settings) as adil:
        assert adil.get("/api/session").json()["engine"] == "starter"
        assert str(tiny_model) in [one["id"] for one in adil.get("/api/engines").json()["engines"]]
        back = choose(adil, engine="").json()["engine"]
        assert (back["in_force"], back["chosen"]) == (str(tiny_model), "")


def test_the_translation_service_takes_the_chosen_engine(location: Path):
    ask = {"q": PORT, "source": "az", "target": "en", "api_key": f"adil:{PASSWORD}"}
    with server(location, Settings(engine="no-such-engine", threads=1)) as adil:
        assert adil.post("/translate", json=ask).status_code == 500
        choose(adil, engine="starter")
        assert adil.post("/translate", json=ask).status_code == 200


def test_options_and_variables_go_first(location: Path, tiny_model: Path, glossary: Path):
    assert decided({"WORKBENCH_GLOSSARY": "x.csv"}, engine="starter", glossary=None) == {
        "engine": "--engine",
        "glossary": "WORKBENCH_GLOSSARY",
    }
    settings = Settings(engine=str(tiny_model), glossary=str(glossary))
    with server(location, settings) as adil:
        choose(adil, engine="starter")
        use_harbour(adil)
    with server(location, settings, BY_OPTION) as adil:
        told = adil.get("/api/settings").json()
        assert told["engine"]["in_force"] == str(tiny_model)
        assert told["glossary"]["in_force"].startswith("ours@")
        assert told["engine"]["decided_by"] == "--engine"
        answer = choose(adil, engine="")
        assert answer.status_code == 422
        assert "--engine decides the engine" in answer.json()["what"]
    with server(location, settings) as adil:
        assert adil.get("/api/settings").json()["engine"]["in_force"] == "starter"


@pytest.mark.parametrize(
    "wish",
    [
        {"engine": "nobody/knows"},
        {"engine": "/etc"},
        {"engine": "opus-mt-az-en"},
        {"glossary": "uploaded:../ours.csv"},
        {"glossary": "shipped:absent.csv"},
        {"glossary": "own"},
        {"beam": "4"},
        {"engine": None, "glossary": 7},
    ],
)
def test_wishes_that_cannot_be(adil: TestClient, wish: dict[str, Any]):
    before = adil.get("/api/settings").json()
    assert adil.put("/api/settings", json=wish).status_code == 422
    assert adil.get("/api/settings").json() == before


def test_an_uploaded_glossary_counts_at_once_and_after_a_restart(location: Path, glossary: Path):
    settings = Settings(glossary=str(glossary))
    with server(location, settings) as adil:
        assert use_harbour(adil)["glossary"]["in_force"].startswith("news room@")
        assert (location.parent / "news.workbench-glossaries" / "news room.csv").is_file()
        terms = adil.get("/api/articles/0").json()["segments"][1]["terms"]
        assert [one["renderings"][0]["target"] for one in terms] == ["harbour"]
    with server(location, settings) as adil:
        told = adil.get("/api/glossary").json()
        assert (told["name"], told["editable"]) == ("news room", True)
        rain = {"source": "yağış", "target": "rain"}
        added = adil.post("/api/glossary", json={"version": told["version"], "term": rain})
        assert added.status_code == 201
        assert choose(adil, glossary="").json()["glossary"]["in_force"].startswith("ours@")
    assert "yağış" not in glossary.read_text("utf-8")


def test_findings_of_an_open_article_become_those_of_the_new_glossary(
    adil: TestClient, rows: list[Row]
):
    def beat(since: str | None = None) -> Any:
        place = {"client": "adil-1", "article": 0, "segment": None, "since": since}
        return adil.post("/api/presence", json=place).json()

    key = rows[1]["key"]
    body = {"target": "The port has grown.", "version": rows[1]["version"], "status": "draft"}
    row = adil.put(f"/api/segments/{key}", json=body).json()["row"]
    first = beat()
    assert first["glossary"].startswith("ours@")
    send(adil, "source,target,domain\nlimanında,harbour,transport\n")
    choose(adil, glossary="uploaded:news room.csv")
    news = beat(first["cursor"])
    assert news["glossary"].startswith("news room@")
    (fresh,) = (one for one in news["rows"] if one["key"] == key)
    before = {one["check"] for one in row["findings"]}
    assert {one["check"] for one in fresh["findings"]} - before == {"missing-term"}
    assert (fresh["version"], fresh["target"]) == (row["version"], row["target"])
    later = beat(news["cursor"])["rows"]
    assert [one["findings"] for one in later if one["key"] == key] in ([], [fresh["findings"]])


def test_slips_are_told_and_mistakes_refused(adil: TestClient, location: Path):
    kept = send(adil, "source,target\nKür,Kür çayı\n").json()
    assert (kept["rows"], kept["doubtful"]) == (1, 1)
    assert kept["doubts"][0]["at"] == "news room.csv:2"
    wrong = send(adil, "source,target\nliman,port\nliman,harbour\n", "wrong.csv")
    assert wrong.status_code == 422
    assert wrong.json()["problems"][0]["at"] == "wrong.csv:3"
    assert "already has the preferred translation" in wrong.json()["what"]
    assert send(adil, HARBOUR, "terms.tbx").status_code == 422
    assert send(adil, HARBOUR, "../out.csv").status_code == 404
    folder = location.parent / "news.workbench-glossaries"
    assert [path.name for path in folder.iterdir()] == ["news room.csv"]


def test_another_glossary_of_the_name_is_replaced_only_when_asked(adil: TestClient):
    use_harbour(adil)
    assert send(adil, HARBOUR).status_code == 201
    other = "source,target\nliman,haven\n"
    assert send(adil, other).status_code == 409
    assert send(adil, other, replace=True).status_code == 201
    (term,) = adil.get("/api/glossary").json()["terms"]
    assert term["target"] == "haven"


def test_the_glossary_that_ships_is_not_changed(adil: TestClient):
    assert choose(adil, glossary="shipped:news.csv").status_code == 200
    told = adil.get("/api/glossary").json()
    assert (told["name"], told["editable"]) == ("news", False)
    term = {"source": "yağış", "target": "rain"}
    answer = adil.post("/api/glossary", json={"version": told["version"], "term": term})
    assert answer.status_code == 422


def test_a_glossary_that_is_gone_counts_no_more(adil: TestClient, location: Path):
    use_harbour(adil)
    (location.parent / "news.workbench-glossaries" / "news room.csv").unlink()
    told = adil.get("/api/settings").json()["glossary"]
    assert told["in_force"].startswith("ours@")
    assert "uploaded:news room.csv" not in [one["id"] for one in told["glossaries"]]


def test_jobs_are_checked_against_the_chosen_glossary(
    location: Path, glossary: Path, tiny_model: Path, tmp_path: Path
):
    settings = Settings(
        engine=str(tiny_model), glossary=str(glossary), cache=str(tmp_path / "cache"), threads=1
    )
    with server(location, settings) as adil:
        in_force = use_harbour(adil)["glossary"]["in_force"]
    with open_workspace(location) as workspace:
        Jobs(workspace).create("adil", settings.engine, [0], again=True)
        job = Jobs(workspace).claim()
        assert job
        Worker(workspace, settings, lambda: False).run(job)
        assert {one.glossary for one in workspace.segments("2025/liman")} == {in_force}
