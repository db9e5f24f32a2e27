"""What every engine promises, asked of both runtimes with each family of models."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest

from tests.checkpoints import FAMILIES, SOURCES
from workbench.engines.checkpoint import open_checkpoint
from workbench.engines.decoding import BatchedEngine
from workbench.engines.loading import Runtime, open_engine
from workbench.errors import Cancelled

RUNTIMES: tuple[Runtime, ...] = ("transformers", "ctranslate2")
Open = Callable[..., BatchedEngine]


@pytest.fixture(scope="module")
def opened(checkpoints, cache) -> Open:
    """Return a function that opens an engine, each combination once."""
    engines: dict[tuple[object, ...], BatchedEngine] = {}

    def open_once(runtime: Runtime, family: str, beam: int = 4) -> BatchedEngine:
        key = (runtime, family, beam)
        if key not in engines:
            engines[key] = open_engine(
                open_checkpoint(checkpoints(family), name="tiny"),
                runtime=runtime,
                beam=beam,
                threads=1,
                cache=cache,
                quantization="float32",
            )
        return engines[key]

    return open_once


@pytest.fixture(params=list(product(RUNTIMES, FAMILIES)), ids="-".join)
def engine(request, opened: Open) -> BatchedEngine:
    return opened(*request.param)


def test_it_answers_in_order_whatever_the_company(engine):
    alone = [engine.translate([source])[0].text for source in SOURCES]
    assert len(set(alone)) > 1
    assert [answer.text for answer in engine.translate(SOURCES)] == alone
    assert [answer.text for answer in engine.translate(SOURCES[::-1])] == alone[::-1]


def test_it_says_which_engine_answered(engine):
    (answer,) = engine.translate(SOURCES[:1])
    assert answer.engine == engine.name == f"tiny@{engine.revision}"
    assert len(engine.revision) == 8
    assert answer.score < 0


def test_duplicates_are_translated_once_and_alike(engine):
    asked: list[int] = []

    class Counting:
        limit = engine.decoder.limit
        encode = staticmethod(engine.decoder.encode)

        def decode(self, batches, search):
            listed = list(batches)
            asked.append(sum(map(len, listed)))
            return engine.decoder.decode(listed, search)

    counting = replace(engine, decoder=Counting(), guard=False)
    answers = counting.translate([SOURCES[0], SOURCES[1], SOURCES[0], SOURCES[0]])
    assert asked[0] == 2
    assert answers[0] == answers[2] == answers[3]


def test_blank_sources_never_reach_the_model(engine):
    answers = engine.translate(["", SOURCES[0], " \n\t"])
    assert [answer.text for answer in answers[::2]] == ["", ""]
    assert answers[1].text


def test_nothing_in_nothing_out(engine):
    assert engine.translate([]) == []


@pytest.mark.parametrize(
    "source", ["* * *", "2025", "\ud800 qatar", "\0", "x" * 3000, "🚆", "</s>"]
)
def test_whatever_is_not_blank_gets_an_answer(engine, source):
    assert engine.translate([source, *SOURCES])[0].text


def test_a_long_source_is_cut_not_truncated(engine):
    source = ", ".join(SOURCES * 5)
    assert len(engine.decoder.encode([source])[0]) > engine.decoder.limit
    short, long = engine.translate([SOURCES[1], source])
    assert short.text == engine.translate([SOURCES[1]])[0].text
    parts = engine._parts([source])
    assert " ".join(part.text for part in parts) == source
    assert all(len(part.pieces) <= engine.decoder.limit for part in parts)
    assert len(long.text) > len(short.text)


def test_progress_adds_up(engine):
    sources = ["", *SOURCES, SOURCES[0], "...", ", ".join(SOURCES * 5)]
    steps: list[int] = []
    replace(engine, budget=32).translate(sources, progress=steps.append)
    assert sum(steps) == len(sources)
    assert len(steps) > 2


def test_each_translation_is_there_before_the_next_batches_are(engine):
    sources = ["", *SOURCES, SOURCES[0], "..."]
    assert dict(engine.stream(sources)) == dict(enumerate(engine.translate(sources)))
    stopped: list[bool] = []
    stream = replace(engine, budget=1).stream(SOURCES, cancelled=lambda: bool(stopped))
    next(stream)
    stopped.append(True)
    with pytest.raises(Cancelled):
        list(stream)


def test_a_cancelled_translation_stops_after_the_batch_in_hand(engine):
    steps: list[int] = []
    with pytest.raises(Cancelled):
        replace(engine, budget=1).translate(
            SOURCES, progress=steps.append, cancelled=lambda: sum(steps) >= 2
        )
    assert 2 <= sum(steps) < len(SOURCES)
    assert engine.translate(SOURCES[:1])[0].text


def test_the_same_question_has_the_same_answer(engine):
    assert engine.translate(SOURCES) == engine.translate(SOURCES)


def test_alternatives_differ_and_the_best_comes_first(engine):
    (offers,) = engine.alternatives([SOURCES[1]], 4)
    assert 1 < len(offers) <= 4
    assert len({offer.text for offer in offers}) == len(offers)
    assert [offer.score for offer in offers] == sorted(
        (offer.score for offer in offers), reverse=True
    )
    assert engine.alternatives([" ", SOURCES[1]], 4) == [[], offers]
    assert engine.alternatives([SOURCES[1]], 0) == [[]]


def test_a_continuation_begins_with_the_words_given(engine):
    sources = [SOURCES[1], " ", SOURCES[2], "liman " * 4000]
    beginnings = [one.text.split()[0] for one in engine.translate(sources)[:3:2]]
    first, blank, third, long = engine.continuations(
        sources, [beginnings[0], "a", beginnings[1], "a"]
    )
    assert blank is long is None
    for made, beginning in zip((first, third), beginnings, strict=True):
        assert made.text.startswith(beginning)
        assert made.score < 0
        assert made.engine == engine.name
    assert engine.continuations([], []) == []


def test_a_judgement_is_the_text_given_with_the_score_of_the_model(engine):
    sources = [SOURCES[1], " ", "liman " * 4000]
    written = "liman"
    (own,) = engine.continuations(sources[:1], [written])
    judged, blank, long = engine.judgements(sources, [written, "a", "a"])
    assert blank is long is None
    for ask in (engine.judgements, engine.continuations):
        assert ask(sources[:1], ["liman " * 4000]) == [None]
    assert judged.text == written
    assert judged.engine == engine.name
    if own.text == written:  # it ends there
        assert judged.score == pytest.approx(own.score, abs=1e-3)


@pytest.mark.parametrize("family", FAMILIES)
def test_both_runtimes_judge_alike(opened, family):
    given = ["enerji", "nazir enerji", "liman"]
    ours, theirs = (opened(one, family, 1).judgements(SOURCES[:3], given) for one in RUNTIMES)
    for mine, other in zip(ours, theirs, strict=True):
        assert mine.text == other.text
        assert mine.score == pytest.approx(other.score, abs=1e-3)


@pytest.mark.parametrize("family", FAMILIES)
def test_both_runtimes_write_on_alike(opened, family):
    reference, default = (opened(runtime, family, 1) for runtime in RUNTIMES)
    greedy = reference.translate(SOURCES[:3])
    begun = [answer.text[:4].strip() for answer in greedy]
    ours, theirs = (one.continuations(SOURCES[:3], begun) for one in (default, reference))
    # A model that never ends is stopped a piece earlier or later.
    assert [one.text[:40] for one in ours] == [one.text[:40] for one in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        assert mine.score == pytest.approx(other.score, abs=0.05)


def test_special_pieces_in_a_source_do_not_command_the_model(engine):
    code = {"nllb": "eng_Latn", "m2m100": "__en__"}
    for written in ("</s>", *code.values()):
        (pieces,) = engine.decoder.encode([f"qatar {written} liman"])
        assert written not in pieces[1:-1]


@pytest.mark.parametrize(("family", "beam"), list(product(FAMILIES, (1, 4))))
def test_both_runtimes_say_the_same_with_the_same_weights(opened, family, beam):
    reference = replace(opened("transformers", family, beam), guard=False)
    default = replace(opened("ctranslate2", family, beam), guard=False)
    expected = reference.translate(SOURCES)
    found = default.translate(SOURCES)
    assert [answer.text for answer in found] == [answer.text for answer in expected]
    for ours, theirs in zip(found, expected, strict=True):
        assert ours.score == pytest.approx(theirs.score, abs=1e-3)
    assert default.decoder.encode(SOURCES) == reference.decoder.encode(SOURCES)


@pytest.mark.parametrize("family", FAMILIES)
def test_both_runtimes_offer_the_same_alternatives(opened, family):
    ours, theirs = (opened(runtime, family).alternatives(SOURCES, 4) for runtime in RUNTIMES)
    assert [[one.text for one in offers] for offers in ours] == [
        [one.text for one in offers] for offers in theirs
    ]


@pytest.mark.parametrize("family", FAMILIES)
def test_int8_is_as_sure_of_itself_as_the_reference(checkpoints, cache, opened, family):
    checkpoint = open_checkpoint(checkpoints(family), name="tiny")
    small = replace(open_engine(checkpoint, beam=1, threads=1, cache=cache), guard=False)
    reference = opened("transformers", family, 1)
    differences = [
        abs(ours.score - theirs.score)
        for ours, theirs in zip(small.translate(SOURCES), reference.translate(SOURCES), strict=True)
    ]
    assert sorted(differences)[len(SOURCES) // 2] < 0.1
