"""`workbench batch`: an archive into a workspace, translated and checked."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

import click

from workbench.cli.console import (
    engine_option,
    glossary_option,
    input_path,
    must_exist,
    say,
    say_all_skipped,
    say_left_out,
    wiring,
    workspace_option,
)
from workbench.cli.main import INTERRUPTED, MISUSE
from workbench.cli.progress import BarFollower, JsonFollower, stopping, write_event
from workbench.cli.tables import show_batch
from workbench.errors import BadInput, WorkbenchError
from workbench.formats.archives import count_files, look_ahead, read_archive
from workbench.formats.bitext import format_for
from workbench.model.article import Article
from workbench.model.unit import Status
from workbench.store.article_list import ArticleLine, most_work
from workbench.store.records import Counts
from workbench.store.workspace import Workspace
from workbench.wiring import RUNNERS, RunnerName, Wiring, make_folder_of
from workbench.workflows.export_corpus import export_corpus
from workbench.workflows.run_batch import BatchSummary, run_batch

_WORST = 3
"""Articles with most work that are named at the end."""


@click.command("batch")
@click.argument("archive", nargs=-1, required=True, type=input_path, metavar="ARCHIVE...")
@workspace_option
@engine_option
@glossary_option
@click.option("--export", "out", type=input_path, help="Write the pairs to this file at the end.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Groups of articles in work at the same time: 2, or with ray one a core, unless set.",
)
@click.option(
    "--runner",
    type=click.Choice(RUNNERS),
    default="local",
    help="Who translates: threads here, or Ray on this machine or the cluster of RAY_ADDRESS.",
)
@click.option(
    "--stop-after",
    type=click.IntRange(min=1),
    metavar="SEGMENTS",
    help="End the run when so many segments are translated and the groups in work are done.",
)
@click.option("--json", "as_json", is_flag=True, help="Write progress and summary as JSON lines.")
def batch_command(
    archive: tuple[Path, ...],
    *,
    workspace: str,
    engine: str | None,
    glossary: str | None,
    out: Path | None,
    workers: int | None,
    runner: RunnerName,
    stop_after: int | None,
    as_json: bool,
) -> int:
    """Import, translate and check an archive: files, folders, ZIP and TAR archives.

    Goes on where an earlier run was stopped, at whatever moment. Text that a person has written
    is never touched, and a second run does nothing.
    """
    wired = wiring(engine=engine, glossary=glossary, workers=workers)
    _check(archive, out, as_json=as_json)
    wired.check_runner(runner, workspace)
    plan = wired.plan(stop_after=stop_after)
    if not _may_exist(workspace):
        wired.check_ready()
    articles = _articles(archive, workspace)
    with stopping() as stop, wired.open_workspace(workspace) as store:
        wired = _following(wired, store)
        follower = JsonFollower(stop) if as_json else BarFollower(stop, count_files(archive))
        if as_json:
            write_event(_started(archive, workspace, wired))
        hired = partial(wired.runner, runner, workspace)
        divides = wired.settings.divides_quotations
        summary = run_batch(
            store, articles, hired, plan=plan, follower=follower, inside_quotations=divides
        )
        exported = None if summary.stopped else out
        if exported:
            export_corpus(store, format_for(exported), exported, on_skip=say_left_out)
        counts, worst = store.counts(), most_work(store, _WORST)
        if as_json:
            write_event(_finished(counts, summary, exported) | _most_work(worst))
        else:
            show_batch(counts, summary, worst=worst, workspace=workspace, out=exported)
        if stop.is_set():
            return INTERRUPTED
    return MISUSE if summary.imported.skipped else 0


def _check(archive: Sequence[Path], out: Path | None, *, as_json: bool) -> None:
    """Find what would end the run hours later: missing paths, no place for the export."""
    must_exist(archive)
    if out:
        if as_json and out == Path("-"):
            raise WorkbenchError(
                "standard output cannot hold both progress and pairs", hint="--export to a file"
            )
        format_for(out)
        make_folder_of(out)
        _try_to_write(out.parent)


def _try_to_write(folder: Path) -> None:
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise WorkbenchError(
            f"{folder}: no file can be written there: {error.strerror or error}",
            hint="--export to another folder",
        ) from error


def _following(wired: Wiring, store: Workspace) -> Wiring:
    """Return the wiring with what was chosen for the workspace, and tell what that is."""
    followed = wired.following(store)
    if followed is not wired:
        settings = followed.settings
        say(f"As chosen for {store.name}: {settings.engine}, {settings.glossary_path}")
    followed.check_ready()
    return followed


def _may_exist(workspace: str) -> bool:
    return "://" in workspace or Path(workspace).exists()


def _articles(archive: Sequence[Path], workspace: str) -> Iterator[Article | BadInput]:
    """Return the archive, and make sure that a workspace is not made for nothing."""
    is_any, articles = look_ahead(read_archive(archive))
    if is_any or _may_exist(workspace):
        return articles
    say_all_skipped(articles)
    raise WorkbenchError(
        "there is no article to translate; no workspace was made",
        hint="name an archive of articles",
    )


def _started(archive: Sequence[Path], workspace: str, wired: Wiring) -> dict[str, object]:
    return {
        "event": "started",
        "archive": [str(path) for path in archive],
        "workspace": workspace,
        "engine": wired.settings.engine,
        "glossary": wired.glossary_name,
    }


def _finished(counts: Counts, summary: BatchSummary, exported: Path | None) -> dict[str, object]:
    translated = summary.translated
    return {
        "event": "finished",
        "stopped": summary.stopped,
        "imported": {str(name): count for name, count in summary.imported.outcomes.items()},
        "skipped": len(summary.imported.skipped),
        "from_engine": translated.from_engine,
        "from_memory": translated.from_memory,
        "findings": translated.findings,
        "segments_per_second": round(translated.segments_per_second, 2),
        "waiting": counts.segments[Status.EMPTY],
        "exported": str(exported) if exported else None,
    }


def _most_work(worst: Sequence[ArticleLine]) -> dict[str, object]:
    named = [{"article": line.id, "words_to_change": round(line.work)} for line in worst]
    return {"most_work": named}
