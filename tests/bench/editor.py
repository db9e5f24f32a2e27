"""The editor, measured: loading, confirming, memory, as a Markdown table.

    python -m tests.bench.editor [--round-trip MS] [SEGMENTS ...]

Articles of 50, 200 and 1,000 segments unless others are named, in a real Chromium against a real
server. Confirming is the time from the key Ctrl+Enter until the next segment has the focus, taken
in the page; loading is that of the whole page until the writing box has the focus; memory is the
resident set of the page's renderer. Medians.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import gradio
from playwright.sync_api import Browser, Page, sync_playwright

import workbench
from tests.browser.chromium import ARGUMENTS, MISSING, Server, find_chromium
from tests.browser.conftest import Archive
from tests.browser.desk import Desk

LOADS = 3
CONFIRMS = 25
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
    """Medians for an article: segments, seconds, milliseconds, megabytes."""

    segments: int
    load: float
    confirm: float
    memory: float


def measure(browser: Browser, server: Server, segments: int, round_trip: int) -> Measured:
    """Measure an article of that many segments."""
    pairs = [
        (f"{n} saylı cümlə limandan yazır.", f"Sentence {n} from the port.")
        for n in range(segments - 1)
    ]
    number = Archive(server).add(*pairs)
    loads = []
    for _ in range(LOADS):
        desk, seconds = loaded(browser, server, number)
        loads.append(seconds)
        desk.page.context.close()
    desk, _ = loaded(browser, server, number)
    if round_trip:
        slow_down(desk.page, round_trip)
    confirm = confirming(desk)
    memory = resident_megabytes(browser, desk.page)
    desk.page.context.close()
    return Measured(segments, statistics.median(loads), confirm, memory)


def loaded(browser: Browser, server: Server, number: int) -> tuple[Desk, float]:
    """Load the page in a fresh profile, and return it with the seconds that took."""
    context = browser.new_context(viewport={"width": 1360, "height": 820})
    begun = time.perf_counter()
    desk = Desk(context.new_page(), server.url).open(number)
    return desk, time.perf_counter() - begun


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
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "bench.db").start()
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        rows = [measure(browser, server, n, options.round_trip) for n in options.segments]
        version = browser.version
        browser.close()
        server.kill()
    print("| segments | load, s | confirm to next, ms | renderer, MB |\n|--:|--:|--:|--:|")
    for row in rows:
        print(f"| {row.segments} | {row.load:.2f} | {row.confirm:.0f} | {row.memory:.0f} |")
    print(
        f"\nworkbench {workbench.__version__}, gradio {gradio.__version__}, Chromium {version}, "
        f"Python {platform.python_version()}, {len(os.sched_getaffinity(0))} cores "
        f"({platform.machine()}), load {os.getloadavg()[0]:.1f}, "
        f"round trip +{options.round_trip} ms, medians of {LOADS} loads, {CONFIRMS} confirmations"
    )


if __name__ == "__main__":
    main()
