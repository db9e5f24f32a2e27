"""Nothing that was typed is lost: server killed, network gone, two people in one segment."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Server
from tests.browser.conftest import PAIRS, Archive
from tests.browser.desk import LOADS_WITHIN, WAITING, Desk
from workbench.store import open_workspace
from workbench.store.article_list import ArticleList


@pytest.fixture
def mortal(browser, tmp_path) -> Iterator[Server]:
    """A server of the test's own, to be killed."""
    assert browser.is_connected()
    server = Server(tmp_path / "news.db").start()
    yield server
    server.kill()


def test_letters_typed_right_after_confirming_are_all_kept(editor, archive):
    editor.go(2)
    editor.write("The corridor grows.")
    editor.page.keyboard.press("Control+Enter")
    editor.page.keyboard.type("ƏĞİıö")
    editor.saved()
    assert archive.target(editor.key(2)) == "The corridor grows."
    assert archive.target(editor.key(3)).endswith("ƏĞİıö")


def test_a_slow_network_makes_nobody_wait(editor, archive):
    def slow(route):
        editor.page.wait_for_timeout(150)
        route.continue_()

    editor.page.route("**/api/segments/**", slow)
    try:
        editor.go(2)
        for _ in range(3):
            editor.confirm()
        editor.type("abcde")
        editor.is_at(5)
        editor.saved()
    finally:
        editor.page.unroute("**/api/segments/**")
    assert archive.target(editor.key(5)).endswith("abcde")


def test_a_killed_server_loses_nothing_and_asks_nothing(room, mortal):
    archive = Archive(mortal)
    number = archive.add(*PAIRS)
    desk = room.open_own(mortal.url).open(number)
    desk.go(2)
    desk.write("The importance of the ")
    mortal.kill()
    desk.type("Middle Corridor grows.")
    desk.confirm()
    desk.is_at(3)
    desk.type(" And more.")
    expect(desk.page.locator('.wb-save[data-state="offline"]')).to_contain_text("Offline, 2")
    mortal.start()
    desk.saved()
    first, second = (archive.segment(desk.key(row)) for row in (2, 3))
    assert (first.status, second.status) == ("confirmed", "draft")
    assert first.target == "The importance of the Middle Corridor grows."
    assert second.target.endswith("port. And more.")


def test_a_closed_window_loses_nothing(room, archive, number):
    desk = room.open_own().open(number)
    desk.go(3)
    key = desk.key(3)
    desk.page.context.set_offline(True)
    desk.type(" Written offline.")
    desk.page.close()
    again = desk.page.context.new_page()
    desk.page.context.set_offline(False)
    desk.page = again
    desk.open(number)
    desk.page.wait_for_timeout(9000)  # another window's entries are taken over after 8 s
    desk.saved()
    assert archive.target(key).endswith(" Written offline.")


AGE = """() => {
  const waiting = Object.keys(localStorage).filter((name) => WAITING.test(name));
  for (const name of waiting) {
    const entry = JSON.parse(localStorage.getItem(name));
    localStorage.setItem(name, JSON.stringify({ ...entry, at: entry.at - 60000 }));
  }
}""".replace("WAITING", WAITING)


# What a page sends while it is closed outlives the page, and with it Chromium's being offline.
MUTE = "() => { window.fetch = () => Promise.reject(new TypeError('muted')); }"


def test_texts_of_two_windows_for_one_segment_are_both_kept(room, archive, number):
    second = room.open_own().open(number)
    second.go(3)
    key = second.key(3)
    first = Desk(second.page.context.new_page(), second.url).open(number)
    first.go(3)
    second.page.context.set_offline(True)
    first.page.evaluate(MUTE)
    first.write("Two piers, said the first window.")
    first.page.close()
    second.write("Two piers, said the second window.")
    second.page.evaluate(AGE)
    expect(second.page.locator('.wb-save[data-state="offline"]')).to_be_visible()
    second.page.wait_for_timeout(4000)  # entries of closed windows are looked for every 3 s
    second.page.context.set_offline(False)
    expect(second.page.locator('.wb-save[data-state="saved"]')).to_be_visible()
    assert archive.target(key) == "Two piers, said the second window."
    expect(second.area).to_have_value("Two piers, said the second window.")
    second.go(4)
    expect(second.row(3)).to_have_attribute("data-status", "conflict")
    second.go(3)
    expect(second.area).to_have_value("Two piers, said the first window.")
    expect(second.active.locator(".wb-conflict ins")).to_have_text(["first"])
    second.button("Keep mine").click()
    second.saved()
    assert archive.target(key) == "Two piers, said the first window."


