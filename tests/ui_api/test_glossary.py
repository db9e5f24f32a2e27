from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.ui_api.conftest import GLOSSARY, HERE, Browser, signed
from workbench.formats.glossary_csv import read_glossary
from workbench.formats.glossary_files import read_glossary_file
from workbench.settings import Settings
from workbench.ui.api.backend import CurrentWiring
from workbench.ui.server import create_app
from workbench.wiring import Wiring

Row = dict[str, Any]
RAIN = {"source": "yağış", "target": "rain"}
PORT = {"source": "liman", "target": "port"}


def version(client: TestClient) -> str:
    found: str = client.get("/api/glossary").json()["version"]
    return found


def test_looking_terms_up(browser: Browser, glossary: Path):
    answer = browser("vusal").get("/api/glossary").json()
    assert (answer["name"], answer["total"], answer["editable"]) == ("ours", 2, True)
    assert answer["version"] == read_glossary(glossary).version
    assert answer["terms"][0] == PORT | {
        "status": "preferred",
        "case": "auto",
        "domain": "transport",
        "note": "",
    }
    found = browser("vusal").get("/api/glossary", params={"q": "TRAIN"}).json()
    assert [term["source"] for term in found["terms"]] == ["qatar"]
    page = browser("vusal").get("/api/glossary", params={"page": 2, "per_page": 1}).json()
    assert [term["source"] for term in page["terms"]] == ["qatar"]


@pytest.mark.parametrize("kind", ["csv", "tbx"])
def test_whoever_reads_the_glossary_may_take_it_along(
    browser: Browser, glossary: Path, tmp_path: Path, kind: str
):
    answer = browser("vusal").get("/api/v1/glossary", params={"format": kind})
    assert answer.status_code == 200
    disposition = answer.headers["content-disposition"]
    assert disposition == f"attachment; filename*=UTF-8''ours.{kind}"
    path = tmp_path / f"got.{kind}"
    path.write_bytes(answer.content)
    assert read_glossary_file(path).entries == read_glossary(glossary).entries
    assert browser().get("/api/v1/glossary").status_code == 401
    assert browser("vusal").get("/api/v1/glossary?format=xlsx").status_code == 422


def test_a_new_term_counts_at_once(rena: TestClient, rows: list[Row], glossary: Path):
    rain = f"/api/segments/{rows[3]['key']}"
    assert rena.get(rain).json()["terms"] == []
    body = {"version": version(rena), "term": RAIN | {"note": "any rain"}}
    answer = rena.post("/api/glossary", json=body)
    assert answer.status_code == 201
    assert answer.json()["version"] == version(rena) == read_glossary(glossary).version
    assert answer.json()["term"]["status"] == "preferred"
    (term,) = rena.get(rain).json()["terms"]
    assert term["renderings"] == [{"target": "rain", "status": "preferred", "note": "any rain"}]
    uses = rena.post(f"{rain}/check", json={"target": "Snow"}).json()["terms"]
    assert [(one["source"], one["used"]) for one in uses] == [("yağış", False)]


def test_changing_and_removing_a_term(rena: TestClient):
    changed = rena.put(
        "/api/glossary",
        json={"version": version(rena), "old": PORT, "term": PORT | {"target": "harbour"}},
    )
    assert changed.status_code == 200
    query = {"version": version(rena), "source": "liman", "target": "harbour"}
    assert rena.delete("/api/glossary", params=query).json()["version"] == version(rena)
    assert rena.get("/api/glossary").json()["total"] == 1


def test_a_contradiction_is_told_in_the_readers_words(rena: TestClient, glossary: Path):
    before = glossary.read_bytes()
    body = {"version": version(rena), "term": PORT | {"target": "harbour"}}
    answer = rena.post("/api/glossary", json=body)
    assert answer.status_code == 422
    assert "already has the preferred translation 'port'" in answer.json()["what"]
    assert answer.json()["problems"][0]["at"].startswith("ours.csv:")
    assert "workbench-glossary" not in answer.text
    assert glossary.read_bytes() == before


