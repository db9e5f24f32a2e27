"""The files of the package that every page loads, answered from memory."""

import mimetypes
from email.utils import formatdate
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send


class _File(NamedTuple):
    content: bytes
    headers: dict[str, str]


class Files:
    """Serves the files of a folder as they were at the start.

    A page loads some forty at once; read from the disk each costs four changes of threads.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {path.name: _file(path) for path in folder.iterdir() if path.is_file()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request below the place where this is mounted."""
        await self._answer(scope)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        file = self._files.get(scope["path"].removeprefix(f"{scope['root_path']}/"))
        if scope["type"] != "http" or file is None:
            return PlainTextResponse("Not Found", 404)
        if scope["method"] not in {"GET", "HEAD"}:
            return PlainTextResponse("Method Not Allowed", 405, headers={"Allow": "GET, HEAD"})
        if dict(scope["headers"]).get(b"if-none-match") == file.headers["etag"].encode():
            return Response(status_code=304, headers=file.headers)
        return Response(file.content, headers=file.headers)


def _file(path: Path) -> _File:
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("javascript", "xml"))
    headers = {
        "content-type": f"{kind}; charset=utf-8" if is_text else kind,
        "etag": f'"{sha256(content).hexdigest()[:32]}"',
        "last-modified": formatdate(path.stat().st_mtime, usegmt=True),
    }
    return _File(content, headers)
