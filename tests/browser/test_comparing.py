"""Segments of an article compared with one another, as a translator sees it."""

from playwright.sync_api import expect

# The next presence of the window brings the news.
NEWS_WITHIN = 20_000  # ms


def test_a_name_spelled_in_two_ways_is_shown_at_the_later_segment(desk, archive):
    number = archive.add(
        ("Səməndərov limana gəldi.", "Samandarov came to the port."),
        ("Sonra Səməndərov getdi.", "Then Samandarov left."),
        title="Adlar",
    )
    desk.open(number)
    desk.go(2)
    desk.write("Samanderov came to the port.")
    desk.confirm()
    desk.is_at(3)
    finding = desk.active.locator(".wb-finding.wb-warning")
    expect(finding).to_contain_text(
        "'Samandarov' here, 'Samanderov' in unit 2", timeout=NEWS_WITHIN
    )

    desk.press("Alt+i")
    expect(desk.dialog).to_be_visible()
    desk.type("Two people")
    desk.press("Enter")
    expect(desk.active.get_by_text("Two people")).to_be_visible()

    desk.go(2)
    desk.write("Samandarov came to the port.")
    desk.confirm()
    desk.is_at(3)
    expect(desk.active.locator(".wb-finding")).to_have_count(0, timeout=NEWS_WITHIN)
