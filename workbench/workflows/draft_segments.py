"""Draft segments of a workspace, with what its memory has to say about them."""

from collections.abc import Sequence

from workbench.model.finding import Finding
from workbench.model.hypothesis import Hypothesis
from workbench.model.repair import RepairStep
from workbench.store.memory_matches import MemoryMatches
from workbench.store.records import StoredSegment
from workbench.store.workspace import Workspace
from workbench.workflows.drafting import Drafter, Watch

Row = tuple[int, Hypothesis, tuple[Finding, ...], tuple[RepairStep, ...]]
"""Key of a segment, its translation, what the checks object to, what was repaired."""


def draft_segments(
    workspace: Workspace, drafter: Drafter, segments: Sequence[StoredSegment], watch: Watch
) -> list[Row]:
    """Return the rows to save, in order; the memory is asked only where that matters.

    Raises Cancelled when the watch says so.
    """
    sources = [segment.source for segment in segments]
    nearness = _nearness(workspace, sources) if drafter.wants_nearness else None
    drafts = drafter.drafts(sources, watch, nearness)
    return [
        (segment.key, draft.hypothesis, draft.findings, draft.steps)
        for segment, draft in zip(segments, drafts, strict=True)
    ]


def _nearness(workspace: Workspace, sources: Sequence[str]) -> list[float]:
    """Return how near the nearest source in memory is to each, 0 where none is half as near."""
    memory = MemoryMatches(workspace)
    best = (memory.matches_of(source, most=1) for source in sources)
    return [min(found[0].percent, 100) / 100 if found else 0.0 for found in best]
