"""Names, folders and weights that are wrong get a plain error; those that are right, an engine."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from tests.checkpoints import SOURCES
from workbench.engines.catalogue import catalogue, starter_folder
from workbench.engines.checkpoint import TOKENIZERS, open_checkpoint
from workbench.engines.loading import Runtime, load_engine
from workbench.engines.locating import resolve
from workbench.engines.weights import load_model
from workbench.errors import EngineUnavailable

RUNTIMES: tuple[Runtime, ...] = ("ctranslate2", "transformers")
Edit = Callable[[Path], None]


@pytest.fixture
def folder(checkpoints, tmp_path) -> Path:
    """Return a Marian checkpoint that a test may damage."""
    return Path(shutil.copytree(checkpoints("marian"), tmp_path / "tiny"))


def change_config(**changes: object) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / "config.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")

    return edit


def drop_weight(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    del weights["model.decoder.layers.0.fc1.weight"]
    save_file(weights, folder / "model.safetensors", {"format": "pt"})


def cut(name: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / name
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return edit


DAMAGE: dict[str, tuple[Edit, str]] = {
    "a weight is missing": (drop_weight, r"lack model\.decoder\.layers\.0\.fc1\.weight"),
    "more layers than weights": (change_config(decoder_layers=2), "lack .* and 24 more"),
    "fewer layers than weights": (change_config(encoder_layers=0), "no place for"),
    "other sizes": (change_config(d_model=64), "weights cannot be used"),
    "weights cut short": (cut("model.safetensors"), "weights cannot be used"),
    "vocabulary cut short": (cut("vocab.json"), "vocabulary cannot be read"),
    "pieces cut short": (cut("source.spm"), "vocabulary cannot be read"),
    "configuration cut short": (cut("config.json"), "config.json: not readable as JSON"),
    "configuration of another kind": (change_config(model_type="bert"), "type 'bert'"),
    "no configuration": (lambda folder: (folder / "config.json").unlink(), "no config.json"),
}


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_model_is_refused(folder, tmp_path, runtime, damage):
    edit, message = DAMAGE[damage]
    edit(folder)
    with pytest.raises(EngineUnavailable, match=message):
        load_engine(str(folder), runtime=runtime, threads=1, cache=tmp_path / "cache")


@pytest.mark.parametrize("family", ["marian", "nllb", "m2m100"])
def test_every_missing_file_is_named(checkpoints, tmp_path, family):
    for name in ("config.json", "model.safetensors", *TOKENIZERS[family]):
        folder = shutil.copytree(checkpoints(family), tmp_path / name)
        (folder / name).unlink()
        with pytest.raises(EngineUnavailable, match=f"the model folder has no {name}") as told:
            load_engine(str(folder))
        assert told.value.hint


def test_missing_shards_are_named(folder):
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors"}}
    (folder / "model.safetensors").unlink()
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(EngineUnavailable, match=r"has no model-00001-of-00002\.safetensors"):
        load_engine(str(folder))


def test_weights_in_the_old_format_work(folder, tmp_path):
    expected = load_engine(str(folder), runtime="transformers").translate(SOURCES)
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    for runtime in RUNTIMES:
        engine = load_engine(str(folder), runtime=runtime, threads=1, cache=tmp_path / "cache")
        assert engine.translate(SOURCES)[0].text == expected[0].text


def test_half_precision_on_disk_is_computed_in_full(folder):
    weights = load_file(folder / "model.safetensors")
    halves = {name: value.half() for name, value in weights.items()}
    save_file(halves, folder / "model.safetensors", {"format": "pt"})
    change_config(dtype="float16")(folder)
    assert load_model(open_checkpoint(folder)).dtype == torch.float32


def test_the_revision_follows_the_content_and_not_the_words_about_it(folder):
    before = open_checkpoint(folder).revision
    (folder / "README.md").write_text("A tiny model.")
    assert open_checkpoint(folder).revision == before
    change_config(num_beams=5)(folder)
    assert open_checkpoint(folder).revision != before


def test_the_target_language_is_written_before_an_opus_source(checkpoints, tmp_path):
    for runtime in RUNTIMES:
        engine = load_engine(str(checkpoints("opus")), runtime=runtime, cache=tmp_path)
        (pieces,) = engine.decoder.encode(["qatar"])  # type: ignore[attr-defined]
        assert (pieces[0], pieces[-1]) == (">>eng<<", "</s>")


def test_a_language_the_model_does_not_know_is_refused(checkpoints):
    from workbench.engines.vocabulary import HubVocabulary, MarianVocabulary

    for family, source, target, vocabulary in (
        ("nllb", "xyz_Latn", "", HubVocabulary),
        ("m2m100", "", "xy", HubVocabulary),
        ("opus", "", ">>xyz<<", HubVocabulary),
        ("opus", "", ">>xyz<<", MarianVocabulary),
    ):
        checkpoint = open_checkpoint(checkpoints(family), source=source, target=target)
        with pytest.raises(EngineUnavailable, match="does not know the language"):
            vocabulary(checkpoint)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("stater", "unknown engine 'stater'; known are starter", "did you mean 'starter'?"),
        ("", "unknown engine ''", "local folder"),
        ("./nowhere", "no such model folder", "config.json"),
        ("a/b/c", "no such model folder", "hub id"),
        ("/nowhere/at/all", "no such model folder", "config.json"),
        ("a b/c", "no such model folder", "hub id"),
    ],
)
def test_unknown_names(name, message, hint):
    with pytest.raises(EngineUnavailable, match=message) as told:
        resolve(name)
    assert hint in told.value.hint


@pytest.mark.parametrize(("name", "size"), [("nllb-600m", " (2.5 GB)"), ("newsroom/az-en@v2", "")])
def test_a_model_that_is_not_here_names_the_remedy(name, size, tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    with pytest.raises(EngineUnavailable, match="is not on this machine") as told:
        load_engine(name, cache=tmp_path)
    assert told.value.hint == (
        f"run `workbench models fetch {name}` once while online{size}, "
        "or use the bundled `--engine starter`."
    )


def test_what_other_programs_fetched_is_found(checkpoints, tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    commit = "89" * 20
    snapshot = tmp_path / "hub" / "models--newsroom--az-en" / "snapshots" / commit
    shutil.copytree(checkpoints("marian"), snapshot)
    engine = load_engine(f"newsroom/az-en@{commit}", threads=1, cache=tmp_path)
    assert engine.name == "newsroom/az-en@89898989"


def test_a_catalogue_name_goes_before_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "starter").mkdir()
    assert resolve("starter").folder == starter_folder()
    assert resolve("./starter").folder == tmp_path / "starter"


def test_the_hub_id_of_a_listed_model_is_that_model():
    assert resolve("facebook/nllb-200-distilled-600M").id == "nllb-600m"
    assert resolve("facebook/nllb-200-distilled-600M@main").revision == "main"


def test_a_starter_that_is_not_there_is_said_so(tmp_path, monkeypatch):
    monkeypatch.setattr("workbench.engines.locating.starter_folder", lambda: tmp_path)
    with pytest.raises(EngineUnavailable, match="bundled model is not in this installation"):
        load_engine("starter")


@pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.id)
def test_the_catalogue_says_what_a_user_has_to_know(entry):
    assert entry.licence
    assert entry.note.endswith(".")
    assert entry.score_source
    assert entry.megabytes > 0
    assert bool(entry.repository) == (entry.id != "starter")
    assert entry.revision in {"", "main"} or len(entry.revision) == 40


def test_the_catalogue_warns():
    assert "worst" in catalogue()["opus-mt-az-en"].note
    assert "Not for commercial use" in catalogue()["nllb-600m"].note


def test_the_door_opens_without_the_heavy_libraries():
    code = (
        "import sys, workbench.engines.loading, workbench.engines.fetching;"
        "heavy = {'torch', 'transformers', 'ctranslate2', 'sentencepiece', 'huggingface_hub'};"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
