"""`workbench revisions`: who wrote what, when, from what, and with how much effort."""

import csv
from dataclasses import asdict
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

import click

from workbench.cli.console import input_path, wiring, workspace_option
from workbench.formats.atomic import atomic_write

COLUMNS = (
    "article", "paragraph", "index", "number", "when", "user", "origin", "status", "engine",
    "match_percent", "seconds", "keys_pressed", "repair", "source", "target",
)  # fmt: skip


@click.command("revisions")
@workspace_option
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day, in UTC.")
@click.option("--user", help="Only this person's; '' for what engines wrote.")
@click.option("--out", type=input_path, default="-", help="CSV file; standard output by default.")
def revisions_command(
    *, workspace: str, since: datetime | None, user: str | None, out: Path
) -> None:
    """Write every revision of every segment as CSV, in order of article and place.

    A row says who wrote which text when, what it came from (engine, memory with its percentage,
    typed), how many seconds were spent in the segment and how many keys pressed.
    """
    from workbench.store.revision_log import logged_revisions

    day = since.date() if since else None
    with wiring().open_workspace(workspace, create=False) as store, atomic_write(out) as raw:
        file = TextIOWrapper(raw, encoding="utf-8", newline="", write_through=True)
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for revision in logged_revisions(store, since=day, user=user):
            writer.writerow(asdict(revision) | {"when": revision.when.isoformat()})
        file.detach()
