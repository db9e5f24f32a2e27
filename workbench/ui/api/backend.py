"""What every endpoint works with: the workspace, its subjects, and the rules in force."""

import getpass
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

from workbench.choosing import Chooser
from workbench.errors import WorkbenchError
from workbench.settings import Settings
from workbench.store.article_list import ArticleList
from workbench.store.comments import Comments
from workbench.store.editor_rows import EditorRows
from workbench.store.jobs import Jobs
from workbench.store.memory_matches import MemoryMatches
from workbench.store.memory_units import MemoryUnits
from workbench.store.presence import Presences
from workbench.store.search import Search
from workbench.store.statistics import Statistics
from workbench.store.users import Users
from workbench.store.workspace import Workspace
from workbench.ui.security import Guesses
from workbench.wiring import Wiring
from workbench.workflows.compare_segments import Comparisons
from workbench.workflows.post_edit import Desk


class Backend:
    """One workspace with everything the browser asks of it. Threads share it.

    Attributes:
        workspace: The open workspace.
        local: Whether the server listens on 127.0.0.1 alone.
        chooser: Engine and glossary as they were chosen for the workspace.
    """

    def __init__(self, wiring: Wiring, workspace: Workspace, *, local: bool) -> None:
        self.workspace = workspace
        self.local = local
        self.guesses = Guesses()
        self.chooser = Chooser(workspace, wiring.settings, wiring.decided)
        self._wiring = CurrentWiring(wiring, lambda: self.chooser.in_force)
        self.users = Users(workspace)
        self.articles = ArticleList(workspace)
        self.rows = EditorRows(workspace)
        self.comments = Comments(workspace)
        self.presences = Presences(workspace)
        self.search = Search(workspace)
        self.memory = MemoryUnits(workspace)
        self.matches = MemoryMatches(workspace)
        self.jobs = Jobs(workspace)
        self.statistics = Statistics(workspace)
        self.comparisons = Comparisons(workspace)

    @property
    def name(self) -> str:
        """Return the workspace's name without folder or server."""
        return self.workspace.name.rpartition("/")[2].partition("?")[0]

    @property
    def wiring(self) -> Wiring:
        """Return the wiring with what was chosen, the glossary as its file stands now."""
        return self._wiring.now()

    @property
    def desk(self) -> Desk:
        """Return what changes of a segment need, with the rules in force."""
        wiring = self.wiring
        return Desk(self.workspace, wiring.checks, wiring.glossary_name, self.comparisons)

    @cached_property
    def owner(self) -> str:
        """Return who everybody is while there are no accounts: the user of this machine."""
        try:
            return getpass.getuser()
        except (OSError, KeyError):  # a container without a name for its user
            return "admin"


@dataclass
class CurrentWiring:
    """The wiring, made anew when other settings are in force or the glossary's file has changed.

    A file that cannot be read (any more) leaves the last good glossary in force.

    Attributes:
        wiring: The last good one.
        settings: Returns the settings in force; None for those of the wiring.
    """

    wiring: Wiring
    settings: Callable[[], Settings] | None = None

    def __post_init__(self) -> None:
        self._lock = Lock()
        self._stamp = _stamp(self.wiring.settings)

    def now(self) -> Wiring:
        """Return the wiring in force."""
        if _stamp(self._settings()) != self._stamp:
            with self._lock:
                self._renew()
        return self.wiring

    def _settings(self) -> Settings:
        return self.settings() if self.settings else self.wiring.settings

    def _renew(self) -> None:
        settings = self._settings()
        stamp = _stamp(settings)
        if stamp == self._stamp:
            return
        fresh = replace(self.wiring, settings=settings)
        # The stamp comes last: until then others wait for the new glossary and see no old one.
        with suppress(WorkbenchError):
            _ = fresh.matcher
            self.wiring = fresh
        self._stamp = stamp


def _stamp(settings: Settings) -> tuple[Settings, tuple[int, int, int] | None]:
    """Return what changes with the settings, and with the file of their glossary."""
    try:
        stat = settings.glossary_path.stat()
    except OSError:
        return settings, None
    return settings, (stat.st_ino, stat.st_size, stat.st_mtime_ns)
