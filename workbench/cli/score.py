"""`workbench score`: BLEU, chrF2++ and TER."""

from pathlib import Path

import click

from workbench.cli.console import input_path, write_json_line
from workbench.formats.articles import read_lines
from workbench.metrics.scores import score_corpus


@click.command("score")
@click.argument("hypotheses", type=input_path)
@click.argument("references", type=input_path)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def score_command(hypotheses: Path, references: Path, *, as_json: bool) -> None:
    """Score HYPOTHESES against REFERENCES, one sentence a line. One of them may be `-`."""
    for score in score_corpus(read_lines(hypotheses), read_lines(references)):
        if as_json:
            row = {"metric": score.metric, "value": score.value, "signature": score.signature}
            write_json_line(row)
        else:
            click.echo(f"{score.metric:8} {score.value:6.2f}   {score.signature}")
