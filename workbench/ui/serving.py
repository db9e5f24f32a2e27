"""The browser workbench as a running server."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from workbench.errors import WorkbenchError
from workbench.wiring import Wiring

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Address:
    """Where the workbench is reached.

    Attributes:
        host: Address to listen on.
        port: Port to listen on; 0 takes a free one.
        prefix: Path that a proxy puts before ours and does not strip, such as `/news`.
        https: Whether browsers reach us by https alone.
    """

    host: str = "127.0.0.1"
    port: int = 7860
    prefix: str = ""
    https: bool = False


def serve(
    wiring: Wiring,
    workspace_url: str | Path,
    address: Address,
    *,
    started: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve a workspace until the process is told to stop.

    `started` is called with the address of the first page once requests are answered.

    Raises:
        WorkbenchError: The address cannot be listened on, or the workspace cannot be opened.
    """
    import uvicorn

    from workbench.ui.pages.mounting import mount_pages
    from workbench.ui.server import create_app

    with _listening(address) as listener:
        prefix = address.prefix.rstrip("/")
        local = address.host in LOOPBACK
        app = create_app(wiring, workspace_url, local=local, prefix=prefix, secure=address.https)
        config = uvicorn.Config(
            mount_pages(app, prefix), log_level="warning", timeout_graceful_shutdown=3
        )
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        url = f"http://{shown}:{port}{prefix}/"

        class Server(uvicorn.Server):
            @override
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets=sockets)
                started(url)

        Server(config).run(sockets=[listener])


def _listening(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only where TCP is named; else answers wait 40 ms
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address.host, address.port))
    except OSError as error:
        listener.close()
        raise WorkbenchError(
            f"cannot listen on {address.host}:{address.port}: {error.strerror or error}",
            hint="choose another with --port, 0 takes a free one",
        ) from error
    return listener
