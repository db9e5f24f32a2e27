from datetime import date

import pytest

from tests.store.archive import (
    LENGTH,
    PORT,
    RAIN,
    SPACE,
    TRAIN,
    Clock,
    article,
    confirm,
    keyed,
    translated,
)
from workbench.errors import NotFound
from workbench.model.unit import Origin, Status
from workbench.store.article_list import ArticleFilter, ArticleLine, ArticleList, Sort, WithFindings
from workbench.store.comments import Comments
from workbench.store.editor_rows import EditorRows
from workbench.store.presence import Presences
from workbench.store.search import Page, Search, Side
from workbench.store.workspace import Workspace

NOTHING = ArticleFilter()


@pytest.fixture
def archive(workspace: Workspace, clock: Clock) -> ArticleList:
    """0 is confirmed in part, 1 has an error, 2 is empty; later ones were changed later."""
    workspace.add_article(*article("2025/a", PORT, RAIN, title="Cəmi"))
    workspace.add_article(*article("2025/b", TRAIN, title="Bir"))
    workspace.add_article(*article("2024/c", "İSMAYILLI rayonu.", title="Alma"))
    workspace.save_hypotheses(map(translated, workspace.segments("2025/a")))
    clock.wait(minutes=1)
    findings = {TRAIN: (SPACE, LENGTH)}
    workspace.save_hypotheses(
        translated(one, *findings.get(one.source, ())) for one in workspace.segments("2025/b")
    )
    confirm(workspace, keyed(workspace, "2025/a")[PORT], "The port of Baku.")
    return ArticleList(workspace)


def numbers(found: tuple[int, list[ArticleLine]]) -> list[int]:
    return [line.number for line in found[1]]


def test_a_line_adds_its_segments_up(archive: ArticleList, workspace: Workspace, clock: Clock):
    Comments(workspace).add(keyed(workspace, "2025/a")[PORT].key, "murad", "Look")
    Presences(workspace).beat("window-m", "murad", 0, None)
    total, (a, b, c) = archive.page(NOTHING, Sort.NUMBER)
    assert total == 3
    assert (a.statuses[Status.CONFIRMED], a.statuses[Status.MACHINE]) == (1, 2)
    assert (a.heading, a.date, a.people, a.present) == (
        "Cəmi - XƏBƏR", date(2025, 2, 28), ["aysel"], ["murad"]
    )  # fmt: skip
    assert a.words == sum(len(one.source.split()) for one in workspace.segments("2025/a"))
    assert (a.open_comments, a.changed, a.deleted) == (1, clock.now, None)
    assert (b.findings, b.errors) == (2, 1)
    assert (c.changed, c.statuses[Status.EMPTY]) == (None, 2)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.NUMBER, [0, 1, 2]),
        (Sort.ADDED, [2, 1, 0]),
        (Sort.ID, [2, 0, 1]),
        (Sort.HEADING, [2, 1, 0]),
        (Sort.FINDINGS, [1, 0, 2]),
        (Sort.NEWEST, [2, 1, 0]),
        (Sort.OLDEST, [0, 1, 2]),
        (Sort.CHANGED, [0, 1, 2]),
    ],
)
def test_orders(archive: ArticleList, sort: Sort, expected: list[int]):
    assert numbers(archive.page(NOTHING, sort)) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ArticleFilter(question="liman"), [0]),
        (ArticleFilter(question="ismayıllı"), [2]),
        (ArticleFilter(question="isma"), [2]),
        (ArticleFilter(question="ba"), [0]),
        (ArticleFilter(question="port Baku"), [0]),
        (ArticleFilter(question="port rain"), []),
        (ArticleFilter(question="%"), []),
        (ArticleFilter(question='" OR "'), []),
        (ArticleFilter(rubric="XƏBƏR"), [0, 1, 2]),
        (ArticleFilter(rubric="ŞƏRH"), []),
        (ArticleFilter(since=date(2025, 3, 1)), []),
        (ArticleFilter(until=date(2025, 2, 28)), [0, 1, 2]),
        (ArticleFilter(statuses=[Status.CONFIRMED, Status.EMPTY]), [0, 2]),
        (ArticleFilter(done=True), []),
        (ArticleFilter(done=False), [0, 1, 2]),
        (ArticleFilter(findings=WithFindings.ANY), [1]),
        (ArticleFilter(findings=WithFindings.ERROR), [1]),
        (ArticleFilter(findings=WithFindings.NONE), [0, 2]),
        (ArticleFilter(person="aysel"), [0]),
        (ArticleFilter(person="murad"), []),
        (ArticleFilter(deleted=True), []),
        (ArticleFilter(question="liman", statuses=[Status.EMPTY]), []),
    ],
)
def test_filters(archive: ArticleList, wanted: ArticleFilter, expected: list[int]):
    assert numbers(archive.page(wanted, Sort.NUMBER)) == expected
    assert archive.numbers(wanted) == expected


