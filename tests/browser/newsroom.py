"""A workspace as a newsroom leaves it: the sample archive, drafts of an engine, and weeks of work.

The drafts are the aligned translations with some words spoilt, so that there is something to
correct wherever no engine is installed.
"""

import csv
import gzip
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbench.checks.catalogue import find
from workbench.formats.archives import read_archive
from workbench.model.finding import Finding, Pair
from workbench.model.hypothesis import Hypothesis
from workbench.model.unit import Status
from workbench.settings import Settings
from workbench.store import PostEdit, StoredSegment, open_workspace
from workbench.store.workspace import Workspace
from workbench.wiring import Wiring
from workbench.workflows.import_archive import import_archive

CORPORA = Path(__file__).parents[2] / "corpora"
TRAINING = CORPORA / "news-train.tsv.gz"
ENGINE = "starter@3f2a91c0"
GLOSSARY = "news"
SPOILT = {
    "The": "",
    "the": "",
    "has": "have",
    "which": "that",
    "against": "to",
    "million": "billion",
}


class Days:
    """A clock that a test moves."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def fill(path: Path, *, weeks: int = 3, until: datetime | None = None) -> None:
    """Fill a workspace: all articles drafted, the first ones confirmed over some weeks."""
    until = until or datetime.now(UTC)
    clock = Days(until - timedelta(weeks=weeks))
    with open_workspace(path, clock=clock) as workspace:
        import_archive(workspace, read_archive([CORPORA / "sample-archive"]))
        draft(workspace)
        if weeks:
            confirm_some(workspace, clock, until)


def draft(workspace: Workspace) -> None:
    """Give every segment what an engine might have made of it."""
    english = translations()
    checks = Wiring(Settings()).checks
    made: list[tuple[int, Hypothesis, tuple[Finding, ...]]] = []
    for article in workspace.articles():
        for segment in workspace.segments(article.id):
            text = spoilt(english.get(bare(segment.source), ""), segment.key)
            if text:
                found = find(Pair(segment.source, text), checks)
                made.append((segment.key, Hypothesis(text, -0.3, ENGINE), found))
    workspace.save_hypotheses(made, GLOSSARY)


def confirm_some(workspace: Workspace, clock: Days, until: datetime) -> None:
    """Let two people confirm the oldest third of the archive, day by day."""
    english = translations()
    chosen = random.Random(7)  # noqa: S311 - the same newsroom every time
    articles = sorted(workspace.articles(), key=lambda one: (one.date is None, one.date))
    for article in articles[: len(articles) // 3]:
        user = chosen.choice(["aysel", "murad"])
        for segment in workspace.segments(article.id):
            target = english.get(bare(segment.source))
            if target and chosen.random() < 0.8:
                workspace.save_post_edit(segment.key, post_edit(segment, target, user, chosen))
                clock.now = min(until, clock.now + timedelta(seconds=chosen.randint(20, 90)))
        clock.now = min(until, clock.now + timedelta(days=2, hours=chosen.randint(0, 5)))


def post_edit(segment: StoredSegment, target: str, user: str, chosen: random.Random) -> PostEdit:
    """Return a confirmation with some effort in it."""
    return PostEdit(
        target=target,
        status=Status.CONFIRMED,
        version=segment.version,
        user=user,
        seconds=round(chosen.uniform(8, 75), 1),
        keys_pressed=chosen.randint(0, 60),
        origin=segment.origin,
    )


def translations() -> dict[str, str]:
    """Return the English of every Azerbaijani sentence of the training pairs."""
    return dict(_pairs())


def bare(source: str) -> str:
    """Return a heading without its rubric; other sentences as they are."""
    title, dash, rubric = source.rpartition(" - ")
    return title if dash and rubric.isupper() else source


def spoilt(text: str, seed: int) -> str:
    """Return a text with some of its words wrong, the same ones every time."""
    chosen = random.Random(seed)  # noqa: S311 - the same text every time
    words = [SPOILT.get(word, word) if chosen.random() < 0.7 else word for word in text.split()]
    return " ".join(word for word in words if word)


def _pairs() -> Iterator[tuple[str, str]]:
    with gzip.open(TRAINING, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["source"], row["target"]
