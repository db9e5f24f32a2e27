"""The pictures of the documentation, of the real thing: `python -m tests.browser.screenshots`."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, MISSING, Server, find_chromium
from tests.browser.desk import Desk
from tests.browser.newsroom import fill

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SIZE: Any = {"width": 1440, "height": 860}
ARTICLE = "Dünya şəhərləri Bakıda"


def take(browser: Browser, url: str) -> None:
    """Take all pictures."""
    light = opened(browser, url, "light")
    number = article_number(light)
    in_the_editor(light, number, "en")
    shoot(light, "editor")
    light.tab("statistics")
    shoot(light, "statistics")
    light.tab("articles", "az")
    shoot(light, "articles-az")
    in_the_editor(light, number, "az")
    shoot(light, "editor-az")
    light.page.context.close()
    dark = opened(browser, url, "dark")
    in_the_editor(dark, number, "en")
    shoot(dark, "editor-dark")
    dark.page.context.close()


def opened(browser: Browser, url: str, scheme: Any) -> Desk:
    """Return a window in light or dark."""
    return Desk(browser.new_context(viewport=SIZE, color_scheme=scheme).new_page(), url)


def article_number(desk: Desk) -> int:
    """Return the number of the article that is shown."""
    desk.tab("articles")
    row = desk.page.locator("tr[data-number]", has_text=ARTICLE)
    return int(row.get_attribute("data-number") or 0)


def in_the_editor(desk: Desk, number: int, language: str) -> None:
    """Open an article in the middle of the work, with an edit in the third segment."""
    desk.open(number, language)
    desk.go(2)
    if desk.status(2) == "machine":
        desk.press("End")
        desk.type(" ")
        desk.press("Backspace")
        desk.write(
            "In May this year the capital will host the 14th session of the World Urban Forum."
        )
    desk.saved()
    desk.page.wait_for_timeout(1500)


def shoot(desk: Desk, name: str) -> None:
    """Write a picture."""
    desk.page.wait_for_timeout(500)
    desk.page.screenshot(path=FOLDER / f"{name}.png")


def main() -> None:
    """Fill a workspace, serve it, take the pictures."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit(MISSING)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "news.db"
        fill(path)
        server = Server(path).start()
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        take(browser, server.url)
        browser.close()
        server.kill()


if __name__ == "__main__":
    main()
