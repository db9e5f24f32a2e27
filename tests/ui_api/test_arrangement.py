from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.ui_api.conftest import Browser

Row = dict[str, Any]


def split(client: TestClient, row: Row, source_at: int, target_at: int, **changes: Any) -> Any:
    body = {"version": row["version"], "source_at": source_at, "target_at": target_at} | changes
    return client.post(f"/api/segments/{row['key']}/split", json=body)


def merge(client: TestClient, row: Row, after: Row, **changes: Any) -> Any:
    body = {"version": row["version"], "next_version": after["version"]} | changes
    return client.post(f"/api/segments/{row['key']}/merge", json=body)


def article(client: TestClient) -> list[Row]:
    found: list[Row] = client.get("/api/articles/0").json()["segments"]
    return found


def test_split_and_undo(aysel: TestClient, rows: list[Row]):
    port = rows[1]
    answer = split(aysel, port, source_at=14, target_at=17)
    assert answer.status_code == 200
    done = answer.json()
    assert [row["source"] for row in done["rows"]] == ["Bakı limanında", "yükaşırma həcmi artıb."]
    assert [row["target"] for row in done["rows"]] == [
        "EN Bakı limanında",
        "yükaşırma həcmi artıb.",
    ]
    assert done["removed"] == [port["key"]]
    now = article(aysel)
    assert [(one["key"], one["index"]) for one in now] == [
        (one["key"], one["index"]) for one in done["article"]
    ]
    assert [one["index"] for one in now] == [0, 0, 1, 2, 0, 0]

    back = aysel.post(f"/api/operations/{done['operation']}/undo").json()
    assert back["rows"] == [port]
    assert article(aysel) == rows
    again = aysel.post(f"/api/operations/{done['operation']}/undo").json()
    assert again["replayed"]


def test_merge_and_undo(aysel: TestClient, rows: list[Row]):
    port, train = rows[1], rows[2]
    done = merge(aysel, port, train).json()
    (row,) = done["rows"]
    assert row["source"] == f"{port['source']} {train['source']}"
    assert row["target"] == f"{port['target']} {train['target']}"
    assert done["removed"] == [port["key"], train["key"]]
    back = aysel.post(f"/api/operations/{done['operation']}/undo").json()
    assert back["rows"] == [port, train]


def test_half_pairs_and_smiling_faces_count_as_javascript_counts(
    aysel: TestClient, rows: list[Row]
):
    body = {"target": "😀😀 one two", "version": 1, "status": "draft"}
    row = aysel.put(f"/api/segments/{rows[1]['key']}", json=body).json()["row"]
    done = split(aysel, row, source_at=14, target_at=8).json()
    assert [one["target"] for one in done["rows"]] == ["😀😀 one", "two"]


def test_a_split_sent_twice_is_made_once(aysel: TestClient, rows: list[Row]):
    first = split(aysel, rows[1], 14, 17, change_id="split-me-once").json()
    second = split(aysel, rows[1], 14, 17, change_id="split-me-once").json()
    assert second["replayed"]
    assert second["operation"] == first["operation"]
    assert len(article(aysel)) == 6


@pytest.mark.parametrize("place", [0, 37, 5000])
def test_no_part_may_be_empty(aysel: TestClient, rows: list[Row], place: int):
    assert split(aysel, rows[1], place, 0).status_code == 422
    assert article(aysel) == rows


def test_the_last_of_a_paragraph_cannot_be_merged(aysel: TestClient, rows: list[Row]):
    assert merge(aysel, rows[2], rows[3]).status_code == 422


@pytest.mark.parametrize(
    "body", [{}, {"version": 1}, {"version": 1, "source_at": -1, "target_at": 0}]
)
def test_wrong_bodies(aysel: TestClient, rows: list[Row], body: dict[str, Any]):
    address = f"/api/segments/{rows[1]['key']}"
    assert aysel.post(f"{address}/split", json=body).status_code == 422
    assert aysel.post(f"{address}/merge", json=body).status_code == 422


def test_who_comes_second_is_told(browser: Browser, aysel: TestClient, rows: list[Row]):
    body = {"target": "Changed", "version": 1, "status": "draft"}
    browser("murad").put(f"/api/segments/{rows[1]['key']}", json=body)
    for answer in (split(aysel, rows[1], 14, 17), merge(aysel, rows[1], rows[2])):
        assert answer.status_code == 409
        assert answer.json()["row"]["target"] == "Changed"


def test_an_undo_never_takes_newer_work_away(aysel: TestClient, rows: list[Row]):
    done = split(aysel, rows[1], 14, 17).json()
    part = done["rows"][0]
    body = {"target": "At the port of Baku", "version": part["version"], "status": "draft"}
    aysel.put(f"/api/segments/{part['key']}", json=body)
    answer = aysel.post(f"/api/operations/{done['operation']}/undo")
    assert answer.status_code == 409
    assert len(article(aysel)) == 6


def test_saving_into_a_segment_that_was_split(browser: Browser, aysel: TestClient, rows: list[Row]):
    split(aysel, rows[1], 14, 17)
    body = {"target": "Mine", "version": 1, "status": "draft"}
    answer = browser("murad").put(f"/api/segments/{rows[1]['key']}", json=body)
    assert answer.status_code == 404
    assert "split" in answer.json()["what"]
