"""A model with a lexical shortlist says nothing else, in every batch, and loses nothing by it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.checkpoints import SOURCES
from workbench.alignment.shortlist import Shortlist
from workbench.engines.checkpoint import Checkpoint, open_checkpoint
from workbench.engines.conversion import converted, converted_folder
from workbench.engines.decoding import BatchedEngine
from workbench.engines.loading import Runtime, open_engine
from workbench.engines.shortlist import NAME, shortlist_lines
from workbench.engines.vocabulary import MarianVocabulary
from workbench.errors import EngineUnavailable


@pytest.fixture
def folder(checkpoints, tmp_path) -> Path:
    return Path(shutil.copytree(checkpoints("marian"), tmp_path / "tiny"))


@pytest.fixture
def targets(folder) -> list[str]:
    return MarianVocabulary(open_checkpoint(folder)).target_pieces


def with_shortlist(folder: Path, shortlist: Shortlist) -> Checkpoint:
    (folder / NAME).write_text("".join(shortlist_lines(shortlist)), "utf-8")
    return open_checkpoint(folder)


def opened(
    checkpoint: Checkpoint, cache: Path, runtime: Runtime = "ctranslate2", beam: int = 4
) -> BatchedEngine:
    return open_engine(
        checkpoint, runtime=runtime, beam=beam, threads=1, cache=cache, quantization="float32"
    )


def different_for_each(folder: Path, targets: list[str]) -> Shortlist:
    """Allow other pieces, and another number of them, for every piece of a source."""
    sources = MarianVocabulary(open_checkpoint(folder)).source_pieces
    shares = (frozenset(targets[place % 7 :: 3 + place % 5]) for place in range(len(sources)))
    return Shortlist(frozenset(targets[:3]), dict(zip(sources, shares, strict=True)))


def texts(engine: BatchedEngine, sources: tuple[str, ...] = SOURCES) -> list[str]:
    return [answer.text for answer in engine.translate(sources)]


def test_nothing_but_what_is_allowed_is_said(folder, targets, tmp_path):
    allowed = [piece for piece in targets if piece.startswith("▁t") or len(piece) == 1]
    checkpoint = with_shortlist(folder, Shortlist(frozenset(allowed), {}))
    words = {piece.removeprefix("▁")[:1] for piece in allowed}
    said = texts(opened(checkpoint, tmp_path))
    assert all(word[0] in words for text in said for word in text.split())
    assert said != texts(opened(replace(checkpoint, shortlist=None), tmp_path))


@pytest.mark.parametrize("beam", [1, 4])
def test_where_everything_is_allowed_nothing_changes(folder, targets, tmp_path, beam):
    sources = MarianVocabulary(open_checkpoint(folder)).source_pieces
    everything = Shortlist(frozenset(targets) | frozenset(sources), {})
    checkpoint = with_shortlist(folder, everything)
    reference = opened(checkpoint, tmp_path, "transformers", beam)
    assert texts(opened(checkpoint, tmp_path, beam=beam)) == texts(reference)


def test_one_batch_leaves_nothing_behind_for_the_next(folder, targets, tmp_path):
    checkpoint = with_shortlist(folder, different_for_each(folder, targets))
    alone = [texts(opened(checkpoint, tmp_path), (source,))[0] for source in SOURCES]
    assert len(set(alone)) > 1
    one_by_one = replace(opened(checkpoint, tmp_path), budget=1)
    assert texts(one_by_one) == alone
    assert texts(one_by_one, SOURCES[::-1]) == alone[::-1]


def test_loops_are_decoded_again_and_alternatives_offered(folder, targets, tmp_path):
    engine = opened(with_shortlist(folder, different_for_each(folder, targets)), tmp_path)
    assert all(texts(replace(engine, search=engine.search.guarded())))
    assert len({offer.text for offer in engine.alternatives(SOURCES[:1], 4)[0]}) > 1


def test_another_shortlist_is_another_conversion_of_the_same_model(folder, targets, tmp_path):
    plain = open_checkpoint(folder)
    first = with_shortlist(folder, Shortlist(frozenset(targets), {}))
    places = [converted(one, "int8", cache=tmp_path) for one in (plain, first)]
    second = with_shortlist(folder, Shortlist(frozenset(targets[:9]), {}))
    places.append(converted(second, "int8", cache=tmp_path))
    assert len(set(places)) == 3
    assert [(place / NAME).exists() for place in places] == [False, True, True]
    assert (places[2] / NAME).read_bytes() == (folder / NAME).read_bytes()
    assert plain.revision == first.revision == second.revision


def test_a_conversion_that_lost_its_shortlist_is_made_again(folder, targets, tmp_path):
    checkpoint = with_shortlist(folder, Shortlist(frozenset(targets), {}))
    copy = converted(checkpoint, "int8", cache=tmp_path) / NAME
    copy.unlink()
    assert converted(checkpoint, "int8", cache=tmp_path) == copy.parent
    assert copy.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("\tport\n", r"vmap\.txt:1: 'port' is no piece of the model"),
        ("\t▁\nevlər\t▁\n", r"vmap\.txt:2: 'evlər' is no piece"),
        ("▁", r"vmap\.txt:1: no tab"),
        (b"\xff", "cannot be read"),
    ],
)
def test_a_shortlist_of_another_model_is_refused(folder, tmp_path, content, message):
    (folder / NAME).write_bytes(content if isinstance(content, bytes) else content.encode())
    checkpoint = open_checkpoint(folder)
    with pytest.raises(EngineUnavailable, match=message) as told:
        converted(checkpoint, "int8", cache=tmp_path)
    assert "workbench train shortlist" in told.value.hint
    assert not converted_folder(checkpoint, "int8", cache=tmp_path).exists()
    assert texts(opened(checkpoint, tmp_path, "transformers"))


def test_other_families_take_no_shortlist(checkpoints, tmp_path):
    folder = Path(shutil.copytree(checkpoints("nllb"), tmp_path / "nllb"))
    (folder / NAME).write_text("\t▁\n", "utf-8")
    assert open_checkpoint(folder).shortlist is None
