"""What a workspace takes and answers, as frozen dataclasses without a database behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workbench.model.finding import Finding
from workbench.model.unit import Origin, Status


class ImportOutcome(StrEnum):
    """What an import did to an article."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REVISED = "revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSegment:
    """A segment as it stands in the workspace.

    Attributes:
        key: Number of the segment, for good: its source never changes.
        article: Article id.
        paragraph: Paragraph number, 0 is the heading.
        index: Sentence number within the paragraph, from 0.
        start: First code point within the paragraph.
        end: Code point after the last one within the paragraph.
        source: Azerbaijani text.
        target: English text, "" when there is none.
        status: How far the segment has come.
        origin: Where the target came from.
        version: Number of its newest revision, 0 without one. A save must name it.
        engine: `id@revision` of the engine behind the target or its first draft, or "".
        engine_text: What that engine wrote, None without an engine.
        score: The engine's score of `engine_text`, None without an engine.
        edit_distance: Levenshtein distance in characters from `engine_text` to the target.
        glossary: `name@version` of the glossary the pair was checked against, or "".
        findings: What the checks object to.
        accepted: What a person accepted: names of findings, or ids of checks for all of theirs.
        translator: The person the target is from, "" when no person wrote or confirmed it.
        created: First target, UTC.
        changed: Last change, UTC.
        seconds: Time persons spent on the segment, all revisions together.
        retired: When the sentence was dropped from its article, None while it stands there.
        match_percent: How near the memory match was that the target began as, None without one.
        repairs: Steps that made the engine's text obey the glossary; as many revisions before the
            one it came with hold what stood before them.
        confidence: Share of the words of `engine_text` that was expected to stand, 0 to 1; None
            where that is not known.
    """

    key: int
    article: str
    paragraph: int
    index: int
    start: int
    end: int
    source: str
    target: str
    status: Status
    origin: Origin
    version: int
    engine: str
    engine_text: str | None
    score: float | None
    edit_distance: int | None
    glossary: str
    findings: tuple[Finding, ...]
    accepted: tuple[str, ...]
    translator: str
    created: datetime | None
    changed: datetime | None
    seconds: float
    retired: datetime | None
    match_percent: int | None = None
    repairs: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEdit:
    """What a person saves.

    Attributes:
        target: English text, "" allowed.
        status: draft, confirmed, reviewed or rejected.
        version: The version the person saw; another one now is a conflict.
        user: Who saves.
        seconds: Time spent since the last save, >= 0.
        keys_pressed: Keys pressed since the last save, >= 0.
        origin: human; memory for a match as it was put in, engine for an untouched draft.
        findings: What the checks object to in the new text.
        accepted: What the person accepts: names of findings, or ids of checks for all of theirs.
        glossary: `name@version` of the glossary checked against, None to keep what is stored.
        match_percent: How near the memory match was that the text began as, None without one.
    """

    target: str
    status: Status
    version: int
    user: str
    seconds: float = 0.0
    keys_pressed: int = 0
    origin: Origin = Origin.HUMAN
    findings: tuple[Finding, ...] = ()
    accepted: tuple[str, ...] = ()
    glossary: str | None = None
    match_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One state of a segment; revisions are only ever added.

    Attributes:
        number: 1 for the first; the segment's version after it.
        when: UTC.
        user: The person, "" for an engine.
        origin: Where the target came from.
        status: The status it brought.
        engine: `id@revision` when the origin is engine, else "".
        target: The English text.
        seconds: Time the person spent on this revision.
        keys_pressed: Keys the person pressed for this revision.
        match_percent: How near the memory match was that the text began as, None without one.
        repair: Rule and terms when the revision made a draft obey the glossary, else "".
    """

    number: int
    when: datetime
    user: str
    origin: Origin
    status: Status
    engine: str
    target: str
    seconds: float
    keys_pressed: int
    match_percent: int | None = None
    repair: str = ""


@dataclass(frozen=True, slots=True)
class ExactMatch:
    """A confirmed translation of the very same source.

    Attributes:
        target: The translation, never empty.
        translator: Who made it.
        percent: 101 when it stood between the same neighbours, else 100.
    """

    target: str
    translator: str
    percent: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSummary:
    """A line of the list of articles.

    Attributes:
        ordinal: Number in order of first import, from 0.
        id: Article id.
        heading: Title and rubric as the archive writes them.
        rubric: The rubric alone, or "".
        date: Day of publication.
        segments: Number of segments by status; every status is there.
        findings: Number of findings in all its segments.
    """

    ordinal: int
    id: str
    heading: str
    rubric: str
    date: date | None
    segments: Mapping[Status, int]
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The workspace in numbers; retired segments are counted in `retired` alone.

    Attributes:
        articles: Number of articles.
        segments: Number of segments by status; every status is there.
        origins: Number of segments by origin; every origin is there.
        findings: Number of findings.
        retired: Number of segments that no article holds any more.
    """

    articles: int
    segments: Mapping[Status, int]
    origins: Mapping[Origin, int]
    findings: int
    retired: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A claimed group of articles.

    Attributes:
        lease: Number of the lease, for renewing and releasing it.
        first: Ordinal of the group's first article.
        segments: Its pending segments in archive order; never empty.
    """

    lease: int
    first: int
    segments: tuple[StoredSegment, ...]
