"""Converted models: made once, whole or not at all, whoever else is at it."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from workbench.engines import conversion
from workbench.engines.checkpoint import Checkpoint, open_checkpoint
from workbench.engines.conversion import converted, converted_folder
from workbench.engines.loading import open_engine
from workbench.errors import EngineUnavailable


@pytest.fixture
def checkpoint(checkpoints) -> Checkpoint:
    return open_checkpoint(checkpoints("marian"), name="tiny")


def test_a_model_is_converted_once(checkpoint, tmp_path):
    folder = converted(checkpoint, "int8", cache=tmp_path)
    before = (folder / "model.bin").stat().st_mtime_ns
    assert converted(checkpoint, "int8", cache=tmp_path) == folder
    assert (folder / "model.bin").stat().st_mtime_ns == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_revision_and_format_have_folders_of_their_own(checkpoint, checkpoints, tmp_path):
    other = open_checkpoint(checkpoints("opus"), name="tiny")
    folders = {
        converted_folder(checkpoint, "int8", cache=tmp_path),
        converted_folder(checkpoint, "float32", cache=tmp_path),
        converted_folder(other, "int8", cache=tmp_path),
    }
    assert len(folders) == 3


def test_the_environment_names_the_cache(checkpoint, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_CACHE", str(tmp_path / "here"))
    assert converted_folder(checkpoint, "int8").is_relative_to(tmp_path / "here")


def test_several_at_once_end_with_one_model(checkpoint, tmp_path):
    with ThreadPoolExecutor(3) as pool:
        folders = list(pool.map(lambda _: converted(checkpoint, "int8", cache=tmp_path), range(3)))
    assert len(set(folders)) == 1
    assert [path.name for path in folders[0].parent.iterdir()] == [folders[0].name]


def test_an_interrupted_conversion_leaves_nothing(checkpoint, tmp_path, monkeypatch):
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(conversion, "_move", interrupt)
    with pytest.raises(KeyboardInterrupt):
        converted(checkpoint, "int8", cache=tmp_path)
    assert list((tmp_path / "converted").iterdir()) == []


def test_the_remains_of_a_killed_conversion_are_swept(checkpoint, tmp_path):
    root = tmp_path / "converted"
    old, fresh = root / ".unfinished-old", root / ".unfinished-fresh"
    for folder in (old, fresh):
        (folder / "model").mkdir(parents=True)
    os.utime(old, (0, 0))
    converted(checkpoint, "int8", cache=tmp_path)
    assert not old.exists()
    assert fresh.exists()


@pytest.mark.parametrize("damage", ["lost", "cut"])
def test_a_damaged_conversion_is_made_again(checkpoint, tmp_path, damage):
    weights = converted(checkpoint, "int8", cache=tmp_path) / "model.bin"
    size = weights.stat().st_size
    if damage == "lost":
        weights.unlink()
    else:
        weights.write_bytes(weights.read_bytes()[: size // 2])
    engine = open_engine(checkpoint, threads=1, cache=tmp_path)
    assert engine.translate(["Liman."])[0].text
    assert weights.stat().st_size == size


def test_a_cache_that_cannot_be_written_names_the_remedy(checkpoint, tmp_path):
    (tmp_path / "converted").write_text("a file in the way")
    with pytest.raises(EngineUnavailable, match="cannot be written") as told:
        converted(checkpoint, "int8", cache=tmp_path)
    assert "WORKBENCH_CACHE" in told.value.hint


def test_a_model_with_two_vocabularies_is_left_to_the_reference(checkpoints, tmp_path):
    folder = shutil.copytree(checkpoints("marian"), tmp_path / "two")
    shutil.copy(folder / "vocab.json", folder / "target_vocab.json")
    settings = folder / "tokenizer_config.json"
    settings.write_text(
        settings.read_text("utf-8").replace('"separate_vocabs": false', '"separate_vocabs": true'),
        "utf-8",
    )
    with pytest.raises(EngineUnavailable, match="vocabularies of their own") as told:
        converted(open_checkpoint(folder), "int8", cache=tmp_path)
    assert "transformers" in told.value.hint
