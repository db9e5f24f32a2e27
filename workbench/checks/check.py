"""What a rule is."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from workbench.model.finding import Finding, Pair, Replacement, Severity
from workbench.model.segment import Span


class Check(ABC):
    """One rule that judges a pair of Azerbaijani source and English target.

    A check is pure, keeps no state between pairs, and never raises, whatever the two texts are.

    Attributes:
        id: Name of the rule in kebab case: the flag, the anchor in docs/checks.md, the test case.
        severity: How bad every finding of this rule is.
        reason_en: Why the rule exists, one line in English.
        reason_az: The same in Azerbaijani.
    """

    id: ClassVar[str]
    severity: ClassVar[Severity]
    reason_en: ClassVar[str]
    reason_az: ClassVar[str]

    @abstractmethod
    def findings(self, pair: Pair) -> Iterator[Finding]:
        """Yield what the rule objects to, from left to right."""

    @classmethod
    def finding(
        cls,
        message: str,
        message_az: str,
        *,
        source: tuple[int, int] | None = None,
        target: tuple[int, int] | None = None,
        fix: Replacement | None = None,
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
        )
