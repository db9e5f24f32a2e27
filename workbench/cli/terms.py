"""`workbench terms`: glossary terms in running text."""

from pathlib import Path

import click

from workbench.cli.console import (
    glossary_option,
    input_path,
    plain_option,
    wiring,
    write_json_line,
)
from workbench.formats.articles import read_texts


@click.command("terms")
@click.argument("file", type=input_path)
@glossary_option
@plain_option
def terms_command(file: Path, *, glossary: str | None, plain: bool) -> None:
    """Find glossary terms in FILE, inflected or not, and write one JSON object a line.

    Fields: paragraph, start and end in code points within the paragraph (suffixes included), text
    as it stands, source and target as in the glossary, status of that rendering. FILE may be `-`.
    """
    matcher = wiring(glossary=glossary).matcher
    for number, text in enumerate(read_texts(file, plain=plain)):
        for match in matcher.matches(text):
            term = match.entry.preferred
            write_json_line(
                {
                    "paragraph": number,
                    "start": match.start,
                    "end": match.end,
                    "text": match.text,
                    "source": term.source,
                    "target": term.target,
                    "status": str(term.status),
                }
            )
