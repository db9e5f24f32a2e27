from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.ui_api.conftest import Browser

Row = dict[str, Any]
GOOD = "Cargo handled at the port of Baku has grown."
TRAINS = "New trains will start running in September."


def body(row: Row, **changes: Any) -> dict[str, Any]:
    return {"target": GOOD, "version": row["version"], "status": "draft"} | changes


def save(client: TestClient, row: Row, **changes: Any) -> Any:
    return client.put(f"/api/segments/{row['key']}", json=body(row, **changes))


def test_a_row_has_everything_the_editor_shows(rows: list[Row]):
    assert rows[1] | {"key": 0, "changed": ""} == {
        "key": 0,
        "paragraph": 1,
        "index": 0,
        "source": "Bakı limanında yükaşırma həcmi artıb.",
        "target": "EN Bakı limanında yükaşırma həcmi artıb.",
        "status": "machine",
        "origin": "engine",
        "match": None,
        "version": 1,
        "engine": "starter@1",
        "engine_text": "EN Bakı limanında yükaşırma həcmi artıb.",
        "edit_distance": 0,
        "confidence": None,
        "unrepaired": None,
        "findings": [],
        "terms": [
            {
                "start": 5,
                "end": 14,
                "text": "limanında",
                "source": "liman",
                "check": False,
                "renderings": [{"target": "port", "status": "preferred", "note": ""}],
            }
        ],
        "translator": "",
        "changed": "",
        "seconds": 0.0,
        "comments": 0,
        "repeats": 0,
    }


def test_saving_a_draft(aysel: TestClient, rows: list[Row]):
    answer = save(aysel, rows[1], seconds=4.2, keys_pressed=17)
    assert answer.status_code == 200
    row = answer.json()["row"]
    assert (row["target"], row["status"], row["origin"]) == (GOOD, "draft", "human")
    assert (row["version"], row["translator"], row["seconds"]) == (2, "aysel", 4.2)
    assert not answer.json()["held_back"]
    assert aysel.get(f"/api/segments/{row['key']}").json() == row


def test_a_confirm_without_errors(aysel: TestClient, rows: list[Row]):
    answer = save(aysel, rows[1], status="confirmed").json()
    assert answer["row"]["status"] == "confirmed"
    assert answer["repeats"] == []


def test_a_confirm_with_an_error_is_held_back_once(aysel: TestClient, rows: list[Row]):
    first = save(aysel, rows[1], target="", status="confirmed").json()
    assert first["held_back"]
    assert first["row"]["status"] == "draft"
    errors = [found for found in first["row"]["findings"] if found["severity"] == "error"]
    assert [found["accepted"] for found in errors] == [False]

    second = save(aysel, first["row"], target="", status="confirmed", with_errors=True).json()
    assert not second["held_back"]
    assert second["row"]["status"] == "confirmed"
    errors = [found for found in second["row"]["findings"] if found["severity"] == "error"]
    assert [(one["accepted"], one["reason"]) for one in errors] == [(True, "confirmed with error")]


def test_what_was_accepted_stays_accepted_until_something_new_is_found(
    aysel: TestClient, rows: list[Row]
):
    row = save(aysel, rows[1], target="The  port", status="draft").json()["row"]
    ignored = aysel.post(
        f"/api/segments/{row['key']}/ignore",
        json={"version": row["version"], "check": "double-spaces", "reason": "verse"},
    ).json()["row"]
    accepted = {
        found["check"]: (found["accepted"], found["reason"]) for found in ignored["findings"]
    }
    assert accepted["double-spaces"] == (True, "verse")
    emptied = save(aysel, ignored, target=GOOD).json()["row"]
    assert "double-spaces" not in {found["check"] for found in emptied["findings"]}
    again = save(aysel, emptied, target="The  port").json()["row"]
    assert not {found["check"]: found["accepted"] for found in again["findings"]}["double-spaces"]


def test_an_unchanged_text_makes_no_draft_of_what_is_confirmed(aysel: TestClient, rows: list[Row]):
    confirmed = save(aysel, rows[1], status="confirmed").json()["row"]
    again = save(aysel, confirmed).json()["row"]
    assert again == confirmed
    untouched = save(aysel, rows[2], target=rows[2]["target"]).json()["row"]
    assert untouched == rows[2]


