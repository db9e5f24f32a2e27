"""`workbench import`, `batch` and `export`: an archive into a workspace, and pairs out of it."""

from collections.abc import Sequence
from pathlib import Path

import click

from workbench.cli.console import (
    engine_option,
    format_option,
    glossary_option,
    input_path,
    say,
    watching,
    wiring,
    workspace_option,
    write_json_line,
)
from workbench.cli.main import MISUSE
from workbench.cli.tables import show_batch
from workbench.formats.articles import find_articles, read_articles
from workbench.formats.bitext import format_for
from workbench.model.unit import Status
from workbench.store import open_workspace
from workbench.store.workspace import Workspace
from workbench.wiring import Wiring
from workbench.workflows.import_archive import ImportSummary, import_archive
from workbench.workflows.translate_articles import TranslationSummary, translate_pending

status_option = click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([str(status) for status in Status]),
    help="Only segments of this status; may be given several times. All that have a target "
    "unless given.",
)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=input_path, metavar="PATH...")
@workspace_option
def import_command(paths: tuple[Path, ...], *, workspace: str) -> int:
    """Bring articles (files and folders) into a workspace. What is there already stays."""
    with open_workspace(workspace) as opened:
        summary = _import(opened, paths)
    told = ", ".join(f"{count} {outcome}" for outcome, count in summary.outcomes.items())
    say(f"{workspace}: {told or 'no article'}")
    return MISUSE if summary.skipped else 0


@click.command("batch")
@click.argument("archive", nargs=-1, required=True, type=input_path, metavar="ARCHIVE...")
@workspace_option
@engine_option
@glossary_option
@click.option("--export", "out", type=input_path, help="Write the pairs to this file at the end.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def batch_command(
    archive: tuple[Path, ...],
    *,
    workspace: str,
    engine: str | None,
    glossary: str | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """Import, translate and check an archive (files and folders).

    Goes on where an earlier run was stopped, at whatever moment. Text that a person has written
    is never touched, and a second run does nothing.
    """
    wired = wiring(engine=engine, glossary=glossary)
    with open_workspace(workspace) as opened:
        imported = _import(opened, archive)
        translated = _translate(opened, wired)
        if out:
            format_for(out).write(opened.units(statuses=_with_target(())), out)
        counts = opened.counts()
    if as_json:
        write_json_line(_summary(imported, translated))
    else:
        show_batch(counts, imported, translated, workspace=workspace, out=out)
    return MISUSE if imported.skipped else 0


@click.command("export")
@workspace_option
@click.option("--out", required=True, type=input_path, help="File, or `-` for standard output.")
@format_option
@status_option
def export_command(
    *, workspace: str, out: Path, format_name: str | None, statuses: tuple[str, ...]
) -> None:
    """Write the aligned pairs of a workspace, whole or not at all."""
    with open_workspace(workspace, create=False) as opened:
        units = opened.units(statuses=_with_target(statuses))
        written = format_for(out, format_name).write(units, out)
    say(f"{written} pairs written to {out}")


def _import(workspace: Workspace, paths: Sequence[Path]) -> ImportSummary:
    total = sum(1 for _ in find_articles(paths))
    with watching("Importing", total, unit="articles") as watch:
        summary = import_archive(
            workspace, read_articles(paths), progress=lambda: watch.progress(1)
        )
    for problem in summary.skipped:
        say(f"Skipped: {problem.what}")
    return summary


def _translate(workspace: Workspace, wired: Wiring) -> TranslationSummary:
    waiting = workspace.counts().segments[Status.EMPTY]
    if not waiting:
        return TranslationSummary()
    with watching("Translating", waiting) as watch:
        return translate_pending(
            workspace,
            wired.drafter,
            articles_per_batch=wired.settings.articles_per_batch,
            watch=watch,
        )


def _with_target(statuses: Sequence[str]) -> frozenset[Status]:
    chosen = frozenset(map(Status, statuses))
    return chosen or frozenset(Status) - {Status.EMPTY}


def _summary(imported: ImportSummary, translated: TranslationSummary) -> dict[str, object]:
    return {
        "imported": {str(outcome): count for outcome, count in imported.outcomes.items()},
        "skipped": [problem.what for problem in imported.skipped],
        "from_engine": translated.from_engine,
        "from_memory": translated.from_memory,
        "findings": translated.findings,
        "segments_per_second": round(translated.segments_per_second, 2),
    }