def test_a_duplicated_window_has_a_name_of_its_own(room, number):
    name = "sessionStorage.getItem('workbench/client')"
    desk = room.open_own().open(number)
    first = desk.page.evaluate(name)
    with desk.page.expect_popup() as waiting:  # the storage of the session is copied to it
        desk.page.evaluate("open(location.href)")
    waiting.value.wait_for_selector("html[data-ready]", timeout=LOADS_WITHIN)
    assert waiting.value.evaluate(name) != first
    waiting.value.close()
    desk.page.reload()
    desk.ready()
    assert desk.page.evaluate(name) == first


JOURNAL = """async (entries) => {
  const { Journal } = await import(new URL("../static/journal.js", location.href));
  const kept = new Map(entries.map((one) => [`workbench/w/u/${one.client}/${one.key}`, one]));
  const store = {
    get length() { return kept.size; },
    key: (at) => [...kept.keys()][at],
    getItem: (name) => JSON.stringify(kept.get(name)),
    setItem: (name, text) => kept.set(name, JSON.parse(text)),
    removeItem: (name) => kept.delete(name),
  };
  const journal = new Journal("w", "u", "me", store);
  const own = [...journal.entries.values()];
  own.forEach((one) => journal.forget(one.key));
  return { first: own, then: (journal.adoptLeftBehind(), [...journal.entries.values()]) };
}"""


def entry(client: str, target: str, **more: object) -> dict[str, object]:
    made = {"key": 7, "client": client, "at": 0, "target": target, "sent": False, "follows": []}
    return made | {"change_id": f"of-{client}"} | more


@pytest.mark.parametrize("order", [1, -1])
def test_a_journal_takes_over_one_text_after_the_other(editor, order):
    entries = [entry("gone", "Theirs."), entry("me", "Mine.")][::order]
    found = editor.page.evaluate(JOURNAL, entries)
    assert [one["target"] for one in found["first"]] == ["Mine."]
    assert [one["target"] for one in found["then"]] == ["Theirs."]


def test_a_journal_names_anew_what_was_never_sent(editor):
    ids = [
        editor.page.evaluate(JOURNAL, [entry("gone", "Theirs.", sent=sent)])["first"][0][
            "change_id"
        ]
        for sent in (True, False)
    ]
    assert ids[0] == "of-gone"
    assert ids[1] != "of-gone"


def test_a_journal_keeps_one_text_once(editor):
    entries = [entry("me", "The same."), entry("gone", "The same.", sent=True)]
    found = editor.page.evaluate(JOURNAL, entries)
    assert [one["follows"] for one in found["first"]] == [["of-gone"]]
    assert found["then"] == []


def test_offline_is_told_and_goes_on_by_itself(room, archive, number):
    desk = room.window(0).open(number)
    desk.page.context.set_offline(True)
    for row in (2, 3, 4):
        desk.go(row)
        desk.type(" x")
    expect(desk.page.locator('.wb-save[data-state="offline"]')).to_contain_text("Offline, 3")
    desk.page.context.set_offline(False)
    desk.saved()
    assert [archive.target(desk.key(row))[-2:] for row in (2, 3, 4)] == [" x"] * 3


def meanwhile(desk: Desk, text: str, other: Desk, others: str) -> None:
    """Let somebody write a text while the other saves one first."""
    desk.page.context.set_offline(True)
    desk.write(text)
    other.write(others)
    other.saved()
    desk.page.context.set_offline(False)


