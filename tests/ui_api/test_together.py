"""Comments and presence: what people see of each other."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.ui_api.conftest import Browser

Row = dict[str, Any]


def beat(client: TestClient, name: str, since: str | None = None, **changes: Any) -> Any:
    body = {"client": name, "article": 0, "segment": None, "since": since} | changes
    return client.post("/api/presence", json=body)


def test_comments(browser: Browser, aysel: TestClient, rows: list[Row]):
    address = f"/api/segments/{rows[1]['key']}/comments"
    body = {"text": "  Which port?  ", "change_id": "my-first-comment"}
    answer = aysel.post(address, json=body)
    assert answer.status_code == 201
    comment = answer.json()
    assert (comment["text"], comment["user"], comment["kind"]) == (
        "Which port?",
        "aysel",
        "comment",
    )
    assert aysel.post(address, json=body).json() == comment
    assert aysel.get(address).json() == {"comments": [comment]}
    assert aysel.get(f"/api/segments/{rows[1]['key']}").json()["comments"] == 1

    murad = browser("murad")
    settled = murad.post(f"/api/comments/{comment['id']}/resolve", json={"resolved": True}).json()
    assert (settled["resolved_by"], settled["resolved"] is None) == ("murad", False)
    assert aysel.get(f"/api/segments/{rows[1]['key']}").json()["comments"] == 0
    murad.post(address, json={"text": "Baku's."})
    both = aysel.get("/api/articles/0/comments").json()["comments"]
    assert [one["text"] for one in both] == ["Baku's.", "Which port?"]
    opened = murad.post(f"/api/comments/{comment['id']}/resolve", json={"resolved": False}).json()
    assert opened == comment


@pytest.mark.parametrize("body", [{}, {"text": " "}, {"text": "x" * 5001}, {"text": 1}])
def test_wrong_comments(aysel: TestClient, rows: list[Row], body: dict[str, Any]):
    address = f"/api/segments/{rows[1]['key']}/comments"
    assert aysel.post(address, json=body).status_code == 422
    assert aysel.post("/api/comments/99/resolve", json={"resolved": True}).status_code == 404


def test_people_see_each_other_and_what_they_changed(browser: Browser, rows: list[Row]):
    aysel, murad = browser("aysel"), browser("murad")
    first = beat(aysel, "window-a", segment=rows[1]["key"]).json()
    assert (first["present"], first["rows"]) == ([], [])
    seen = beat(murad, "window-m").json()
    (other,) = seen["present"]
    assert (other["user"], other["client"], other["segment"]) == (
        "aysel",
        "window-a",
        rows[1]["key"],
    )
    assert [one["user"] for one in aysel.get("/api/articles/0").json()["present"]] == [
        "aysel", "murad",
    ]  # fmt: skip
    (line,) = aysel.get("/api/articles", params={"person": "murad"}).json()["articles"]
    assert line["present"] == ["aysel", "murad"]

    body = {"target": "Changed", "version": 1, "status": "draft"}
    aysel.put(f"/api/segments/{rows[1]['key']}", json=body)
    murad.post(f"/api/segments/{rows[3]['key']}/comments", json={"text": "Look"})
    later = beat(murad, "window-m", seen["cursor"]).json()
    changed = {row["key"]: row for row in later["rows"]}
    assert changed[rows[1]["key"]]["target"] == "Changed"
    assert changed[rows[3]["key"]]["comments"] == 1
    assert later["structure"] == seen["structure"]

    cut = {"version": 2, "source_at": 14, "target_at": 3}
    aysel.post(f"/api/segments/{rows[1]['key']}/split", json=cut)
    assert beat(murad, "window-m", later["cursor"]).json()["structure"] != seen["structure"]


def test_a_closing_window_leaves(browser: Browser):
    aysel, murad = browser("aysel"), browser("murad")
    beat(aysel, "window-a")
    foreign = murad.post("/api/presence/leave", json={"client": "window-a"})
    assert foreign.status_code == 204
    assert len(beat(murad, "window-m").json()["present"]) == 1
    content, headers = b'{"client": "window-a"}', {"content-type": "text/plain;charset=UTF-8"}
    left = aysel.post("/api/presence/leave", content=content, headers=headers)
    assert left.status_code == 204
    assert beat(murad, "window-m").json()["present"] == []


@pytest.mark.parametrize("content", [b"", b"{}", b'{"client": "no spaces"}', b"[]"])
def test_a_window_without_a_name_cannot_leave(aysel: TestClient, content: bytes):
    assert aysel.post("/api/presence/leave", content=content).status_code == 422


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"client": "x y"}, 422),
        ({"article": 99}, 404),
        ({"segment": "x"}, 422),
        ({"since": "yesterday"}, 422),
        ({"since": "2025-03-01T12:00:00Z"}, 200),
        ({"since": "0001-01-02"}, 200),
        ({"since": "0001-01-01"}, 422),
        ({"since": "9999-12-31T23:59:59-10:00"}, 422),
    ],
)
def test_wrong_signs_of_life(aysel: TestClient, changes: dict[str, Any], status: int):
    assert beat(aysel, changes.pop("client", "window-a"), **changes).status_code == status
