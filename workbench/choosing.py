"""Engine and glossary as an administrator chose them for a workspace, over the settings.

Options of the command line and environment variables go first, then the choice, then
`workbench.toml` and the defaults.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from workbench.errors import Refused
from workbench.formats.glossary_files import read_glossary_file
from workbench.settings import OWN_GLOSSARY, Settings, shipped
from workbench.store.choices import Choices
from workbench.store.workspace import Workspace
from workbench.workflows.keep_glossary import kept_glossaries
from workbench.workflows.list_engines import ListedEngine, list_engines

USUAL, OWN = "", "own"
_SHIPPED, _UPLOADED = "shipped:", "uploaded:"
_SECONDS_BETWEEN_LOOKS = 1.0  # another server of the workspace may have kept another choice


@dataclass(frozen=True, slots=True)
class ListedGlossary:
    """A glossary that can be chosen.

    Attributes:
        id: What a choice calls it: "" for the one of the settings, `own`, `shipped:...` or
            `uploaded:...`.
        path: Its file.
    """

    id: str
    path: Path


@dataclass
class Chooser:
    """What was chosen for a workspace. Threads share it.

    Attributes:
        workspace: Where the choice is kept.
        settings: Those that hold without a choice.
        decided: By the name of a setting, the option or variable that goes before any choice.
    """

    workspace: Workspace
    settings: Settings
    decided: Mapping[str, str] = field(default_factory=dict)
    _known: Mapping[str, str] = field(default_factory=dict)
    _known_until: float = 0.0

    @property
    def chosen(self) -> Mapping[str, str]:
        """Return what was chosen, whether it counts or not."""
        if monotonic() >= self._known_until:
            self._known = Choices(self.workspace).all()
            self._known_until = monotonic() + _SECONDS_BETWEEN_LOOKS
        return self._known

    @property
    def in_force(self) -> Settings:
        """Return the settings with what was chosen; a glossary that is gone counts no more."""
        chosen = {name: one for name, one in self.chosen.items() if name not in self.decided}
        settings = replace(self.settings, engine=chosen.get("engine", self.settings.engine))
        glossary = self._path(chosen.get("glossary", USUAL))
        return replace(settings, glossary=str(glossary)) if glossary else settings

    @property
    def glossary_is_editable(self) -> bool:
        """Return whether terms of the glossary may be changed: one chosen as it ships may not."""
        is_shipped = self.chosen.get("glossary", USUAL).startswith(_SHIPPED)
        return "glossary" in self.decided or not is_shipped

    @property
    def folder(self) -> Path:
        """Return where uploaded glossaries lie: beside the file, or where the server runs."""
        place = Path(self.workspace.name.partition("?")[0])
        parent = Path() if "://" in self.workspace.name else place.parent
        return parent / f"{place.name}-glossaries"

    def engines(self, cache: Path | None) -> list[ListedEngine]:
        """Return the engines that can be chosen: the catalogue's, the settings' and the chosen."""
        return list_engines([self.settings.engine, self.in_force.engine], cache)

    def glossaries(self) -> list[ListedGlossary]:
        """Return the glossaries that can be chosen, the settings' own first."""
        usual = ListedGlossary(USUAL, self.settings.glossary_path)
        own = [ListedGlossary(OWN, OWN_GLOSSARY)] if OWN_GLOSSARY.is_file() else []
        ours = kept_glossaries(shipped("glossaries"))
        kept = kept_glossaries(self.folder)
        return [
            usual,
            *(one for one in own if one.path != usual.path),
            *(ListedGlossary(f"{_SHIPPED}{path.name}", path) for path in ours),
            *(ListedGlossary(f"{_UPLOADED}{path.name}", path) for path in kept),
        ]

    def choose(self, chosen: Mapping[str, str], cache: Path | None) -> None:
        """Keep a choice of `engine`, of `glossary`, or both; "" goes back to the settings.

        Raises:
            Refused: An option or a variable decides, or there is no such engine or glossary here.
            BadInput: The glossary cannot be read.
        """
        for name, value in chosen.items():
            self._must_be_free(name)
            if name == "engine" and value:
                self.must_be_ready(value, cache)
            if name == "glossary":
                self._must_be_readable(value)
        Choices(self.workspace).keep(chosen)
        self._known_until = 0.0

    def _path(self, choice: str) -> Path | None:
        """Return the file of a chosen glossary, None where it is gone or none was chosen."""
        kind, _, name = choice.partition(":")
        places = {
            OWN: OWN_GLOSSARY,
            _SHIPPED[:-1]: shipped("glossaries") / name,
            _UPLOADED[:-1]: self.folder / name,
        }
        path = places.get(kind)
        return path if path and path.is_file() else None

    def _must_be_free(self, name: str) -> None:
        if by := self.decided.get(name):
            raise Refused(
                f"{by} decides the {name} of this server",
                hint=f"start it without {by}, then choose",
            )

    def must_be_ready(self, engine: str, cache: Path | None) -> None:
        """Raise Refused unless the engine is one of the list and on this machine."""
        listed = {one.id: one for one in self.engines(cache)}
        if engine not in listed:
            hint = f"choose one of {', '.join(listed)}"
            raise Refused(f"there is no engine {engine!r}", hint=hint)
        if not listed[engine].ready:
            raise Refused(f"the engine {engine!r} is not on this machine", hint=listed[engine].note)

    def _must_be_readable(self, name: str) -> None:
        listed = {one.id: one for one in self.glossaries()}
        if name not in listed:
            hint = f"choose one of {', '.join(filter(None, listed))}"
            raise Refused(f"there is no glossary {name!r}", hint=hint)
        read_glossary_file(listed[name].path)
