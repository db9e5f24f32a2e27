from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.ui_api.conftest import Browser
from workbench.formats.bitext import format_for
from workbench.model.unit import Status, TranslationUnit
from workbench.ui import security

Row = dict[str, Any]


@pytest.fixture
def confirmed(aysel: TestClient, rows: list[Row]) -> Row:
    body = {"target": "The port of Baku.", "version": 1, "status": "confirmed"}
    found: Row = aysel.put(f"/api/segments/{rows[1]['key']}", json=body).json()["row"]
    return found


def units(client: TestClient, **query: Any) -> list[Row]:
    found: list[Row] = client.get("/api/memory", params=query).json()["units"]
    return found


def bitext(folder: Path, suffix: str, pairs: list[tuple[str, str]]) -> bytes:
    path = folder / f"old{suffix}"
    made = [
        TranslationUnit(article="old", paragraph=n, index=0, source=source, target=target)
        for n, (source, target) in enumerate(pairs)
    ]
    format_for(path).write(made, path, lambda _problem: None)
    return path.read_bytes()


def send(client: TestClient, name: str, content: bytes) -> Any:
    return client.post("/api/memory/import", files={"file": (name, content)})


def test_what_is_confirmed_is_memory(aysel: TestClient, confirmed: Row):
    (unit,) = units(aysel)
    assert unit == {
        "unit": f"s{confirmed['key']}",
        "source": confirmed["source"],
        "target": "The port of Baku.",
        "article": "2025/liman",
        "translator": "aysel",
        "status": "confirmed",
        "changed": confirmed["changed"],
        "version": 2,
        "from": "segment",
    }
    assert units(aysel, q="baku", side="target")
    assert not units(aysel, q="baku", side="source")


def test_a_reviewer_corrects_a_unit_in_its_segment(rena: TestClient, confirmed: Row):
    address = f"/api/memory/s{confirmed['key']}"
    answer = rena.put(address, json={"target": "Baku's port.", "version": 2})
    assert (answer.json()["target"], answer.json()["version"]) == ("Baku's port.", 3)
    row = rena.get(f"/api/segments/{confirmed['key']}").json()
    assert (row["target"], row["status"]) == ("Baku's port.", "confirmed")
    stale = rena.put(address, json={"target": "Too late.", "version": 2})
    assert stale.status_code == 409
    assert stale.json()["unit"]["target"] == "Baku's port."


def test_a_unit_that_is_taken_out_becomes_a_draft(rena: TestClient, confirmed: Row):
    address = f"/api/memory/s{confirmed['key']}"
    assert rena.delete(address, params={"version": 1}).status_code == 409
    assert rena.delete(address, params={"version": 2}).status_code == 204
    assert units(rena) == []
    row = rena.get(f"/api/segments/{confirmed['key']}").json()
    assert (row["status"], row["target"]) == ("draft", "The port of Baku.")
    assert rena.delete(address, params={"version": 3}).status_code == 404


@pytest.mark.parametrize("suffix", [".tmx", ".tsv", ".jsonl"])
def test_an_import_is_offered_as_a_match(
    rena: TestClient, rows: list[Row], tmp_path: Path, suffix: str
):
    train = rows[2]["source"]
    content = bitext(tmp_path, suffix, [(train, "New trains."), ("Ayrı cümlə.", "Another.")])
    answer = send(rena, f"old{suffix}", content)
    told = {"added": 2, "unchanged": 0, "skipped": 0, "left_out": {}}
    assert answer.json() == {"file": f"old{suffix}"} | told
    assert send(rena, f"old{suffix}", content).json()["unchanged"] == 2
    (match,) = rena.get(f"/api/segments/{rows[2]['key']}/matches").json()["matches"]
    assert (match["percent"], match["target"], match["article"]) == (
        100, "New trains.", f"old{suffix}",
    )  # fmt: skip
    (unit,) = units(rena, q="trains")
    changed = rena.put(f"/api/memory/{unit['unit']}", json={"target": "Trains.", "version": 1})
    assert (changed.json()["target"], changed.json()["version"]) == ("Trains.", 2)
    (match,) = rena.get(f"/api/segments/{rows[2]['key']}/matches").json()["matches"]
    assert match["target"] == "Trains."
    assert rena.delete(f"/api/memory/{unit['unit']}", params={"version": 1}).status_code == 409
    assert rena.delete(f"/api/memory/{unit['unit']}", params={"version": 2}).status_code == 204
    assert rena.get(f"/api/segments/{rows[2]['key']}/matches").json()["matches"] == []


