"""Correct and take out units of the translation memory."""

from dataclasses import replace

from workbench.model.unit import Origin, Status
from workbench.store.memory_units import MemoryUnit, MemoryUnits
from workbench.store.post_edits import PostEdits, Save
from workbench.store.records import PostEdit, StoredSegment
from workbench.workflows.post_edit import (
    CONFIRMED_WITH_ERROR,
    Desk,
    Wish,
    open_errors,
    still_accepted,
)


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


def _save(desk: Desk, wish: Wish, target: str, status: Status) -> None:
    current = desk.workspace.segment(wish.key)
    findings = desk.findings_in(current, target)
    accepted = still_accepted(current, findings)
    insisted = open_errors(findings, accepted) if status is Status.CONFIRMED else []
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
