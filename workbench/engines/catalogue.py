"""The models we know: what they cost, what they are worth, what they may be used for."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

STARTER = "starter"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A model that translates Azerbaijani to English.

    Attributes:
        id: The name to type.
        repository: `organisation/name` on the hub, "" for the bundled model.
        revision: Commit hash, or "main" when the commit is recorded at fetching.
        licence: SPDX identifier.
        megabytes: Size of the download, about.
        source: Code of Azerbaijani in the model's notation, "" when it needs none.
        target: Code of English likewise.
        score: Published scores with their test set, "" when there are none.
        score_source: Who published them.
        note: What somebody who chooses has to know, in plain words.
    """

    id: str
    repository: str
    revision: str
    licence: str
    megabytes: int
    source: str
    target: str
    score: str
    score_source: str
    note: str

    @property
    def size(self) -> str:
        """Return the size as people read it.

        >>> [catalogue()[name].size for name in ("opus-mt-az-en", "nllb-600m")]
        ['300 MB', '2.5 GB']
        """
        if self.megabytes < 1000:
            return f"{self.megabytes} MB"
        return f"{self.megabytes / 1000:.1f} GB"


@cache
def catalogue() -> dict[str, CatalogueEntry]:
    """Return the entries by id, in the order in which they are shown.

    >>> next(iter(catalogue()))
    'starter'
    """
    text = (files("workbench.engines") / "catalogue.toml").read_text("utf-8")
    entries = [CatalogueEntry(**model) for model in tomllib.loads(text)["model"]]
    return {entry.id: entry for entry in entries}


def starter_folder() -> Path:
    """Return where the bundled model lies."""
    return Path(str(files("workbench.engines") / STARTER))
