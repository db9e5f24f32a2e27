"""A draft that was made to obey the glossary says so, and one key takes that back."""

from playwright.sync_api import expect

from workbench.model.hypothesis import Hypothesis
from workbench.model.repair import RepairRule, RepairStep
from workbench.store import open_workspace

SOURCE = "Dəniz feneri Orta Dəhlizin üstündə yanır."
WRONG = "The lighthouse burns above the Central Corridor."
RIGHT = "The lighthouse burns above the Middle Corridor."


def test_a_repaired_draft_is_taken_back_with_one_key(desk, archive):
    number = archive.add((SOURCE, WRONG))
    desk.open(number)
    key = desk.key(2)
    steps = [RepairStep(RepairRule.SUBSTITUTION, ("Orta Dəhliz",), WRONG, RIGHT)]
    with open_workspace(archive.server.workspace) as workspace:
        answer = Hypothesis(RIGHT, -0.3, "starter@1")
        assert workspace.save_hypotheses([(key, answer, (), steps)]) == 1
    desk.page.reload()
    desk.page.wait_for_selector(f'.wb-editor[data-ready="{number}"]')
    desk.go(2)
    expect(desk.area).to_have_value(RIGHT)
    expect(desk.side).to_contain_text("Adjusted to the glossary.")
    if not desk.side.locator(".wb-history").is_visible():  # as the window was left before
        desk.press("Alt+h")
    expect(desk.side).to_contain_text("translated again with the term (Orta Dəhliz)")
    desk.press("Alt+e")
    expect(desk.area).to_have_value(WRONG)
    desk.saved()
    assert archive.target(key) == WRONG
    expect(desk.side).not_to_contain_text("Adjusted to the glossary.")
    desk.press("Alt+e")
    expect(desk.page.locator("body")).to_contain_text("This draft was not adjusted")
