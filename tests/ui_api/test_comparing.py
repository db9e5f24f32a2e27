"""What compares the segments of an open article: told at once, kept up to date, ignored."""

from typing import Any

from fastapi.testclient import TestClient

from tests.ui_api.conftest import Browser

Row = dict[str, Any]
OTHER = "In September new trains will be running."


def beat(client: TestClient, since: str | None = None) -> Any:
    body = {"client": "window", "article": 0, "segment": None, "since": since}
    return client.post("/api/presence", json=body).json()


def save(client: TestClient, row: Row, target: str, status: str = "confirmed") -> Row:
    version = client.get(f"/api/segments/{row['key']}").json()["version"]
    body = {"target": target, "version": version, "status": status, "with_errors": True}
    answer = client.put(f"/api/segments/{row['key']}", json=body)
    assert answer.status_code == 200, answer.json()
    found: Row = answer.json()["row"]
    return found


def ignore(client: TestClient, row: Row, **changes: Any) -> Any:
    body = {"check": "one-source-two-targets", "version": row["version"], "reason": "style"}
    return client.post(f"/api/segments/{row['key']}/ignore", json=body | changes)


def told(row: Row) -> list[tuple[str, bool]]:
    return [
        (one["check"], one["accepted"])
        for one in row["findings"]
        if one["check"].startswith("one-")
    ]


def read(client: TestClient, row: Row) -> Row:
    found: Row = client.get(f"/api/segments/{row['key']}").json()
    return found


def test_a_save_and_a_check_compare_with_the_segments_before(aysel: TestClient, rows: list[Row]):
    train, again = rows[2], rows[4]
    assert train["source"] == again["source"]
    address = f"/api/segments/{again['key']}/check"
    seen = aysel.post(address, json={"target": OTHER}).json()["findings"]
    assert "one-source-two-targets" in [one["check"] for one in seen]
    assert told(save(aysel, again, OTHER, "draft")) == [("one-source-two-targets", False)]
    message = next(
        one["message"]
        for one in read(aysel, again)["findings"]
        if one["check"] == "one-source-two-targets"
    )
    assert message.startswith("Unit 3 has the same source")
    assert told(save(aysel, again, train["target"], "draft")) == []


def test_windows_hear_of_findings_in_segments_nobody_touched(browser: Browser, rows: list[Row]):
    aysel, murad = browser("aysel"), browser("murad")
    train, again = rows[2], rows[4]
    cursor = beat(murad)["cursor"]
    save(aysel, train, OTHER)
    news = {row["key"]: row for row in beat(murad, cursor)["rows"]}
    assert told(news[again["key"]]) == [("one-source-two-targets", False)]
    assert news[again["key"]]["version"] == again["version"]
    assert news[again["key"]]["changed"] == again["changed"]
    assert told(aysel.get("/api/articles/0").json()["segments"][4]) == told(news[again["key"]])

    save(aysel, train, train["target"])
    news = {row["key"]: row for row in beat(murad, cursor)["rows"]}
    assert told(news[again["key"]]) == []
    assert told(read(aysel, again)) == []


def test_what_was_found_before_the_server_began_is_corrected(browser: Browser, rows: list[Row]):
    murad, aysel = browser("murad"), browser("aysel")
    train, again = rows[2], rows[4]
    save(aysel, again, OTHER)
    save(aysel, train, OTHER)
    assert told(read(aysel, again)) == [("one-source-two-targets", False)]
    beat(murad)
    assert told(read(aysel, again)) == []


def test_an_ignored_finding_stays_ignored(aysel: TestClient, rows: list[Row]):
    row = save(aysel, rows[4], OTHER)
    row = ignore(aysel, row).json()["row"]
    assert told(row) == [("one-source-two-targets", True)]
    assert row["findings"][-1]["reason"] == "style"
    beat(aysel)
    row = read(aysel, row)
    assert told(row) == [("one-source-two-targets", True)]
    assert told(save(aysel, row, OTHER + " ")) == [("one-source-two-targets", True)]
    row = ignore(aysel, read(aysel, row), undo=True).json()["row"]
    assert told(row) == [("one-source-two-targets", False)]


def test_what_is_shown_before_it_is_stored_can_be_ignored(aysel: TestClient, rows: list[Row]):
    train, again = rows[2], rows[4]
    same = save(aysel, again, train["target"])
    save(aysel, train, OTHER)
    address = f"/api/segments/{again['key']}/check"
    shown = aysel.post(address, json={"target": train["target"]}).json()["findings"]
    assert "one-source-two-targets" in [one["check"] for one in shown]
    assert told(read(aysel, again)) == []
    row = ignore(aysel, same).json()["row"]
    assert told(row) == [("one-source-two-targets", True)]


def test_checking_an_article_anew_compares_as_well(aysel: TestClient, rows: list[Row]):
    save(aysel, rows[4], OTHER)
    fresh = aysel.post("/api/articles/0/check").json()["rows"]
    assert told(fresh[4]) == [("one-source-two-targets", False)]


def test_what_left_the_article_is_compared_no_more(aysel: TestClient, rows: list[Row]):
    assert told(save(aysel, rows[4], OTHER)) == [("one-source-two-targets", False)]
    merge = {"version": rows[1]["version"], "next_version": rows[2]["version"]}
    assert aysel.post(f"/api/segments/{rows[1]['key']}/merge", json=merge).status_code == 200
    beat(aysel)
    assert told(read(aysel, rows[4])) == []
