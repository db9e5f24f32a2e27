"""What a translator does, in the words of a translator; waiting is done here."""

from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Locator, Page, Request, expect

WAITING = r"/^workbench\/[^/]+\/[^/]+\/\w+\/\d+$/"  # names of entries in the journal
ANSWERS_WITHIN = 20_000  # ms; the machine may be busy with other things
LOADS_WITHIN = 90_000

expect.set_options(timeout=ANSWERS_WITHIN)


class Desk:
    """One browser window on the workbench."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.trouble: list[str] = []
        page.set_default_timeout(ANSWERS_WITHIN)
        page.on("pageerror", lambda error: self.trouble.append(f"script error: {error}"))
        page.on("request", self._watch)
        page.on("dialog", self._dialog)

    def _watch(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host not in {"127.0.0.1", None}:
            self.trouble.append(f"a request left the machine: {request.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.trouble.append(f"something was executed: {dialog.message}")
        dialog.dismiss()

    # --- going somewhere ---------------------------------------------------------------------

    def tab(self, name: str, language: str = "en") -> "Desk":
        """Turn to a tab."""
        self._go(language, f"?tab={name}")
        self.page.wait_for_selector(f'[data-page="{name}"][data-ready]')
        return self

    def open(self, number: int, language: str = "en") -> "Desk":
        """Turn to an article in the editor."""
        self._go(language, f"?tab=editor&article={number}")
        self.page.wait_for_selector(f'.wb-editor[data-ready="{number}"]')
        expect(self.area).to_be_focused()
        return self

    def _go(self, language: str, query: str) -> None:
        """Load the workbench, or turn to another place in it as the browser's Back does."""
        if self.page.url.startswith(f"{self.url}{language}/"):
            self.page.evaluate(
                "q => (history.pushState(null, '', q), dispatchEvent(new Event('popstate')))",
                query,
            )
        else:
            self.page.goto(f"{self.url}{language}/{query}")
            self.ready()

    def tidy(self) -> None:
        """Close dialogs and messages, clear filters, forget trouble."""
        self.trouble.clear()
        self.page.context.set_offline(False)
        self.page.unroute_all()
        self.page.evaluate(
            """() => {
              document.querySelectorAll("dialog[open]").forEach((one) => one.close());
              document.querySelectorAll(".wb-toast").forEach((one) => one.remove());
              document.querySelector(".wb-clear:not([hidden])")?.click();
            }"""
        )

    def ready(self) -> None:
        self.page.wait_for_selector("html[data-ready]", timeout=LOADS_WITHIN)

    def go(self, number: int) -> None:
        """Turn to a segment by its number."""
        self.row(number).locator(".wb-number").click()
        self.is_at(number)

    def is_at(self, number: int) -> None:
        """Expect the focus in the segment of a number."""
        expect(self.row(number)).to_have_attribute("aria-current", "true")
        expect(self.area).to_be_focused()

    def violations(self) -> list[str]:
        """What axe objects to in the page as it stands."""
        found = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    # --- what is to be seen ------------------------------------------------------------------

    @property
    def area(self) -> Locator:
        return self.page.locator(".wb-area")

    @property
    def rows(self) -> Locator:
        return self.page.locator(".wb-row")

    @property
    def active(self) -> Locator:
        return self.page.locator(".wb-row.wb-active")

    @property
    def side(self) -> Locator:
        return self.page.locator(".wb-side")

    @property
    def dialog(self) -> Locator:
        return self.page.locator("dialog[open]")

    @property
    def toast(self) -> Locator:
        return self.page.locator(".wb-toast").last

    def row(self, number: int) -> Locator:
        """The row of a number, from 1."""
        return self.rows.nth(number - 1)

    def key(self, number: int) -> int:
        """The segment's key in the database."""
        return int(self.row(number).get_attribute("data-key") or 0)

    def status(self, number: int) -> str:
        return self.row(number).get_attribute("data-status") or ""

    # --- doing something ---------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def write(self, text: str) -> None:
        """Replace the text of the active segment by typing."""
        self.area.focus()
        self.press("Control+a")
        self.type(text)

    def confirm(self) -> None:
        self.press("Control+Enter")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def saved(self) -> None:
        """Wait until the server has everything."""
        self.page.wait_for_selector('.wb-save[data-state="saved"]')
        self.page.wait_for_function(
            f"!Object.keys(localStorage).some((name) => {WAITING}.test(name))"
        )

    def api(self, path: str) -> Any:
        """What the server answers to this browser."""
        answer = self.page.request.get(f"{self.url}api/{path}")
        assert answer.ok, answer.text()
        return answer.json()
