"""The confidence of drafts: kept with them, exported, and what work it makes one expect."""

import pytest

from tests.store.archive import PORT, RAIN, TRAIN, article, confirm, keyed, translated
from workbench.model.hypothesis import Hypothesis
from workbench.model.unit import Status
from workbench.store import PostEdit
from workbench.store.article_list import ArticleFilter, ArticleList, Sort
from workbench.store.doubts import least_certain
from workbench.store.structure import Request, Structure
from workbench.store.workspace import Workspace


@pytest.fixture
def archive(workspace: Workspace) -> Workspace:
    """Two articles; of the first one draft is doubtful, of the second one is of no known worth."""
    for name, sure in (("a", {PORT: 0.25, TRAIN: 0.75}), ("b", {RAIN: 0.5})):
        workspace.add_article(*article(name, *sure))
        stored = keyed(workspace, name)
        workspace.save_hypotheses(
            (stored[text].key, Hypothesis(f"EN {text}", -0.4, "starter@1", 0.9, share), ())
            for text, share in sure.items()
        )
    heading = workspace.segments("b")[0]
    workspace.save_hypotheses([translated(heading)])
    return workspace


def test_it_is_kept_with_the_draft(archive: Workspace):
    shares = [one.confidence for one in archive.segments("a")]
    assert shares == [None, 0.25, 0.75]
    assert [one.confidence for one in archive.units(articles=["a"])] == shares


def test_it_stays_while_the_engine_is_behind_the_text(archive: Workspace):
    port = keyed(archive, "a")[PORT]
    assert confirm(archive, port, "Cargo has grown.").confidence == 0.25


def test_it_goes_when_a_match_takes_the_place_of_the_draft(archive: Workspace):
    port = keyed(archive, "a")[PORT]
    confirmed = confirm(archive, port, "Cargo has grown.")
    archive.add_article(*article("c", PORT))
    again = keyed(archive, "c")[PORT]
    archive.save_hypotheses([(again.key, Hypothesis("EN", -1.0, "starter@1", None, 0.1), ())])
    found = archive.exact_matches([again])
    assert archive.save_matches([(again.key, found[again.key], ())]) == 1
    assert confirmed.confidence == 0.25
    assert archive.segment(again.key).confidence is None


def test_another_engine_is_judged_anew(archive: Workspace):
    port = keyed(archive, "a")[PORT]
    archive.save_hypotheses([(port.key, Hypothesis("Better.", -0.1, "nllb@2"), ())])
    assert archive.segment(port.key).confidence is None


def test_a_part_of_a_draft_is_not_judged(archive: Workspace):
    train = keyed(archive, "a")[TRAIN]
    structure = Structure(archive, lambda _source, _target: ())
    made = structure.split(
        Request(key=train.key, version=train.version, user="aysel"), source_at=5, target_at=8
    )
    assert [archive.segment(key).confidence for key in made.keys] == [None, None]
    structure.undo(made.operation)
    assert archive.segment(train.key).confidence == 0.75


def test_the_least_certain_come_first_and_only_while_nobody_has_touched_them(archive: Workspace):
    assert [one.source for one in least_certain(archive, 9)] == [PORT, RAIN, TRAIN]
    assert [one.source for one in least_certain(archive, 1)] == [PORT]
    port = keyed(archive, "a")[PORT]
    edit = PostEdit(target="Cargo", status=Status.DRAFT, version=port.version, user="aysel")
    archive.save_post_edit(port.key, edit)
    ArticleList(archive).delete(1)
    assert [one.source for one in least_certain(archive, 9)] == [TRAIN]


def test_articles_tell_how_many_words_will_change(archive: Workspace):
    articles = ArticleList(archive)
    _, lines = articles.page(ArticleFilter(), Sort.WORK)
    words = {text: len(text.split()) for text in (PORT, TRAIN, RAIN)}
    assert {line.id: line.work for line in lines} == pytest.approx(
        {"a": 0.75 * words[PORT] + 0.25 * words[TRAIN], "b": 0.5 * words[RAIN]}
    )
    assert [line.id for line in lines] == ["a", "b"]
    confirm(archive, keyed(archive, "a")[PORT], "Cargo has grown.")
    _, lines = articles.page(ArticleFilter(), Sort.WORK)
    assert [line.id for line in lines] == ["b", "a"]
    archive.add_article(*article("c", "Bir."))
    assert articles.page(ArticleFilter(), Sort.WORK)[1][-1].work == 0