def test_confirming_again_does_not_take_a_review_back(
    aysel: TestClient, rena: TestClient, rows: list[Row]
):
    row = save(aysel, rows[1], status="confirmed").json()["row"]
    review = {"version": row["version"], "verdict": "accept"}
    reviewed = rena.put(f"/api/segments/{row['key']}/review", json=review).json()["row"]
    assert save(aysel, reviewed, status="confirmed").json()["row"]["status"] == "reviewed"


def test_somebody_who_comes_second_is_told_what_stands(
    browser: Browser, aysel: TestClient, rows: list[Row]
):
    save(aysel, rows[1])
    answer = save(browser("murad"), rows[1], target="Mine")
    assert answer.status_code == 409
    assert answer.json()["row"]["target"] == GOOD
    assert "aysel" in answer.json()["what"]
    assert aysel.get(f"/api/segments/{rows[1]['key']}").json()["version"] == 2


def test_a_change_sent_twice_is_made_once(aysel: TestClient, rows: list[Row]):
    first = save(aysel, rows[1], change_id="change-one").json()
    second = save(aysel, rows[1], change_id="change-one").json()
    assert (first["replayed"], second["replayed"]) == (False, True)
    assert second["row"]["version"] == 2


def test_a_save_follows_own_saves_that_were_never_answered(aysel: TestClient, rows: list[Row]):
    save(aysel, rows[1], change_id="change-one")
    late = save(aysel, rows[1], target="Later", change_id="change-two", follows=["change-one"])
    assert late.status_code == 200
    assert late.json()["row"]["version"] == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"target": "x" * 20_001},
        {"target": None},
        {"status": "reviewed"},
        {"status": "machine"},
        {"origin": "robot"},
        {"match": 102},
        {"seconds": -1},
        {"seconds": "NaN"},
        {"keys_pressed": 1.5},
        {"version": -1},
        {"version": "x"},
        {"change_id": "short"},
        {"change_id": "has space in it"},
        {"user": "adil"},
    ],
)
def test_wrong_bodies_of_a_save(aysel: TestClient, rows: list[Row], changes: dict[str, Any]):
    answer = save(aysel, rows[1], **changes)
    assert answer.status_code == 422
    (name,) = changes
    assert answer.json()["problems"][0]["at"].startswith(f"body.{name}")
    assert aysel.get(f"/api/segments/{rows[1]['key']}").json() == rows[1]


def test_half_a_character_is_refused(aysel: TestClient, rows: list[Row]):
    content = b'{"target": "\\ud83d", "version": 1, "status": "draft"}'
    headers = {"content-type": "application/json"}
    answer = aysel.put(f"/api/segments/{rows[1]['key']}", content=content, headers=headers)
    assert answer.status_code == 422


def test_20_000_letters_are_kept(aysel: TestClient, rows: list[Row]):
    text = "Ə" * 20_000
    assert save(aysel, rows[1], target=text).json()["row"]["target"] == text


@pytest.mark.parametrize(
    "text", ["ÇçƏəĞğIıİiÖöŞşÜü", "${alert(1)} {{x}} \\n <script>", "\u202eabc", "😀"]
)
def test_letters_come_back_as_they_were_typed(aysel: TestClient, rows: list[Row], text: str):
    assert save(aysel, rows[1], target=text).json()["row"]["target"] == text


def test_checking_writes_nothing(aysel: TestClient, browser: Browser, rows: list[Row]):
    answer = (
        browser("vusal")
        .post(f"/api/segments/{rows[1]['key']}/check", json={"target": "😀 The  port"})
        .json()
    )
    spaces = next(one for one in answer["findings"] if one["check"] == "double-spaces")
    assert spaces["target"] == [6, 8]  # the smiling face is two of JavaScript's letters
    assert answer["terms"] == [
        {"source": "liman", "start": 5, "end": 14, "used": True, "forbidden": False}
    ]
    assert aysel.get(f"/api/segments/{rows[1]['key']}").json() == rows[1]


