"""Glossary terms and their places in running text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class TermStatus(StrEnum):
    """What the glossary says of a rendering."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"


class CaseRule(StrEnum):
    """Which capitals a source term needs in running text.

    auto: a capital in the glossary needs a capital in the text; all capitals count as well.
    exact: every letter as in the glossary (suffixes may be lower case).
    ignore: capitals do not matter.
    """

    AUTO = "auto"
    EXACT = "exact"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One row of a glossary: a source term with one English rendering.

    Several rows may share a source: one preferred rendering, any number of admitted and
    forbidden ones. A rendering that is forbidden may stand without a preferred one.

    Attributes:
        source: The Azerbaijani term in its basic form.
        target: One English rendering.
        status: Whether the rendering is preferred, admitted or forbidden.
        case: Which capitals the source needs.
        domain: Field of use, such as `energy`, or "".
        note: Anything a translator should know, or "".
    """

    source: str
    target: str
    status: TermStatus = TermStatus.PREFERRED
    case: CaseRule = CaseRule.AUTO
    domain: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """All rows of a glossary that share a source term."""

    source: str
    terms: tuple[Term, ...]

    def renderings(self, *statuses: TermStatus) -> Iterator[str]:
        """Yield the English renderings with one of the statuses, in glossary order."""
        return (term.target for term in self.terms if term.status in statuses)

    @property
    def preferred(self) -> Term:
        """Return the preferred row, else the first admitted one, else the first row."""
        rank = {TermStatus.PREFERRED: 0, TermStatus.ADMITTED: 1, TermStatus.FORBIDDEN: 2}
        return min(self.terms, key=lambda term: rank[term.status])


@dataclass(frozen=True, slots=True)
class Glossary:
    """Entries in file order, with a name and a version that changes with any content.

    Attributes:
        name: File name without suffix.
        version: First 12 hexadecimal digits of the SHA-256 of the rows.
        entries: One for each source term.
    """

    name: str
    version: str
    entries: tuple[Entry, ...]

    @property
    def terms(self) -> Iterator[Term]:
        """Yield every row."""
        return (term for entry in self.entries for term in entry.terms)


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A glossary entry found in running text.

    Attributes:
        start: First code point of the term.
        end: Code point after the term, its suffix included (`TDT-nin`).
        text: The form as it stands in the text.
        entry: What the glossary says of it.
        check: True when the match is doubtful (three letters or fewer) and a person should look.
    """

    start: int
    end: int
    text: str
    entry: Entry
    check: bool = False
