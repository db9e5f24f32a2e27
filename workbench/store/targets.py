"""Writing targets: an engine's, the memory's, a person's. Each write adds a revision.

A segment's version is the number of its newest revision, so "the version I saw" and "the
revision I saw" are one thing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rapidfuzz.distance import Levenshtein
from sqlalchemy import Connection, bindparam, insert, select, update

from workbench.errors import Conflict, NotFound, WorkspaceError
from workbench.model.acceptance import open_findings
from workbench.model.finding import Finding
from workbench.model.hypothesis import Hypothesis
from workbench.model.repair import RepairStep
from workbench.model.unit import Origin, Status
from workbench.store import folding, memory_index
from workbench.store.columns import worst
from workbench.store.memory import TRUSTED
from workbench.store.records import ExactMatch, PostEdit, Revision, StoredSegment
from workbench.store.rows import chunks, segment
from workbench.store.schema import revisions, segments

REPLACEABLE = frozenset(status for status in Status if not status.is_human)
"""The statuses of segments that no person has touched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A target no person has seen yet, for the segment `key`."""

    key: int
    target: str
    origin: Origin
    findings: tuple[Finding, ...]
    engine: str = ""
    score: float | None = None
    confidence: float | None = None
    translator: str = ""
    match_percent: int | None = None
    steps: tuple[RepairStep, ...] = ()


Result = (
    tuple[int, Hypothesis, Sequence[Finding]]
    | tuple[int, Hypothesis, Sequence[Finding], Sequence[RepairStep]]
)
"""Segment key, hypothesis, what the checks object to in it, and what was repaired, if anything."""


def from_engine(results: Iterable[Result]) -> Iterator[Draft]:
    """Yield a draft for each hypothesis."""
    for key, hypothesis, findings, *repaired in results:
        yield Draft(
            key=key,
            target=hypothesis.text,
            origin=Origin.ENGINE,
            findings=tuple(findings),
            engine=hypothesis.engine,
            score=hypothesis.score,
            confidence=hypothesis.confidence,
            steps=tuple(step for steps in repaired for step in steps),
        )


def from_memory(
    matches: Iterable[tuple[int, ExactMatch, Sequence[Finding]]],
) -> Iterator[Draft]:
    """Yield a draft for each exact match."""
    for key, match, findings in matches:
        yield Draft(
            key=key,
            target=match.target,
            origin=Origin.MEMORY,
            findings=tuple(findings),
            translator=match.translator,
            match_percent=match.percent,
        )


def save_drafts(
    connection: Connection,
    drafts: Iterable[Draft],
    *,
    glossary: str,
    over: Collection[Status],
    now: datetime,
) -> int:
    """Write drafts over segments of some replaceable statuses, and return how many were written.

    Segments that somebody has taken further in the meantime, and unknown keys, are passed over.
    Of two drafts for one segment the last counts.
    """
    wanted = {draft.key: draft for draft in drafts}
    written = 0
    for keys in chunks(wanted):
        current = select(segments.c.key, segments.c.version, segments.c.created).where(
            segments.c.key.in_(keys), segments.c.status.in_(REPLACEABLE & set(over))
        )
        rows = [
            _draft_row(wanted[row.key], row.version, row.created or now)
            | {"glossary": glossary, "status": Status.MACHINE, "changed": now}
            for row in connection.execute(current).all()
        ]
        _write(connection, rows, repairs={key: wanted[key].steps for key in keys})
        written += len(rows)
    return written


def save_post_edit(
    connection: Connection, key: int, edit: PostEdit, now: datetime
) -> StoredSegment:
    """Write what a person saved, unless somebody else saved first."""
    current = seen(connection, key, edit)
    row = _edit_row(current, edit, now) | _behind(current, edit)
    _write(connection, [row], user=edit.user, seconds=edit.seconds, keys_pressed=edit.keys_pressed)
    return segment(connection, key)


def revert(
    connection: Connection, key: int, edit: PostEdit, *, number: int, now: datetime
) -> StoredSegment:
    """Save the text of an older revision as a new one; of the edit all but the text counts."""
    current = seen(connection, key, edit)
    old = _revision(connection, key, number)
    back = replace(edit, target=old.target, origin=old.origin)
    row = _edit_row(current, back, now) | _behind(current, back)
    if old.origin is Origin.ENGINE:
        row |= {"engine": old.engine, "engine_text": old.target, "edit_distance": 0}
    _write(connection, [row], user=edit.user, seconds=edit.seconds, keys_pressed=edit.keys_pressed)
    return segment(connection, key)


def revisions_of(connection: Connection, key: int) -> list[Revision]:
    """Return the revisions of a segment, the oldest first."""
    columns = (column for column in revisions.c if column.name != "segment")
    query = select(*columns).where(revisions.c.segment == key).order_by(revisions.c.number)
    return [Revision(**row) for row in connection.execute(query).mappings()]


def _revision(connection: Connection, key: int, number: int) -> Revision:
    """Return one revision.

    Raises:
        NotFound: The segment has no such revision.
    """
    for revision in revisions_of(connection, key):
        if revision.number == number:
            return revision
    raise NotFound(f"segment {key} has no revision {number}", hint="load its history again")


def seen(connection: Connection, key: int, edit: PostEdit) -> StoredSegment:
    """Return the segment as the person saw it; nobody else can write meanwhile.

    Raises:
        Conflict: It has another version now.
        WorkspaceError: The status is not a person's: an engine could replace the text.
    """
    if not edit.status.is_human:
        raise WorkspaceError(
            f"segment {key}: a person cannot save the status {edit.status.value!r}",
            hint="save as draft, confirmed, reviewed or rejected",
        )
    current = segment(connection, key)
    if current.version != edit.version:
        last = revisions_of(connection, key)[-1:]
        raise Conflict(
            f"segment {key} was changed by {(last and last[0].user) or 'an engine'}: "
            f"expected version {edit.version}, found {current.version}",
            hint="compare the two texts, then save again with the version found",
        )
    return current


def _draft_row(draft: Draft, seen: int, created: datetime) -> dict[str, Any]:
    """Return the columns that a draft sets after version `seen`: each repair is one of its own."""
    by_engine = draft.origin is Origin.ENGINE
    return {
        "of": draft.key,
        "target": draft.target,
        "origin": draft.origin,
        "version": seen + 1 + len(draft.steps),
        "repairs": len(draft.steps),
        "engine": draft.engine,
        "engine_text": draft.target if by_engine else None,
        "score": draft.score,
        "confidence": draft.confidence,
        "edit_distance": 0 if by_engine else None,
        "findings": draft.findings,
        "severity": worst(draft.findings),
        "accepted": (),
        "match_percent": draft.match_percent,
        "translator": draft.translator,
        "created": created,
    }


def _edit_row(current: StoredSegment, edit: PostEdit, now: datetime) -> dict[str, Any]:
    """Return the columns a post-edit sets.

    Who only confirms or reviews a text somebody wrote does not become its translator.
    """
    new_hand = edit.target != current.target or not current.translator
    return {
        "of": current.key,
        "target": edit.target,
        "origin": edit.origin,
        "status": edit.status,
        "version": current.version + 1,
        "glossary": current.glossary if edit.glossary is None else edit.glossary,
        "findings": edit.findings,
        "severity": worst(open_findings(edit.findings, edit.accepted)),
        "accepted": edit.accepted,
        "match_percent": edit.match_percent,
        "translator": edit.user if new_hand else current.translator,
        "created": current.created or now,
        "changed": now,
        "seconds": current.seconds + edit.seconds,
    }


def _behind(current: StoredSegment, edit: PostEdit) -> dict[str, Any]:
    """Return the columns that tell which engine is behind the text, and how far it is now.

    A match that replaces the text takes the engine out of its history.
    """
    if edit.origin is Origin.MEMORY and edit.target != current.target:
        nothing = ("engine_text", "score", "confidence", "edit_distance")
        return {"engine": "", **dict.fromkeys(nothing)}
    distance = None
    if current.engine_text is not None:
        distance = Levenshtein.distance(current.engine_text, edit.target)
    return {
        "engine": current.engine,
        "engine_text": current.engine_text,
        "score": current.score,
        "confidence": current.confidence,
        "edit_distance": distance,
    }


def _write(
    connection: Connection,
    rows: Sequence[dict[str, Any]],
    *,
    user: str = "",
    seconds: float = 0.0,
    keys_pressed: int = 0,
    repairs: Mapping[int, Sequence[RepairStep]] | None = None,
) -> None:
    """Update segments and append the revisions that say so."""
    if not rows:
        return
    connection.execute(update(segments).where(segments.c.key == bindparam("of")), rows)
    folding.renew_targets(connection, rows)
    memory_index.note_segments(connection, [row["of"] for row in rows if row["status"] in TRUSTED])
    effort = {"user": user, "seconds": seconds, "keys_pressed": keys_pressed}
    steps = repairs or {}
    history = [one for row in rows for one in _revision_rows(row, steps.get(row["of"], ()))]
    connection.execute(insert(revisions), [one | effort for one in history])


def _revision_rows(row: dict[str, Any], steps: Sequence[RepairStep]) -> Iterator[dict[str, Any]]:
    """Yield the revision of a changed segment, after those that it was repaired from."""
    told = ["", *(f"{step.rule}: {', '.join(step.terms)}" for step in steps)]
    last = _revision_row(row)
    for number, step in enumerate(steps):
        version = row["version"] - len(steps) + number
        yield last | {"number": version, "target": step.before, "repair": told[number]}
    yield last | {"repair": told[-1]}


def _revision_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return the revision of a changed segment, but for the effort it took."""
    return {
        "segment": row["of"],
        "number": row["version"],
        "when": row["changed"],
        "origin": row["origin"],
        "status": row["status"],
        "engine": row["engine"] if row["origin"] is Origin.ENGINE else "",
        "target": row["target"],
        "match_percent": row["match_percent"],
    }
