"""A day's work through the interface, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.store import conftest as databases
from tests.store.archive import PORT, RAIN, TRAIN, article, translated
from tests.ui_api.conftest import HERE, PASSWORD
from workbench.settings import Settings
from workbench.store import open_workspace
from workbench.store.editing_schema import Role
from workbench.store.users import Users
from workbench.ui.server import create_app
from workbench.wiring import Wiring

location = databases.location


@pytest.fixture
def browsers(location: str, glossary: Path) -> Iterator[dict[str, TestClient]]:
    """Browsers of a translator, a reviewer and an admin, signed in with their passwords."""
    people = {"aysel": Role.TRANSLATOR, "rena": Role.REVIEWER, "adil": Role.ADMIN}
    with open_workspace(location) as workspace:
        for name, role in people.items():
            Users(workspace).add(name, role, PASSWORD)
        workspace.add_article(*article("2025/liman", f"{PORT}\n{TRAIN}", RAIN, TRAIN))
        workspace.save_hypotheses(map(translated, workspace.segments("2025/liman")))
    app = create_app(Wiring(Settings(glossary=str(glossary))), location, worker=False)
    with TestClient(app, base_url=HERE):
        clients = {name: TestClient(app, base_url=HERE) for name in people}
        for name, client in clients.items():
            body = {"name": name, "password": PASSWORD}
            assert client.post("/api/login", json=body).status_code == 200
        yield clients


def done(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


def test_a_day(browsers: dict[str, TestClient]):
    aysel, rena, adil = browsers["aysel"], browsers["rena"], browsers["adil"]
    (line,) = done(aysel.get("/api/articles", params={"q": "liman", "done": "false"}))["articles"]
    rows = done(aysel.get(f"/api/articles/{line['number']}"))["segments"]
    done(aysel.post("/api/presence", json={"client": "window-a", "article": 0, "segment": 1}))

    train, again = rows[2]["key"], rows[4]["key"]
    typed = {
        "target": "New trains will start running in September.",
        "version": 1,
        "status": "confirmed",
        "seconds": 9,
    }
    saved = done(aysel.put(f"/api/segments/{train}", json=typed))
    assert [one["key"] for one in saved["repeats"]] == [again]
    spread = {"version": 2, "keys": None}
    assert len(done(aysel.post(f"/api/segments/{train}/propagate", json=spread))["rows"]) == 1
    (match,) = done(aysel.get(f"/api/segments/{again}/matches"))["matches"]
    assert match["percent"] == 100

    cut = {"version": 1, "source_at": 14, "target_at": 17}
    halves = done(aysel.post(f"/api/segments/{rows[1]['key']}/split", json=cut))
    assert len(halves["article"]) == 6
    undone = done(aysel.post(f"/api/operations/{halves['operation']}/undo"))
    assert undone["rows"][0]["key"] == rows[1]["key"]

    found = {"find": "trains", "replace": "buses", "rows": [{"key": again, "version": 2}]}
    assert len(done(aysel.post("/api/articles/0/replace", json=found))["rows"]) == 1
    assert done(aysel.get("/api/search", params={"q": "buses"}))["total"] == 1
    assert len(done(aysel.get("/api/concordance", params={"q": "qatar"}))["found"]) == 1

    done(aysel.post(f"/api/segments/{train}/comments", json={"text": "Trains or a train?"}), 201)
    done(rena.put(f"/api/segments/{train}/review", json={"version": 2, "verdict": "accept"}))
    pair = "source,target\nKüləkli hava.,Windy weather.\n".replace(",", "\t")
    done(rena.post("/api/memory/import", files={"file": ("old.tsv", pair.encode())}))
    assert done(rena.get("/api/memory"))["total"] == 2
    for series in ("progress", "words", "edits", "time", "findings", "terms", "origins"):
        assert "rows" in done(rena.get(f"/api/statistics/{series}"))
    assert (
        b"New trains will start running"
        in rena.get("/api/export", params={"format": "tmx"}).content
    )

    done(adil.delete("/api/articles/0"), 204)
    assert done(aysel.get("/api/progress"))["articles"] == 0
    done(adil.post("/api/articles/0/restore"), 204)
    (line,) = done(aysel.get("/api/articles"))["articles"]
    assert (line["done"], line["open_comments"], line["people"]) == (1, 1, ["aysel"])
    assert line["present"] == ["aysel"]
