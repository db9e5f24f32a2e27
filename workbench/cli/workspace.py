"""`workbench import` and `export`: articles into a workspace, and pairs out of it."""

from collections.abc import Sequence
from pathlib import Path

import click

from workbench.cli.console import (
    format_option,
    input_path,
    must_exist,
    say,
    say_left_out,
    say_skipped,
    wiring,
    workspace_option,
)
from workbench.cli.main import INTERRUPTED, MISUSE
from workbench.cli.progress import bar, stopping
from workbench.formats.archives import count_files, read_archive
from workbench.formats.bitext import format_for
from workbench.model.unit import Status
from workbench.workflows.drafting import Watch
from workbench.workflows.export_corpus import export_corpus
from workbench.workflows.import_archive import import_archive

status_option = click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([str(status) for status in Status if status is not Status.EMPTY]),
    help="Only segments of this status; may be given several times. Without it all that have a "
    "target, but for rejected ones.",
)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=input_path, metavar="PATH...")
@workspace_option
def import_command(paths: tuple[Path, ...], *, workspace: str) -> int:
    """Bring articles into a workspace: files, folders, ZIP and TAR archives, or `-`.

    What is there already stays as it is.
    """
    must_exist(paths)
    with stopping() as stop, wiring().open_workspace(workspace) as store:
        with bar("Importing", count_files(paths), unit="files") as advance:
            watch = Watch(advance, stop.is_set)
            summary = import_archive(store, read_archive(paths), watch=watch, on_skip=say_skipped)
        told = ", ".join(f"{count} {outcome}" for outcome, count in summary.outcomes.items())
        say(f"{store.name}: {told or 'no article'}")
        if stop.is_set():
            return INTERRUPTED
    return MISUSE if summary.skipped else 0


@click.command("export")
@workspace_option
@click.option("--out", required=True, type=input_path, help="File, or `-` for standard output.")
@format_option
@status_option
def export_command(
    *, workspace: str, out: Path, format_name: str | None, statuses: Sequence[str]
) -> None:
    """Write the aligned pairs of a workspace, whole or not at all."""
    bitext = format_for(out, format_name)
    with wiring().open_workspace(workspace, create=False) as store:
        chosen = frozenset(map(Status, statuses))
        written = export_corpus(store, bitext, out, statuses=chosen, on_skip=say_left_out)
    say(f"{written} pairs written to {out}")
