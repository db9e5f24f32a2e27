"""The editor, measured: loading, confirming, memory, as a Markdown table.

    python -m tests.bench.editor [--round-trip MS] [SEGMENTS ...]

Articles of 50, 200 and 1,000 segments unless others are named, in a real Chromium against a real
server, beside a page of Gradio with nothing in it. Loading is that of the whole page until the
writing box has the focus; all take turns. Confirming is the time from the key Ctrl+Enter until the
next segment has the focus, taken in the page. Memory is the resident set of the page's renderer:
when it has loaded, and after the confirmations when what they left behind is collected; a good
part of it is the browser's own program, the same in every tab. Medians.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import gradio
from playwright.sync_api import Browser, Page, sync_playwright

import workbench
from tests.bench.bare_gradio import THERE, bare_gradio
from tests.browser.chromium import ARGUMENTS, MISSING, Server, find_chromium
from tests.browser.conftest import Archive
from tests.browser.desk import Desk

LOADS = 5
CONFIRMS = 25
RESTS = 1000  # ms
WATCH = """() => {
  window.taken = [];
  let begun = 0;
  addEventListener("keydown", (e) => { if (e.key === "Enter") begun = performance.now() }, true);
  new MutationObserver(() => {
    const box = document.querySelector(".wb-active .wb-area");
    if (!begun || box !== document.activeElement) return;
    taken.push(performance.now() - begun);
    begun = 0;
  }).observe(document.querySelector(".wb-rows"), { attributes: true, subtree: true });
}"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of a page: seconds, milliseconds, megabytes."""

    page: str
    load: float
    confirm: float | None
    memory: float
    collected: float


class Bench:
    """A browser, a server with an article of each size, and a page of Gradio."""

    def __init__(
        self, browser: Browser, server: Server, gradio_page: str, sizes: Sequence[int]
    ) -> None:
        self._browser = browser
        self._server = server
        self._gradio_page = gradio_page
        self._articles = {size: Archive(server).add(*pairs(size)) for size in sizes}

    def measure(self, round_trip: int) -> list[Measured]:
        """Return a row for Gradio alone, and one for each article."""
        sizes: list[int | None] = [None, *self._articles]
        loads: dict[int | None, list[float]] = {size: [] for size in sizes}
        for _ in range(LOADS):
            for size in sizes:
                began = time.perf_counter()
                page = self._loaded(size)
                loads[size].append(time.perf_counter() - began)
                page.context.close()
        return [self._row(size, statistics.median(loads[size]), round_trip) for size in sizes]

    def _loaded(self, size: int | None) -> Page:
        """Load a page in a fresh profile: that of Gradio alone without a size."""
        page = self._browser.new_context(viewport={"width": 1360, "height": 820}).new_page()
        if size is None:
            page.goto(self._gradio_page)
            page.wait_for_selector(THERE)
            return page
        return Desk(page, self._server.url).open(self._articles[size]).page

    def _row(self, size: int | None, load: float, round_trip: int) -> Measured:
        page = self._loaded(size)
        page.wait_for_timeout(RESTS)
        memory = resident_megabytes(self._browser, page)
        confirm = None
        if size is not None:
            if round_trip:
                slow_down(page, round_trip)
            confirm = confirming(Desk(page, self._server.url))
        page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
        page.wait_for_timeout(RESTS)
        collected = resident_megabytes(self._browser, page)
        page.context.close()
        name = "Gradio alone" if size is None else f"{size:,} segments"
        return Measured(name, load, confirm, memory, collected)


def pairs(segments: int) -> Iterator[tuple[str, str]]:
    """Yield the sentences of an article that has so many segments with its heading."""
    for number in range(segments - 1):
        yield f"{number} saylı cümlə limandan yazır.", f"Sentence {number} from the port."


def slow_down(page: Page, round_trip: int) -> None:
    """Let every request take so many milliseconds more."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    speed = {"downloadThroughput": -1, "uploadThroughput": -1}
    session.send(
        "Network.emulateNetworkConditions", {"offline": False, "latency": round_trip, **speed}
    )


def confirming(desk: Desk) -> float:
    """Return the median milliseconds from Ctrl+Enter to the focus in the next segment."""
    desk.page.evaluate(WATCH)
    for _ in range(CONFIRMS):
        desk.page.wait_for_timeout(150)
        desk.type("x")
        desk.confirm()
    taken: list[float] = desk.page.evaluate("taken")
    return statistics.median(taken)


def resident_megabytes(browser: Browser, page: Page) -> float:
    """Return the resident set of the largest renderer, that of the page."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    page.bring_to_front()
    renderers = [one["id"] for one in processes if one["type"] == "renderer"]
    return max(map(_resident, renderers)) / 2**20


def _resident(process: int) -> int:
    fields = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("segments", nargs="*", type=int, default=[50, 200, 1000])
    parser.add_argument("--round-trip", type=int, default=0, help="milliseconds added to requests")
    options = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        sys.exit(MISSING)
    with (
        tempfile.TemporaryDirectory() as folder,
        bare_gradio() as gradio_page,
        sync_playwright() as playwright,
    ):
        server = Server(Path(folder) / "bench.db").start()
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        bench = Bench(browser, server, gradio_page, options.segments)
        rows = bench.measure(options.round_trip)
        version = browser.version
        browser.close()
        server.kill()
    show(rows)
    print(
        f"\nworkbench {workbench.__version__}, gradio {gradio.__version__}, Chromium {version}, "
        f"Python {platform.python_version()}, {len(os.sched_getaffinity(0))} cores "
        f"({platform.machine()}), load {os.getloadavg()[0]:.1f}, "
        f"round trip +{options.round_trip} ms, medians of {LOADS} loads, {CONFIRMS} confirmations"
    )


def show(rows: Sequence[Measured]) -> None:
    """Print the table; the first row is what the others are compared with."""
    print("| page | load, s | to Gradio | confirm to next, ms | renderer, MB | in the end, MB |")
    print("|---|--:|--:|--:|--:|--:|")
    for row in rows:
        confirm = "" if row.confirm is None else f"{row.confirm:.0f}"
        print(
            f"| {row.page} | {row.load:.2f} | {row.load / rows[0].load:.2f} | {confirm} "
            f"| {row.memory:.0f} | {row.collected:.0f} |"
        )


if __name__ == "__main__":
    main()
