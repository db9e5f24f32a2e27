"""Articles into a workspace: few transactions, and nothing read is lost."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from workbench.errors import WorkspaceError
from workbench.model.article import Article
from workbench.store import open_workspace
from workbench.store.workspace import Workspace
from workbench.workflows.drafting import Watch
from workbench.workflows.import_archive import import_archive


def articles(count: int) -> Iterator[Article]:
    for number in range(count):
        yield Article(id=f"{number:03}", title="Liman", paragraphs=("Qatar gəlir. Yol açıqdır.",))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "news.db") as opened:
        yield opened


def test_many_articles_are_few_transactions(workspace):
    with (
        patch("workbench.workflows.import_archive.AT_ONCE", 30),
        patch.object(
            Workspace, "add_articles", autospec=True, side_effect=Workspace.add_articles
        ) as adding,
    ):
        summary = import_archive(workspace, articles(25))
    assert summary.outcomes == {"added": 25}
    assert [len(call.args[1]) for call in adding.call_args_list] == [10, 10, 5]
    assert [one.id for one in workspace.articles()] == [one.id for one in articles(25)]


def test_what_was_read_is_kept_when_somebody_stops_it(workspace):
    read: list[int] = []
    summary = import_archive(
        workspace, articles(9), watch=Watch(read.append, lambda: len(read) > 3)
    )
    assert summary.outcomes == {"added": 4}
    assert workspace.counts().articles == 4


def test_what_was_read_is_kept_when_reading_fails(workspace):
    def failing() -> Iterator[Article]:
        yield from articles(3)
        raise WorkspaceError("the disk is gone")

    with pytest.raises(WorkspaceError):
        import_archive(workspace, failing())
    assert workspace.counts().articles == 3
