import io
import zipfile
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Literal

import pytest
from fastapi.testclient import TestClient

from tests.ui_api.conftest import HERE, Browser
from workbench.errors import NotFound
from workbench.settings import Settings
from workbench.ui.server import create_app
from workbench.wiring import Wiring
from workbench.workflows.upload_articles import relative

Row = dict[str, Any]
TEXT = """{title} - XƏBƏR
02.03.2025 10:15

Bakıda yeni liman açılıb. Qatar da gəlib.

Nigar Əliyeva
"""


def file(name: str, title: str = "Yeni liman", text: str = TEXT) -> tuple[str, Any]:
    return "files", (name, text.format(title=title).encode(), "text/plain")


def upload(client: TestClient, *files: tuple[str, Any]) -> Any:
    return client.post("/api/articles", files=list(files))


def confirm(client: TestClient, row: Row, target: str = "Something good.") -> Row:
    body = {"target": target, "version": row["version"], "status": "confirmed", "with_errors": True}
    found: Row = client.put(f"/api/segments/{row['key']}", json=body).json()["row"]
    return found


def test_a_page_of_the_list(aysel: TestClient, rows: list[Row]):
    confirm(aysel, rows[1])
    answer = aysel.get("/api/articles").json()
    assert (answer["page"], answer["per_page"], answer["total"]) == (1, 50, 1)
    (line,) = answer["articles"]
    assert line | {"changed": "", "words": 0} == {
        "number": 0,
        "id": "2025/liman",
        "heading": "Liman genişlənir - XƏBƏR",
        "rubric": "XƏBƏR",
        "date": "2025-02-28",
        "segments": 5,
        "statuses": {
            "empty": 0,
            "machine": 4,
            "draft": 0,
            "confirmed": 1,
            "reviewed": 0,
            "rejected": 0,
        },
        "done": 1,
        "words": 0,
        "work": 0.0,
        "findings": line["findings"],
        "errors": 0,
        "open_comments": 0,
        "people": ["aysel"],
        "present": [],
        "changed": "",
        "deleted": None,
    }
    assert line["changed"].endswith("Z")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 1),
        ({"q": "yükaşırma"}, 1),
        ({"q": "YÜKAŞIRMA liman"}, 1),
        ({"q": "zərb"}, 0),
        ({"rubric": "XƏBƏR"}, 1),
        ({"rubric": "ŞƏRH"}, 0),
        ({"since": "2025-02-28", "until": "2025-02-28"}, 1),
        ({"since": "2025-03-01"}, 0),
        ({"status": ["machine", "draft"]}, 1),
        ({"status": "draft"}, 0),
        ({"done": "false"}, 1),
        ({"done": "true"}, 0),
        ({"findings": "error"}, 0),
        ({"person": "aysel"}, 0),
        ({"deleted": "true"}, 0),
        ({"page": 2}, 0),
    ],
)
def test_the_list_is_filtered(aysel: TestClient, query: dict[str, Any], found: int):
    answer = aysel.get("/api/articles", params=query)
    assert answer.status_code == 200
    assert len(answer.json()["articles"]) == found


@pytest.mark.parametrize(
    "query",
    [
        {"page": 0},
        {"page": "x"},
        {"per_page": 201},
        {"sort": "id; DROP TABLE articles"},
        {"status": "finished"},
        {"findings": "many"},
        {"since": "yesterday"},
        {"done": "perhaps"},
        {"q": "x" * 1001},
    ],
)
def test_wrong_queries(aysel: TestClient, query: dict[str, Any]):
    assert aysel.get("/api/articles", params=query).status_code == 422


@pytest.mark.parametrize(
    "sort", ["-date", "date", "id", "heading", "-findings", "-changed", "number"]
)
def test_every_order(aysel: TestClient, sort: str):
    upload(aysel, file("2025/a.txt", "Alma"), file("2025/b.txt", "Badam"))
    answer = aysel.get("/api/articles", params={"sort": sort})
    assert len(answer.json()["articles"]) == 3


