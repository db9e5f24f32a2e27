"""Engine and glossary in the Settings tab."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk

HARBOUR = {
    "name": "newsroom.csv",
    "mimeType": "text/csv",
    "buffer": "source,target\nliman,harbour\nKür,Kür çayı\n".encode(),
}
BROKEN = HARBOUR | {"name": "broken.csv", "buffer": b"source,target\nliman,\n"}


@pytest.fixture
def settings(room) -> Iterator[Desk]:
    """A second window on the Settings tab; what it chose is taken back afterwards."""
    desk = room.window(1)
    desk.tab("settings")
    yield desk
    url = f"{desk.url}api/settings"
    assert desk.page.request.put(url, data={"glossary": ""}).ok


def test_a_glossary_is_uploaded_and_open_articles_follow(editor, settings):
    page = settings.page.locator('[data-page="settings"]')
    expect(page.get_by_label("Engine")).to_be_disabled()
    expect(page).to_contain_text("WORKBENCH_ENGINE decides this")
    upload = page.locator("input[type=file]")
    upload.set_input_files(BROKEN)
    expect(page.get_by_role("status")).to_contain_text("broken.csv:2: no target")
    upload.set_input_files(HARBOUR)
    expect(page.get_by_role("status")).to_contain_text("2 rows were taken over")
    expect(page.get_by_role("status")).to_contain_text("newsroom.csv:3: 'Kür' = 'Kür çayı'")
    expect(page.get_by_role("combobox", name="Glossary")).to_have_value("uploaded:newsroom.csv")
    expect(page.locator(".wb-facts")).to_contain_text("newsroom@")

    editor.go(3)
    expect(editor.side.locator(".wb-panel-terms")).to_contain_text("harbour")
    term = editor.row(3).locator(".wb-source .wb-term").first
    expect(term).to_have_attribute("data-english", "harbour")

    page.get_by_role("combobox", name="Glossary").select_option("")
    expect(settings.toast).to_contain_text("The choice is kept")
    editor.go(2)
    expect(editor.row(3).locator('.wb-term[data-english="harbour"]')).to_have_count(0)
