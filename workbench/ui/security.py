"""What stands between the network and the workbench: origin, host, size, headers, guesses.

Cookies are SameSite=Lax, so a foreign page can neither read an answer nor send a form with our
session; the Origin check (RFC 6454) also stops what a browser does not count as cross-site.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_JSON = 2**20
LARGEST_UPLOAD = 101 * 2**20
"""Bytes of a body: of a request of the REST interface, and of one that carries files."""

_ANY_SIZE = "`workbench import` and `workbench memory import` take files of any size"

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PROXIED = frozenset({"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY = "; ".join((
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # gradio's start page and gr.HTML need both
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
))  # fmt: skip
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


_NUL_IN_JSON = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


async def only_text(request: Request) -> None:
    """Refuse U+0000 in a question or in JSON with 422: it is no text, and PostgreSQL has none."""
    is_json = "json" in request.headers.get("content-type", "")
    in_body = is_json and _NUL_IN_JSON.search(await request.body())
    if in_body or "%00" in request.url.query:
        raise HTTPException(422, {"what": "U+0000 is no text", "hint": "take it out"})


@dataclass(frozen=True, slots=True)
class Guard:
    """Looks at every request before the application, and puts headers on every answer.

    Attributes:
        app: The application behind it.
        api: Path below which the REST interface lies.
    """

    app: ASGIApp
    api: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_api = scope["path"].startswith(f"{self.api}/")
        headers = Headers(scope=scope)
        marked = _marked(send, no_store=is_api)
        if scope["method"] not in _SAFE and not is_own_origin(headers):
            page = headers.get("origin") or "another site"
            what = f"a page of {page} may not change anything here"
            await JSONResponse({"what": what, "hint": ""}, 403)(scope, receive, marked)
            return
        has_files = headers.get("content-type", "").startswith("multipart/")
        limit = LARGEST_UPLOAD if has_files or not is_api else LARGEST_JSON
        hint = _ANY_SIZE if has_files else ""
        await self.app(scope, _limited(receive, limit, hint), marked)


def is_on_this_machine(headers: Headers) -> bool:
    """Return whether a request was made to this machine under one of its own names.

    Not so when a proxy passes it on, nor when a foreign name was made to lead here to get at
    what is open on this machine alone (DNS rebinding).
    """
    if _PROXIED.intersection(headers.keys()):
        return False
    return _split(f"//{headers.get('host', '')}").hostname in LOOPBACK


def is_own_origin(headers: Headers) -> bool:
    """Return whether a request comes from a page of this host, or from no page at all.

    A proxy may tell the host it was asked for in X-Forwarded-Host, which no page can set.
    """
    if headers.get("sec-fetch-site", "same-origin") == "cross-site":
        return False
    origin = headers.get("origin")
    hosts = {headers.get("host"), headers.get("x-forwarded-host")}
    return origin is None or _split(origin).netloc in hosts - {None, ""}


def _split(url: str) -> SplitResult:
    """Return the parts of a URL, empty ones when it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _marked(send: Send, *, no_store: bool) -> Send:
    """Return `send` with the headers of ours on every answer that does not set them itself."""

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if no_store:
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return marked


def _limited(receive: Receive, limit: int, hint: str) -> Receive:
    """Return `receive` that refuses a body over the limit, told or not."""
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > limit:
            raise HTTPException(
                413, {"what": f"expected at most {limit >> 20} MiB, found more", "hint": hint}
            )
        return message

    return limited


@dataclass(slots=True)
class Throttle:
    """Slows down whoever guesses passwords: so many failures in a time, then a pause.

    Attributes:
        most: Failures that are let pass.
        seconds: How long each one counts.
        clock: Tells seconds; any origin.
    """

    most: int
    seconds: float
    clock: Callable[[], float] = monotonic
    _failures: dict[str, list[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, who: str) -> int:
        """Return the seconds to wait before the next try, 0 for none."""
        with self._lock:
            recent = self._recent(who)
            if len(recent) < self.most:
                return 0
            return max(1, round(recent[-self.most] + self.seconds - self.clock()))

    def failed(self, who: str) -> None:
        """Count a failure."""
        with self._lock:
            self._failures[who] = [*self._recent(who), self.clock()]
            self._forget()

    def passed(self, who: str) -> None:
        """Forget the failures of somebody who got it right."""
        with self._lock:
            self._failures.pop(who, None)

    def _recent(self, who: str) -> list[float]:
        oldest = self.clock() - self.seconds
        return [moment for moment in self._failures.get(who, ()) if moment > oldest]

    def _forget(self) -> None:
        """Drop whoever has no failure that counts, so that the table cannot grow for ever."""
        for who in list(self._failures):
            if not self._recent(who):
                del self._failures[who]


class Guesses:
    """Failed logins: few for one name from one address, more for an address alone."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._of_name = Throttle(most=5, seconds=300, clock=clock)
        self._of_address = Throttle(most=50, seconds=300, clock=clock)

    def wait(self, address: str, name: str) -> int:
        """Return the seconds to wait before the next try, 0 for none."""
        return max(self._of_name.wait(f"{address} {name}"), self._of_address.wait(address))

    def failed(self, address: str, name: str) -> None:
        """Count a failure."""
        self._of_name.failed(f"{address} {name}")
        self._of_address.failed(address)

    def passed(self, address: str, name: str) -> None:
        """Forget the failures of somebody who got it right; those of the address stay."""
        self._of_name.passed(f"{address} {name}")
