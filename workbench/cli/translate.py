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
    watching,
    wiring,
)
from workbench.cli.main import MISUSE
from workbench.errors import BadInput, WorkbenchError
from workbench.formats.articles import find_articles, read_articles, read_plain
from workbench.formats.bitext import format_for
from workbench.model.article import Article
from workbench.text.sentences import segments
from workbench.workflows.translate_articles import translate_loose

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
    """Translate articles (files, folders, or `-`) and write the aligned pairs.

    A file that is no article is reported and left out; the exit status is then 2, and the others
    are translated all the same.
    """
    bitext = format_for(out, format_name or ("tsv" if out == STANDARD_OUTPUT else None))
    articles, skipped = _read(paths, plain=plain)
    for problem in skipped:
        say(f"Skipped: {problem.what}")
    if not articles:
        raise WorkbenchError("there is no article to translate", hint="see the files named above")
    total = sum(len(segments(a.texts, inside_quotations=inside_quotations)) for a in articles)
    drafter = wiring(engine=engine, glossary=glossary).drafter
    with watching("Translating", total) as watch:
        units = translate_loose(articles, drafter, inside_quotations=inside_quotations, watch=watch)
        written = bitext.write(units, out)
    if out != STANDARD_OUTPUT:
        say(f"{written} pairs of {len(articles)} articles written to {out}")
    return MISUSE if skipped else 0


def _read(paths: tuple[Path, ...], *, plain: bool) -> tuple[list[Article], list[BadInput]]:
    read = map(read_plain, find_articles(paths)) if plain else read_articles(paths)
    articles: list[Article] = []
    skipped: list[BadInput] = []
    for outcome in read:
        (skipped if isinstance(outcome, BadInput) else articles).append(outcome)  # type: ignore[arg-type]
    return articles, skipped
