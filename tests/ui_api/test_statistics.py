import csv
import io
from typing import Any

import pytest
from fastapi.testclient import TestClient

Row = dict[str, Any]


@pytest.fixture
def work(aysel: TestClient, rena: TestClient, rows: list[Row]) -> str:
    """One segment reviewed, one confirmed untouched, one from memory; returns the day."""
    day = ""
    texts = [
        (rows[1], {"target": "The port.", "seconds": 30, "keys_pressed": 9}),
        (rows[2], {"target": rows[2]["target"], "origin": "engine", "seconds": 10}),
        (rows[3], {"target": "=cmd()", "origin": "memory", "match": 90}),
    ]
    for row, typed in texts:
        body = typed | {"version": 1, "status": "confirmed", "with_errors": True}
        answer = aysel.put(f"/api/segments/{row['key']}", json=body)
        assert answer.json()["row"]["status"] == "confirmed"
        day = answer.json()["row"]["changed"][:10]
    review = {"version": 2, "verdict": "accept"}
    rena.put(f"/api/segments/{rows[1]['key']}/review", json=review)
    return day


def series(client: TestClient, name: str, **query: Any) -> list[list[Any]]:
    answer = client.get(f"/api/statistics/{name}", params=query).json()
    assert answer["series"] == name
    assert all(len(row) == len(answer["columns"]) for row in answer["rows"])
    found: list[list[Any]] = answer["rows"]
    return found


def test_progress_and_words(aysel: TestClient, rows: list[Row], work: str):
    words = sum(len(row["source"].split()) for row in rows[1:4])
    assert series(aysel, "progress") == [[work, 3, 1, words]]
    assert series(aysel, "words") == [[work, "aysel", words, 3, 0.01]]
    assert series(aysel, "words", until="2000-01-01") == []


def test_edits_time_and_origins(aysel: TestClient, work: str):
    (edits,) = series(aysel, "edits")
    assert edits[:3] == [work[:7], "starter@1", 2]
    assert edits[5] == 50.0
    (time,) = series(aysel, "time")
    assert time[:4] == [work, "aysel", 2, 20.0]
    assert series(aysel, "origins") == [
        [work[:7], "engine", 1, 0.0],
        [work[:7], "human", 1, 9.0],
        [work[:7], "memory", 1, 0.0],
    ]


@pytest.mark.usefixtures("work")
def test_findings_and_terms(aysel: TestClient):
    found = series(aysel, "findings")
    assert found == sorted(found, key=lambda row: (-row[2], row[0], row[1]))
    assert all(row[1] in {"info", "warning", "error"} and row[3] <= row[2] for row in found)
    assert series(aysel, "terms") == [
        ["qatar", "train", 1, 0, 0.0],
        ["liman", "port", 1, 1, 100.0],
    ]


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(
    "name", ["progress", "words", "edits", "time", "findings", "terms", "origins"]
)
def test_every_series_as_csv(aysel: TestClient, name: str):
    answer = aysel.get(f"/api/statistics/{name}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    heading, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    told = aysel.get(f"/api/statistics/{name}").json()
    assert heading == told["columns"]
    assert lines == [[str(cell) for cell in row] for row in told["rows"]]


def test_wrong_days(aysel: TestClient):
    assert aysel.get("/api/statistics/words", params={"since": "March"}).status_code == 422
    assert aysel.get("/api/statistics/words.csv", params={"until": "x"}).status_code == 422


def test_no_cell_is_a_formula_to_a_spreadsheet(rena: TestClient, rows: list[Row]):
    version = rena.get("/api/glossary").json()["version"]
    body = {"version": version, "term": {"source": "yağış", "target": "=HYPERLINK(1)"}}
    rena.post("/api/glossary", json=body)
    body = {"target": "Rain.", "version": 1, "status": "confirmed", "with_errors": True}
    rena.put(f"/api/segments/{rows[3]['key']}", json=body)
    assert "yağış,'=HYPERLINK(1),1" in rena.get("/api/statistics/terms.csv").text
