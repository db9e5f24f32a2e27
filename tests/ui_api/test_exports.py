"""Exports from the browser: what was chosen, nothing more, and a word on what is missing."""

import json
from typing import Any

from fastapi.testclient import TestClient

Row = dict[str, Any]


def confirm(client: TestClient, row: Row, target: str) -> None:
    body = {"target": target, "version": row["version"], "status": "confirmed", "with_errors": True}
    assert client.put(f"/api/segments/{row['key']}", json=body).status_code == 200


def test_an_export_tells_what_the_format_cannot_hold(aysel: TestClient, rows: list[Row]):
    confirm(aysel, rows[1], "The port grew.")
    confirm(aysel, rows[2], " ")
    query = {"format": "tmx", "status": ["confirmed"]}
    answer = aysel.get("/api/export", params=query)
    assert json.loads(answer.headers["x-export"]) == {
        "pairs": 1,
        "left_out": 1,
        "first": ["2025/liman#1.1 has no target"],
    }
    assert answer.text.count("<tu ") == 1


def test_an_export_of_no_status_is_refused(aysel: TestClient):
    answer = aysel.get("/api/export?format=tmx&status=")
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert problem["at"] == "query.status"
    assert "at least one status, found none" in problem["what"]


def test_an_export_of_a_status_nothing_has_is_told(aysel: TestClient):
    answer = aysel.get("/api/export", params={"format": "tmx", "status": "reviewed"})
    assert json.loads(answer.headers["x-export"])["pairs"] == 0
