"""Segments of an article compared: found with the later one, and cheap the second time."""

from workbench.checks.consistency import _keys
from workbench.checks.names import _renderings
from workbench.store.article_texts import ArticleText
from workbench.workflows.compare_segments import COMPARING, compared


def text(key: int, source: str, target: str) -> ArticleText:
    return ArticleText(key, 1, key, source, target, 1, ())


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
