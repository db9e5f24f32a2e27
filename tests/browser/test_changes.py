"""Jobs that are stopped and go on; memory and glossary changed in the browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import Server
from tests.browser.desk import Desk
from tests.store.archive import article
from workbench.settings import shipped
from workbench.store import open_workspace

ARTICLES = 40
SENTENCES = 30
UNITS = "source\ttarget\nBərə gecikir.\tThe ferry is late.\nBərə gəldi.\tThe ferry came.\n"
DONE_WITHIN = 120_000  # ms


@pytest.fixture(scope="module")
def newsroom(browser, tiny_model, tmp_path_factory) -> Iterator[Server]:
    """A server of its own, on articles that nobody has translated, with the shipped glossary."""
    assert browser.is_connected()
    folder = tmp_path_factory.mktemp("changes")
    with open_workspace(folder / "news.db") as workspace:
        for number in range(ARTICLES):
            lines = [f"Körpü {number} saat {line} radələrində açıldı." for line in range(SENTENCES)]
            workspace.add_article(*article(f"2025/{number:03}", *lines))
    chosen = {
        "WORKBENCH_ENGINE": str(tiny_model),
        "WORKBENCH_CACHE": str(folder / "cache"),
        "WORKBENCH_ARTICLES_PER_BATCH": "1",
    }
    running = Server(folder / "news.db", environment=chosen).start()
    yield running
    running.stop()


@pytest.fixture
def own(room, newsroom) -> Desk:
    """A window on that server."""
    desk: Desk = room.open_own(newsroom.url)
    return desk


def finished(card: Locator) -> int:
    """How many segments a job has done, as its card says."""
    told = (card.locator(".wb-numbers").text_content() or "").partition(" of ")[0]
    return int("".join(filter(str.isdigit, told)))


def test_a_job_is_stopped_and_goes_on(own, newsroom):
    own.tab("jobs")
    own.button("Translate").click()
    card = own.page.locator(".wb-job").first
    expect(card).to_have_attribute("data-state", "running")
    card.get_by_role("button", name="Stop").click()
    expect(card).to_have_attribute("data-state", "stopped", timeout=DONE_WITHIN)
    assert finished(card) < ARTICLES * (SENTENCES + 1)
    card.get_by_role("button", name="Go on").click()
    expect(card).to_have_attribute("data-state", "done", timeout=DONE_WITHIN)
    assert finished(card) == ARTICLES * (SENTENCES + 1)
    with open_workspace(newsroom.workspace) as workspace:
        assert all(unit.target for unit in workspace.units())


def test_a_bitext_is_imported_into_the_memory(own):
    own.tab("memory")
    file = {"name": "old.tsv", "mimeType": "text/plain", "buffer": UNITS.encode()}
    own.page.get_by_label("Import a file").set_input_files([file])
    expect(own.toast).to_have_text("2 added, 0 known already, 0 left out.")
    own.page.get_by_label("Words").first.fill("ferry")
    units = own.page.locator(".wb-units > li")
    expect(units).to_have_count(2)
    own.page.get_by_label("Import a file").set_input_files([file])
    expect(own.toast).to_contain_text("2 known already")
    units.first.get_by_role("button", name="Delete").click()
    own.dialog.get_by_role("button", name="Delete").click()
    expect(units).to_have_count(1)


def test_terms_are_added_changed_and_deleted_and_the_shipped_file_stays(own, newsroom):
    before = shipped("glossaries/news.csv").read_bytes()
    copy: Path = newsroom.workspace.parent / "glossary.csv"
    own.tab("memory")
    own.button("Add a term").click()
    own.dialog.get_by_label("Azerbaijani, basic form").fill("bərə")
    own.dialog.get_by_label("English").fill("ferry")
    own.dialog.get_by_role("button", name="Save").click()
    expect(own.toast).to_contain_text("The glossary was saved.")
    own.page.get_by_label("Words").last.fill("bərə")
    row = own.page.locator('[data-page="memory"] .wb-table tbody tr', has_text="ferry")
    expect(row).to_have_count(1)
    row.get_by_role("button", name="Edit: bərə").click()
    own.dialog.get_by_label("English").fill("car ferry")
    own.dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("car ferry")
    assert "bərə,car ferry" in copy.read_text(encoding="utf-8")
    row.get_by_role("button", name="Delete: bərə").click()
    own.dialog.get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    assert "bərə" not in copy.read_text(encoding="utf-8")
    assert shipped("glossaries/news.csv").read_bytes() == before
