"""From settings to real objects: the only module that knows every implementation."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.checks.catalogue import all_checks
from workbench.checks.check import Check
from workbench.engines.engine import Engine
from workbench.errors import BadInput, Problem, WorkbenchError
from workbench.model.term import Glossary
from workbench.settings import Settings
from workbench.terminology.labels import HeadlineLabels
from workbench.workflows.drafting import Drafter
from workbench.workflows.term_repair import TermRepairer
from workbench.workflows.translate_pending import Plan

if TYPE_CHECKING:
    from workbench.engines.checkpoint import Checkpoint
    from workbench.store.workspace import Workspace
    from workbench.terminology.matcher import TermMatcher


@dataclass(frozen=True)
class Wiring:
    """The objects that belong to some settings, each made when it is first asked for."""

    settings: Settings

    @cached_property
    def glossary(self) -> Glossary:
        """Return the glossary, from CSV or TBX by the name's ending."""
        path = self.settings.glossary_path
        if not path.exists():
            raise BadInput([Problem(str(path), None, "no such glossary file")])
        if path.suffix.lower() == ".tbx":
            from workbench.formats.glossary_tbx import read_tbx

            return read_tbx(path)
        from workbench.formats.glossary_csv import read_glossary

        return read_glossary(path)

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

        return locate_checkpoint(self.settings.engine, cache=self.cache)

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

    def plan(self, *, stop_after: int | None = None) -> Plan:
        """Return how much of a workspace is translated at once, and when to end."""
        settings = self.settings
        return Plan(
            articles_per_batch=settings.articles_per_batch,
            workers=settings.workers,
            stop_after=stop_after,
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


def make_folder_of(path: Path) -> None:
    """Make the folder that a file is going to lie in. Raises WorkbenchError when it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkbenchError(
            f"{path.parent}: the folder cannot be made: {error.strerror or error}",
            hint="name a place that can be written",
        ) from error
