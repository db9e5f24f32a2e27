"""Models from the hub: one commit, resumed where it stopped, every byte checked."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from workbench.engines.checkpoint import file_hash
from workbench.engines.locating import MODEL_FILES, ModelLocation, repository_folder, resolve
from workbench.engines.manifest import FetchedFile, Manifest, read_manifest
from workbench.errors import EngineUnavailable

Progress = Callable[[int, int], None]
"""Called with the bytes that are here and the bytes there will be."""

_LOCK_HINT = "wait until the other one is done."
_SPACE_HINT = (
    "fetch again, what is here is kept; free some space, or set WORKBENCH_CACHE to another folder."
)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A file as the hub lists it. Large files have a SHA-256, small ones git's own SHA-1."""

    name: str
    size: int
    sha256: str
    git_sha1: str

    def is_right(self, path: Path) -> bool:
        if path.stat().st_size != self.size:
            return False
        if self.sha256:
            return file_hash(path) == self.sha256
        return _git_hash(path) == self.git_sha1


def fetch(model: str, progress: Progress | None = None, *, cache: Path | None = None) -> Path:
    """Fetch a model from the hub unless it is here already, and return its folder.

    What an interrupted call has fetched is kept and continued. The folder appears under its
    name only when every file has the checksum the hub lists. Bundled and local models are
    returned as they are.

    Args:
        model: Catalogue id or hub id, with `@revision` where wanted.
        progress: Told the bytes fetched and the bytes in all.
        cache: Folder of the caches, None for the user's own.

    Raises:
        EngineUnavailable: No such model or revision, no connection, no space, a wrong checksum,
            or another process fetches the same model.
    """
    location = resolve(model)
    if location.folder is not None:
        return location.folder
    root = repository_folder(location.repository, cache=cache)
    with _plain_errors(location), _alone(root, location):
        commit, listed = _list_files(location)
        place = root / commit
        if not _is_whole(place, listed):
            _fetch_files(location, place, listed, progress or _ignore)
        return place


def _fetch_files(
    location: ModelLocation, place: Path, listed: list[_Listed], progress: Progress
) -> None:
    """Fetch into a folder with another name and rename it when everything is right."""
    unfinished = place.with_name(f"{place.name}.part")
    if place.exists():
        shutil.rmtree(unfinished, ignore_errors=True)
        place.replace(unfinished)
    unfinished.mkdir(parents=True, exist_ok=True)
    total = sum(file.size for file in listed)
    before = 0
    for file in listed:
        _drop_wrong(unfinished / file.name, file)
        url = _url(location.repository, file.name, place.name)
        _fetch_file(url, file, unfinished / file.name, _Share(before, total, progress))
        before += file.size
    fetched = {file.name: _fetched(unfinished / file.name, file) for file in listed}
    Manifest(location.repository, location.revision, place.name, fetched).write(unfinished)
    unfinished.replace(place)


@dataclass(frozen=True, slots=True)
class _Share:
    """The progress of one file among all."""

    before: int
    total: int
    progress: Progress

    def __call__(self, here: int) -> None:
        self.progress(self.before + here, self.total)


class _Counted:
    """A file that tells how far it is written."""

    def __init__(self, stream: BinaryIO, told: Callable[[int], None]) -> None:
        self._stream = stream
        self._told = told
        self.seek, self.tell, self.truncate = stream.seek, stream.tell, stream.truncate

    def write(self, chunk: bytes) -> int:
        written = self._stream.write(chunk)
        self._told(self._stream.tell())
        return written


def _drop_wrong(path: Path, file: _Listed) -> None:
    """Remove a file that has all its bytes, and the wrong ones; a shorter one is continued."""
    if path.exists() and path.stat().st_size >= file.size and not file.is_right(path):
        path.unlink()


def _fetch_file(url: str, file: _Listed, path: Path, share: _Share) -> None:
    """Fetch what is missing of a file and check it; a file that is wrong is not kept."""
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers

    with path.open("ab") as stream:
        here = stream.tell()
        share(here)
        if here < file.size:
            http_get(
                url,
                _Counted(stream, share),
                resume_size=here,
                headers=build_hf_headers(),
                expected_size=file.size,
            )
    if not file.is_right(path):
        path.unlink()
        raise EngineUnavailable(
            f"{file.name} arrived with a wrong checksum and was deleted",
            hint="fetch again; if it happens twice, the network changes what it transports.",
        )


