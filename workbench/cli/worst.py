"""`workbench worst`: the drafts and the articles that need most work."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from workbench.cli.console import say, wiring, workspace_option, write_json_line

if TYPE_CHECKING:
    from workbench.store.workspace import Workspace

Row = dict[str, object]


@click.command("worst")
@workspace_option
@click.option(
    "--most", type=click.IntRange(1), default=20, show_default=True, help="Length of the list."
)
@click.option("--articles", is_flag=True, help="List articles, those with most work first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def worst_command(*, workspace: str, most: int, articles: bool, as_json: bool) -> None:
    """List the engine's drafts that are least likely to stand, the worst first.

    A line is `article#paragraph.index  confidence  source  target`. Confidence is the share of the
    draft's words that is expected to stand. What a person has touched is not listed.
    """
    with wiring().open_workspace(workspace, create=False) as store:
        rows = list(_articles(store, most) if articles else _segments(store, most))
    for row in rows:
        if as_json:
            write_json_line(row)
        else:
            click.echo("\t".join(map(_text, row.values())))
    if not rows:
        say("no draft with a known confidence is waiting")


def _segments(store: "Workspace", most: int) -> Iterator[Row]:
    from workbench.store.doubts import least_certain

    for one in least_certain(store, most):
        yield {
            "unit": f"{one.article}#{one.paragraph}.{one.index}",
            "confidence": round(one.confidence or 0.0, 3),
            "source": one.source,
            "target": one.target,
        }


def _articles(store: "Workspace", most: int) -> Iterator[Row]:
    from workbench.store.article_list import most_work

    for line in most_work(store, most):
        yield {
            "article": line.id,
            "words_to_change": round(line.work),
            "words": line.words,
            "heading": line.heading,
        }


def _text(value: object) -> str:
    """Return a value as it stands on a line of its own."""
    return f"{value:.0%}" if isinstance(value, float) else " ".join(str(value).split())
