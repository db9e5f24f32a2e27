"""Segments of an article compared: found with the later one, and cheap the second time."""

from collections.abc import Collection
from random import Random

from tests.store.archive import article
from workbench.checks.consistency import _keys
from workbench.checks.names import _renderings
from workbench.model.unit import Status
from workbench.store import PostEdit, open_workspace
from workbench.store.article_texts import ArticleText, ArticleTexts
from workbench.workflows.compare_segments import (
    COMPARING,
    ComparedArticle,
    Comparisons,
    compared,
)


def text(key: int, source: str, target: str) -> ArticleText:
    return ArticleText(key, 1, key, source, target, 1)


def test_the_later_segment_is_told() -> None:
    texts = [
        text(7, "Məmmədov gəldi.", "Mammadov came."),
        text(3, "Liman açıldı.", ""),
        text(5, "Məmmədovla danışdıq.", "We spoke to Mamedov."),
    ]
    told = compared(texts)
    assert list(told) == [5]
    (finding,) = told[5]
    assert finding.check_id in COMPARING
    assert "unit 1" in finding.message


def test_a_pair_is_taken_apart_once() -> None:
    """Comparing a large article again costs looking up, but for the pairs that have changed."""
    texts = [
        text(n, f"Səməndərov {n} dəfə gəlib.", f"Samandarov came {n} times.") for n in range(1000)
    ]
    assert compared(texts) == {}
    before = [one.cache_info().misses for one in (_renderings, _keys)]
    one = texts[500]._replace(target="Samandarov was here 500 times.")
    assert compared([*texts[:500], one, *texts[501:]]) == {}
    after = [one.cache_info().misses for one in (_renderings, _keys)]
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 1]


NAMES = ("Samandarov", "Samanderov", "Mammadov", "Mamedov")


def some_text(chance: Random, key: int) -> ArticleText:
    """A text that has something in common with many others."""
    source = f"{chance.choice(['Səməndərov', 'Məmmədovla'])} dünən limana {chance.randrange(3)}"
    target = f"{chance.choice(NAMES)} came to the port yesterday {chance.randrange(4)}"
    return text(key, source, target)


def test_an_article_put_right_text_by_text_is_as_one_compared_whole() -> None:
    chance = Random(1)  # noqa: S311 - no secret
    texts = [some_text(chance, key) for key in chance.sample(range(100), 30)]
    whole = ComparedArticle(texts)
    for _ in range(60):
        at = chance.randrange(len(texts))
        before, fresh = dict(whole.told), some_text(chance, texts[at].key)
        typed = texts[at]._replace(target=fresh.target)
        told = compared([*texts[:at], typed]).get(typed.key, ())
        assert whole.with_target(typed.key, typed.target) == told
        texts[at] = fresh
        changed = whole.put(texts[at])
        assert whole.told == compared(texts)
        keys = {*before, *whole.told}
        assert changed == {key for key in keys if before.get(key) != whole.told.get(key)}


def test_of_a_known_article_only_what_changed_is_read_again(tmp_path, monkeypatch) -> None:
    read: list[int] = []
    among = ArticleTexts.among

    def noted(self: ArticleTexts, keys: Collection[int]) -> list[ArticleText]:
        read.extend(keys)
        return among(self, keys)

    monkeypatch.setattr(ArticleTexts, "among", noted)
    with open_workspace(tmp_path / "news.workbench") as workspace:
        workspace.add_article(*article("2025/liman", "Səməndərov gəldi.", "Səməndərov getdi."))
        _, came, left = workspace.segments("2025/liman")
        comparisons = Comparisons(workspace)
        assert comparisons.with_target(left.key, "Samandarov left.") == ()
        edit = PostEdit(target="Samanderov came.", status=Status.DRAFT, version=0, user="aysel")
        workspace.save_post_edit(came.key, edit)
        monkeypatch.setattr(ArticleTexts, "of", None)
        (finding,) = comparisons.with_target(left.key, "Samandarov left.")
        assert "'Samanderov' in unit 2" in finding.message
        assert read == [came.key]
        assert comparisons.with_target(1000, "Samandarov left.") == ()
