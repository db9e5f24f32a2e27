"""Tables that commands show on standard error."""

from pathlib import Path

from workbench.model.unit import Origin, Status
from workbench.store.records import Counts
from workbench.workflows.import_archive import ImportSummary
from workbench.workflows.translate_articles import TranslationSummary


def show_batch(
    counts: Counts,
    imported: ImportSummary,
    translated: TranslationSummary,
    *,
    workspace: str,
    out: Path | None,
) -> None:
    """Show what the workspace holds, what this run did, where the files lie, what comes next."""
    from rich.console import Console
    from rich.table import Table

    done = sum(counts.segments.values()) - counts.segments[Status.EMPTY]
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    rows = {
        "Articles": f"{counts.articles} ({_outcomes(imported)})",
        "Segments": f"{sum(counts.segments.values())}, {done} with a translation",
        "Memory hits": str(counts.origins[Origin.MEMORY]),
        "Findings": str(counts.findings),
        "This run": _pace(translated),
        "Workspace": workspace,
        "Export": str(out) if out else f"workbench export -w {workspace} --out FILE.tmx",
        "Next": f"workbench serve -w {workspace}   (correct the drafts in the browser)",
    }
    for name, value in rows.items():
        table.add_row(f"[bold]{name}[/bold]", value, style=None)
    Console(stderr=True, highlight=False).print(table)


def _outcomes(imported: ImportSummary) -> str:
    told = [f"{count} {outcome}" for outcome, count in imported.outcomes.items()]
    if imported.skipped:
        told.append(f"{len(imported.skipped)} skipped")
    return ", ".join(told) or "nothing found"


def _pace(translated: TranslationSummary) -> str:
    if not translated.seconds:
        return "nothing was waiting to be translated"
    return (
        f"{translated.from_engine + translated.from_memory} segments translated, "
        f"{translated.segments_per_second:.1f} a second"
    )
