"""Take from memory what somebody has confirmed before; the rest is for the engine."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.store.records import StoredSegment
from workbench.store.workspace import Workspace
from workbench.workflows.drafting import Drafter


@dataclass(frozen=True, slots=True)
class Reused:
    """What the memory gave.

    Attributes:
        saved: Segments that got a translation.
        findings: What the checks object to in them.
        rest: Segments that nobody has confirmed a translation for, in order.
    """

    saved: int
    findings: int
    rest: list[StoredSegment]


def reuse_matches(
    workspace: Workspace,
    drafter: Drafter,
    segments: Sequence[StoredSegment],
    *,
    only_empty: bool = False,
) -> Reused:
    """Save the exact matches of segments, checked; those of the same context go first.

    A fuzzy match is never taken: the editor offers it. With `only_empty`, what an engine or
    another run has stored meanwhile is left as it is.
    """
    matches = workspace.exact_matches(segments)
    rows = [
        (segment.key, match, drafter.findings(segment.source, match.target))
        for segment in segments
        if (match := matches.get(segment.key))
    ]
    saved = workspace.save_matches(rows, drafter.glossary, only_empty=only_empty) if rows else 0
    return Reused(
        saved,
        sum(len(found) for _, _, found in rows),
        [segment for segment in segments if segment.key not in matches],
    )
