"""From what a user types to a model folder on this machine. Nothing here uses the network."""

import difflib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from workbench.engines.cache import cache_folder
from workbench.engines.catalogue import STARTER, CatalogueEntry, catalogue, starter_folder
from workbench.engines.checkpoint import Checkpoint, open_checkpoint
from workbench.engines.manifest import Manifest, check_sizes, read_manifest
from workbench.errors import EngineUnavailable

MODEL_FILES = ("*.json", "*.safetensors", "*.spm", "*.model", "pytorch_model.bin")

_HUB_ID = re.compile(r"(?P<repository>[\w-][\w.-]*/[\w-][\w.-]*)(@(?P<revision>[\w./-]+))?")
_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class ModelLocation:
    """Where a model is, or where it can be fetched.

    Attributes:
        id: Catalogue id, hub id or folder name: the engine's id.
        folder: The folder of a bundled or local model, None for one of the hub.
        repository: `organisation/name` on the hub, "" for bundled and local models.
        revision: Branch or commit on the hub, "" for bundled and local models.
        entry: What the catalogue knows of it, None for others.
    """

    id: str
    folder: Path | None = None
    repository: str = ""
    revision: str = ""
    entry: CatalogueEntry | None = None

    @property
    def remedy(self) -> str:
        """Return the hint for somebody who lacks the model."""
        if self.folder is not None:
            return "copy the model's files anew, or choose another: see `workbench models list`."
        at = "" if self.entry or self.revision == "main" else f"@{self.revision}"
        size = f" ({self.entry.size})" if self.entry else ""
        return (
            f"run `workbench models fetch {self.id}{at}` once while online{size}, "
            f"or use the bundled `--engine {STARTER}`."
        )


def resolve(model: str) -> ModelLocation:
    """Return the location of a model given as catalogue id, local folder or hub id.

    A hub id may end in `@revision`. The catalogue goes before folders, folders before the hub.

    Raises:
        EngineUnavailable: The name is none of the three.
    """
    entries = catalogue()
    if model in entries:
        return _listed(entries[model])
    folder = Path(model).expanduser()
    if model and folder.is_dir():
        return ModelLocation(folder.resolve().name, folder=folder.resolve())
    hub = _HUB_ID.fullmatch(model)
    if hub is None or model.startswith((".", "~", os.sep)):
        raise _unknown(model)
    for entry in entries.values():
        if entry.repository == hub["repository"] and hub["revision"] in {None, entry.revision}:
            return _listed(entry)
    return ModelLocation(
        hub["repository"], repository=hub["repository"], revision=hub["revision"] or "main"
    )


def find_local(location: ModelLocation, *, cache: Path | None = None) -> Path:
    """Return the folder of a model that is on this machine.

    Looked for are, in order: the bundled or local folder, what `fetch` has fetched, and what
    other programs have left in the hub's own cache.

    Raises:
        EngineUnavailable: It is not here, or a fetched file is missing or cut short.
    """
    if location.folder is not None:
        return _existing(location.folder, location)
    for folder, manifest in fetched_models(location.repository, cache=cache):
        if location.revision in {manifest.commit, manifest.revision}:
            check_sizes(folder, manifest, location.remedy)
            return folder
    elsewhere = _hub_cache(location)
    if elsewhere is None:
        raise EngineUnavailable(
            f"the model {location.repository} is not on this machine", hint=location.remedy
        )
    return elsewhere


def locate_checkpoint(model: str, *, cache: Path | None = None) -> Checkpoint:
    """Return the checkpoint of a model given by any of its names.

    Raises:
        EngineUnavailable: The name is unknown, the model not here, or its folder incomplete.
    """
    location = resolve(model)
    folder = find_local(location, cache=cache)
    return open_checkpoint(
        folder,
        name=location.id,
        revision=_commit(folder),
        source=location.entry.source if location.entry else "",
        target=location.entry.target if location.entry else "",
    )


def repository_folder(repository: str, *, cache: Path | None = None) -> Path:
    """Return where the fetched revisions of a repository lie, each in a folder of its own."""
    return cache_folder(cache) / "models" / repository.replace("/", "--")


def fetched_models(repository: str, *, cache: Path | None = None) -> list[tuple[Path, Manifest]]:
    """Return the fetched revisions of a repository, the newest first."""
    folders = repository_folder(repository, cache=cache).glob("*")
    whole = [path for path in folders if _COMMIT.fullmatch(path.name)]
    whole.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    read = [(path, read_manifest(path)) for path in whole]
    return [(path, manifest) for path, manifest in read if manifest is not None]


def _listed(entry: CatalogueEntry) -> ModelLocation:
    if entry.id == STARTER:
        return ModelLocation(entry.id, folder=starter_folder(), entry=entry)
    return ModelLocation(
        entry.id, repository=entry.repository, revision=entry.revision, entry=entry
    )


def _existing(folder: Path, location: ModelLocation) -> Path:
    if location.id == STARTER and not (folder / "config.json").is_file():
        raise EngineUnavailable(
            "the bundled model is not in this installation",
            hint="install the workbench again, or choose another: see `workbench models list`.",
        )
    return folder


def _hub_cache(location: ModelLocation) -> Path | None:
    """Return the snapshot in the hub's own cache, None when there is none."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        snapshot = snapshot_download(
            location.repository,
            revision=location.revision,
            allow_patterns=list(MODEL_FILES),
            local_files_only=True,
        )
    except (LocalEntryNotFoundError, OSError, ValueError):
        return None
    return Path(snapshot)


def _commit(folder: Path) -> str:
    """Return the commit that a fetched folder or a snapshot of the hub's cache is named by."""
    return folder.name if _COMMIT.fullmatch(folder.name) else ""


def _unknown(model: str) -> EngineUnavailable:
    if "/" in model or os.sep in model:
        return EngineUnavailable(
            f"{model}: no such model folder",
            hint="give a folder with config.json, a hub id such as organisation/name, or a name "
            "of `workbench models list`.",
        )
    known = list(catalogue())
    near = difflib.get_close_matches(model, known, n=1)
    meant = f"did you mean '{near[0]}'? " if near else ""
    return EngineUnavailable(
        f"unknown engine {model!r}; known are {', '.join(known)}",
        hint=f"{meant}A hub id such as organisation/name or a local folder works as well.",
    )
