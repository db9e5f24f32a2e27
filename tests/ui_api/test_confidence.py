"""What the browser is told of how much of a draft will stand."""

import pytest
from fastapi.testclient import TestClient

from tests.store.archive import PORT, TRAIN, article, keyed
from tests.ui_api.test_segments import save
from workbench.model.hypothesis import Hypothesis
from workbench.store import open_workspace


@pytest.fixture
def doubtful(location) -> None:
    """A second article, its two sentences translated with a known confidence."""
    with open_workspace(location) as workspace:
        workspace.add_article(*article("2025/doubt", PORT, TRAIN))
        stored = keyed(workspace, "2025/doubt")
        workspace.save_hypotheses(
            (stored[text].key, Hypothesis(f"EN {text}", -0.4, "starter@1", None, share), ())
            for text, share in ((PORT, 0.12345), (TRAIN, 0.5))
        )


@pytest.mark.usefixtures("doubtful")
def test_a_row_tells_it_and_keeps_it(aysel: TestClient):
    heading, port, train = aysel.get("/api/articles/1").json()["segments"]
    assert [one["confidence"] for one in (heading, port, train)] == [None, 0.123, 0.5]
    assert save(aysel, port).json()["row"]["confidence"] == 0.123


@pytest.mark.usefixtures("doubtful")
def test_articles_with_most_work_come_first(aysel: TestClient):
    lines = aysel.get("/api/articles", params={"sort": "-work"}).json()["articles"]
    words = [len(text.split()) for text in (PORT, TRAIN)]
    expected = round((1 - 0.12345) * words[0] + 0.5 * words[1], 1)
    assert [(line["number"], line["work"]) for line in lines] == [(1, expected), (0, 0.0)]
