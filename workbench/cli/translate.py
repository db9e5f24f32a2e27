"""`workbench translate`: files in, a bitext out."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
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
from workbench.formats.archives import look_ahead, read_archive, read_plain_archive
from workbench.formats.bitext import format_for
from workbench.model.article import Article
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
    reading = _Reading(paths, plain=plain, inside_quotations=inside_quotations)
    articles = reading.articles()
    wired = wiring(engine=engine, glossary=glossary)
    drafter, size = wired.drafter, wired.settings.articles_per_batch
    with watching("Translating", reading.length) as watch:
        units = translate_articles(articles, drafter, articles_per_batch=size, watch=watch)
        written = bitext.write(units, out, say_left_out)
    if out != STANDARD_OUTPUT:
        say(f"{written} pairs of {reading.read} articles written to {out}")
    return MISUSE if reading.skipped else 0


class _Reading:
    """The articles of a command, read while they are translated: never all of them at once.

    Attributes:
        read: Articles so far.
        skipped: Files so far that were none.
    """

    def __init__(self, paths: Sequence[Path], *, plain: bool, inside_quotations: bool) -> None:
        self._paths = paths
        self._read = read_plain_archive if plain else read_archive
        self._cut = partial(cut, inside_quotations=inside_quotations)
        self.read = self.skipped = 0

    @property
    def length(self) -> int | None:
        """Return how many segments there are, for a bar; None where nobody sees one.

        The files are read once more for it, which standard input cannot be.
        """
        if not sys.stderr.isatty() or STANDARD_OUTPUT in self._paths:
            return None
        found = (one for one in self._read(self._paths) if isinstance(one, Article))
        return sum(len(self._cut(article).segments) for article in found)

    def articles(self) -> Iterator[CutArticle]:
        """Return the articles; files that are none are told of on the way.

        Raises WorkbenchError when there is none.
        """
        is_any, outcomes = look_ahead(self._read(self._paths))
        articles = self._told(outcomes)
        if not is_any:
            list(articles)
            raise WorkbenchError(
                "there is no article to translate", hint="see the files named above"
            )
        return articles

    def _told(self, outcomes: Iterable[Article | BadInput]) -> Iterator[CutArticle]:
        for outcome in outcomes:
            if isinstance(outcome, BadInput):
                say_skipped(outcome)
                self.skipped += 1
            else:
                self.read += 1
                yield self._cut(outcome)
