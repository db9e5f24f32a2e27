"""One browser and one server for all; every test has an article of its own."""

import os
from collections.abc import Iterator
from itertools import count, product
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.chromium import ARGUMENTS, MISSING, Server, find_chromium
from tests.browser.desk import Desk
from tests.store.archive import article
from workbench.checks.catalogue import find
from workbench.model.finding import Pair
from workbench.model.hypothesis import Hypothesis
from workbench.settings import Settings
from workbench.store import StoredSegment, open_workspace
from workbench.wiring import Wiring

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

NAMES = ("Babayev", "Novruzov", "Zamanov", "Aslanov", "Nazarov", "Muradov", "Rustamov", "Salmanov")
VIEWPORT: "ViewportSize" = {"width": 1360, "height": 820}
PAIRS = [
    ("Orta Dəhlizin əhəmiyyəti artır.", "The importance of the Middle Corridor is growing."),
    ("Limanda iki yeni körpü tikilib.", "Two new piers have been built at the port."),
    ("Yüklərin həcmi gələn il artacaq.", "The volume of cargo will grow next year."),
    ("Gəmilər səhər tezdən yola düşdü.", "The ships left early in the morning."),
    ("Fəhlələr yeni kranı sınaqdan keçirdilər.", "The workers tested the new crane."),
]
SPEAKERS = (
    " ".join(names)
    for names in product(("Rauf", "Samir", "Murad", "Kamal", "Elman", "Nadir", "Anar"), NAMES)
)


@pytest.fixture(scope="session")
def browser():
    """Chromium; without one the tests skip, or fail where it is required."""
    path = find_chromium()
    if path is None:
        if os.environ.get("WORKBENCH_TEST_BROWSER") == "required":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(browser, tiny_model, tmp_path_factory) -> Iterator[Server]:
    """A server on a workspace without accounts; none is started where there is no browser."""
    assert browser.is_connected()
    folder = tmp_path_factory.mktemp("workspace")
    chosen = {"WORKBENCH_ENGINE": str(tiny_model), "WORKBENCH_CACHE": str(folder / "cache")}
    running = Server(folder / "news.db", environment=chosen).start()
    yield running
    running.stop()


class Archive:
    """Puts articles into the workspace of the server, and looks into it."""

    _numbers = count(1)

    def __init__(self, server: Server) -> None:
        self.server = server

    def add(self, *pairs: tuple[str, str], title: str = "Liman genişlənir", tag: str = "") -> int:
        """Add an article with drafts of an engine; return its number."""
        name = f"2025/{next(self._numbers):03}{tag}"
        made, segments = article(name, "\n".join(source for source, _ in pairs), title=title)
        english = {made.heading: "The port is being enlarged - NEWS"} | dict(pairs)
        checks = Wiring(Settings()).checks
        with open_workspace(self.server.workspace) as workspace:
            workspace.add_article(made, segments)
            stored = workspace.segments(name)
            workspace.save_hypotheses([_draft(one, english[one.source], checks) for one in stored])
            numbers: dict[str, int] = {one.id: one.ordinal for one in workspace.articles()}
            return numbers[name]

    def target(self, key: int) -> str:
        """Return the text of a segment as the database has it."""
        return self.segment(key).target

    def segment(self, key: int) -> StoredSegment:
        """Return a segment as the database has it."""
        with open_workspace(self.server.workspace) as workspace:
            return workspace.segment(key)


def _draft(segment: StoredSegment, target: str, checks):
    found = find(Pair(segment.source, target), checks)
    return segment.key, Hypothesis(target, -0.25, "starter@1"), found


@pytest.fixture(scope="session")
def archive(server) -> Archive:
    return Archive(server)


@pytest.fixture
def number(archive: Archive) -> int:
    """An article of five sentences, which no other article has."""
    who = next(SPEAKERS)
    return archive.add(*((f"{who}: {source}", f"{who}: {target}") for source, target in PAIRS))


class Room:
    """Browser windows, one for each translator; loading one takes seconds, so they stay open."""

    def __init__(self, browser: "Browser", url: str) -> None:
        self.browser = browser
        self.url = url
        self.windows: list[Desk] = []
        self.own: list[Desk] = []

    def window(self, number: int) -> Desk:
        """A window on the server of all tests, the same as in the test before."""
        while len(self.windows) <= number:
            self.windows.append(self._opened(self.url))
        return self.windows[number]

    def open_own(self, url: str = "", **options: Any) -> Desk:
        """A window of the running test alone, on another server or with other options."""
        self.own.append(self._opened(url or self.url, **options))
        return self.own[-1]

    def tidy(self) -> list[str]:
        """Put away what a test left lying about, and return what went wrong in it."""
        trouble = [one for desk in self.windows + self.own for one in desk.trouble]
        while self.own:
            self.own.pop().page.context.close()
        for desk in self.windows:
            desk.tidy()
        return trouble

    def _opened(self, url: str, **options: Any) -> Desk:
        context = self.browser.new_context(viewport=VIEWPORT, accept_downloads=True, **options)
        return Desk(context.new_page(), url)


@pytest.fixture(scope="session")
def windows(browser, server) -> Iterator[Room]:
    room = Room(browser, server.url)
    yield room
    for desk in room.windows:
        desk.page.context.close()


@pytest.fixture
def room(windows: Room) -> Iterator[Room]:
    """The windows; the test fails when a script failed or something left the machine."""
    yield windows
    assert windows.tidy() == []


@pytest.fixture
def desk(room: Room) -> Desk:
    """The first window."""
    return room.window(0)


@pytest.fixture
def editor(desk: Desk, number: int) -> Desk:
    """The window with the test's article open in the editor."""
    return desk.open(number)
