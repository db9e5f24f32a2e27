"""What the browser is told of the workbench's nouns, in the words of docs/editor-api.md."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from workbench.model.acceptance import accepted_by, finding_names
from workbench.model.finding import Finding
from workbench.model.segment import Span
from workbench.model.term import TermMatch
from workbench.model.unit import Status
from workbench.store.comments import Comment
from workbench.store.editor_rows import EditorRow
from workbench.store.memory_units import MemoryUnit
from workbench.store.presence import Presence
from workbench.store.records import StoredSegment
from workbench.store.search import Side, needles, places
from workbench.terminology.matcher import TermMatcher
from workbench.terminology.renderings import forbidden_renderings, missing_terms
from workbench.text.casing import fold, fold_english
from workbench.ui.api.offsets import Offsets
from workbench.workflows.list_engines import ListedEngine

Answer = dict[str, Any]


def moment(when: datetime | None) -> str | None:
    """Return a moment in UTC as ISO 8601, None for none."""
    return None if when is None else when.isoformat().replace("+00:00", "Z")


def row(one: EditorRow, matcher: TermMatcher) -> Answer:
    """Return a segment as the editor shows it."""
    segment = one.segment
    return {
        "key": segment.key,
        "paragraph": segment.paragraph,
        "index": segment.index,
        "source": segment.source,
        "target": segment.target,
        "status": segment.status,
        "origin": segment.origin,
        "match": segment.match_percent,
        "version": segment.version,
        "engine": segment.engine,
        "engine_text": segment.engine_text or "",
        "edit_distance": segment.edit_distance,
        "confidence": None if segment.confidence is None else round(segment.confidence, 3),
        "unrepaired": _unrepaired(segment),
        "findings": findings(
            segment.findings, (segment.source, segment.target), segment.accepted, one.reasons
        ),
        "terms": terms(segment.source, matcher),
        "translator": segment.translator,
        "changed": moment(segment.changed),
        "seconds": round(segment.seconds, 1),
        "comments": one.comments,
        "repeats": one.repeats,
    }


def _unrepaired(segment: StoredSegment) -> int | None:
    """Return the revision that holds the draft as the engine wrote it, None where it stands so."""
    is_repaired = segment.repairs and segment.status is Status.MACHINE
    return segment.version - segment.repairs if is_repaired else None


def rows(found: Iterable[EditorRow], matcher: TermMatcher) -> list[Answer]:
    """Return segments as the editor shows them."""
    return [row(one, matcher) for one in found]


def findings(
    found: Sequence[Finding],
    pair: tuple[str, str],
    accepted: Collection[str],
    reasons: Mapping[str, str],
) -> list[Answer]:
    """Return what the checks object to in source and target, and what of it was accepted why."""
    source, target = map(Offsets, pair)
    entries = zip(found, finding_names(found), accepted_by(found, accepted), strict=True)
    return [
        _finding(one, source, target)
        | {"id": name, "accepted": bool(entry), "reason": reasons.get(entry, "")}
        for one, name, entry in entries
    ]


def _finding(found: Finding, source: Offsets, target: Offsets) -> Answer:
    """Return what a check objects to."""
    fix = found.fix
    return {
        "check": found.check_id,
        "severity": found.severity,
        "message": found.message,
        "message_az": found.message_az,
        "source": source.span(found.source_span),
        "target": target.span(found.target_span),
        "fix": fix
        and {"start": target.units(fix.start), "end": target.units(fix.end), "text": fix.text},
    }


@lru_cache(maxsize=20_000)
def _matches(matcher: TermMatcher, source: str) -> tuple[TermMatch, ...]:
    """Return the terms of a source; an article is looked at again and again."""
    return tuple(matcher.matches(source))


def terms(source: str, matcher: TermMatcher) -> list[Answer]:
    """Return the glossary's terms in a source, with their renderings."""
    offsets = Offsets(source)
    return [
        {
            "start": offsets.units(match.start),
            "end": offsets.units(match.end),
            "text": match.text,
            "source": match.entry.source,
            "check": match.check,
            "renderings": [
                {"target": term.target, "status": term.status, "note": term.note}
                for term in match.entry.terms
            ],
        }
        for match in _matches(matcher, source)
    ]


def term_uses(source: str, target: str, matcher: TermMatcher) -> list[Answer]:
    """Return the terms of a source, and whether the target renders them as it should."""
    offsets = Offsets(source)
    matches = _matches(matcher, source)
    missing = {match.entry.source for match in missing_terms(matches, target)}
    forbidden = {one.entry.source for one in forbidden_renderings(matches, target)}
    return [
        {
            "source": match.entry.source,
            "start": offsets.units(match.start),
            "end": offsets.units(match.end),
            "used": match.entry.source not in missing,
            "forbidden": match.entry.source in forbidden,
        }
        for match in matches
    ]


def engines(listed: Iterable[ListedEngine]) -> list[Answer]:
    """Return the engines that can be chosen."""
    return [
        {"id": one.id, "name": one.name, "ready": one.ready, "note": one.note} for one in listed
    ]


def presence(people: Iterable[Presence]) -> list[Answer]:
    """Return who is where."""
    return [
        {
            "user": one.user,
            "client": one.client,
            "segment": one.segment,
            "seen": moment(one.seen),
        }
        for one in people
    ]


def comment(one: Comment) -> Answer:
    """Return a comment."""
    return {
        "id": one.id,
        "segment": one.segment,
        "user": one.user,
        "text": one.text,
        "kind": one.kind,
        "when": moment(one.when),
        "resolved": moment(one.resolved),
        "resolved_by": one.resolved_by,
    }


def memory_unit(unit: MemoryUnit) -> Answer:
    """Return a unit of the memory."""
    return {
        "unit": unit.unit,
        "source": unit.source,
        "target": unit.target,
        "article": unit.article,
        "translator": unit.translator,
        "status": unit.status,
        "changed": moment(unit.changed),
        "version": unit.version,
        "from": "segment" if unit.unit.startswith("s") else "import",
    }


def spans(found: Sequence[Span], text: str) -> list[list[int]]:
    """Return places in a text."""
    offsets = Offsets(text)
    return [[offsets.units(span.start), offsets.units(span.end)] for span in found]


def question_spans(question: str, side: Side, source: str, target: str) -> Answer:
    """Return where the words of a question stand in a pair."""
    wanted = needles(question)
    in_source = places(wanted, source, fold) if side is not Side.TARGET else ()
    in_target = places(wanted, target, fold_english) if side is not Side.SOURCE else ()
    return {"source_spans": spans(in_source, source), "target_spans": spans(in_target, target)}


def structure(keys: Iterable[int]) -> str:
    """Return a name for the segments of an article in their order; it changes when they do.

    >>> structure([1, 2]) == structure([2, 1])
    False
    """
    return sha256(repr(list(keys)).encode()).hexdigest()[:12]
