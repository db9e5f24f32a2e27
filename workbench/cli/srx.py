"""`workbench srx`: the sentence rules for other translation tools."""

from pathlib import Path

import click

from workbench.cli.console import input_path, quotations_option, say


@click.command("srx")
@click.argument("file", type=input_path)
@quotations_option
def srx_command(file: Path, *, inside_quotations: bool) -> None:
    """Write the Azerbaijani sentence rules to FILE as SRX 2.0, whole or not at all; `-` is stdout.

    Tools that read them, such as OmegaT and those of Okapi, then cut articles into the sentences
    that the memory holds.
    """
    from workbench.formats.atomic import atomic_write
    from workbench.text.srx import srx_rules

    with atomic_write(file) as output:
        output.write(srx_rules(inside_quotations=inside_quotations).encode())
    say(f"sentence rules written to {file}")
