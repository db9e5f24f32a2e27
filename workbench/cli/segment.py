"""`workbench segment`: sentences with exact offsets."""

from pathlib import Path

import click

from workbench.cli.console import input_path, plain_option, quotations_option, write_json_line
from workbench.formats.articles import read_texts
from workbench.text.sentences import segments


@click.command("segment")
@click.argument("file", type=input_path)
@plain_option
@quotations_option
def segment_command(file: Path, *, plain: bool, inside_quotations: bool) -> None:
    """Split FILE into sentences and write one JSON object a line.

    Fields: paragraph (0 is the heading; with --plain the first line), index of the sentence in
    its paragraph, start and end in code points within the paragraph, text. FILE may be `-`.
    """
    for segment in segments(read_texts(file, plain=plain), inside_quotations=inside_quotations):
        write_json_line(
            {
                "paragraph": segment.paragraph,
                "index": segment.index,
                "start": segment.start,
                "end": segment.end,
                "text": segment.text,
            }
        )
