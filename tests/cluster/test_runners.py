"""What every runner promises: threads of this process, and processes of a cluster."""

from dataclasses import replace

import pytest

from workbench.errors import WorkbenchError
from workbench.model.article import Article
from workbench.model.unit import Origin, Status
from workbench.settings import load_settings
from workbench.store import PostEdit
from workbench.text.sentences import segments
from workbench.wiring import RUNNERS, Wiring, open_far
from workbench.workflows.drafting import Watch
from workbench.workflows.translate_pending import Plan, translate_pending

ONE_BY_ONE = Plan(articles_per_batch=1)
LOCATION = "news.db"

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


@pytest.fixture
def wiring(own_settings, tiny_model):
    return Wiring(load_settings(own_settings, None, engine=str(tiny_model), workers=2))


@pytest.fixture
def workspace(wiring):
    """Four articles of five segments, one of them confirmed."""
    with wiring.open_workspace(LOCATION) as workspace:
        add_articles(workspace, range(4))
        train = workspace.segments("a0")[1]
        edit = PostEdit(target="The train came.", status=Status.CONFIRMED, version=0, user="aysel")
        workspace.save_post_edit(train.key, edit)
        yield workspace


def add_articles(workspace, numbers):
    """Add an article of five segments for each number."""
    for number in numbers:
        text = f"Qatar gəldi. Yol {number} açıldı. Hava yaxşıdır. Sabah {number} nəfər gələcək."
        article = Article(id=f"a{number}", title=f"Xəbər {number}", paragraphs=(text,))
        workspace.add_article(article, segments(article.texts))


@pytest.fixture(params=RUNNERS)
def runner(request, wiring, workspace):
    if request.param == "ray":
        request.getfixturevalue("ray_here")
    return wiring.runner(request.param, workspace.name)


def test_everything_is_translated_once_and_nothing_of_a_persons(workspace, runner):
    confirmed = workspace.segments("a0")[1]
    told: list[int] = []
    summary = translate_pending(workspace, runner, ONE_BY_ONE, Watch(told.append))
    assert (summary.from_engine, summary.from_memory, sum(told)) == (16, 3, 19)
    assert workspace.counts().segments[Status.EMPTY] == 0
    assert workspace.segments("a0")[1] == confirmed
    for number in range(1, 4):
        train, *others = workspace.segments(f"a{number}")[1:]
        assert (train.target, train.origin) == ("The train came.", Origin.MEMORY)
        assert all(one.version == 1 + one.repairs for one in others)


def test_a_run_ends_when_enough_is_done_and_the_next_goes_on(workspace, runner):
    add_articles(workspace, range(4, 40))  # more than a cluster does before it hears of the end
    enough = replace(ONE_BY_ONE, stop_after=1)
    first = translate_pending(workspace, runner, enough)
    waiting = workspace.counts().segments[Status.EMPTY]
    assert 0 < first.translated == 199 - waiting < 199
    second = translate_pending(workspace, runner, ONE_BY_ONE)
    assert second.translated == waiting
    assert workspace.free_groups(1) == []


def test_another_machine_must_have_the_same_engine_and_glossary(wiring, workspace):
    opened, _ = open_far(wiring.settings, LOCATION, wiring.identity)
    with opened:
        assert opened.counts() == workspace.counts()
    small = wiring.settings.engine
    with pytest.raises(WorkbenchError, match=r"has workbench .* expected workbench 0\.0"):
        open_far(wiring.settings, LOCATION, f"workbench 0.0, engine {small}")
