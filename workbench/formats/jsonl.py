"""Bitexts as JSON lines: one object a unit, with the columns of TSV as its keys, in their order.

UTF-8, letters unescaped. Counts and seconds are numbers, findings objects with all that a check
has said, accepted a list of names; what is not known is null or empty.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from workbench.formats.articles import article_id
from workbench.formats.columns import texts_of, unit_of, whole
from workbench.formats.encoding import numbered_lines
from workbench.formats.skipping import OnSkip, Skipped
from workbench.formats.writing import write_lines
from workbench.model.finding import Finding, Replacement, Severity
from workbench.model.segment import Span
from workbench.model.unit import TranslationUnit

_Noun = TypeVar("_Noun")


class JsonLines:
    """The format by the name of `jsonl`."""

    name = "jsonl"
    suffix = ".jsonl"

    def write(
        self, units: Iterable[TranslationUnit], destination: Path, on_skip: OnSkip | None = None
    ) -> int:
        """Write units, whole or not at all, and return how many; see `BitextFormat`."""
        del on_skip  # every unit can be written
        objects = (json.dumps(_object(unit), ensure_ascii=False) for unit in units)
        return write_lines(destination, map(whole, objects))

    def read(self, path: Path, on_skip: OnSkip | None = None) -> Iterator[TranslationUnit]:
        """Yield the units of a file; keys it does not know are passed over; see `BitextFormat`."""
        skipped, name = Skipped(path, on_skip), article_id(path)
        lines = ((number, line) for number, line in numbered_lines(path) if line.strip())
        for place, (number, line) in enumerate(lines):
            try:
                yield _unit(_parsed(line), name=name, number=place)
            except ValueError as error:
                skipped.add(number, str(error))
        skipped.raise_collected()


def _object(unit: TranslationUnit) -> dict[str, Any]:
    texts = texts_of(unit)
    dates = {name: texts[name] or None for name in ("article_date", "created", "changed")}
    return {
        **texts,
        **dates,
        "paragraph": unit.paragraph,
        "index": unit.index,
        "seconds": unit.seconds,
        "edit_distance": unit.edit_distance,
        "findings": [_finding_object(finding) for finding in unit.findings],
        "accepted": list(unit.accepted),
        "confidence": None if unit.confidence is None else round(unit.confidence, 3),
    }


def _finding_object(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check_id,
        "severity": finding.severity.value,
        "message": finding.message,
        "message_az": finding.message_az,
        "source_span": _ends(finding.source_span),
        "target_span": _ends(finding.target_span),
        "fix": finding.fix and [finding.fix.start, finding.fix.end, finding.fix.text],
    }


def _ends(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _parsed(line: str) -> dict[str, Any]:
    try:
        parsed = json.loads(line)
    except RecursionError:
        raise ValueError("expected an object, found brackets without end") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from error
    if isinstance(parsed, dict):
        return parsed
    raise ValueError(f"expected an object, found {line[:40]!r}")


def _unit(parsed: Mapping[str, Any], *, name: str, number: int) -> TranslationUnit:
    for key in ("source", "target"):
        if type(parsed.get(key)) is not str:
            raise ValueError(f"{key}: expected a text, found {parsed.get(key)!r:.40}")
    plain = {
        key: str(value)
        for key, value in parsed.items()
        if value is not None and key not in {"findings", "accepted"}
    }
    return replace(
        unit_of(plain, name=name, number=number),
        findings=tuple(map(_finding, _list(parsed, "findings"))),
        accepted=tuple(map(str, _list(parsed, "accepted"))),
    )


def _list(parsed: Mapping[str, Any], key: str) -> list[Any]:
    values = parsed.get(key) or []
    if isinstance(values, list):
        return values
    raise ValueError(f"{key}: expected a list, found {values!r:.40}")


def _finding(parsed: Any) -> Finding:  # noqa: ANN401 - whatever the file holds
    try:
        return Finding(
            check_id=parsed["check"],
            severity=Severity(parsed["severity"]),
            message=parsed.get("message", ""),
            message_az=parsed.get("message_az", ""),
            source_span=_optional(Span, parsed.get("source_span")),
            target_span=_optional(Span, parsed.get("target_span")),
            fix=_optional(Replacement, parsed.get("fix")),
        )
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise ValueError(
            f"findings: expected objects with check and severity, found {parsed!r:.60}"
        ) from error


def _optional(noun: Callable[..., _Noun], parts: list[Any] | None) -> _Noun | None:
    return noun(*parts) if parts else None
