"""`workbench models`: which engines there are, and how to get them here."""

from pathlib import Path

import click

from workbench.cli.console import say, wiring, write_json_line
from workbench.cli.progress import watching_bytes
from workbench.engines.catalogue import CatalogueEntry, catalogue
from workbench.engines.conversion import converted
from workbench.engines.fetching import fetch
from workbench.engines.locating import find_local, resolve
from workbench.errors import EngineUnavailable


@click.group("models")
def models_command() -> None:
    """List, fetch and convert translation models."""


@models_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_command(*, as_json: bool) -> None:
    """List the models we know: licence, size, published score and its source."""
    for entry in catalogue().values():
        if as_json:
            write_json_line(_row(entry))
        else:
            _show(entry)


@models_command.command("fetch")
@click.argument("model")
def fetch_command(model: str) -> None:
    """Fetch MODEL (a name of the list, or a hub id) once while online.

    One revision, resumed where an earlier call stopped, every file checked.
    """
    with watching_bytes(f"Fetching {model}") as progress:
        folder = fetch(model, progress, cache=_cache())
    click.echo(folder)


@models_command.command("convert")
@click.argument("model")
def convert_command(model: str) -> None:
    """Convert MODEL for the fast runtime now, instead of at its first use."""
    wired = wiring(engine=model)
    click.echo(converted(wired.checkpoint, "int8", cache=wired.cache))
    say("converted; `--engine` will find it")


def _cache() -> Path | None:
    settings = wiring().settings
    return Path(settings.cache) if settings.cache else None


def _is_here(entry: CatalogueEntry) -> bool:
    try:
        find_local(resolve(entry.id), cache=_cache())
    except EngineUnavailable:
        return False
    return True


def _row(entry: CatalogueEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "repository": entry.repository,
        "revision": entry.revision,
        "licence": entry.licence,
        "megabytes": entry.megabytes,
        "score": entry.score,
        "score_source": entry.score_source,
        "note": entry.note,
        "here": _is_here(entry),
    }


def _show(entry: CatalogueEntry) -> None:
    here = "on this machine" if _is_here(entry) else "not fetched"
    click.echo(f"{click.style(entry.id, bold=True)}   {entry.size}   {entry.licence}   {here}")
    if entry.repository:
        click.echo(f"  {entry.repository}")
    score = entry.score or "no score"
    click.echo(f"  {score} ({entry.score_source})" if entry.score_source else f"  {score}")
    click.echo(f"  {entry.note}\n")
