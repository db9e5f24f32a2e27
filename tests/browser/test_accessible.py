"""Everybody can use it: axe finds nothing, everything has a name and is reached by keyboard."""

import pytest
from playwright.sync_api import expect

from workbench.ui.pages.blocks import TABS
from workbench.ui.words import words_of

DIALOGS = {
    "F1": "keys",
    "Control+h": "replace",
    "Control+Shift+S": "split",
    "Alt+k": "concordance",
    "Alt+i": "ignore",
}
PAGES = {
    "articles": "Export",
    "jobs": "",
    "statistics": "",
    "memory": "Add a term",
    "settings": "",
}
"""The other tabs, each with a button that opens a dialog, if it has one."""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(room, number, theme):
    desk = room.open_own(color_scheme=theme).open(number)
    desk.go(3)
    desk.write("Two  piers")
    expect(desk.active.locator(".wb-finding").first).to_be_visible()
    found = {"editor": desk.violations()}
    for key, name in DIALOGS.items():
        desk.press(key)
        expect(desk.dialog).to_be_visible()
        found[name] = desk.violations()
        desk.press("Escape")
    for key, panel in (("Alt+h", "history"), ("Alt+n", "comments")):
        desk.press(key)
        expect(
            desk.side.locator(f'details[open] :text("{words_of("en")[f"panel.{panel}"]}")')
        ).to_be_visible()
        found[panel] = desk.violations()
    for tab, opener in PAGES.items():
        desk.tab(tab)
        found[tab] = desk.violations()
        if opener:
            desk.page.get_by_role("button", name=opener).first.click()
            expect(desk.dialog).to_be_visible()
            found[opener] = desk.violations()
            desk.press("Escape")
    assert {name: some for name, some in found.items() if some} == {}
    assert desk.page.evaluate("document.documentElement.dataset.theme") == theme


@pytest.mark.parametrize("language", ["en", "az"])
def test_every_control_has_a_name_and_no_key_shows(room, number, language):
    desk = room.open_own().open(number, language)
    assert desk.page.evaluate("document.documentElement.lang") == language
    for tab in TABS:
        if tab != "editor":
            desk.tab(tab, language)
        nameless = desk.page.evaluate(
            """() => [...document.querySelectorAll("button, a[href], input, select, textarea")]
              .filter((one) => one.offsetParent && !one.closest("[aria-hidden=true]"))
              .filter((one) => !(one.ariaLabel || one.labels?.length || one.textContent.trim()))
              .map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert nameless == [], tab
        text = desk.page.locator("body").inner_text()
        assert [word for word in text.split() if word.lower() in words_of("en")] == [], tab
        expect(desk.page.get_by_role("tab", name=words_of(language)[f"tab.{tab}"])).to_be_visible()


NAMED = """(one) => [
  one.closest("[data-key]")?.dataset.key, one.className, one.ariaLabel || one.textContent
].join(" ")"""
"""A button by where it is and what it says: panels are drawn anew when an answer arrives."""


def test_every_button_of_the_editor_is_reached_with_tab(desk, number):
    desk.open(number)
    expect(desk.side.get_by_text(words_of("en")["panel.looking"])).to_have_count(0)
    assert unreached(desk, ".wb-editor") == set()


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize("tab", sorted(PAGES))
def test_every_button_of_a_page_is_reached_with_tab(desk, tab):
    desk.tab(tab)
    assert unreached(desk, f'[data-page="{tab}"]') == set()


def unreached(desk, place: str) -> set[str]:
    """Return the buttons of a place that Tab does not come to from its first one."""
    wanted = set(
        desk.page.evaluate(
            f"""() => [...document.querySelectorAll('{place} button')]
              .filter((one) => one.offsetParent && !one.disabled).map({NAMED})"""
        )
    )
    desk.page.evaluate(f"document.querySelector('{place} button').focus()")
    reached = set()
    for _ in range(len(wanted) * 3 + 40):
        reached.add(desk.page.evaluate(f"({NAMED})(document.activeElement)"))
        desk.press("Tab")
    return wanted - reached


def test_the_cells_say_their_language(desk, number):
    desk.open(number)
    expect(desk.row(2).locator(".wb-source")).to_have_attribute("lang", "az")
    expect(desk.area).to_have_attribute("lang", "en")