def test_an_article_with_its_neighbours(aysel: TestClient):
    upload(aysel, file("2025/b.txt"))
    first, second = aysel.get("/api/articles/0").json(), aysel.get("/api/articles/1").json()
    assert (first["previous"], first["next"]) == (None, 1)
    assert (second["previous"], second["next"]) == (0, None)
    assert (first["time"], first["author"], first["date"]) == (
        "09:30",
        "Nigar Əliyeva",
        "2025-02-28",
    )
    assert [row["paragraph"] for row in first["segments"]] == [0, 1, 1, 2, 3]
    assert first["statuses"]["machine"] == 5
    assert first["structure"] != second["structure"]
    assert aysel.get("/api/articles/2").status_code == 404


def test_rubrics_and_progress(aysel: TestClient, rows: list[Row]):
    assert aysel.get("/api/rubrics").json() == {"rubrics": [{"rubric": "XƏBƏR", "articles": 1}]}
    confirm(aysel, rows[1])
    progress = aysel.get("/api/progress").json()
    assert (progress["articles"], progress["deleted"], progress["segments"]) == (1, 0, 5)
    assert progress["statuses"]["confirmed"] == 1
    assert progress["origins"] == {"": 0, "engine": 4, "memory": 0, "human": 1}
    assert not progress["empty_workspace"]


def test_an_upload_adds_revises_and_skips(aysel: TestClient):
    first = upload(aysel, file("2025/a.txt"), file("b.txt"), file("empty.txt", text=" "))
    assert first.status_code == 200
    answer = first.json()
    assert sorted(answer["added"]) == ["2025/a", "b"]
    (skipped,) = answer["skipped"]
    assert skipped["file"] == "empty.txt"
    assert skipped["what"].startswith("empty.txt")
    assert gettempdir() not in first.text
    assert answer["numbers"] == {"2025/a": 1, "b": 2}

    again = upload(aysel, file("2025/a.txt"), file("b.txt", "Köhnə liman")).json()
    assert (again["unchanged"], again["revised"], again["added"]) == (["2025/a"], ["b"], [])
    segments = aysel.get("/api/articles/1").json()["segments"]
    assert [row["source"] for row in segments][-1] == "Qatar da gəlib."


def test_a_packed_archive_can_be_sent(aysel: TestClient):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2025/a.txt", TEXT.format(title="Alma"))
        archive.writestr("../evil.txt", TEXT.format(title="Evil"))
    answer = upload(aysel, ("files", ("archive.zip", packed.getvalue()))).json()
    assert answer["added"] == ["archive/2025/a"]
    assert [one["file"] for one in answer["skipped"]] == ["archive.zip/../evil.txt"]


@pytest.mark.parametrize(
    "name", ["../a.txt", "a/../../b.txt", "/etc/passwd", "..\\a.txt", "x" * 300 + ".txt"]
)
def test_an_upload_with_a_name_that_leads_elsewhere(aysel: TestClient, name: str):
    assert upload(aysel, file("fine.txt"), file(name)).status_code == 404
    assert aysel.get("/api/articles").json()["total"] == 1


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "/", "..", "a/..", "C:\\a.txt", "c:a.txt", "\\\\server\\a.txt", "a\x00.txt",
        "a\n.txt", "\ud800.txt", "ə" * 101, "a/" * 600,
    ],
)  # fmt: skip
def test_names_no_file_can_have(name: str):
    with pytest.raises(NotFound):
        relative(name)


def test_hidden_files_are_skipped_and_told(aysel: TestClient):
    answer = upload(aysel, file(".secret.txt"), file("a.txt")).json()
    assert answer["added"] == ["a"]
    assert [one["file"] for one in answer["skipped"]] == [".secret.txt"]


def test_a_file_sent_twice(aysel: TestClient):
    assert upload(aysel, file("a.txt"), file("a.txt", "Other")).status_code == 422


def test_an_upload_without_files(aysel: TestClient):
    assert aysel.post("/api/articles").status_code == 422


def test_an_upload_that_is_too_large(aysel: TestClient):
    big = [("files", (f"{number}.txt", b"x" * 2**22)) for number in range(6)]
    assert upload(aysel, *big).status_code == 413
    many = [file(f"{number}.txt") for number in range(2001)]
    answer = upload(aysel, *many)
    assert answer.status_code == 413
    assert answer.json()["what"] == "expected at most 2000 files, found more"


