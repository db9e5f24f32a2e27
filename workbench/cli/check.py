"""`workbench check`: every rule on every pair of a bitext."""

from collections import Counter
from pathlib import Path

import click

from workbench.cli.console import (
    format_option,
    glossary_option,
    input_path,
    say,
    wiring,
    write_json_line,
)
from workbench.cli.main import FINDINGS
from workbench.formats.bitext import format_for
from workbench.model.finding import Finding, Severity
from workbench.model.segment import Span
from workbench.workflows.check_corpus import CheckedUnit, check_corpus


@click.command("check")
@click.argument("file", type=input_path)
@glossary_option
@format_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding.")
def check_command(
    file: Path, *, glossary: str | None, format_name: str | None, as_json: bool
) -> int:
    """Check FILE (TMX, TSV or JSONL) and list what was found.

    A line is `file:unit: severity check: message`, where unit counts from 1. Exit status 1 when a
    finding is an error that nobody has accepted, 0 otherwise.
    """
    units = format_for(file, format_name).read(file)
    severities: Counter[Severity] = Counter()
    has_error = False
    count = 0
    for checked in check_corpus(units, wiring(glossary=glossary).checks):
        count += 1
        has_error |= checked.has_error
        for finding, accepted in zip(checked.findings, checked.accepted, strict=True):
            severities[finding.severity] += 1
            if as_json:
                write_json_line(_object(checked, finding) | {"accepted": accepted})
            else:
                place = f"{file}:{checked.number}"
                click.echo(f"{place}: {finding.severity} {finding.check_id}: {finding.message}")
    told = ", ".join(f"{severities[severity]} {severity}" for severity in reversed(Severity))
    say(f"{count} pairs checked: {told}")
    return FINDINGS if has_error else 0


def _object(checked: CheckedUnit, finding: Finding) -> dict[str, object]:
    unit = checked.unit
    return {
        "unit": checked.number,
        "article": unit.article,
        "paragraph": unit.paragraph,
        "index": unit.index,
        "check": finding.check_id,
        "severity": str(finding.severity),
        "message": finding.message,
        "message_az": finding.message_az,
        "source_span": _ends(finding.source_span),
        "target_span": _ends(finding.target_span),
    }


def _ends(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
