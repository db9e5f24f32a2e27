"""What a rule is."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Iterator
from typing import ClassVar

from workbench.model.finding import Finding, Pair, Replacement, Severity
from workbench.model.segment import Span
from workbench.model.unit import TranslationUnit


class Rule(ABC):
    """What a rule is called, how bad it is when broken, and why it is one.

    Attributes:
        id: Name of the rule in kebab case: the flag, the anchor in docs/checks.md, the test case.
        severity: How bad a finding of this rule is; a doubtful one may be told as info.
        reason_en: Why the rule exists, one line in English.
        reason_az: The same in Azerbaijani.
    """

    id: ClassVar[str]
    severity: ClassVar[Severity]
    reason_en: ClassVar[str]
    reason_az: ClassVar[str]

    @classmethod
    def finding(
        cls,
        message: str,
        message_az: str,
        *,
        source: tuple[int, int] | None = None,
        target: tuple[int, int] | None = None,
        fix: Replacement | None = None,
        about: str = "",
    ) -> Finding:
        """Return a finding of this rule; `source` and `target` are start and end of the places."""
        return Finding(
            check_id=cls.id,
            severity=cls.severity,
            message=message,
            message_az=message_az,
            source_span=Span(*source) if source else None,
            target_span=Span(*target) if target else None,
            fix=fix,
            about=about,
        )


class Check(Rule):
    """One rule that judges a pair of Azerbaijani source and English target.

    A check is pure, keeps no state between pairs, and never raises, whatever the two texts are.
    """

    @abstractmethod
    def findings(self, pair: Pair) -> Iterator[Finding]:
        """Yield what the rule objects to, from left to right."""


class CorpusCheck(Rule):
    """One rule that compares the pairs of a corpus with one another.

    It remembers what it has seen: an object serves for one corpus, and its memory grows with it.
    """

    @staticmethod
    @abstractmethod
    def subjects(unit: TranslationUnit) -> Iterable[Hashable]:
        """Return what `unit` is compared by: units that share nothing of it never meet."""

    @abstractmethod
    def findings(self, number: int, unit: TranslationUnit) -> Iterator[Finding]:
        """Yield what the rule objects to in `unit`; units come in order, numbered from 1."""


def shortened(text: str, longest: int = 60) -> str:
    """Return `text` as a message can hold it.

    >>> shortened("round and round and round", 9)
    'round and...'
    """
    return text if len(text) <= longest else f"{text[:longest]}..."
