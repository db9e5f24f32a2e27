"""The export dialog: what was ticked goes into the file, what cannot is told."""

from playwright.sync_api import expect

from tests.browser.conftest import PAIRS


def test_an_export_of_nothing_is_refused(desk, number):
    desk.open(number)
    desk.button("Export").click()
    for status in ("Confirmed", "Reviewed"):
        desk.dialog.get_by_label(status).uncheck()
    alert = desk.dialog.get_by_role("alert")
    expect(alert).to_have_text("Tick at least one kind of segment.")
    desk.dialog.get_by_role("button", name="Download").click()
    expect(desk.dialog).to_be_visible()
    expect(desk.dialog.get_by_label("Machine")).to_be_focused()
    asked = desk.page.evaluate(
        """async () => (await import(new URL("../static/api.js", location.href)))
             .address("export", { format: "tmx", status: [], article: undefined })"""
    )
    assert asked.endswith("/api/export?format=tmx&status=")
    desk.press("Space")
    expect(alert).to_have_count(0)
    with desk.page.expect_download():
        desk.dialog.get_by_role("button", name="Download").click()


def test_what_the_format_cannot_hold_is_told(desk, archive, tmp_path):
    number = archive.add(*PAIRS[:2], title="Fayla düşməyən cümlə")
    desk.open(number)
    desk.go(2)
    desk.confirm()
    desk.is_at(3)
    desk.write("")
    desk.press("Backspace")
    expect(desk.active.locator(".wb-finding.wb-error").first).to_be_visible()
    desk.press("Control+Enter", "Control+Enter")
    desk.saved()
    desk.button("Export").click()
    with desk.page.expect_download() as waiting:
        desk.dialog.get_by_role("button", name="Download").click()
    assert waiting.value.suggested_filename.endswith(".tmx")
    waiting.value.save_as(tmp_path / "out.tmx")
    assert (tmp_path / "out.tmx").read_text(encoding="utf-8").count("<tu ") == 1
    expect(desk.page.locator(".wb-toast", has_text="Pairs in the file: 1.")).to_be_visible()
    expect(desk.toast).to_contain_text("cannot hold them: 1.")
    expect(desk.toast).to_contain_text("#1.1 has no target")
