"""From settings to real objects: the only module that knows every implementation."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from socket import gethostname
from typing import TYPE_CHECKING, Literal, get_args

from workbench import __version__
from workbench.checks.catalogue import all_checks
from workbench.checks.check import Check
from workbench.cluster import require_ray
from workbench.engines.engine import Engine
from workbench.errors import BadInput, Problem, WorkbenchError
from workbench.formats.glossary_files import read_glossary_file
from workbench.model.term import Glossary
from workbench.settings import Settings
from workbench.terminology.labels import HeadlineLabels
from workbench.workflows.drafting import Drafter
from workbench.workflows.term_repair import TermRepairer
from workbench.workflows.translate_pending import Plan, Runner

if TYPE_CHECKING:
    from workbench.engines.checkpoint import Checkpoint
    from workbench.store.workspace import Workspace
    from workbench.terminology.matcher import TermMatcher

RunnerName = Literal["local", "ray"]
RUNNERS: tuple[RunnerName, ...] = get_args(RunnerName)
LOCAL_WORKERS = 2


@dataclass(frozen=True)
class Wiring:
    """The objects that belong to some settings, each made when it is first asked for.

    Attributes:
        settings: The settings.
        decided: By the name of a setting, the option or variable that decides it before any choice.
    """

    settings: Settings
    decided: Mapping[str, str] = field(default_factory=dict, compare=False)

    @cached_property
    def glossary(self) -> Glossary:
        """Return the glossary, from CSV or TBX by the name's ending."""
        path = self.settings.glossary_path
        if not path.exists():
            raise BadInput([Problem(str(path), None, "no such glossary file")])
        return read_glossary_file(path)

    @property
    def glossary_name(self) -> str:
        """Return `name@version`, the glossary as pairs record it."""
        return f"{self.glossary.name}@{self.glossary.version}"

    @cached_property
    def matcher(self) -> "TermMatcher":
        """Return what finds the glossary's terms in running text."""
        from workbench.terminology.matcher import TermMatcher

        return TermMatcher(self.glossary)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Return every check, those of the glossary included."""
        return all_checks(self.matcher)

    @property
    def cache(self) -> Path | None:
        """Return the folder of fetched and converted models, None for the user's own."""
        return Path(self.settings.cache) if self.settings.cache else None

    @cached_property
    def checkpoint(self) -> "Checkpoint":
        """Return the engine's model folder, seen to be whole; nothing is loaded yet.

        Raises EngineUnavailable when the engine is unknown, not on this machine or incomplete.
        """
        from workbench.engines.locating import locate_checkpoint

        found = locate_checkpoint(self.settings.engine, cache=self.cache)
        return found if self.settings.shortlist == "on" else replace(found, shortlist=None)

    @cached_property
    def engine(self) -> Engine:
        """Return the engine, loaded. Raises EngineUnavailable when that cannot be done."""
        from workbench.engines.loading import open_engine

        settings = self.settings
        return open_engine(
            self.checkpoint,
            runtime=settings.runtime,
            beam=settings.beam,
            threads=settings.cores,
            cache=self.cache,
        )

    @cached_property
    def drafter(self) -> Drafter:
        """Return the settings' engine, labels, checks and term repair together."""
        return self.drafter_with(self.engine)

    def drafter_with(self, engine: Engine) -> Drafter:
        """Return another engine with the same labels, checks and term repair."""
        repairer = TermRepairer(engine, self.matcher, self.checks)
        return Drafter(
            engine,
            HeadlineLabels(self.glossary),
            self.checks,
            self.glossary_name,
            repairer if self.settings.terms == "repair" else None,
        )

    def following(self, workspace: "Workspace") -> "Wiring":
        """Return the wiring with the engine and the glossary that were chosen for a workspace.

        It is this one where nothing else was chosen, or where options and variables decide.
        """
        from workbench.choosing import Chooser

        settings = Chooser(workspace, self.settings, self.decided).in_force
        return self if settings == self.settings else Wiring(settings, self.decided)

    def check_ready(self) -> None:
        """Find what would end a long run late: an engine or a glossary that cannot be used.

        Raises EngineUnavailable or BadInput.
        """
        _ = self.checkpoint, self.glossary

    def plan(self, *, stop_after: int | None = None) -> Plan:
        """Return how much of a workspace is translated at once, and when to end."""
        return Plan(articles_per_batch=self.settings.articles_per_batch, stop_after=stop_after)

    def check_runner(self, name: RunnerName, location: str | Path) -> None:
        """Find what would keep a runner from its work.

        Raises WorkbenchError when Ray is not installed, or other machines cannot reach the
        workspace.
        """
        if name not in RUNNERS:
            raise WorkbenchError(f"there is no runner {name!r}", hint=f"use {' or '.join(RUNNERS)}")
        if name == "local":
            return
        require_ray()
        if "://" not in str(location) and os.environ.get("RAY_ADDRESS"):
            raise WorkbenchError(
                f"{location}: the machines of a cluster cannot share a file",
                hint="use a PostgreSQL workspace (postgresql://...), or unset RAY_ADDRESS",
            )

    def runner(self, name: RunnerName, location: str | Path) -> Runner:
        """Return who translates what waits in a workspace: threads of this process, or Ray.

        Raises WorkbenchError as `check_runner` does, or when the engine cannot be loaded.
        """
        self.check_runner(name, location)
        if name == "local":
            from workbench.workflows.local_runner import LocalRunner

            return LocalRunner(self.drafter, self.settings.workers or LOCAL_WORKERS)
        from workbench.cluster.ray_pool import RayPool
        from workbench.workflows.cluster_runner import ClusterRunner

        threads = self.settings.threads or 1
        pool = RayPool(workers=self.settings.workers, threads=threads)
        settings = replace(self._settings_anywhere(), threads=threads)
        place = str(location) if "://" in str(location) else str(Path(location).absolute())
        return ClusterRunner(pool, partial(open_far, settings, place, self.identity))

    @property
    def identity(self) -> str:
        """Return what decides the text of a translation: versions of workbench, engine, terms."""
        engine = f"{self.checkpoint.id}@{self.checkpoint.revision}"
        return f"workbench {__version__}, engine {engine}, glossary {self.glossary_name}"

    def _settings_anywhere(self) -> Settings:
        """Return the settings with the paths in them as they are called from any folder."""
        settings = self.settings
        return replace(
            settings,
            engine=_full(settings.engine),
            glossary=_full(settings.glossary),
            cache=_full(settings.cache),
        )

    def open_workspace(self, location: str | Path, *, create: bool = True) -> "Workspace":
        """Open a workspace, and make it and the folder of its file if that is asked for.

        Raises WorkspaceError as `workbench.store.open_workspace` does, WorkbenchError when the
        folder cannot be made.
        """
        from workbench.store import open_workspace

        if create and "://" not in str(location):
            make_folder_of(Path(location))
        timeout = self.settings.lock_timeout
        return open_workspace(location, create=create, lock_timeout=timeout)


def open_far(settings: Settings, location: str, expected: str) -> "tuple[Workspace, Drafter]":
    """Open workspace and engine in a process of the cluster.

    Raises WorkbenchError when they cannot be opened, or are not those of the machine that hands
    out the work.
    """
    wired = Wiring(settings)
    if wired.identity != expected:
        raise WorkbenchError(
            f"{gethostname()} has {wired.identity}; expected {expected}",
            hint="install the same workbench, engine and glossary on every machine",
        )
    return wired.open_workspace(location, create=False), wired.drafter


def _full(name: str) -> str:
    """Return the full path of a file or folder; a name of something else as it is."""
    return str(Path(name).absolute()) if name and Path(name).exists() else name


def make_folder_of(path: Path) -> None:
    """Make the folder that a file is going to lie in. Raises WorkbenchError when it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkbenchError(
            f"{path.parent}: the folder cannot be made: {error.strerror or error}",
            hint="name a place that can be written",
        ) from error
