"""Drafts: labels looked up, sentences translated, pairs checked; on the small model."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from workbench.engines.decoding import BatchedEngine
from workbench.errors import Cancelled
from workbench.model.finding import Finding
from workbench.model.hypothesis import Hypothesis
from workbench.settings import load_settings
from workbench.wiring import Wiring
from workbench.workflows.drafting import Watch

SENTENCE = "Bakı limanında yükaşırma artıb."


@pytest.fixture
def drafter(own_settings, tiny_model):
    return Wiring(load_settings(own_settings, {}, engine=str(tiny_model), threads=1)).drafter


def test_drafts_come_in_order_with_findings(drafter):
    sources = [SENTENCE, "", "Liman açıldı - ŞƏRH", SENTENCE]
    drafts = drafter.drafts(sources)
    assert [draft.source for draft in drafts] == sources
    assert drafts[0] == drafts[3]
    assert drafts[1].hypothesis.text == ""
    assert drafts[2].hypothesis.text.endswith(" - COMMENTARY")
    assert drafts[0].findings == drafter.findings(SENTENCE, drafts[0].hypothesis.text)
    assert all(0 < (draft.hypothesis.confidence or 0) < 1 for draft in drafts)


def test_a_draft_is_checked_while_the_engine_works_on_the_next(drafter, monkeypatch):
    told: list[str] = []
    stream = BatchedEngine.stream

    def telling(*asked: Any, **wishes: Any) -> Iterator[tuple[int, Hypothesis]]:
        for one in stream(*asked, **wishes):
            told.append("translated")
            yield one

    def checking(*_pair: object) -> tuple[Finding, ...]:
        told.append("checked")
        return ()

    monkeypatch.setattr(BatchedEngine, "stream", telling)
    monkeypatch.setattr("workbench.workflows.drafting.find", checking)
    replace(drafter, repairer=None).drafts([SENTENCE, "Yol açıldı."])
    assert told == ["translated", "checked"] * 2


def test_a_label_alone_is_only_looked_up(drafter):
    (draft,) = drafter.drafts(["ŞƏRH"])
    assert draft.hypothesis.text == "COMMENTARY"


def test_the_label_does_not_change_the_title(drafter):
    alone, labelled = drafter.drafts(["Liman açıldı", "Liman açıldı - ŞƏRH"])
    assert labelled.hypothesis.text == f"{alone.hypothesis.text} - COMMENTARY"


def test_progress_adds_up_and_stopping_gives_nothing(drafter):
    told: list[int] = []
    drafter.drafts([SENTENCE, "", "ŞƏRH", "Yol açıldı."], Watch(told.append))
    assert sum(told) == 4
    with pytest.raises(Cancelled):
        drafter.drafts([SENTENCE], Watch(cancelled=lambda: True))
