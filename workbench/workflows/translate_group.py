"""Translate one group of articles, portion by portion, each saved as soon as it is done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from workbench.store.records import Batch, StoredSegment
from workbench.store.workspace import Workspace
from workbench.workflows.draft_segments import draft_segments
from workbench.workflows.drafting import Drafter, Watch
from workbench.workflows.reuse_matches import reuse_matches

PORTION = 100
"""Paragraphs of an article, and sentences of a paragraph, that are translated together at most."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was stored.

    Attributes:
        from_engine: Segments an engine translated.
        from_memory: Segments whose source somebody had confirmed before.
        findings: What the checks objected to in them.
    """

    from_engine: int = 0
    from_memory: int = 0
    findings: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.from_engine + other.from_engine,
            self.from_memory + other.from_memory,
            self.findings + other.findings,
        )

    @property
    def translated(self) -> int:
        """Return how many segments got a translation."""
        return self.from_engine + self.from_memory


def translate_group(
    workspace: Workspace, drafter: Drafter, batch: Batch, watch: Watch
) -> Iterator[Tally]:
    """Yield what each portion of a claimed group gave, once it is saved.

    Ends when the watch says so, what is begun being completed, or when the lease is lost. A
    segment that somebody else has stored in the meantime is left as it is.
    """
    for portion in portions(batch.segments):
        yield _translate(workspace, drafter, portion, watch)
        if watch.cancelled() or not workspace.renew_batch(batch):
            return


def portions(group: Iterable[StoredSegment]) -> Iterator[list[StoredSegment]]:
    """Yield the segments of a group in parts that are translated and saved together.

    An ordinary group is one part. A text as long as a book gives further ones, cut by the
    numbers of paragraphs and sentences, which do not depend on what is done already.
    """
    for _, part in groupby(sorted(group, key=_place), key=_place):
        yield list(part)


def _place(segment: StoredSegment) -> tuple[int, int]:
    return segment.paragraph // PORTION, segment.index // PORTION


def _translate(
    workspace: Workspace, drafter: Drafter, portion: Sequence[StoredSegment], watch: Watch
) -> Tally:
    reused = reuse_matches(workspace, drafter, portion, only_empty=True)
    watch.progress(len(portion) - len(reused.rest))
    told = Watch(progress=watch.progress)  # what is begun is also completed
    rows = draft_segments(workspace, drafter, reused.rest, told)
    saved = workspace.save_hypotheses(rows, drafter.glossary, only_empty=True)
    findings = reused.findings + sum(len(row[2]) for row in rows)
    return Tally(saved, reused.saved, findings)
