"""One browser and one server for all; every test has an article of its own."""

import os
from collections.abc import Callable, Iterator
from itertools import count, product

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

NAMES = ("Babayev", "Novruzov", "Zamanov", "Aslanov", "Nazarov", "Muradov", "Rustamov", "Salmanov")
VIEWPORT = {"width": 1360, "height": 820}
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
def server(browser, tmp_path_factory) -> Iterator[Server]:
    """A server on a workspace without accounts; none is started where there is no browser."""
    assert browser.is_connected()
    running = Server(tmp_path_factory.mktemp("workspace") / "news.db").start()
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


@pytest.fixture
def sit_down(browser, server) -> Iterator[Callable[..., Desk]]:
    """Return a function that opens a browser of its own, as another translator does."""
    desks: list[Desk] = []

    def opened(url: str = "", **options) -> Desk:
        context = browser.new_context(viewport=VIEWPORT, accept_downloads=True, **options)
        desks.append(Desk(context.new_page(), url or server.url))
        return desks[-1]

    yield opened
    for desk in desks:
        desk.page.context.close()
    trouble = [one for desk in desks for one in desk.trouble]
    assert trouble == []


@pytest.fixture(scope="module")
def window(browser, server) -> Iterator[Desk]:
    """A window that stays open from test to test, as it does all day."""
    context = browser.new_context(viewport=VIEWPORT, accept_downloads=True)
    yield Desk(context.new_page(), server.url)
    context.close()


@pytest.fixture
def desk(window: Desk) -> Iterator[Desk]:
    """The window, with what the test before left lying about put away."""
    yield window
    window.tidy()
    assert window.trouble == []


@pytest.fixture
def editor(desk: Desk, number: int) -> Desk:
    """The window with the test's article open in the editor."""
    return desk.open(number)
