"""`workbench translate`: files in, a bitext out."""

from pathlib import Path

import click

from workbench.cli.console import (
    engine_option,
    format_option,
    glossary_option,
    input_path,
    plain_option,
    quotations_option,
    say,
    say_left_out,
    say_skipped,
    wiring,
)
from workbench.cli.main import MISUSE
from workbench.cli.progress import watching
from workbench.errors import BadInput, WorkbenchError
from workbench.formats.archives import read_archive, read_plain_archive
from workbench.formats.bitext import format_for
from workbench.workflows.translate_articles import CutArticle, cut, translate_articles

STANDARD_OUTPUT = Path("-")


@click.command("translate")
@click.argument("paths", nargs=-1, required=True, type=input_path, metavar="PATH...")
@engine_option
@glossary_option
@click.option("--out", type=input_path, default=STANDARD_OUTPUT, help="File; `-` is the default.")
@format_option
@plain_option
@quotations_option
def translate_command(
    paths: tuple[Path, ...],
    *,
    engine: str | None,
    glossary: str | None,
    out: Path,
    format_name: str | None,
    plain: bool,
    inside_quotations: bool,
) -> int:
    """Translate articles (files, folders, archives, or `-`) and write the aligned pairs.

    A file that is no article is reported and left out; the exit status is then 2, and the others
    are translated all the same. Standard output gets TSV unless a format is given.
    """
    bitext = format_for(out, format_name)
    articles, skipped = _read(paths, plain=plain, inside_quotations=inside_quotations)
    if not articles:
        raise WorkbenchError("there is no article to translate", hint="see the files named above")
    wired = wiring(engine=engine, glossary=glossary)
    drafter, size = wired.drafter, wired.settings.articles_per_batch
    with watching("Translating", sum(len(one.segments) for one in articles)) as watch:
        units = translate_articles(articles, drafter, articles_per_batch=size, watch=watch)
        written = bitext.write(units, out, say_left_out)
    if out != STANDARD_OUTPUT:
        say(f"{written} pairs of {len(articles)} articles written to {out}")
    return MISUSE if skipped else 0


def _read(
    paths: tuple[Path, ...], *, plain: bool, inside_quotations: bool
) -> tuple[list[CutArticle], int]:
    """Return the articles, and how many files were none."""
    articles: list[CutArticle] = []
    skipped = 0
    for outcome in read_plain_archive(paths) if plain else read_archive(paths):
        if isinstance(outcome, BadInput):
            say_skipped(outcome)
            skipped += 1
        else:
            articles.append(cut(outcome, inside_quotations=inside_quotations))
    return articles, skipped