def test_a_review_accepts_or_returns(aysel: TestClient, rena: TestClient, rows: list[Row]):
    row = save(aysel, rows[1], status="confirmed").json()["row"]
    address = f"/api/segments/{row['key']}/review"
    wordless = rena.put(address, json={"version": row["version"], "verdict": "return"})
    assert wordless.status_code == 422
    returned = rena.put(
        address, json={"version": row["version"], "verdict": "return", "comment": "Which port?"}
    ).json()["row"]
    assert (returned["status"], returned["comments"]) == ("rejected", 1)
    assert returned["translator"] == "aysel"
    (comment,) = aysel.get(f"/api/segments/{row['key']}/comments").json()["comments"]
    assert (comment["kind"], comment["user"], comment["text"]) == ("review", "rena", "Which port?")
    stale = {"version": returned["version"], "verdict": "accept"}
    assert rena.put(address, json=stale).status_code == 422


def test_only_what_is_confirmed_is_reviewed(rena: TestClient, rows: list[Row]):
    answer = rena.put(
        f"/api/segments/{rows[1]['key']}/review", json={"version": 1, "verdict": "accept"}
    )
    assert answer.status_code == 422


def test_ignoring_a_finding_and_taking_it_back(aysel: TestClient, rows: list[Row]):
    row = save(aysel, rows[1], target="The  port").json()["row"]
    address = f"/api/segments/{row['key']}/ignore"
    body = {"version": row["version"], "check": "double-spaces", "reason": "so it is"}
    ignored = aysel.post(address, json=body).json()["row"]
    (found,) = [one for one in ignored["findings"] if one["check"] == "double-spaces"]
    assert (found["accepted"], found["reason"]) == (True, "so it is")
    body = {"version": ignored["version"], "check": "double-spaces", "undo": True}
    back = aysel.post(address, json=body).json()["row"]
    (found,) = [one for one in back["findings"] if one["check"] == "double-spaces"]
    assert (found["accepted"], found["reason"]) == (False, "")


def open_commas(row: Row) -> list[str]:
    found = (one for one in row["findings"] if one["check"] == "space-before-punctuation")
    return [one["message"] for one in found if not one["accepted"]]


def test_ignoring_one_finding_leaves_the_others_of_its_check(aysel: TestClient, rows: list[Row]):
    row = save(aysel, rows[1], target="The port , of Baku .").json()["row"]
    assert len(open_commas(row)) == 2
    one, other = (found for found in row["findings"] if found["message"] in open_commas(row))
    address = f"/api/segments/{row['key']}"
    body = {"version": row["version"], "check": one["check"], "finding": one["id"]}
    ignored = aysel.post(f"{address}/ignore", json=body | {"reason": "as printed"}).json()["row"]
    assert open_commas(ignored) == [other["message"]]

    typing = aysel.post(f"{address}/check", json={"target": "Now the port , of Baku ."}).json()
    assert open_commas(typing) == [other["message"]]
    assert "as printed" in [found["reason"] for found in typing["findings"]]

    table = aysel.get("/api/statistics/findings").json()
    assert ["space-before-punctuation", one["severity"], 2, 1] in table["rows"]
    exported = aysel.get("/api/export", params={"format": "jsonl", "article": 0}).text
    assert f'"accepted": ["{one["id"]}"]' in exported

    body |= {"version": ignored["version"], "undo": True}
    assert len(open_commas(aysel.post(f"{address}/ignore", json=body).json()["row"])) == 2


def test_ignoring_what_was_not_found(aysel: TestClient, rows: list[Row]):
    body = {"version": 1, "check": "brackets", "reason": ""}
    assert aysel.post(f"/api/segments/{rows[1]['key']}/ignore", json=body).status_code == 422
    body |= {"check": "double-spaces", "finding": "double-spaces@000000000000"}
    assert aysel.post(f"/api/segments/{rows[1]['key']}/ignore", json=body).status_code == 422


def test_history_and_back(aysel: TestClient, rows: list[Row]):
    row = save(aysel, rows[1], seconds=3, keys_pressed=5).json()["row"]
    address = f"/api/segments/{row['key']}"
    first, second = aysel.get(f"{address}/revisions").json()["revisions"]
    assert (first["number"], first["origin"], first["user"]) == (1, "engine", "")
    assert (second["user"], second["seconds"], second["keys_pressed"]) == ("aysel", 3, 5)
    old = "".join(text for kind, text in second["diff"] if kind != "insert")
    new = "".join(text for kind, text in second["diff"] if kind != "delete")
    assert (old, new) == (first["target"], GOOD)

    back = aysel.post(f"{address}/revert", json={"version": 2, "number": 1}).json()["row"]
    assert (back["target"], back["status"], back["version"]) == (rows[1]["target"], "draft", 3)
    nothing = aysel.post(f"{address}/revert", json={"version": 3, "number": 9})
    assert nothing.status_code == 404
    stale = aysel.post(f"{address}/revert", json={"version": 1, "number": 1})
    assert stale.status_code == 409


