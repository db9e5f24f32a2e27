from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.ui_api.conftest import Browser

Row = dict[str, Any]


def put(client: TestClient, row: Row, target: str, status: str = "draft") -> Row:
    body = {"target": target, "version": row["version"], "status": status, "with_errors": True}
    found: Row = client.put(f"/api/segments/{row['key']}", json=body).json()["row"]
    return found


def test_searching_both_sides(aysel: TestClient, rows: list[Row]):
    put(aysel, rows[1], "The port of Baku")
    answer = aysel.get("/api/search", params={"q": "PORT"}).json()
    (found,) = answer["found"]
    assert (answer["total"], found["key"], found["id"]) == (1, rows[1]["key"], "2025/liman")
    assert found["target_spans"] == [[4, 8]]
    assert found["heading"] == "Liman genişlənir - XƏBƏR"
    source = aysel.get("/api/search", params={"q": '"bakı limanında"', "side": "source"}).json()
    assert source["found"][0]["source_spans"] == [[0, 14]]
    none = aysel.get("/api/search", params={"q": "port", "side": "source"}).json()
    assert none["total"] == 0
    draft = aysel.get("/api/search", params={"q": "port", "status": "confirmed"}).json()
    assert draft["total"] == 0


def test_concordance_knows_confirmed_text_alone(aysel: TestClient, rows: list[Row]):
    put(aysel, rows[1], "😀 The port of Baku", "confirmed")
    put(aysel, rows[3], "The port again")
    query = {"q": "port", "side": "target"}
    (found,) = aysel.get("/api/concordance", params=query).json()["found"]
    assert (found["unit"], found["translator"]) == (f"s{rows[1]['key']}", "aysel")
    assert found["target_spans"] == [[7, 11]]
    assert aysel.get("/api/concordance", params={"q": "  "}).json() == {"found": []}


@pytest.mark.parametrize("query", [{"side": "left"}, {"per_page": 0}, {"status": "x"}])
def test_wrong_queries(aysel: TestClient, query: dict[str, Any]):
    assert aysel.get("/api/search", params={"q": "a"} | query).status_code == 422
    assert aysel.get("/api/concordance", params={"q": "a", "side": "both"}).status_code == 422


@pytest.fixture
def ports(aysel: TestClient, rows: list[Row]) -> list[Row]:
    """Two rows with ports: 😀 Port, ports, port; Airport port."""
    return [put(aysel, rows[1], "😀 Port, ports, port"), put(aysel, rows[3], "Airport port")]


@pytest.mark.parametrize(
    ("options", "spans", "after"),
    [
        ({}, [[[3, 7], [9, 13], [16, 20]], [[3, 7], [8, 12]]], "😀 dock, docks, dock"),
        ({"whole_words": True}, [[[3, 7], [16, 20]], [[8, 12]]], "😀 dock, ports, dock"),
        ({"match_case": True}, [[[9, 13], [16, 20]], [[3, 7], [8, 12]]], "😀 Port, docks, dock"),
    ],
)
def test_a_preview(
    aysel: TestClient, ports: list[Row], options: dict[str, Any], spans: Any, after: str
):
    body = {"find": "port", "replace": "dock"} | options
    answer = aysel.post("/api/articles/0/replace/preview", json=body).json()
    assert [row["spans"] for row in answer["rows"]] == spans
    assert answer["rows"][0]["after"] == after
    assert answer["count"] == sum(len(one) for one in spans)
    assert aysel.get(f"/api/segments/{ports[0]['key']}").json() == ports[0]


def test_replacing_in_chosen_rows(browser: Browser, aysel: TestClient, ports: list[Row]):
    first, second = ports
    put(browser("murad"), second, "Port of mine")
    body = {
        "find": "port",
        "replace": "harbour",
        "whole_words": True,
        "rows": [{"key": row["key"], "version": row["version"]} for row in ports],
        "change_id": "replace-all-ports",
    }
    done = aysel.post("/api/articles/0/replace", json=body).json()
    assert [row["target"] for row in done["rows"]] == ["😀 harbour, ports, harbour"]
    assert [row["target"] for row in done["conflicts"]] == ["Port of mine"]
    assert done["rows"][0]["status"] == "draft"
    again = aysel.post("/api/articles/0/replace", json=body).json()
    assert again["rows"] == done["rows"]
    assert aysel.get(f"/api/segments/{first['key']}").json()["version"] == first["version"] + 1


def test_only_some_statuses(aysel: TestClient, ports: list[Row]):
    confirmed = put(aysel, ports[0], ports[0]["target"], "confirmed")
    body = {"find": "port", "replace": "dock", "statuses": ["draft"]}
    answer = aysel.post("/api/articles/0/replace/preview", json=body).json()
    assert [row["key"] for row in answer["rows"]] == [ports[1]["key"]]
    assert confirmed["status"] == "confirmed"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"find": "", "replace": "x"}, 422),
        ({"find": "x"}, 422),
        ({"find": "x", "replace": "y", "statuses": ["done"]}, 422),
        ({"find": "a(", "replace": "\\1"}, 200),
    ],
)
def test_wrong_wishes(aysel: TestClient, body: dict[str, Any], status: int):
    assert aysel.post("/api/articles/0/replace/preview", json=body).status_code == status


def test_rows_of_another_article(aysel: TestClient):
    body = {"find": "a", "replace": "b", "rows": [{"key": 999, "version": 1}]}
    assert aysel.post("/api/articles/0/replace", json=body).status_code == 404