def test_two_people_in_one_segment_see_both_texts(room, archive, number):
    first, second = room.window(0).open(number), room.window(1).open(number)
    for desk in (first, second):
        desk.go(3)
    meanwhile(second, "A pair of piers was built.", first, "Two piers were built.")
    bar = second.active.locator(".wb-conflict")
    expect(bar).to_be_visible()
    expect(bar.locator("del").first).to_have_text("Two")
    expect(second.area).to_have_value("A pair of piers was built.")
    expect(second.row(3)).to_have_attribute("data-status", "conflict")
    second.button("Keep mine").click()
    second.saved()
    assert archive.target(second.key(3)) == "A pair of piers was built."
    meanwhile(first, "Two piers came.", second, "Some piers were built.")
    expect(first.active.locator(".wb-conflict")).to_be_visible()
    first.button("Take theirs").click()
    expect(first.area).to_have_value("Some piers were built.")
    first.saved()
    assert archive.target(second.key(3)) == "Some piers were built."


def test_a_text_whose_article_was_deleted_can_be_taken_along(room, archive, number):
    other = archive.add(*PAIRS[:1], title="Başqa məqalə")
    desk = room.open_own().open(number)
    desk.go(3)
    desk.page.context.set_offline(True)
    desk.write("Nobody has this text but me.")
    with open_workspace(archive.server.workspace) as workspace:
        ArticleList(workspace).delete(number)
    desk.page.context.set_offline(False)
    expect(desk.active.locator(".wb-conflict")).to_be_visible()
    desk.open(other)
    desk.button("1 to decide").click()
    expect(desk.dialog.get_by_label("Your text")).to_have_value("Nobody has this text but me.")
    with open_workspace(archive.server.workspace) as workspace:
        ArticleList(workspace).restore(number)
    desk.dialog.get_by_role("button", name="Try again").click()
    desk.saved()
    assert archive.target(desk.open(number).key(3)) == "Nobody has this text but me."


def test_others_are_seen_and_their_changes_arrive(room, number):
    first, second = room.window(0).open(number), room.window(1).open(number)
    first.go(2)
    second.go(4)
    first.write("The corridor.")
    first.saved()
    second.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(second.row(2).locator(".wb-target")).to_have_text("The corridor.")
    expect(second.row(2)).to_have_attribute("data-status", "locked")


LISTENER = """
import sys

def heard(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo"}:
        address = arguments[1] if event == "socket.connect" else arguments[0]
        host = address[0] if isinstance(address, tuple) else address
        if host not in {"127.0.0.1", "localhost", "::1", None} and not str(host).startswith("/"):
            with open(%r, "a") as log:
                print(event, address, file=log)

sys.addaudithook(heard)
"""


def test_the_server_asks_nobody_outside(room, tmp_path):
    log = tmp_path / "asked.txt"
    (tmp_path / "sitecustomize.py").write_text(LISTENER % str(log), encoding="utf-8")
    server = Server(tmp_path / "news.db", environment={"PYTHONPATH": str(tmp_path)}).start()
    try:
        desk = room.open_own(server.url)
        desk.page.goto(server.url)
        desk.button("Load the sample archive").click()
        expect(desk.page.locator(".wb-table tbody tr")).to_have_count(24)
        desk.open(3)
        desk.type(" x")
        desk.saved()
    finally:
        server.stop()
    assert not log.exists(), log.read_text(encoding="utf-8")


def test_nothing_leaves_the_machine(room, server):
    desk = room.open_own()
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    for name in ("articles", "jobs", "statistics", "memory", "settings"):
        desk.tab(name)
    assert asked
    assert [url for url in asked if not url.startswith((server.url, "blob:", "data:"))] == []


def test_an_edit_of_another_workspace_is_never_sent(room, archive, number):
    desk = room.open_own().open(number)
    key, before = desk.key(3), archive.target(desk.key(3))
    desk.page.evaluate(
        """key => {
          const entry = { key, client: "gone", at: 0, article: 1, source: "Başqa cümlə.",
            target: "Of another workspace.", status: "confirmed", origin: "human", match: null,
            version: 1, seconds: 1, keys_pressed: 1, change_id: "abcdefgh", follows: [] };
          const name = Object.keys(localStorage).find((one) => one.startsWith("workbench/last/"));
          const start = name.replace("workbench/last/", "workbench/");
          localStorage.setItem(`${start}/gone/${key}`, JSON.stringify(entry));
        }""",
        key,
    )
    desk.page.reload()
    desk.page.wait_for_selector(f'.wb-editor[data-ready="{number}"]')
    desk.page.wait_for_timeout(5000)
    assert archive.target(key) == before
    assert desk.page.evaluate("Object.values(localStorage).some((one) => one.includes('Başqa'))")
