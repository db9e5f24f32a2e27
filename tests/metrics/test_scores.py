"""The scores against sacrebleu's own published behaviour."""

import pytest

from workbench.errors import WorkbenchError
from workbench.metrics.scores import score_corpus

REFERENCES = ["The port opened in the spring.", "The council has met twice this year."]


def test_a_perfect_translation_scores_a_hundred_and_needs_no_edit():
    bleu, chrf, ter = score_corpus(REFERENCES, REFERENCES)
    assert (round(bleu.value, 6), round(chrf.value, 6), ter.value) == (100, 100, 0)


def test_every_figure_carries_its_settings():
    bleu, chrf, ter = score_corpus(REFERENCES, REFERENCES)
    assert "tok:13a" in bleu.signature
    assert "nw:2" in chrf.signature
    assert "version:" in ter.signature


def test_a_worse_translation_scores_worse():
    worse = ["The port was open in spring.", "Council meets."]
    for good, bad in zip(
        score_corpus(REFERENCES, REFERENCES), score_corpus(worse, REFERENCES), strict=True
    ):
        assert (bad.value > good.value) == (good.metric == "TER")


@pytest.mark.parametrize(
    ("hypotheses", "expected"), [(["One."], "1 hypotheses but 2"), ([], "0 hypotheses but 2")]
)
def test_lines_must_match(hypotheses, expected):
    with pytest.raises(WorkbenchError, match=expected):
        score_corpus(hypotheses, REFERENCES)


def test_nothing_cannot_be_scored():
    with pytest.raises(WorkbenchError, match="nothing to score"):
        score_corpus([], [])
