"""Which engines somebody can choose, and which of them are on this machine."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from workbench.engines.catalogue import catalogue
from workbench.engines.locating import find_local, resolve
from workbench.errors import EngineUnavailable


@dataclass(frozen=True, slots=True)
class ListedEngine:
    """An engine of the list.

    Attributes:
        id: What a job calls it.
        name: What a person reads.
        ready: Whether it is on this machine.
        note: What somebody who chooses has to know, or how to get it here.
    """

    id: str
    name: str
    ready: bool
    note: str


def list_engines(configured: Iterable[str], cache: Path | None) -> list[ListedEngine]:
    """Return the catalogue's engines and those of the settings, in the order to show them."""
    notes = {entry.id: entry.note for entry in catalogue().values()}
    names = dict.fromkeys([*notes, *configured])
    return [_listed(name, notes.get(name, ""), cache) for name in names]


def _listed(name: str, note: str, cache: Path | None) -> ListedEngine:
    try:
        location = resolve(name)
        find_local(location, cache=cache)
    except EngineUnavailable as error:
        return ListedEngine(name, name, ready=False, note=error.hint or error.what)
    return ListedEngine(name, location.id, ready=True, note=note)
