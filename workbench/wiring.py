"""From settings to real objects: the only module that knows every implementation."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workbench.checks.catalogue import all_checks
from workbench.checks.check import Check
from workbench.engines.engine import Engine
from workbench.errors import BadInput, Problem
from workbench.formats.glossary_csv import read_glossary
from workbench.formats.glossary_tbx import read_tbx
from workbench.model.term import Glossary
from workbench.settings import Settings
from workbench.terminology.labels import HeadlineLabels
from workbench.terminology.matcher import TermMatcher
from workbench.workflows.drafting import Drafter


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
        return read_tbx(path) if path.suffix.lower() == ".tbx" else read_glossary(path)

    @cached_property
    def matcher(self) -> TermMatcher:
        """Return what finds the glossary's terms in running text."""
        return TermMatcher(self.glossary)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Return every check, those of the glossary included."""
        return all_checks(self.matcher)

    @cached_property
    def engine(self) -> Engine:
        """Return the engine, loaded."""
        from workbench.engines.loading import load_engine

        settings = self.settings
        return load_engine(
            settings.engine,
            runtime=settings.runtime,
            beam=settings.beam,
            threads=settings.cores,
            cache=Path(settings.cache) if settings.cache else None,
        )

    @cached_property
    def drafter(self) -> Drafter:
        """Return engine, labels and checks together."""
        glossary = self.glossary
        name = f"{glossary.name}@{glossary.version}"
        return Drafter(self.engine, HeadlineLabels(glossary), self.checks, name)