def _url(repository: str, name: str, commit: str) -> str:
    from huggingface_hub import hf_hub_url

    return str(hf_hub_url(repository, name, revision=commit, endpoint=_endpoint()))


def _fetched(path: Path, file: _Listed) -> FetchedFile:
    return FetchedFile(file.size, file.sha256 or file_hash(path))


def _list_files(location: ModelLocation) -> tuple[str, list[_Listed]]:
    """Return the commit of the revision and the files of it that an engine needs."""
    from huggingface_hub import HfApi

    hub = HfApi(endpoint=_endpoint())
    commit = hub.repo_info(location.repository, revision=location.revision).sha
    tree = hub.list_repo_tree(location.repository, revision=commit)
    listed = [
        _Listed(file.path, file.size, file.lfs.sha256 if file.lfs else "", file.blob_id)
        for file in tree
        if hasattr(file, "blob_id") and any(fnmatch(file.path, kind) for kind in MODEL_FILES)
    ]
    return commit, _without_doubles(listed)


def _without_doubles(listed: list[_Listed]) -> list[_Listed]:
    """Leave the old weights file out where there is a safe one."""
    if any(file.name.endswith(".safetensors") for file in listed):
        listed = [file for file in listed if file.name != "pytorch_model.bin"]
    return sorted(listed, key=lambda file: file.name)


def _is_whole(place: Path, listed: list[_Listed]) -> bool:
    manifest = read_manifest(place)
    return manifest is not None and all(
        (place / file.name).is_file() and file.is_right(place / file.name) for file in listed
    )


@contextmanager
def _alone(root: Path, location: ModelLocation) -> Iterator[None]:
    """Keep a second process from fetching the same model meanwhile."""
    from filelock import FileLock, Timeout

    root.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(root / ".lock", timeout=0):
            yield
    except Timeout as problem:
        raise EngineUnavailable(
            f"another process is fetching {location.repository}", hint=_LOCK_HINT
        ) from problem


@contextmanager
def _plain_errors(location: ModelLocation) -> Iterator[None]:
    """Turn what the hub's library raises into an error that names the remedy."""
    from huggingface_hub import errors
    from huggingface_hub.utils import disable_progress_bars

    disable_progress_bars()
    name = location.repository
    try:
        if os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}:
            raise EngineUnavailable(
                f"{name} cannot be fetched: HF_HUB_OFFLINE forbids it",
                hint=f"unset HF_HUB_OFFLINE; {location.remedy}",
            )
        yield
    except errors.GatedRepoError as problem:
        raise EngineUnavailable(
            f"{name}: its makers ask for consent first",
            hint="accept the conditions on the model's page, then log in with `hf auth login`.",
        ) from problem
    except (errors.RepositoryNotFoundError, errors.HFValidationError) as problem:
        raise EngineUnavailable(
            f"there is no model {name} on the hub", hint="see `workbench models list`."
        ) from problem
    except errors.RevisionNotFoundError as problem:
        raise EngineUnavailable(
            f"{name} has no revision {location.revision!r}", hint="leave the revision out."
        ) from problem
    except errors.HfHubHTTPError as problem:
        raise _not_fetched(location, _first_line(problem), location.remedy) from problem
    except (errors.HTTPError, ConnectionError) as problem:
        reason = f"the hub cannot be reached ({_first_line(problem)})"
        raise _not_fetched(location, reason, location.remedy) from problem
    except OSError as problem:
        reason = problem.strerror or _first_line(problem)
        raise _not_fetched(location, reason, _SPACE_HINT) from problem


def _not_fetched(location: ModelLocation, reason: str, hint: str) -> EngineUnavailable:
    return EngineUnavailable(f"{location.repository} cannot be fetched: {reason}", hint=hint)


def _first_line(problem: Exception) -> str:
    return next(iter(str(problem).splitlines()), "") or type(problem).__name__


def _git_hash(path: Path) -> str:
    """Return the SHA-1 that git names a file by: of a header with the size, and the content."""
    content = path.read_bytes()
    header = f"blob {len(content)}\0".encode()
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


def _endpoint() -> str | None:
    return os.environ.get("HF_ENDPOINT") or None


def _ignore(_here: int, _total: int) -> None:
    """Let progress pass unseen."""
