"""Hostile text is shown as text, and executed nowhere."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Archive

HOSTILE = [
    "<script>alert(1)</script> mətn.",
    "<img src=x onerror=alert(2)> mətn.",
    "${alert(3)} və ${window.hit=1} mətn.",
    "{{alert(4)}} və {{value}} mətn.",
    "Tərs xətt \\n \\u003cscript\\u003e \\\\ mətn.",
    "\N{RIGHT-TO-LEFT OVERRIDE}mətn tərsinə\N{POP DIRECTIONAL FORMATTING} bitdi.",
    "`${alert(5)}` '\"><svg onload=alert(6)> mətn.",
]
TITLE = "<b>Qalın</b> ${alert(7)} {{x}} &amp; başlıq"


@pytest.fixture
def hostile(archive: Archive) -> int:
    return archive.add(*((text, f"EN {text}") for text in HOSTILE), title=TITLE)


def test_hostile_articles_are_shown_as_they_are(desk, hostile):
    desk.open(hostile)
    shown = desk.page.locator(".wb-source").all_text_contents()
    assert shown == [f"{TITLE} - XƏBƏR", *HOSTILE]
    for row in range(2, len(HOSTILE) + 2):
        desk.go(row)
        expect(desk.area).to_have_value(f"EN {HOSTILE[row - 2]}")
    assert desk.page.evaluate("window.hit") is None
    desk.tab("articles")
    expect(desk.page.locator(f'tr[data-number="{hostile}"] a')).to_have_text(f"{TITLE} - XƏBƏR")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_targets_comments_and_searches_stay_text(desk, archive, hostile, text):
    desk.open(hostile)
    row = HOSTILE.index(text) + 2
    desk.go(row)
    desk.write(text[::-1] + text)
    desk.press("Alt+n")
    desk.page.keyboard.insert_text(text)
    desk.press("Control+Enter")
    expect(desk.side.locator(".wb-comments li")).to_contain_text(text[:20])
    desk.saved()
    assert archive.target(desk.key(row)) == text[::-1] + text
    assert desk.page.evaluate("window.hit") is None


def test_a_segment_of_twenty_thousand_letters_is_written_in(desk, archive):
    source = "Uzun cümlə " * 1800 + "bitdi."
    number = archive.add((source, "Long."))
    desk.open(number)
    desk.go(2)
    desk.page.evaluate("document.querySelector('.wb-area').select()")
    desk.page.keyboard.insert_text("a" * 19_990)
    desk.type(" end.")
    desk.saved()
    assert archive.target(desk.key(2)) == "a" * 19_990 + " end."


def test_a_text_the_server_refuses_is_kept_and_told(desk, archive):
    number = archive.add(("Qısa bir cümlə.", "Short."))
    desk.open(number)
    desk.go(2)
    desk.page.evaluate("document.querySelector('.wb-area').select()")
    desk.page.keyboard.insert_text("b" * 20_001)
    expect(desk.active.locator(".wb-conflict")).to_be_visible()
    assert len(desk.area.input_value()) == 20_001
    desk.button("Drop my text").click()
    expect(desk.area).to_have_value("Short.")


def test_what_is_no_text_does_not_stay_in_one(desk, archive):
    number = archive.add(("Qısa bir cümlə.", "Short."))
    desk.open(number)
    desk.go(2)
    desk.page.evaluate("document.querySelector('.wb-area').select()")
    desk.page.keyboard.insert_text("A \0short\0 one.")
    desk.type(" And more.")
    desk.saved()
    assert archive.target(desk.key(2)) == "A short one. And more."
