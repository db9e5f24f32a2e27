"""Column types: what the database keeps, as the nouns the rest of the house speaks."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, Text
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from workbench.model.finding import Finding, Replacement, Severity
from workbench.model.segment import Span

LARGEST_INTEGER = 2**31 - 1
"""The largest number of an INTEGER in PostgreSQL; SQLite's are larger."""

OrderedText = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that both databases sort by code points."""


def word(nouns: type[StrEnum]) -> Enum:
    """Return the type of a column that holds one of the words, as plain text."""
    return Enum(
        nouns,
        native_enum=False,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. A naive one is refused; SQLite keeps it without zone, so UTC is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment of any zone into UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return None if value is None else value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Names(TypeDecorator[tuple[str, ...]]):
    """Some names in order, as a JSON list."""

    impl = JSON
    cache_ok = True

    @override
    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> list[str]:
        """Turn the names into a list."""
        return list(value or ())

    @override
    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> tuple[str, ...]:
        """Return the names."""
        return tuple(value or ())


class Findings(TypeDecorator[tuple[Finding, ...]]):
    """Findings with all their fields, as a JSON list."""

    impl = JSON
    cache_ok = True

    @override
    def process_bind_param(
        self, value: Sequence[Finding] | None, dialect: Dialect
    ) -> list[dict[str, Any]]:
        """Turn the findings into plain dictionaries."""
        return [asdict(finding) for finding in value or ()]

    @override
    def process_result_value(
        self, value: list[dict[str, Any]] | None, dialect: Dialect
    ) -> tuple[Finding, ...]:
        """Return the findings."""
        return tuple(_finding(fields) for fields in value or ())


def _finding(fields: dict[str, Any]) -> Finding:
    """Return the finding that `asdict` took apart."""
    source, target, fix = (fields[name] for name in ("source_span", "target_span", "fix"))
    return Finding(
        check_id=fields["check_id"],
        severity=Severity(fields["severity"]),
        message=fields["message"],
        message_az=fields["message_az"],
        source_span=source and Span(**source),
        target_span=target and Span(**target),
        fix=fix and Replacement(**fix),
        about=fields.get("about", ""),  # a workspace made before findings had it
    )


def worst(findings: Sequence[Finding]) -> int:
    """Return the rank of the worst severity: 0 no finding, 1 info, 2 warning, 3 error."""
    ranks = list(Severity)
    return max((ranks.index(finding.severity) + 1 for finding in findings), default=0)
