"""What the pages will need, named in the answer's header before the page is read."""

from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOADED_ELSEWHERE = frozenset({"login.js"})


@dataclass(frozen=True, slots=True)
class Preloading:
    """Lets the browser fetch our styles and modules while Gradio starts.

    Gradio puts what is given to it as `head` into the page by script, late; and one module is
    learnt of only from another's imports, a round trip each.

    Attributes:
        app: The application behind it.
        pages: Paths of the pages.
        link: The value of the header.
    """

    app: ASGIApp
    pages: frozenset[str]
    link: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; if it is for a page, with the header."""
        is_page = scope["type"] == "http" and scope["path"] in self.pages
        await self.app(scope, receive, self._named(send) if is_page else send)

    def _named(self, send: Send) -> Send:
        async def named(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message).append("Link", self.link)
            await send(message)

        return named


def link_header(static: Path, prefix: str) -> str:
    """Return the header's value for the styles and modules of a folder (RFC 8288).

    Args:
        static: Folder that is served as `{prefix}/static`.
        prefix: Path before ours.
    """
    modules = [path.name for path in sorted(static.glob("*.js"))]
    links = [
        f"<{prefix}/static/{path.name}>; rel=preload; as=style"
        for path in sorted(static.glob("*.css"))
    ]
    links += [
        f"<{prefix}/static/{name}>; rel=modulepreload"
        for name in modules
        if name not in _LOADED_ELSEWHERE
    ]
    return ", ".join(links)