def test_matches_of_the_memory(aysel: TestClient, rows: list[Row]):
    train, again = rows[2], rows[4]
    assert train["source"] == again["source"]
    save(aysel, train, target=TRAINS, status="confirmed")
    answer = aysel.get(f"/api/segments/{again['key']}/matches").json()
    (match,) = answer["matches"]
    assert (match["kind"], match["percent"], match["unit"]) == ("exact", 100, f"s{train['key']}")
    assert match["diff"] == [["equal", again["source"]]]
    assert answer["engine"]["text"] == again["engine_text"]
    assert [term["source"] for term in answer["terms"]] == ["qatar"]


def test_repeats_are_offered_and_propagated(aysel: TestClient, rows: list[Row]):
    train, again = rows[2], rows[4]
    assert train["repeats"] == 1
    answer = save(aysel, train, target=TRAINS, status="confirmed").json()
    assert [(one["key"], one["status"]) for one in answer["repeats"]] == [(again["key"], "machine")]
    body = {"version": answer["row"]["version"], "keys": [again["key"], rows[1]["key"]]}
    done = aysel.post(f"/api/segments/{train['key']}/propagate", json=body).json()
    (row,) = done["rows"]
    assert (row["target"], row["status"], row["origin"], row["match"]) == (
        TRAINS, "draft", "memory", 100,
    )  # fmt: skip
    assert done["skipped"] == [rows[1]["key"]]


def test_propagation_leaves_confirmed_segments_alone(aysel: TestClient, rows: list[Row]):
    train, again = rows[2], rows[4]
    save(aysel, again, target=TRAINS, status="confirmed")
    row = save(aysel, train, target=TRAINS, status="confirmed").json()["row"]
    body = {"version": row["version"], "keys": [again["key"]]}
    done = aysel.post(f"/api/segments/{train['key']}/propagate", json=body).json()
    assert done == {"rows": [], "skipped": [again["key"]]}


def test_a_difference(browser: Browser):
    answer = browser("vusal").post("/api/diff", json={"old": "Bakı", "new": "Bakı yolu"})
    assert answer.json() == {"diff": [["equal", "Bakı"], ["insert", " yolu"]]}


@pytest.mark.parametrize(("editors", "lines_each"), [(2, 6), (20, 1)])
def test_simultaneous_editors_lose_no_update(
    browser: Browser, rows: list[Row], editors: int, lines_each: int
):
    """Each adds lines to one segment; who meets a conflict adds to what stands now."""
    key = rows[1]["key"]

    def edit(number: int) -> None:
        client = browser("aysel" if number % 2 else "murad")
        row = rows[1]
        for line in range(lines_each):
            while True:
                target = f"{row['target']}\n{number}:{line}"
                answer = save(client, row, target=target)
                row = answer.json()["row"]
                if answer.status_code == 200:
                    break
                assert answer.status_code == 409

    with ThreadPoolExecutor(editors) as pool:
        list(pool.map(edit, range(editors)))
    stands = browser("vusal").get(f"/api/segments/{key}").json()
    lines = stands["target"].split("\n")[1:]
    assert sorted(lines) == sorted(
        f"{number}:{line}" for number in range(editors) for line in range(lines_each)
    )
    assert stands["version"] == 1 + editors * lines_each


def test_nothing_is_kept_that_is_no_text(aysel, rows):
    body = {"target": "Port \0", "version": 1, "status": "draft"}
    address = f"/api/segments/{rows[1]['key']}"
    assert aysel.put(address, json=body).status_code == 422
    written_out = body | {"target": "Port \\u0000"}  # six characters, as somebody may type them
    assert aysel.put(address, json=written_out).json()["row"]["target"] == "Port \\u0000"