def test_an_upload_of_more_than_a_thousand_files(aysel: TestClient):
    many = [file(f"{number}.txt", text=" ") for number in range(1000)]
    answer = upload(aysel, *many, file("last.txt"))
    assert answer.status_code == 200
    assert answer.json()["added"] == ["last"]
    assert len(answer.json()["skipped"]) == 1000


@pytest.mark.parametrize("data", [{"files": "a text"}, {"other": "x"}])
def test_an_upload_that_has_no_files(aysel: TestClient, data: dict[str, str]):
    answer = aysel.post("/api/articles", data=data)
    assert (answer.status_code, answer.json()["what"]) == (
        422,
        "body.files: expected files, found none",
    )


def test_the_sample_archive(aysel: TestClient):
    answer = aysel.post("/api/articles/sample").json()
    assert len(answer["added"]) > 10
    assert answer["skipped"] == []
    again = aysel.post("/api/articles/sample").json()
    assert (again["added"], len(again["unchanged"])) == ([], len(answer["added"]))


def test_deleting_and_restoring(browser: Browser, aysel: TestClient, rows: list[Row]):
    kept = confirm(aysel, rows[1])
    admin = browser("adil")
    for _ in range(2):
        assert admin.delete("/api/articles/0").status_code == 204
    assert aysel.get("/api/articles/0").status_code == 404
    assert aysel.get("/api/articles").json()["total"] == 0
    assert aysel.get("/api/progress").json() == aysel.get("/api/progress").json() | {
        "articles": 0,
        "deleted": 1,
        "segments": 0,
        "empty_workspace": False,
    }
    (line,) = aysel.get("/api/articles", params={"deleted": "true"}).json()["articles"]
    assert line["deleted"]
    for _ in range(2):
        assert admin.post("/api/articles/0/restore").status_code == 204
    assert kept in aysel.get("/api/articles/0").json()["segments"]


def test_what_is_typed_into_an_article_that_is_gone_is_refused_not_lost(
    browser: Browser, aysel: TestClient, rows: list[Row]
):
    browser("adil").delete("/api/articles/0")
    body = {"target": "Mine", "version": 1, "status": "draft"}
    answer = aysel.put(f"/api/segments/{rows[1]['key']}", json=body)
    assert answer.status_code == 404
    assert "keep your text" in answer.json()["hint"]


def test_uploading_a_deleted_article_brings_it_back(browser: Browser, aysel: TestClient):
    upload(aysel, file("a.txt"))
    browser("adil").delete("/api/articles/1")
    answer = upload(aysel, file("a.txt")).json()
    assert (answer["restored"], answer["unchanged"]) == (["a"], [])
    assert aysel.get("/api/articles/1").status_code == 200


@pytest.mark.parametrize(("setting", "sentences"), [("off", 3), ("on", 4)])
def test_uploads_divide_quotations_as_the_settings_say(
    tmp_path: Path, setting: Literal["on", "off"], sentences: int
):
    wiring = Wiring(Settings(inside_quotations=setting))
    app = create_app(wiring, tmp_path / "news.db", worker=False)
    with TestClient(app, base_url=HERE) as client:
        text = TEXT.replace("Qatar da gəlib.", 'Nazir "Biz hazırıq. İş gedir" deyib.')
        upload(client, file("a.txt", text=text))
        assert len(client.get("/api/articles/0").json()["segments"]) == sentences


def test_checking_an_article_anew(aysel: TestClient, rows: list[Row]):
    row = confirm(aysel, rows[1], "The  port.")
    answer = aysel.post("/api/articles/0/check").json()
    after = {one["key"]: one for one in answer["rows"]}
    assert after[row["key"]] == row
    assert [one["key"] for one in answer["rows"]] == [one["key"] for one in rows]
    machine = after[rows[3]["key"]]
    assert machine["findings"]  # they had been saved without a look
    assert machine["version"] == rows[3]["version"]
