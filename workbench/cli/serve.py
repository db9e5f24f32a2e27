"""`workbench serve`: the workbench in the browser."""

import click

from workbench.cli.console import engine_option, glossary_option, say, wiring, workspace_option


@click.command("serve")
@workspace_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7860, show_default=True,
    help="Port to listen on; 0 takes a free one.",
)  # fmt: skip
@engine_option
@glossary_option
@click.option("--open/--no-open", "open_browser", default=True, help="Open the browser at once.")
@click.option("--prefix", default="", help="Path a proxy puts before ours and does not strip.")
@click.option("--https", is_flag=True, help="Browsers reach us by https alone, through a proxy.")
def serve_command(
    *,
    workspace: str,
    host: str,
    port: int,
    engine: str | None,
    glossary: str | None,
    open_browser: bool,
    prefix: str,
    https: bool,
) -> None:
    """Open the workbench in the browser; it runs until Ctrl+C.

    Without accounts it is open to everybody on this machine and to nobody else. An address other
    than 127.0.0.1 needs an account: `workbench users add NAME --role admin`.
    """
    from workbench.ui.serving import Address, serve

    address = Address(host, port, prefix=prefix, https=https)
    serve(
        wiring(engine=engine, glossary=glossary),
        workspace,
        address,
        started=lambda url: _started(url, open_browser=open_browser),
    )


def _started(url: str, *, open_browser: bool) -> None:
    say(f"The workbench is open at {url} (Ctrl+C ends it).")
    if open_browser:
        click.launch(url)
