"""`workbench evaluate`: engines and other systems on test sets, in one table."""

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench import __version__
from workbench.cli.console import input_path, say, wiring, write_json_line
from workbench.workflows.evaluate import Row, evaluate, offered_test_set

if TYPE_CHECKING:
    from workbench.engines.engine import Engine


@click.command("evaluate")
@click.argument("test_sets", nargs=-1, required=True, type=input_path, metavar="TEST_SET...")
@click.option("--engine", "engines", multiple=True, help="Engine to run; may be given again.")
@click.option("--beam", type=click.IntRange(1), help="Hypotheses kept while decoding.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a row.")
@click.option("--plot", type=input_path, help="Also draw the scores into this PNG or SVG file.")
def evaluate_command(
    test_sets: tuple[Path, ...],
    *,
    engines: tuple[str, ...],
    beam: int | None,
    as_json: bool,
    plot: Path | None,
) -> None:
    """Score engines on TEST_SETs: a bitext, or a folder with files `az`, `en` and `SYSTEM.en`.

    Without --engine the bundled one is run. What lies in SYSTEM.en is scored beside it. The table
    is Markdown; speed and memory are those of this machine.
    """
    offered = [offered_test_set(path) for path in test_sets]
    settings = [wiring(engine=engine, beam=beam).settings for engine in engines or (None,)]
    rows = evaluate(offered, [partial(_load, asdict(one)) for one in settings])
    if as_json:
        for row in rows:
            write_json_line(asdict(row))
    else:
        click.echo(_table(rows))
    if plot:
        from workbench.formats.plots import draw_scores

        draw_scores(_by_test_set(rows), plot)
        say(f"plot written to {plot}")
    signatures = " ".join(dict.fromkeys(score.signature for score in rows[0].scores))
    say(
        f"beam {settings[0].beam}, {settings[0].runtime}, {settings[0].cores} cores; "
        f"workbench {__version__}; {signatures}"
    )


def _load(options: dict[str, object]) -> "Engine":
    return wiring(**options).engine


def _by_test_set(rows: list[Row]) -> dict[str, dict[str, dict[str, float]]]:
    table: dict[str, dict[str, dict[str, float]]] = {}
    for row in rows:
        values = {score.metric: score.value for score in row.scores}
        table.setdefault(row.test_set, {})[row.system] = values
    return table


def _table(rows: list[Row]) -> str:
    names = " | ".join(score.metric for score in rows[0].scores)
    lines = [
        f"| test set | system | {names} | sentences/s | peak MiB |",
        "|---|---|" + "--:|" * (len(rows[0].scores) + 2),
    ]
    for row in rows:
        scores = " | ".join(f"{score.value:.1f}" for score in row.scores)
        pace = "" if row.sentences_per_second is None else f"{row.sentences_per_second:.1f}"
        memory = "" if row.megabytes is None else f"{row.megabytes:.0f}"
        lines.append(f"| {row.test_set} | {row.system} | {scores} | {pace} | {memory} |")
    return "\n".join(lines)