def test_pages(archive: ArticleList):
    assert archive.page(NOTHING, Sort.NUMBER, Page(2, 2))[0] == 3
    assert numbers(archive.page(NOTHING, Sort.NUMBER, Page(2, 2))) == [2]
    assert numbers(archive.page(NOTHING, Sort.NUMBER, Page(3, 2))) == []


def test_deleting_keeps_everything(archive: ArticleList, workspace: Workspace, clock: Clock):
    before = workspace.segments("2025/a")
    archive.delete(0)
    clock.wait(seconds=5)
    archive.delete(0)
    assert numbers(archive.page(NOTHING, Sort.NUMBER)) == [1, 2]
    assert [unit.article for unit in workspace.units()] == ["2024/c"] * 2 + ["2025/b"] * 2
    (line,) = archive.page(ArticleFilter(deleted=True))[1]
    assert (line.number, line.statuses[Status.CONFIRMED], line.words > 0) == (0, 1, True)
    assert line.deleted is not None
    assert numbers(archive.page(ArticleFilter(deleted=True, question="liman"))) == [0]
    assert archive.restore(0)
    assert not archive.restore(0)
    assert workspace.segments("2025/a") == before
    with pytest.raises(NotFound):
        archive.delete(9)
    with pytest.raises(NotFound):
        archive.restore(9)


def test_a_restored_article_has_not_what_it_had_lost_before(
    workspace: Workspace, archive: ArticleList, clock: Clock
):
    workspace.add_article(*article("2025/a", PORT, title="Cəmi"))  # without the rain
    clock.wait(minutes=1)
    archive.delete(0)
    archive.restore(0)
    assert RAIN not in keyed(workspace, "2025/a")


def test_progress_and_rubrics(archive: ArticleList):
    archive.delete(2)
    progress = archive.progress()
    assert (progress.articles, progress.deleted, progress.findings) == (2, 1, 2)
    assert progress.statuses[Status.MACHINE] == 4
    assert progress.origins == {
        Origin.NONE: 0, Origin.ENGINE: 4, Origin.MEMORY: 0, Origin.HUMAN: 1
    }  # fmt: skip
    assert archive.rubrics() == [("XƏBƏR", 2)]
    assert archive.ids([2, 0]) == ["2024/c", "2025/a"]
    with pytest.raises(NotFound):
        archive.ids([0, 9])


def test_an_empty_workspace(workspace: Workspace):
    archive = ArticleList(workspace)
    assert archive.page(NOTHING) == (0, [])
    assert archive.progress().words == 0
    assert archive.rubrics() == []


@pytest.mark.parametrize(
    ("question", "side", "expected"),
    [
        ("liman", Side.SOURCE, {PORT}),
        ("LİMAN", Side.BOTH, {PORT}),
        ("port", Side.TARGET, {PORT}),
        ("port", Side.SOURCE, set()),
        ('"the port"', Side.BOTH, {PORT}),
        ('"port the"', Side.BOTH, set()),
        ("ı", Side.SOURCE, {PORT, RAIN, "İSMAYILLI rayonu."}),
        ("_", Side.BOTH, set()),
        ("NOT liman", Side.BOTH, set()),
        ("liman*", Side.BOTH, set()),
    ],
)
@pytest.mark.usefixtures("archive")
def test_searching(workspace: Workspace, question: str, side: Side, expected: set[str]):
    total, found = Search(workspace).find(question, side=side)
    sources = {one.source for one in found if one.source in {PORT, TRAIN, RAIN, *expected}}
    assert sources == expected
    assert total == len(found)


@pytest.mark.usefixtures("archive")
def test_searching_counts_pages_and_places(workspace: Workspace):
    search = Search(workspace)
    assert search.find("en", side=Side.TARGET, page=Page(2, 2))[0] == 4
    (found,) = search.find("port baku", statuses=[Status.CONFIRMED])[1]
    assert [span.of(found.target) for span in found.target_spans] == ["port", "Baku"]
    assert EditorRows(workspace).row(found.key).segment.target == found.target