def test_an_import_tells_what_nobody_has_confirmed(rena: TestClient):
    rows = [("confirmed", "Bir."), ("machine", "İki."), ("rejected", "Üç."), ("reviewed", "")]
    lines = ["source\ttarget\tstatus", *(f"Söz.\t{target}\t{status}" for status, target in rows)]
    answer = send(rena, "old.tsv", "\n".join(lines).encode()).json()
    assert (answer["added"], answer["skipped"]) == (1, 3)
    assert answer["left_out"] == {"machine": 1, "rejected": 1, "unusable": 1}


def test_a_memory_that_is_too_large_for_the_browser(
    rena: TestClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(security, "LARGEST_UPLOAD", 2**20)
    answer = send(rena, "old.tmx", b" " * 2**20)
    assert answer.status_code == 413
    assert "`workbench memory import` take files of any size" in answer.json()["hint"]


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("old.tmx", b"<tmx><body>", 422),
        ("old.tmx", b"", 422),
        ("old.jsonl", b"{", 422),
        ("old.docx", b"x", 422),
        ("../old.tmx", b"<tmx/>", 404),
        (
            "old.tmx",
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            b"<tmx><body>&e;</body></tmx>",
            422,
        ),
    ],
)
def test_files_that_are_no_memory(rena: TestClient, name: str, content: bytes, status: int):
    answer = send(rena, name, content)
    assert answer.status_code == status
    assert "workbench-import" not in answer.text
    assert "root:" not in answer.text
    assert units(rena) == []


@pytest.mark.parametrize(
    "body", [{}, {"target": "x"}, {"target": "", "version": 2}, {"target": "x", "version": "2x"}]
)
def test_wrong_bodies(rena: TestClient, confirmed: Row, body: dict[str, Any]):
    assert rena.put(f"/api/memory/s{confirmed['key']}", json=body).status_code == 422
    assert rena.delete(f"/api/memory/s{confirmed['key']}").status_code == 422


@pytest.mark.parametrize("format_name", ["tmx", "tsv", "jsonl"])
def test_exports(aysel: TestClient, confirmed: Row, tmp_path: Path, format_name: str):
    query: dict[str, Any] = {
        "format": format_name,
        "status": ["confirmed", "reviewed"],
        "article": 0,
    }
    answer = aysel.get("/api/export", params=query)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="2025-liman.{format_name}"'
    )
    path = tmp_path / f"got.{format_name}"
    path.write_bytes(answer.content)
    (unit,) = format_for(path).read(path)
    assert (unit.source, unit.target) == (confirmed["source"], confirmed["target"])
    assert unit.status is Status.CONFIRMED
    assert unit.translator == "aysel"


def test_an_export_of_everything_has_every_target(aysel: TestClient):
    answer = aysel.get("/api/export", params={"format": "jsonl"})
    assert answer.headers["content-disposition"] == 'attachment; filename="news.jsonl"'
    assert len(answer.text.splitlines()) == 5


def test_letters_reach_the_export_byte_for_byte(aysel: TestClient, rows: list[Row]):
    text = "ÇçƏəĞğIıİiÖöŞşÜü “” – <b>&amp;</b> \\n ${x}"
    body = {"target": text, "version": 1, "status": "confirmed", "with_errors": True}
    aysel.put(f"/api/segments/{rows[1]['key']}", json=body)
    answer = aysel.get("/api/export", params={"format": "tmx", "status": "confirmed"})
    assert "ÇçƏəĞğIıİiÖöŞşÜü “” – &lt;b&gt;&amp;amp;&lt;/b&gt; \\n ${x}".encode() in answer.content


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 422),
        ({"format": "docx"}, 422),
        ({"format": "tmx", "status": "done"}, 422),
        ({"format": "tmx", "article": 99}, 404),
        ({"format": "tmx", "article": "../x"}, 422),
    ],
)
def test_wrong_exports(aysel: TestClient, query: dict[str, Any], status: int):
    assert aysel.get("/api/export", params=query).status_code == status


def test_a_viewer_takes_nothing_along(browser: Browser):
    assert browser("vusal").get("/api/export", params={"format": "tmx"}).status_code == 403


@pytest.mark.parametrize("target", ["", "   ", "\u00a0\n"])
def test_a_unit_keeps_a_text(rena: TestClient, confirmed: Row, target: str):
    address = f"/api/memory/s{confirmed['key']}"
    assert rena.put(address, json={"target": target, "version": 2}).status_code == 422


def test_a_number_no_unit_can_have(rena: TestClient):
    assert rena.delete("/api/memory/m999999999999", params={"version": 1}).status_code == 404
