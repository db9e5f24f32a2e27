"""Models from a hub: whole or not at all, resumed, checked, and with plain errors."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checkpoints import SOURCES
from tests.engines.hub import COMMIT, REPOSITORY, Hub, serving
from workbench.engines.catalogue import starter_folder
from workbench.engines.fetching import fetch
from workbench.engines.loading import load_engine
from workbench.engines.locating import find_local, resolve
from workbench.engines.manifest import read_manifest
from workbench.errors import EngineUnavailable

WEIGHTS = "model.safetensors"


@pytest.fixture
def hub(checkpoints, tmp_path, monkeypatch) -> Iterator[Hub]:
    folder = shutil.copytree(checkpoints("marian"), tmp_path / "published")
    (folder / "rust_model.ot").write_bytes(b"not for us")
    (folder / "pytorch_model.bin").write_bytes(b"old weights")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    with serving(folder) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub


def test_a_fetched_model_translates_without_the_hub(hub, tmp_path, monkeypatch):
    steps: list[tuple[int, int]] = []
    folder = fetch(REPOSITORY, lambda here, total: steps.append((here, total)), cache=tmp_path)
    total = steps[-1][1]
    assert steps[-1] == (total, total)
    assert [here for here, _ in steps] == sorted(here for here, _ in steps)
    assert {path.name for path in folder.iterdir()} == {
        *hub.files,
        "fetched.json",
    } - {"rust_model.ot", "pytorch_model.bin"}
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    engine = load_engine(REPOSITORY, cache=tmp_path, threads=1)
    assert engine.name == f"{REPOSITORY}@{COMMIT[:8]}"
    assert engine.translate(SOURCES[:1])[0].text


@pytest.mark.usefixtures("hub")
def test_the_commit_behind_a_branch_is_recorded(tmp_path):
    folder = fetch(REPOSITORY, cache=tmp_path)
    manifest = read_manifest(folder)
    assert manifest is not None
    assert (manifest.revision, manifest.commit, folder.name) == ("main", COMMIT, COMMIT)
    for name in (REPOSITORY, f"{REPOSITORY}@main", f"{REPOSITORY}@{COMMIT}"):
        assert find_local(resolve(name), cache=tmp_path) == folder


def test_what_is_here_is_not_fetched_again(hub, tmp_path):
    folder = fetch(REPOSITORY, cache=tmp_path)
    hub.asked.clear()
    assert fetch(REPOSITORY, cache=tmp_path) == folder
    assert hub.asked == []


def test_an_interrupted_fetch_goes_on_where_it_stopped(hub, tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 4096)
    before = sum(len(hub.files[name]) for name in ("config.json", "generation_config.json"))

    def interrupt(here: int, _total: int) -> None:
        if here > before + 10_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(REPOSITORY, interrupt, cache=tmp_path)
    with pytest.raises(EngineUnavailable, match="not on this machine"):
        find_local(resolve(REPOSITORY), cache=tmp_path)
    hub.asked.clear()
    folder = fetch(REPOSITORY, cache=tmp_path)
    first, start = hub.asked[0]
    assert first == WEIGHTS
    assert int(start.removeprefix("bytes=").removesuffix("-")) >= 8192
    assert (folder / WEIGHTS).read_bytes() == hub.files[WEIGHTS]


@pytest.mark.parametrize("name", [WEIGHTS, "vocab.json"])
def test_wrong_bytes_are_refused_and_deleted(hub, tmp_path, name):
    right = hub.files[name]
    hub.files[name] = right[:-1] + bytes([right[-1] ^ 1])
    with pytest.raises(EngineUnavailable, match=f"{name} arrived with a wrong checksum"):
        fetch(REPOSITORY, cache=tmp_path)
    assert not list(tmp_path.rglob(f"*.part/{name}"))
    hub.files[name] = right
    assert (fetch(REPOSITORY, cache=tmp_path) / name).read_bytes() == right


def test_a_damaged_model_is_mended_by_fetching_again(hub, tmp_path):
    folder = fetch(REPOSITORY, cache=tmp_path)
    (folder / WEIGHTS).write_bytes(b"\0" * len(hub.files[WEIGHTS]))
    (folder / "source.spm").unlink()
    hub.asked.clear()
    assert fetch(REPOSITORY, cache=tmp_path) == folder
    assert {name for name, _ in hub.asked} == {WEIGHTS, "source.spm"}
    assert (folder / WEIGHTS).read_bytes() == hub.files[WEIGHTS]


@pytest.mark.usefixtures("hub")
def test_a_model_cut_short_is_named(tmp_path):
    folder = fetch(REPOSITORY, cache=tmp_path)
    (folder / WEIGHTS).write_bytes(b"half")
    with pytest.raises(EngineUnavailable, match=rf"{WEIGHTS}: expected \d+ bytes, found 4") as told:
        load_engine(REPOSITORY, cache=tmp_path)
    assert f"workbench models fetch {REPOSITORY}" in told.value.hint
    (folder / WEIGHTS).unlink()
    with pytest.raises(EngineUnavailable, match=f"has no {WEIGHTS}"):
        load_engine(REPOSITORY, cache=tmp_path)


@pytest.mark.usefixtures("hub")
def test_no_such_model(tmp_path):
    with pytest.raises(EngineUnavailable, match="there is no model newsroom/az-fr on the hub"):
        fetch("newsroom/az-fr", cache=tmp_path)


@pytest.mark.usefixtures("hub")
def test_no_such_revision(tmp_path):
    with pytest.raises(EngineUnavailable, match="has no revision 'v9'"):
        fetch(f"{REPOSITORY}@v9", cache=tmp_path)


@pytest.mark.usefixtures("hub")
def test_no_network_names_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    with pytest.raises(EngineUnavailable, match="the hub cannot be reached") as told:
        fetch("nllb-600m", cache=tmp_path)
    assert "`workbench models fetch nllb-600m` once while online (2.5 GB)" in told.value.hint
    assert "--engine starter" in told.value.hint


def test_offline_mode_is_obeyed(hub, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EngineUnavailable, match="HF_HUB_OFFLINE forbids it"):
        fetch(REPOSITORY, cache=tmp_path)
    assert hub.asked == []


@pytest.mark.usefixtures("hub")
def test_only_one_process_fetches_a_model(tmp_path):
    def fetch_once_more(_here: int, _total: int) -> None:
        with pytest.raises(EngineUnavailable, match="another process is fetching"):
            fetch(REPOSITORY, cache=tmp_path)

    assert fetch(REPOSITORY, fetch_once_more, cache=tmp_path).is_dir()


def test_bundled_and_local_models_are_not_fetched(checkpoints, tmp_path):
    assert fetch("starter", cache=tmp_path) == starter_folder()
    folder: Path = checkpoints("marian")
    assert fetch(str(folder), cache=tmp_path) == folder
    assert json.loads((folder / "config.json").read_text("utf-8"))["model_type"] == "marian"


@pytest.mark.usefixtures("hub")
def test_a_folder_that_cannot_be_written_is_said_so(tmp_path):
    (tmp_path / "models").write_text("a file in the way")
    with pytest.raises(EngineUnavailable, match="cannot be fetched: ") as told:
        fetch(REPOSITORY, cache=tmp_path)
    assert "WORKBENCH_CACHE" in told.value.hint


def test_a_server_in_trouble_is_no_traceback(hub, tmp_path):
    hub.files.clear()
    with pytest.raises(EngineUnavailable, match=f"{REPOSITORY} cannot be fetched"):
        fetch(REPOSITORY, cache=tmp_path)
