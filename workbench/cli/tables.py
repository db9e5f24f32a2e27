"""Tables that commands show on standard error."""

from pathlib import Path

from workbench.model.unit import Origin, Status
from workbench.store.records import Counts
from workbench.workflows.import_archive import ImportSummary
from workbench.workflows.run_batch import BatchSummary
from workbench.workflows.translate_pending import TranslationSummary


def show_batch(counts: Counts, summary: BatchSummary, *, workspace: str, out: Path | None) -> None:
    """Show what the workspace holds, what this run did, where the files lie, what comes next."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    done = sum(counts.segments.values()) - counts.segments[Status.EMPTY]
    exported = str(out) if out and not summary.stopped else ""
    rows = {
        "Articles": f"{counts.articles} ({_outcomes(summary.imported)})",
        "Segments": f"{sum(counts.segments.values())}, {done} with a translation",
        "Memory hits": str(counts.origins[Origin.MEMORY]),
        "Findings": str(counts.findings),
        "This run": _pace(summary.translated),
        "Workspace": workspace,
        "Export": exported or f"workbench export -w {workspace} --out FILE.tmx",
        "Next": _next(summary, workspace),
    }
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, value in rows.items():
        table.add_row(f"[bold]{name}[/bold]", escape(value))
    Console(stderr=True, highlight=False, soft_wrap=True).print(table)


def _outcomes(imported: ImportSummary) -> str:
    told = [f"{count} {outcome}" for outcome, count in imported.outcomes.items()]
    if imported.skipped:
        told.append(f"{len(imported.skipped)} skipped")
    return ", ".join(told) or "nothing found"


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
    return f"workbench serve -w {workspace}   (correct the drafts in the browser)"
