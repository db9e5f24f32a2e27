"""A translator's day, step by step, in a real browser against a real server."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PAIRS


def test_an_article_is_opened_from_the_list(room, number):
    desk = room.open_own().tab("articles")
    desk.page.get_by_label("Search", exact=True).fill("genişlənir")
    desk.page.locator(f'tr[data-number="{number}"] a').click()
    desk.page.wait_for_selector(f'.wb-editor[data-ready="{number}"]')
    expect(desk.page.locator(".wb-editor h1")).to_have_text("Liman genişlənir - XƏBƏR")
    expect(desk.rows).to_have_count(6)
    expect(desk.area).to_be_focused()
    expect(desk.page.get_by_role("tab", name="Editor")).to_have_attribute("aria-selected", "true")
    desk.tab("articles")
    desk.page.get_by_label("Search", exact=True).fill("")  # the filter stays for the next visit


def test_confirming_saves_and_goes_on(editor, archive):
    editor.go(2)
    editor.write("The Middle Corridor matters more and more.")
    editor.confirm()
    editor.is_at(3)
    editor.saved()
    stored = archive.segment(editor.key(2))
    assert stored.target == "The Middle Corridor matters more and more."
    assert stored.status == "confirmed"
    revision = editor.api(f"segments/{editor.key(2)}/revisions")["revisions"][-1]
    assert revision["keys_pressed"] >= len("The Middle Corridor matters")
    assert revision["seconds"] > 0
    assert editor.status(2) == "confirmed"


def test_a_draft_is_saved_without_being_asked(editor, archive):
    editor.go(3)
    editor.type(" Indeed.")
    editor.saved()
    stored = archive.segment(editor.key(3))
    assert (stored.status, stored.target[-8:]) == ("draft", " Indeed.")


def test_editing_a_confirmed_segment_makes_it_a_draft(editor, archive):
    editor.go(3)
    editor.confirm()
    editor.saved()
    editor.go(3)
    editor.type(" More.")
    editor.saved()
    assert archive.segment(editor.key(3)).status == "draft"


def test_a_match_is_put_in_and_taken_back(desk, archive):
    source = "Dənizçilər fırtınadan əvvəl limana qayıtdılar."
    first = archive.add((source, "Sailors return."))
    desk.open(first)
    desk.go(2)
    desk.write("The sailors returned to port before the storm.")
    desk.confirm()
    desk.saved()
    second = archive.add((source.replace("Dənizçilər", "Balıqçılar"), "Fishermen came."))
    desk.open(second)
    desk.go(2)
    match = desk.side.locator(".wb-match").first
    expect(match).to_contain_text("%")
    expect(desk.side.locator(".wb-matches .wb-diff del").first).to_be_visible()
    desk.press("Control+1")
    expect(desk.area).to_have_value("The sailors returned to port before the storm.")
    desk.press("Control+z")
    expect(desk.area).to_have_value("Fishermen came.")
    desk.press("Control+1")
    desk.confirm()
    desk.saved()
    stored = archive.segment(desk.key(2))
    assert (stored.origin, stored.status) == ("memory", "confirmed")


def test_a_term_is_underlined_listed_and_put_in(editor):
    editor.go(2)
    term = editor.active.locator(".wb-term").first
    expect(term).to_have_text("Orta Dəhlizin")
    assert "Middle Corridor" in (term.get_attribute("data-english") or "")
    expect(editor.side.locator(".wb-terms")).to_contain_text("used")
    editor.write("Growing:")
    editor.press("Alt+1")
    expect(editor.area).to_have_value("Growing: Middle Corridor")
    term.click()
    expect(editor.area).to_have_value("Growing: Middle Corridor Middle Corridor")


def test_a_term_that_is_clicked_is_the_one_put_in(desk, archive):
    number = archive.add(("Bakı və Bakı ilə TDT görüşdü.", "They met."))
    desk.open(number)
    desk.go(2)
    terms = desk.active.locator(".wb-term")
    expect(terms).to_have_text(["Bakı", "Bakı", "TDT"])
    desk.write("Put in:")
    for at in range(3):
        terms.nth(at).click()
    expect(desk.area).to_have_value("Put in: Baku Baku OTS")
    desk.press("Alt+2")
    expect(desk.area).to_have_value("Put in: Baku Baku OTS OTS")
    desk.side.locator(".wb-term-button").first.click()
    expect(desk.area).to_have_value("Put in: Baku Baku OTS OTS Baku")


def test_splitting_merging_and_undoing(editor):
    editor.go(3)
    source = editor.row(3).locator(".wb-source").text_content()
    editor.press("Control+Shift+S")
    expect(editor.dialog).to_be_visible()
    editor.press("ArrowLeft", "ArrowLeft")
    editor.page.locator("dialog .wb-primary").click()
    expect(editor.rows).to_have_count(7)
    halves = [editor.row(n).locator(".wb-source").text_content() or "" for n in (3, 4)]
    assert "".join("".join(halves).split()) == "".join((source or "").split())
    editor.press("Alt+z")
    expect(editor.rows).to_have_count(6)
    expect(editor.row(3).locator(".wb-source")).to_have_text(source or "")
    editor.go(3)
    editor.press("Control+Shift+M")
    expect(editor.rows).to_have_count(5)
    expect(editor.row(3).locator(".wb-source")).to_contain_text("Yüklərin")
    editor.button("Undo split or merge").first.click()
    expect(editor.rows).to_have_count(6)


def test_an_error_stops_the_first_confirmation_not_the_second(desk, archive):
    number = archive.add(PAIRS[1], title="Körpülər barədə söhbət")
    desk.open(number)
    desk.go(1)
    desk.write("")
    desk.press("Backspace")
    finding = desk.active.locator(".wb-finding.wb-error")
    expect(finding.first).to_be_visible()
    desk.confirm()
    expect(desk.active.locator(".wb-again")).to_be_visible()
    assert desk.key(1) == int(desk.active.get_attribute("data-key") or 0)
    desk.confirm()
    desk.is_at(2)
    desk.saved()
    stored = archive.segment(desk.key(1))
    assert stored.status == "confirmed"
    accepted = desk.api(f"segments/{desk.key(1)}")["findings"]
    assert {one["reason"] for one in accepted if one["severity"] == "error"} == {
        "confirmed with error"
    }


def test_a_finding_is_fixed_and_one_is_ignored_with_a_reason(editor):
    editor.go(3)
    editor.write("two  piers have been built.")
    fix = editor.active.get_by_role("button", name="Change to")
    expect(fix.first).to_be_visible()
    before = editor.area.input_value()
    fix.first.click()
    expect(editor.area).not_to_have_value(before)
    editor.write("two piers have been built")
    expect(editor.active.get_by_text("Ignore…").first).to_be_visible()
    editor.saved()
    editor.press("Alt+i")
    expect(editor.dialog).to_be_visible()
    editor.type("House style")
    editor.press("Enter")
    expect(editor.active.get_by_text("House style")).to_be_visible()
    findings = editor.api(f"segments/{editor.key(3)}")["findings"]
    assert "House style" in {one["reason"] for one in findings if one["accepted"]}


def test_of_two_findings_of_a_check_one_is_ignored(editor):
    editor.go(3)
    editor.write("Two piers , have been built .")
    lines = editor.active.locator(".wb-finding").filter(has_text="Space before")
    expect(lines).to_have_count(2)
    editor.saved()
    lines.first.get_by_text("Ignore…").click()
    editor.type("As printed")
    editor.press("Enter")
    expect(lines.filter(has_text="As printed")).to_have_count(1)
    expect(lines.filter(has_text="Ignore…")).to_have_count(1)
    editor.go(4)
    editor.go(3)
    with editor.page.expect_response("**/check"):
        editor.type(" Now.")
    expect(lines.filter(has_text="As printed")).to_have_count(1)
    lines.filter(has_text="As printed").get_by_text("Stop ignoring").click()
    expect(lines.filter(has_text="Ignore…")).to_have_count(2)


def test_search_and_replace_shows_first_and_changes_what_is_ticked(editor, archive):
    editor.press("Control+h")
    dialog = editor.dialog
    dialog.get_by_label("Search for").fill("new")
    dialog.get_by_label("Replace with").fill("brand-new")
    dialog.get_by_role("button", name="Show what would change").click()
    expect(dialog.locator("li")).to_have_count(2)
    expect(dialog.locator("ins").first).to_have_text("brand-")
    dialog.locator("li input").first.uncheck()
    dialog.get_by_role("button", name="Replace the ticked").click()
    expect(dialog).to_have_count(0)
    expect(editor.row(6).locator(".wb-target")).to_contain_text("brand-new crane")
    assert "brand-new" not in archive.target(editor.key(3))
    assert "brand-new crane" in archive.target(editor.key(6))


def test_repeats_are_offered_and_confirmed_ones_stay(desk, archive):
    source = "Elanlar hər cümə axşamı dərc olunur."
    number = archive.add(
        (source, "Ads A."),
        ("Arada bir cümlə.", "A sentence."),
        (source, "Ads A."),
        (source, "Ads A."),
    )
    desk.open(number)
    desk.go(5)
    desk.write("Notices appear on Thursdays.")
    desk.confirm()
    desk.saved()
    desk.tidy()
    desk.go(2)
    desk.write("Notices are published every Thursday.")
    desk.confirm()
    desk.is_at(3)
    desk.toast.get_by_role("button", name="Fill repeats").click()
    expect(desk.row(4).locator(".wb-target")).to_have_text("Notices are published every Thursday.")
    assert archive.segment(desk.key(4)).status == "draft"
    assert archive.target(desk.key(5)) == "Notices appear on Thursdays."


def test_history_is_shown_and_reverted_to(editor, archive):
    editor.go(4)
    engine = editor.area.input_value()
    editor.write("Cargo will be heavier next year.")
    editor.confirm()
    editor.saved()
    editor.go(4)
    editor.press("Alt+h")
    expect(editor.side.locator(".wb-history > li")).to_have_count(2)
    editor.side.get_by_role("button", name="Back to revision 1").click()
    expect(editor.area).to_have_value(engine)
    assert archive.target(editor.key(4)) == engine


def test_engine_text_comes_back_and_the_difference_is_shown(editor):
    editor.go(5)
    engine = editor.area.input_value()
    editor.write(engine.replace("early", "late"))
    changes = editor.side.locator(".wb-panel-changes")
    # Lists: while it is being typed, the text differs in more than one place.
    expect(changes.locator("del")).to_have_text(["early"])
    expect(changes.locator("ins")).to_have_text(["late"])
    editor.press("Alt+0")
    expect(editor.area).to_have_value(engine)


def test_comments_are_written_counted_and_resolved(editor):
    editor.go(2)
    editor.press("Alt+n")
    box = editor.side.get_by_label("Write a comment")
    expect(box).to_be_focused()
    editor.type("Şəhər adı dəqiqləşdirilsin")
    editor.press("Control+Enter")
    expect(editor.row(2).locator(".wb-mark.wb-comment")).to_contain_text("1")
    expect(editor.area).to_be_focused()
    editor.side.get_by_role("button", name="Resolve").click()
    expect(editor.row(2).locator(".wb-mark.wb-comment")).to_have_count(0)


def test_concordance_finds_how_it_was_translated(desk, archive):
    number = archive.add(("Mayak gecələr işıq saçır.", "A beacon."))
    desk.open(number)
    desk.go(2)
    desk.write("The lighthouse shines at night.")
    desk.confirm()
    desk.saved()
    desk.press("Alt+k")
    desk.dialog.get_by_label("Words").fill("mayak")
    desk.press("Enter")
    expect(desk.dialog.locator("mark").first).to_have_text("Mayak")
    expect(desk.dialog.locator("li").first).to_contain_text("The lighthouse shines at night.")


def test_filters_never_hide_the_active_row(editor):
    editor.go(3)
    editor.confirm()
    editor.saved()
    editor.go(3)
    editor.page.locator(".wb-filters select").first.select_option("machine")
    expect(editor.row(3)).to_be_visible()
    expect(editor.row(4)).to_be_visible()
    editor.press("Control+Shift+F")
    editor.type("gəmilər")
    expect(editor.row(4)).to_be_hidden()
    expect(editor.row(5)).to_be_visible()
    expect(editor.row(3)).to_be_visible()
    editor.button("Clear filter").click()
    expect(editor.row(4)).to_be_visible()


def test_segments_are_filtered_by_their_findings(desk, archive):
    number = archive.add(
        ("Limanda 40 körpü tikilib.", "Four piers were built at the port."),
        ("Gəmilər səhər yola düşdü.", "The ships left in the morning."),
        title="Süzgəc",
    )
    desk.open(number)
    desk.go(1)
    bad, good = desk.row(2), desk.row(3)
    findings = desk.page.locator(".wb-filters").get_by_label("Findings")
    findings.select_option(label="With findings")
    expect(bad).to_be_visible()
    expect(good).to_be_hidden()
    findings.select_option(label="Without findings")
    expect(bad).to_be_hidden()
    expect(good).to_be_visible()


def test_moving_by_keys(editor):
    editor.go(1)
    editor.press("Alt+ArrowDown", "Alt+ArrowDown")
    editor.is_at(3)
    editor.press("Alt+ArrowUp")
    editor.is_at(2)
    editor.press("Control+g")
    editor.type("5")
    editor.press("Enter")
    editor.is_at(5)
    editor.press("Control+Shift+Enter")
    editor.is_at(6)


def test_f1_shows_the_keys(editor):
    editor.press("F1")
    expect(editor.dialog).to_contain_text("Ctrl+Enter")
    editor.press("Escape")
    expect(editor.dialog).to_have_count(0)


def test_a_reviewer_accepts_and_returns(editor, archive):
    for row in (3, 4):
        editor.go(row)
        editor.confirm()
    editor.saved()
    editor.go(3)
    editor.press("Alt+a")
    expect(editor.row(3)).to_have_attribute("data-status", "reviewed")
    editor.go(4)
    editor.press("Alt+r")
    editor.dialog.get_by_label("What is to be changed").fill("Which year?")
    editor.dialog.get_by_role("button", name="Return").click()
    expect(editor.row(4)).to_have_attribute("data-status", "rejected")
    assert archive.segment(editor.key(3)).status == "reviewed"
    assert archive.segment(editor.key(4)).status == "rejected"


LETTERS = "Ə ə Ö ö Ü ü Ğ ğ Ş ş Ç ç İ i I ı – “Şəki” & <b> 🙂"


@pytest.mark.parametrize("form", ["tmx", "tsv", "jsonl"])
def test_letters_travel_byte_for_byte_into_the_export(editor, archive, tmp_path, form):
    editor.go(3)
    editor.write(LETTERS)
    expect(editor.active.locator(".wb-finding.wb-error").first).to_be_visible()
    editor.press("Control+Enter", "Control+Enter")
    editor.is_at(4)
    editor.saved()
    assert archive.target(editor.key(3)) == LETTERS
    editor.button("Export").click()
    editor.dialog.get_by_label("Format").select_option(form)
    with editor.page.expect_download() as waiting:
        editor.dialog.get_by_role("button", name="Download").click()
    path = tmp_path / f"out.{form}"
    waiting.value.save_as(path)
    text = path.read_text(encoding="utf-8")
    written = {
        "tmx": LETTERS.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        "tsv": LETTERS,
        "jsonl": json.dumps(LETTERS, ensure_ascii=False),
    }
    assert written[form] in text


def test_the_active_segment_is_in_sight(editor):
    for number in (2, 3, 1, 5):
        editor.go(number)
        box = editor.row(number).bounding_box()
        head = editor.page.locator(".wb-columns").bounding_box()
        assert box
        assert head
        assert box["y"] >= head["y"] + head["height"] - 2
