"""What the pages will need, told to the browser with the page instead of one after the other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_IMPORT = re.compile(r'^(?:import|export)\b[^"]*"\./([\w.]+)";', re.MULTILINE)
_MODULE_OF = {"editor": "editor_page.js"}
_HEAD_ENDS = b"</head>"
_GRADIO = re.compile(rb'<script type="module"[^>]* src="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Preloading:
    """Lets our script begin, and the browser fetch our files, while Gradio starts.

    Gradio puts what is given to it as `head` into the page by script, late; and one module is
    learnt of only from another's imports, a round trip each.

    Attributes:
        app: The application behind it.
        links: The value of the header by path of a page and tab, "" for the first tab.
        script: The element that loads our script.
    """

    app: ASGIApp
    links: Mapping[tuple[str, str], str]
    script: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; if it is for a page, with header and script."""
        is_page = scope["type"] == "http" and (scope["path"], "") in self.links
        if not is_page or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        tab = _tab(scope["query_string"].decode("latin-1"))
        path = scope["path"]
        link = self.links.get((path, tab), self.links[path, ""])
        await self.app(scope, receive, self._prepared(send, link))

    def _prepared(self, send: Send, link: str) -> Send:
        begun: list[Message] = []
        body = bytearray()

        async def prepared(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                begun.append(message)
            elif not begun:
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    await self._send_whole(send, begun[0], bytes(body), link)

        return prepared

    async def _send_whole(self, send: Send, start: Message, body: bytes, link: str) -> None:
        whole = body.replace(_HEAD_ENDS, self.script.encode() + _HEAD_ENDS, 1)
        headers = MutableHeaders(scope=start)
        headers.append("Link", ", ".join([*_first(body), link]))
        headers["Content-Length"] = str(len(whole))
        await send(start)
        await send({"type": "http.response.body", "body": whole})


def _first(body: bytes) -> Iterator[str]:
    """Yield the link of Gradio's script: all else of the page waits for it, so it goes first."""
    if script := _GRADIO.search(body):
        yield f"<{script[1].decode()}>; rel=modulepreload; fetchpriority=high"


def links(static: Path, prefix: str, language: str, tabs: tuple[str, ...]) -> dict[str, str]:
    """Return the header's values (RFC 8288) for the page of a language, by tab, "" for the first.

    Each names the styles, the words, and the modules that the tab needs to begin.

    Args:
        static: Folder that is served as `{prefix}/static`.
        prefix: Path before ours.
        language: Language of the words.
        tabs: The tabs in their order.
    """
    common = [
        f"<{prefix}/words/{language}.json>; rel=preload; as=fetch; crossorigin",
        *(
            f"<{prefix}/static/{path.name}>; rel=preload; as=style"
            for path in sorted(static.glob("*.css"))
        ),
    ]
    return {
        tab: ", ".join([*common, *_modules(static, prefix, tab or tabs[0])]) for tab in ("", *tabs)
    }


def _modules(static: Path, prefix: str, tab: str) -> Iterator[str]:
    names: dict[str, None] = {}
    for name in ("main.js", _MODULE_OF.get(tab, f"{tab}.js")):
        _add_imports(static, name, names)
    return (f"<{prefix}/static/{name}>; rel=modulepreload" for name in names)


def _add_imports(static: Path, name: str, known: dict[str, None]) -> None:
    """Add a module and all that it imports from the beginning."""
    if name not in known:
        known[name] = None
        for other in _IMPORT.findall((static / name).read_text(encoding="utf-8")):
            _add_imports(static, other, known)


def _tab(query: str) -> str:
    """Return the tab that an address leads to."""
    asked = parse_qs(query)
    return "editor" if "article" in asked else asked.get("tab", [""])[0]
