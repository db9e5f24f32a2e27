"""Correct, take out and import units of the translation memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.errors import BadInput, Problem
from workbench.formats.bitext import format_for
from workbench.model.finding import Severity
from workbench.model.unit import Origin, Status, TranslationUnit
from workbench.store.memory_units import MemoryUnit, MemoryUnits
from workbench.store.post_edits import PostEdits, Save
from workbench.store.records import PostEdit, StoredSegment
from workbench.store.workspace import Workspace
from workbench.workflows.post_edit import CONFIRMED_WITH_ERROR, Desk, Wish, still_accepted

_MOST = 20


@dataclass(frozen=True, slots=True)
class Imported:
    """How many units of a file were new, there already, or could not be used."""

    added: int
    unchanged: int
    skipped: int


def edit_unit(desk: Desk, name: str, target: str, wish: Wish) -> MemoryUnit:
    """Give a unit another target; one that is a segment is changed there and stays confirmed.

    Raises:
        NotFound: There is no such unit.
        Conflict: Somebody else changed it first.
    """
    units = MemoryUnits(desk.workspace)
    unit = units.unit(name)
    key = units.is_segment(name)
    if key is None:
        return units.edit(name, target, version=wish.version, user=wish.user)
    _save(desk, replace(wish, key=key), target, Status.CONFIRMED)
    return units.unit(unit.unit)


def delete_unit(desk: Desk, name: str, wish: Wish) -> None:
    """Take a unit out of the memory; one that is a segment becomes a draft.

    Raises:
        NotFound: There is no such unit.
        Conflict: Somebody else changed it first.
    """
    units = MemoryUnits(desk.workspace)
    unit = units.unit(name)
    key = units.is_segment(name)
    if key is None:
        units.delete(name, version=wish.version)
    else:
        _save(desk, replace(wish, key=key), unit.target, Status.DRAFT)


def import_memory(workspace: Workspace, path: Path) -> Imported:
    """Import the pairs of a TMX, TSV or JSONL file; what is there already stays as it is.

    Units without source or target, and those that cannot be read, are skipped and counted. The
    file is read to its end before anything is imported.

    Raises:
        BadInput: The file cannot be read, or holds nothing that can be used.
    """
    trial = _Reading(path)
    usable = sum(1 for _ in trial.units())
    if trial.problems and not usable:
        raise BadInput(trial.problems)
    done = MemoryUnits(workspace).add(_Reading(path).units(), path.name)
    return Imported(done.added, done.unchanged, trial.skipped)


@dataclass(slots=True)
class _Reading:
    """A bitext that is read, with what cannot be used of it."""

    path: Path
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)

    def units(self) -> Iterator[TranslationUnit]:
        for unit in format_for(self.path).read(self.path, self._skip):
            if unit.source.strip() and unit.target.strip():
                yield unit
            else:
                self._skip(Problem(str(self.path), None, "a unit without source or target"))

    def _skip(self, problem: Problem) -> None:
        self.skipped += 1
        if len(self.problems) < _MOST:
            self.problems.append(problem)


def _save(desk: Desk, wish: Wish, target: str, status: Status) -> None:
    current = desk.workspace.segment(wish.key)
    findings = desk.findings(current.source, target)
    accepted = still_accepted(current, findings)
    errors = {one.check_id for one in findings if one.severity is Severity.ERROR}
    insisted = sorted(errors - set(accepted)) if status is Status.CONFIRMED else []
    edit = PostEdit(
        target=target,
        status=status,
        version=wish.version,
        user=wish.user,
        origin=_origin(current, target),
        findings=findings,
        accepted=(*accepted, *insisted),
        glossary=desk.glossary,
        match_percent=current.match_percent,
    )
    PostEdits(desk.workspace).save(
        Save(
            key=wish.key,
            edit=edit,
            change_id=wish.change_id,
            reasons=dict.fromkeys(insisted, CONFIRMED_WITH_ERROR),
        )
    )


def _origin(current: StoredSegment, target: str) -> Origin:
    return current.origin if target == current.target else Origin.HUMAN
