"""The aligned pair with everything that is known about it: the row of every export."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from workbench.model.finding import Finding, Pair


class Origin(StrEnum):
    """Where the current target text came from."""

    NONE = ""
    ENGINE = "engine"
    MEMORY = "memory"
    HUMAN = "human"


class Status(StrEnum):
    """How far a segment has come. Origin and status are independent."""

    EMPTY = "empty"
    MACHINE = "machine"
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    REVIEWED = "reviewed"
    REJECTED = "rejected"

    @property
    def is_human(self) -> bool:
        """Return whether a person has touched the text, so that no engine may replace it."""
        return self not in {Status.EMPTY, Status.MACHINE}


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationUnit:
    """A source segment with its target and its provenance.

    Attributes:
        article: Article id.
        paragraph: Paragraph number, 0 is the heading.
        index: Sentence number within the paragraph, from 0.
        source: Azerbaijani text.
        target: English text, "" when there is none.
        origin: Where the target came from.
        status: How far the segment has come.
        engine: `id@revision` of the engine behind the text or its first draft, or "".
        findings: What the checks object to.
        article_date: Day of publication.
        glossary: `name@version` of the glossary the pair was checked against, or "".
        translator: Who changed the target last, "" when no person did.
        created: First target, UTC.
        changed: Last change, UTC.
        seconds: Time a person spent on the segment.
        edit_distance: Levenshtein distance in characters from the engine's text, None without one.
        accepted: What a person accepted: names of findings (`acceptance.finding_names`), or ids of
            checks for all of their findings.
        confidence: Share of the words of the engine's draft that was expected to stand, 0 to 1;
            None where that is not known.
        status_known: False for a unit of a file that says nothing of its status; no part of what
            makes two units equal.
    """

    article: str
    paragraph: int
    index: int
    source: str
    target: str = ""
    origin: Origin = Origin.NONE
    status: Status = Status.EMPTY
    engine: str = ""
    findings: tuple[Finding, ...] = ()
    article_date: date | None = None
    glossary: str = ""
    translator: str = ""
    created: datetime | None = None
    changed: datetime | None = None
    seconds: float = 0.0
    edit_distance: int | None = None
    accepted: tuple[str, ...] = ()
    confidence: float | None = None
    status_known: bool = field(default=True, compare=False)

    @property
    def pair(self) -> Pair:
        """Return source and target alone, as the checks take them."""
        return Pair(self.source, self.target)

    @property
    def id(self) -> str:
        """Return the name that is unique within a workspace and stable over exports.

        >>> TranslationUnit(article="2025/liman", paragraph=2, index=0, source="Liman.").id
        '2025/liman#2.0'
        """
        return f"{self.article}#{self.paragraph}.{self.index}"
