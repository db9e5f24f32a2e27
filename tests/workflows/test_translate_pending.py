"""What a run gives the engine together, and what it does when something goes wrong."""

from dataclasses import replace

import pytest

from workbench.errors import WorkbenchError
from workbench.model.article import Article
from workbench.model.unit import Status
from workbench.settings import load_settings
from workbench.store import open_workspace
from workbench.text.sentences import segments
from workbench.wiring import Wiring
from workbench.workflows.drafting import Watch
from workbench.workflows.local_runner import LocalRunner
from workbench.workflows.translate_group import PORTION, portions
from workbench.workflows.translate_pending import Plan, translate_pending

ONE_BY_ONE = Plan(articles_per_batch=1)


@pytest.fixture
def wiring(own_settings, tiny_model):
    return Wiring(load_settings(own_settings, {}, engine=str(tiny_model), threads=1))


@pytest.fixture
def workspace(own_settings):
    with open_workspace(own_settings / "news.db") as workspace:
        yield workspace


def add(workspace, name, *paragraphs):
    article = Article(id=name, title=f"Xəbər {name}", paragraphs=paragraphs)
    workspace.add_article(article, segments(article.texts))


def waiting(workspace):
    return workspace.counts().segments[Status.EMPTY]


def stored(workspace, *places):
    """Return segments at places (paragraph, index), taken from a real one."""
    add(workspace, "any", "Bir.")
    (heading, _) = workspace.segments("any")
    return [replace(heading, paragraph=paragraph, index=index) for paragraph, index in places]


def test_an_ordinary_group_is_one_portion(workspace):
    group = stored(workspace, (0, 0), (1, 0), (1, 1), (99, 99))
    assert list(portions(group)) == [group]


def test_portions_depend_on_places_not_on_what_is_left(workspace):
    places = [(paragraph, index) for paragraph in (0, 150, 250) for index in (0, 120)]
    group = stored(workspace, *places)
    whole = [{(one.paragraph, one.index) for one in part} for part in portions(group)]
    assert all(len({(p // PORTION, i // PORTION) for p, i in part}) == 1 for part in whole)
    rest = [one for one in group if (one.paragraph, one.index) != (150, 0)]
    left = [{(one.paragraph, one.index) for one in part} for part in portions(rest)]
    assert left == [part - {(150, 0)} for part in whole if part - {(150, 0)}]


def test_nothing_to_do_is_nothing_done(workspace, wiring):
    summary = translate_pending(workspace, LocalRunner(wiring.drafter), ONE_BY_ONE)
    assert (summary.translated, summary.stopped) == (0, False)


def test_a_long_article_is_kept_portion_by_portion(workspace, wiring):
    """What is done when somebody stops a long article is not lost."""
    add(workspace, "long", *["Yol açıldı."] * (2 * PORTION))
    total = waiting(workspace)
    told: list[int] = []

    def stop() -> bool:
        return bool(told)

    first = translate_pending(
        workspace, LocalRunner(wiring.drafter), ONE_BY_ONE, Watch(told.append, stop)
    )
    assert first.stopped
    assert 0 < waiting(workspace) == total - first.translated
    second = translate_pending(workspace, LocalRunner(wiring.drafter), ONE_BY_ONE)
    assert waiting(workspace) == 0
    assert first.translated + second.translated == total


def test_an_error_in_one_thread_ends_the_run_and_frees_its_group(workspace, wiring):
    for number in range(4):
        add(workspace, f"a{number}", "Yol açıldı.")

    def fail(_finished: int) -> None:
        raise WorkbenchError("the disk is full")

    runner = LocalRunner(wiring.drafter, workers=2)
    with pytest.raises(WorkbenchError, match="the disk is full"):
        translate_pending(workspace, runner, ONE_BY_ONE, Watch(fail))
    done = translate_pending(workspace, runner, ONE_BY_ONE)
    assert waiting(workspace) == 0
    assert done.translated > 0


def test_an_article_that_comes_while_a_run_works_is_translated_too(workspace, wiring):
    add(workspace, "a", "Yol açıldı.")
    came: list[bool] = []

    def bring_another(_finished: int) -> None:
        if not came:
            came.append(True)
            add(workspace, "b", "Qatar gəldi.")

    translate_pending(workspace, LocalRunner(wiring.drafter), ONE_BY_ONE, Watch(bring_another))
    assert waiting(workspace) == 0
    assert {unit.article for unit in workspace.units()} == {"a", "b"}
