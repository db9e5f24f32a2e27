"""Everybody can use it: axe finds nothing, everything has a name and is reached by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from workbench.ui.pages.blocks import TABS
from workbench.ui.words import words_of


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(room, number, theme):
    desk = room.open_own(color_scheme=theme).open(number)
    desk.go(3)
    desk.write("Two  piers")
    expect(desk.active.locator(".wb-finding").first).to_be_visible()
    found = {"editor": violations(desk.page)}
    for key, name in (("F1", "keys"), ("Control+h", "replace"), ("Control+Shift+S", "split")):
        desk.press(key)
        expect(desk.dialog).to_be_visible()
        found[name] = violations(desk.page)
        desk.press("Escape")
    for tab in ("articles", "jobs", "statistics", "memory", "settings"):
        desk.tab(tab)
        found[tab] = violations(desk.page)
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
    wanted = set(
        desk.page.evaluate(
            f"""() => [...document.querySelectorAll(".wb-editor button")]
              .filter((one) => one.offsetParent && !one.disabled).map({NAMED})"""
        )
    )
    desk.page.evaluate("document.querySelector('.wb-editor button').focus()")
    reached = set()
    for _ in range(len(wanted) * 3 + 40):
        reached.add(desk.page.evaluate(f"({NAMED})(document.activeElement)"))
        desk.press("Tab")
    assert wanted - reached == set()


def test_the_cells_say_their_language(desk, number):
    desk.open(number)
    expect(desk.row(2).locator(".wb-source")).to_have_attribute("lang", "az")
    expect(desk.area).to_have_attribute("lang", "en")
