"""The pages around the editor: list, upload, jobs, statistics, memory, glossary, settings."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Server
from tests.browser.conftest import PAIRS
from tests.browser.newsroom import fill
from workbench.store import open_workspace
from workbench.store.editing_schema import Role
from workbench.store.users import Users

FILE = """ date 2025-03-01 Körpü açılıb - XƏBƏR
- 1 mart, 2025
- 09:30
Körpü bu gün açılıb. İlk avtomobil keçdi.
"""
DROP = """text => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], "tunel.txt", { type: "text/plain" }));
  const options = { dataTransfer: carried, bubbles: true, cancelable: true };
  document.querySelector('[data-page="articles"]').dispatchEvent(new DragEvent("drop", options));
}"""


@pytest.fixture(scope="module")
def newsroom(browser, tmp_path_factory) -> Iterator[Server]:
    """A server on a workspace where two people worked for weeks, with accounts."""
    assert browser.is_connected()
    path = tmp_path_factory.mktemp("newsroom") / "news.db"
    fill(path)
    with open_workspace(path) as workspace:
        for name, role in (
            ("aysel", Role.REVIEWER),
            ("murad", Role.TRANSLATOR),
            ("lale", Role.VIEWER),
        ):
            Users(workspace).add(name, role, "çətin parol 1")
    server = Server(path).start()
    yield server
    server.stop()


@pytest.fixture
def signed_in(room, newsroom):
    """Return a function that signs somebody in."""

    def enter(name: str, query: str = ""):
        desk = room.open_own(newsroom.url)
        desk.page.goto(f"{newsroom.url}en/{query}")
        desk.page.get_by_label("Name").fill(name)
        desk.page.get_by_label("Password").fill("çətin parol 1")
        desk.press("Enter")
        desk.page.wait_for_url(f"{newsroom.url}*/**")
        desk.ready()
        return desk

    return enter


def test_signing_in_and_out(room, newsroom):
    desk = room.open_own(newsroom.url)
    desk.page.goto(newsroom.url)
    expect(desk.page.get_by_role("heading", name="Workbench")).to_be_visible()
    desk.page.get_by_label("Name").fill("aysel")
    desk.page.get_by_label("Password").fill("falsch")
    desk.press("Enter")
    expect(desk.page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    desk.page.get_by_label("Password").fill("çətin parol 1")
    desk.press("Enter")
    desk.page.wait_for_selector('[data-page="articles"][data-ready]')
    desk.tab("settings")
    desk.button("Sign out").click()
    expect(desk.page.get_by_label("Password")).to_be_visible()


def test_a_session_that_ends_keeps_what_is_typed(signed_in, newsroom):
    desk = signed_in("murad")
    desk.open(20)
    desk.go(3)
    key = desk.key(3)
    desk.type(" Ke")  # who is writing is not asked to sign in before a pause
    desk.page.context.clear_cookies()
    desk.type("pt.")
    expect(desk.dialog).to_contain_text("Your session has ended")
    desk.dialog.get_by_label("Password").fill("çətin parol 1")
    desk.press("Enter")
    expect(desk.dialog).to_have_count(0)
    desk.saved()
    with open_workspace(newsroom.workspace) as workspace:
        assert workspace.segment(key).target.endswith(" Kept.")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_people_have_worked(room, newsroom, signed_in, theme):
    door = room.open_own(newsroom.url, color_scheme=theme)
    door.page.goto(f"{newsroom.url}en/")
    expect(door.page.get_by_label("Password")).to_be_visible()
    found = {"sign in": door.violations()}
    desk = signed_in("aysel")
    desk.page.emulate_media(color_scheme=theme)
    for tab in ("articles", "jobs", "statistics", "memory", "settings"):
        desk.tab(tab)
        found[tab] = desk.violations()
    desk.tab("memory").page.get_by_role("button", name="Delete").first.click()
    expect(desk.dialog).to_be_visible()
    found["delete"] = desk.violations()
    desk.press("Escape")
    desk.open(20).press("Alt+r")
    expect(desk.dialog).to_be_visible()
    found["return"] = desk.violations()
    assert {name: some for name, some in found.items() if some} == {}


def test_a_viewer_only_reads(signed_in):
    desk = signed_in("lale")
    desk.tab("articles")
    expect(desk.page.get_by_text("Upload articles")).to_have_count(0)
    desk.open(20)
    assert desk.area.get_attribute("readonly") is not None
    expect(desk.button("Confirm")).to_have_count(0)


def test_the_list_is_filtered_and_searched(signed_in):
    desk = signed_in("aysel")
    desk.tab("articles")
    rows = desk.page.locator(".wb-table tbody tr")
    expect(rows).to_have_count(24)
    desk.page.get_by_label("Progress").select_option("false")
    expect(desk.page.get_by_role("navigation", name="Pages")).to_contain_text("of")
    desk.page.get_by_label("Progress").select_option("")
    desk.page.get_by_label("Rubric").select_option("REPORTAJ")
    expect(desk.page.locator(".wb-table tbody td", has_text="XƏBƏR")).to_have_count(0)
    desk.page.get_by_label("Rubric").select_option("")
    desk.page.get_by_label("Search", exact=True).fill("Babadağ")
    expect(rows).to_have_count(1)
    expect(desk.page.locator(".wb-sentences mark").first).to_be_visible()
    desk.page.locator(".wb-sentences a").first.click()
    desk.page.wait_for_selector(".wb-editor[data-ready]")
    expect(desk.active.locator(".wb-source")).to_contain_text("Babadağ")


def test_statistics_are_drawn_tabled_and_downloaded(signed_in, tmp_path):
    desk = signed_in("aysel")
    desk.tab("statistics")
    for series in ("progress", "words", "time", "origins"):
        card = desk.page.locator(f'[data-series="{series}"]')
        expect(card.locator("svg.wb-chart")).to_be_visible()
        assert card.locator("svg :is(rect, path, circle)").count() > 0
    card = desk.page.locator('[data-series="words"]')
    expect(card.locator(".wb-legend")).to_contain_text("aysel")
    card.get_by_text("Show the figures").click()
    expect(card.locator("td", has_text="murad").first).to_be_visible()
    with desk.page.expect_download() as waiting:
        card.get_by_role("button", name="CSV").click()
    waiting.value.save_as(tmp_path / "words.csv")
    assert (tmp_path / "words.csv").read_text(encoding="utf-8-sig").startswith("day,user,words")


def test_memory_is_searched_and_mended(signed_in):
    desk = signed_in("aysel")
    desk.tab("memory")
    units = desk.page.locator(".wb-units > li")
    expect(units).to_have_count(25)
    first = units.first.locator('[lang="en"]').text_content() or ""
    units.first.get_by_role("button", name="Edit").click()
    desk.dialog.get_by_role("textbox").fill(f"{first} (mended)")
    desk.dialog.get_by_role("button", name="Save").click()
    desk.page.locator(".wb-units").get_by_text("(mended)").wait_for()
    desk.page.get_by_label("Words").first.fill("zzzz")
    expect(units).to_have_text(["Nothing found."])


def test_the_glossary_is_searched(signed_in):
    desk = signed_in("murad")
    desk.tab("memory")
    desk.page.get_by_label("Words").last.fill("Orta Dəhliz")
    terms = desk.page.locator('[data-page="memory"] .wb-table tbody tr')
    expect(terms.first).to_contain_text("Middle Corridor")
    expect(desk.button("Add a term")).to_be_hidden()


def test_articles_are_uploaded_deleted_and_restored(desk):
    desk.tab("articles")
    file = {"name": "korpu.txt", "mimeType": "text/plain", "buffer": FILE.encode()}
    desk.page.locator('input[type="file"]').first.set_input_files([file])
    row = desk.page.locator("tr", has_text="Körpü açılıb")
    expect(row).to_be_visible()
    row.get_by_role("button", name="Delete").click()
    desk.dialog.get_by_role("button", name="Delete", exact=True).click()
    expect(row).to_have_count(0)
    desk.toast.get_by_role("button", name="Restore").click()
    expect(row).to_be_visible()


def test_files_are_dropped(desk):
    desk.tab("articles")
    desk.page.get_by_label("Search", exact=True).fill("zzzz")
    row = desk.page.locator("tr", has_text="Tunel qazılıb")
    expect(desk.page.locator('[data-page="articles"] .wb-nothing')).to_be_visible()
    desk.page.evaluate(DROP, FILE.replace("Körpü açılıb", "Tunel qazılıb"))
    desk.toast.get_by_role("button", name="Show them").click()
    expect(row).to_be_visible()
    expect(desk.page.get_by_label("Search", exact=True)).to_have_value("")
    assert row.evaluate("row => row.rowIndex") == 1


def test_an_empty_workspace_offers_the_sample(browser, room, tmp_path):
    assert browser.is_connected()
    empty = Server(tmp_path / "empty.db").start()
    try:
        desk = room.open_own(empty.url)
        desk.page.goto(empty.url)
        expect(desk.page.get_by_role("heading", name="This workspace is empty")).to_be_visible()
        desk.button("Load the sample archive").click()
        expect(desk.page.locator(".wb-table tbody tr")).to_have_count(24)
    finally:
        empty.stop()


def test_a_job_is_started_watched_and_stopped(room, archive):
    number = archive.add(*PAIRS, title="Tapşırıq üçün")
    desk = room.open_own().tab("articles")
    desk.page.locator(f'tr[data-number="{number}"] input').check()
    desk.button("Translate 1 chosen…").click()
    desk.page.wait_for_selector('[data-page="jobs"][data-ready]')
    expect(desk.page.locator('[data-page="jobs"] select').last).to_have_value("chosen")
    desk.button("Translate").click()
    card = desk.page.locator(".wb-job").first
    expect(card).to_contain_text("1 article")
    expect(card).to_have_attribute("data-state", "done", timeout=120_000)


@pytest.mark.parametrize(
    ("language", "speed", "figures"),
    [
        ("en", "1\u202f006.4 a second", "2.75 0.5 1\u202f000"),
        ("az", "saniyədə 1\u202f006,4 cümlə", "2,75 0,5 1\u202f000"),
    ],
)
def test_decimals_are_written_as_the_language_has_them(room, language, speed, figures):
    job = {
        "id": 1, "state": "running", "engine": "starter", "user": "", "articles": 1, "total": 9,
        "finished": 3, "from_memory": 0, "findings": 0, "current": "", "error": "",
        "created": "2025-03-01T12:00:00Z", "ended": None,
        "segments_per_second": 1006.42, "seconds_left": None,
    }  # fmt: skip
    desk = room.open_own()
    desk.page.route("**/api/jobs?*", lambda to: to.fulfill(json={"jobs": [job], "worker": True}))
    desk.tab("jobs", language)
    expect(desk.page.locator(".wb-numbers")).to_contain_text(speed)
    written = desk.page.evaluate(
        """async () => {
          const { figure } = await import(new URL("../static/charts.js", location.href));
          return [2.75, 0.5, 1000].map(figure).join(" ");
        }"""
    )
    assert written == figures


def test_language_and_theme_are_chosen_and_kept(room):
    desk = room.open_own().tab("settings")
    desk.page.get_by_label("Appearance").select_option("dark")
    expect(desk.page.locator("html")).to_have_attribute("data-theme", "dark")
    desk.page.get_by_label("Language").last.select_option("az")
    desk.page.wait_for_url("**/az/**")
    desk.ready()
    expect(desk.page.get_by_role("tab", name="Yaddaş və terminlər")).to_be_visible()
    expect(desk.page.locator("html")).to_have_attribute("data-theme", "dark")
    desk.page.goto(desk.url)
    desk.page.wait_for_url("**/az/**")


def test_a_page_names_beforehand_what_it_will_load(desk):
    for language in ("en", "az"):
        answer = desk.page.request.get(f"{desk.url}{language}/")
        assert "/static/main.js>; rel=modulepreload" in answer.headers["link"]


def test_back_goes_back(room, number):
    desk = room.open_own().tab("articles")  # a shared window may have kept another test's filter
    desk.page.locator(f'tr[data-number="{number}"] a').click()
    desk.page.wait_for_selector(f'.wb-editor[data-ready="{number}"]')
    desk.page.go_back()
    expect(desk.page.get_by_role("tab", name="Articles")).to_have_attribute("aria-selected", "true")
