"""`workbench import` and `export`: articles into a workspace, and pairs out of it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.console import (
    format_option,
    input_path,
    must_exist,
    say,
    say_all_skipped,
    say_left_out,
    say_skipped,
    wiring,
    workspace_option,
)
from workbench.cli.main import INTERRUPTED, MISUSE
from workbench.cli.progress import bar, stopping
from workbench.errors import BadInput
from workbench.formats.archives import count_files, look_ahead, read_archive
from workbench.formats.bitext import format_for
from workbench.model.unit import Status
from workbench.workflows.drafting import Watch
from workbench.workflows.export_corpus import export_corpus
from workbench.workflows.import_archive import import_archive

if TYPE_CHECKING:
    from workbench.model.article import Article

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

    What is there already stays as it is. A workspace is made when there is none and something to
    put into it.
    """
    must_exist(paths)
    is_any, articles = look_ahead(read_archive(paths))
    if not is_any:
        return _tell_that_there_is_nothing(articles)
    wired = wiring()
    with stopping() as stop, wired.open_workspace(workspace) as store:
        with bar("Importing", count_files(paths), unit="files") as advance:
            summary = import_archive(
                store,
                articles,
                watch=Watch(advance, stop.is_set),
                on_skip=say_skipped,
                inside_quotations=wired.settings.divides_quotations,
            )
        told = ", ".join(f"{count} {outcome}" for outcome, count in summary.outcomes.items())
        say(f"{store.name}: {told or 'no article'}")
        if stop.is_set():
            return INTERRUPTED
    return MISUSE if summary.skipped else 0


def _tell_that_there_is_nothing(refused: "Iterable[Article | BadInput]") -> int:
    skipped = say_all_skipped(refused)
    say("there is no article to import; the workspace is as it was")
    return MISUSE if skipped else 0


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