def test_the_shipped_glossary_stays_as_it_is(
    location: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    shipped = Settings().glossary_path
    before = shipped.read_bytes()
    app = create_app(Wiring(Settings()), location, worker=False)
    with TestClient(app, base_url=HERE) as rena:
        rena.cookies.set("workbench_session", signed(app, {"user": "rena", "epoch": 1}))
        told = rena.get("/api/glossary", params={"per_page": 1}).json()
        assert (told["name"], told["editable"]) == ("news", True)
        answer = rena.post("/api/glossary", json={"version": told["version"], "term": RAIN})
        assert answer.status_code == 201
        now = rena.get("/api/glossary").json()
        assert (now["name"], now["total"]) == ("glossary", told["total"] + 1)
    assert shipped.read_bytes() == before
    assert Settings().glossary_path == Path("glossary.csv")


def test_nobody_sees_the_old_glossary_while_the_new_one_is_read(
    glossary: Path, monkeypatch: pytest.MonkeyPatch
):
    wiring = Wiring(Settings(glossary=str(glossary)))
    current = CurrentWiring(wiring)
    reading, read = Event(), Event()

    def slow(_: Wiring) -> None:
        reading.set()
        assert read.wait(10)

    monkeypatch.setattr(Wiring, "matcher", property(slow))
    glossary.write_text(GLOSSARY + "yağış,rain,,,,\n", "utf-8")
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(current.now)
        assert reading.wait(10)
        second = pool.submit(current.now)
        assert not wait([second], timeout=0.2).done
        read.set()
        assert first.result() is second.result() is not wiring


def test_another_version_by_now(rena: TestClient):
    old = version(rena)
    rena.post("/api/glossary", json={"version": old, "term": RAIN})
    snow = {"source": "qar", "target": "snow"}
    assert rena.post("/api/glossary", json={"version": old, "term": snow}).status_code == 409
    put = {"version": old, "old": PORT, "term": snow}
    assert rena.put("/api/glossary", json=put).status_code == 409
    assert rena.delete("/api/glossary", params={"version": old} | PORT).status_code == 409


def test_a_row_that_is_not_there(rena: TestClient):
    row = {"source": "qar", "target": "snow"}
    put = {"version": version(rena), "old": row, "term": RAIN}
    assert rena.put("/api/glossary", json=put).status_code == 404
    assert rena.delete("/api/glossary", params={"version": version(rena)} | row).status_code == 404


@pytest.mark.parametrize(
    "term",
    [
        {},
        {"source": "a"},
        {"source": " ", "target": "b"},
        {"source": "a", "target": "b", "status": "best"},
        {"source": "a", "target": "b", "case": "upper"},
        {"source": "a" * 501, "target": "b"},
        {"source": "a", "target": "b", "colour": "red"},
    ],
)
def test_wrong_terms(rena: TestClient, term: dict[str, str]):
    body = {"version": version(rena), "term": term}
    assert rena.post("/api/glossary", json=body).status_code == 422


def test_a_term_that_looks_like_csv_stays_one_term(rena: TestClient, glossary: Path):
    term = {"source": 'so "called", one', "target": "x,y;z", "note": "=1+1"}
    body = {"version": version(rena), "term": term}
    assert rena.post("/api/glossary", json=body).status_code == 201
    last = list(read_glossary(glossary).terms)[-1]
    assert (last.source, last.target, last.note) == (term["source"], term["target"], "=1+1")


def test_a_file_changed_outside_counts_too_unless_it_is_broken(rena: TestClient, glossary: Path):
    glossary.write_text("source,target\nqar,snow\n", "utf-8")
    assert [term["source"] for term in rena.get("/api/glossary").json()["terms"]] == ["qar"]
    glossary.write_text("nonsense\n", "utf-8")
    assert [term["source"] for term in rena.get("/api/glossary").json()["terms"]] == ["qar"]
    glossary.unlink()
    assert rena.get("/api/glossary").json()["total"] == 1


def test_a_glossary_nobody_may_write(rena: TestClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.access", lambda *_: False)
    assert not rena.get("/api/glossary").json()["editable"]
    body = {"version": version(rena), "term": RAIN}
    assert rena.post("/api/glossary", json=body).status_code == 422
