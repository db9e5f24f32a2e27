"""What a check found in a pair."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.model.segment import Span


class Severity(StrEnum):
    """How bad a finding is. An error stops the first confirm and makes `check` leave with 1."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Pair:
    """A source sentence and its translation: all that a check is given."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A safe repair of the target: put `text` in the place of `target[start:end]`."""

    start: int
    end: int
    text: str

    def apply(self, target: str) -> str:
        """Return the repaired target.

        >>> Replacement(4, 5, "").apply("The  port")
        'The port'
        """
        return target[: self.start] + self.text + target[self.end :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule's objection to one place of a pair.

    Attributes:
        check_id: Id of the check, also its anchor in docs/checks.md.
        severity: info, warning or error.
        message: One line in English that gives what was expected and what was found.
        message_az: The same line in Azerbaijani.
        source_span: Place in the source, None when the whole sentence is meant.
        target_span: Place in the target, None when the whole sentence is meant.
        fix: A repair that is safe to apply without reading, or None.
        about: What it is about, where the message also tells what may change while that stays, such
            as a length or the number of another unit; "" where the message is that itself.
    """

    check_id: str
    severity: Severity
    message: str
    message_az: str
    source_span: Span | None = None
    target_span: Span | None = None
    fix: Replacement | None = None
    about: str = ""

    @property
    def subject(self) -> str:
        """Return what it is about: two findings of a check are the same when this is."""
        return self.about or self.message
