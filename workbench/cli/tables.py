"""The table that ends a batch, on standard error."""

from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from workbench.cli.console import say
from workbench.model.unit import Origin, Status
from workbench.store.records import Counts
from workbench.workflows.import_archive import ImportSummary
from workbench.workflows.run_batch import BatchSummary
from workbench.workflows.translate_pending import TranslationSummary

if TYPE_CHECKING:
    from workbench.store.article_list import ArticleLine


def show_batch(
    counts: Counts,
    summary: BatchSummary,
    *,
    worst: "Sequence[ArticleLine]",
    workspace: str,
    out: Path | None,
) -> None:
    """Show what the workspace holds, what this run did, where the files lie, what comes next."""
    done = sum(counts.segments.values()) - counts.segments[Status.EMPTY]
    rows = {
        "Articles": f"{counts.articles} ({_outcomes(summary.imported)})",
        "Segments": f"{sum(counts.segments.values())}, {done} with a translation",
        "Memory hits": str(counts.origins[Origin.MEMORY]),
        "Findings": str(counts.findings),
        "This run": _pace(summary.translated),
        "Most work": _work(worst),
        "Workspace": workspace,
        "Export": str(out) if out else f"workbench export -w {quote(workspace)} --out FILE.tmx",
        "Next": _next(summary, workspace),
    }
    for name, value in rows.items():
        say(f"{click.style(name.ljust(12), bold=True)} {value}")


def _outcomes(imported: ImportSummary) -> str:
    told = [f"{count} {outcome}" for outcome, count in imported.outcomes.items()]
    if imported.skipped:
        told.append(f"{len(imported.skipped)} skipped")
    return ", ".join(told) or "nothing found"


def _work(worst: "Sequence[ArticleLine]") -> str:
    told = [f"{line.id} ({line.work:.0f} of {line.words} words to change)" for line in worst]
    return ", ".join(told) or "no drafts are waiting for a translator"


def _pace(translated: TranslationSummary) -> str:
    if not translated.seconds:
        return "nothing was waiting to be translated"
    return (
        f"{translated.translated} segments translated, "
        f"{translated.segments_per_second:.1f} a second"
    )


def _next(summary: BatchSummary, workspace: str) -> str:
    if summary.stopped:
        return "the same command goes on where this run was stopped"
    return f"workbench serve -w {quote(workspace)}"
