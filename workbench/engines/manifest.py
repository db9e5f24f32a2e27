"""The record beside a fetched model: where it came from and what its files must be."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.errors import EngineUnavailable

NAME = "fetched.json"


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file of a fetched model.

    Attributes:
        size: In bytes.
        sha256: Of its content, in hexadecimal digits.
    """

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was fetched.

    Attributes:
        repository: `organisation/name` on the hub.
        revision: What was asked for: a branch or a commit.
        commit: What that was on the day.
        files: Everything that was fetched, by name.
    """

    repository: str
    revision: str
    commit: str
    files: dict[str, FetchedFile]

    def write(self, folder: Path) -> None:
        """Write the manifest into the folder."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=2) + "\n", "utf-8")


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder, None when it has none that can be read."""
    try:
        written = json.loads((folder / NAME).read_text("utf-8"))
        files = {name: FetchedFile(**entry) for name, entry in written.pop("files").items()}
        return Manifest(**written, files=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def check_sizes(folder: Path, manifest: Manifest, remedy: str) -> None:
    """Check that every fetched file is there and has its size.

    Raises:
        EngineUnavailable: One has not; `remedy` is the hint.
    """
    for name, fetched in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise EngineUnavailable(f"{folder}: the model folder has no {name}", hint=remedy)
        found = path.stat().st_size
        if found != fetched.size:
            raise EngineUnavailable(
                f"{path}: expected {fetched.size} bytes, found {found}", hint=remedy
            )
