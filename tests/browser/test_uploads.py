"""Many files, folders and packed archives go in from the page."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request, expect

from tests.browser.chromium import Server

ARTICLE = """{title} - XƏBƏR
02.03.2025 10:15

Bakıda yeni liman açılıb.
"""
ANSWER = {
    "added": [f"2025/{number:03}" for number in range(200)],
    "revised": [],
    "unchanged": [],
    "restored": [],
    "skipped": [],
    "numbers": {},
}


@pytest.fixture
def empty(browser, tmp_path) -> Iterator[Server]:
    """A server on a workspace of the test's own."""
    assert browser.is_connected()
    server = Server(tmp_path / "empty.db").start()
    yield server
    server.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of 401 files, most of them no articles, and one whose name is too long."""
    made = tmp_path / "2025"
    made.mkdir()
    for number in range(397):
        (made / f"{number:03}.txt").write_text(" ", encoding="utf-8")
    for number in range(3):
        text = ARTICLE.format(title=f"Liman {number}")
        (made / f"liman-{number}.txt").write_text(text, encoding="utf-8")
    (made / ("ə" * 110 + ".txt")).write_text(ARTICLE.format(title="Uzun ad"), encoding="utf-8")
    return made


class Heard(list[str]):
    """What a page was seen to do, in order."""

    def note(self, what: str) -> None:
        """Write it down; a method of the list itself cannot be given to the browser."""
        self.append(what)

    def note_request(self, request: Request) -> None:
        self.append(f"{request.method} {urlsplit(request.url).path}")


def test_a_folder_goes_in_by_portions(room, empty, folder):
    desk = room.open_own(empty.url).tab("articles")
    told, asked = Heard(), Heard()
    desk.page.expose_function("told", told.note)
    desk.page.on("request", asked.note_request)
    desk.page.evaluate(
        """() => new MutationObserver(() => told(document.querySelector(".wb-sending")?.innerText))
             .observe(document.body, { childList: true, subtree: true, characterData: true })"""
    )
    with desk.page.expect_file_chooser() as waiting:
        desk.button("Choose a folder").press("Enter")
    waiting.value.set_files(folder)
    expect(desk.page.locator(".wb-table tbody tr")).to_have_count(3)
    expect(desk.page.locator("td", has_text="2025/liman-0")).to_be_visible()
    expect(desk.page.locator(".wb-toast", has_text="398 left out:")).to_be_visible()
    assert [text for text in dict.fromkeys(told) if text][:2] == [
        "Sending files: 0 of 401",
        "Sending files: 200 of 401",
    ]
    # Three portions, and the search for the one name no file can have.
    assert asked.count("POST /api/articles") > 3


def test_what_arrived_is_told_when_the_server_is_gone_before_the_end(room, empty, folder):
    desk = room.open_own(empty.url).tab("articles")
    asked = 0

    def only_the_first(route):
        nonlocal asked
        asked += 1
        route.abort() if asked > 1 else route.fulfill(json=ANSWER)

    desk.page.route("**/api/articles", only_the_first)
    with desk.page.expect_file_chooser() as waiting:
        desk.button("Choose a folder").press("Enter")
    waiting.value.set_files(folder)
    expect(desk.page.locator(".wb-toast", has_text="200 added")).to_be_visible()
    expect(desk.page.locator(".wb-toast", has_text="cannot be reached")).to_be_visible()
    assert asked == 2


def test_a_packed_archive_is_chosen(room, empty):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", ARTICLE.format(title="Alma"))
    desk = room.open_own(empty.url).tab("articles")
    with desk.page.expect_file_chooser() as waiting:
        desk.page.locator(".wb-drop").click()
    types = (waiting.value.element.get_attribute("accept") or "").split(",")
    assert {".txt", ".zip", ".tar", ".tgz", ".gz"} <= set(types)
    file = {"name": "news.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
    waiting.value.set_files([file])
    expect(desk.page.locator("td", has_text="news/a")).to_be_visible()
