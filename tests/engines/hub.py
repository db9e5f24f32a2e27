"""A hub on this machine: the three addresses that fetching a model asks for."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from typing_extensions import override

COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = "newsroom/az-en"


class Hub(ThreadingHTTPServer):
    """Serves one folder as `REPOSITORY` at `COMMIT`.

    Attributes:
        files: What is served, by name; change it and the checksums stay those of the start.
        asked: The name and the Range header of every file that was asked for.
    """

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files = {path.name: path.read_bytes() for path in folder.iterdir()}
        self.tree = [_listed(name, content) for name, content in self.files.items()]
        self.asked: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def serving(folder: Path) -> Iterator[Hub]:
    """Run a hub in a thread of its own."""
    with Hub(folder) as hub:
        thread = Thread(target=hub.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield hub
        finally:
            hub.shutdown()
            thread.join()


def _listed(name: str, content: bytes) -> dict[str, Any]:
    header = f"blob {len(content)}\0".encode()
    listed: dict[str, Any] = {
        "type": "file",
        "path": name,
        "size": len(content),
        "oid": hashlib.sha1(header + content, usedforsecurity=False).hexdigest(),
    }
    if not name.endswith(".json"):
        sha256 = hashlib.sha256(content).hexdigest()
        listed["lfs"] = {"oid": sha256, "size": len(content), "pointerSize": 130}
    return listed


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in {f"/api/models/{REPOSITORY}/revision/{at}" for at in ("main", COMMIT)}:
            self._send_json({"id": REPOSITORY, "sha": COMMIT, "siblings": []})
        elif path == f"/api/models/{REPOSITORY}/tree/{COMMIT}":
            self._send_json(self.server.tree)
        elif path.startswith(f"/{REPOSITORY}/resolve/{COMMIT}/"):
            self._send_file(path.rpartition("/")[2])
        else:
            self._refuse(path)

    def _refuse(self, path: str) -> None:
        known = path.startswith(f"/api/models/{REPOSITORY}/")
        self.send_response(404)
        self.send_header("X-Error-Code", "RevisionNotFound" if known else "RepoNotFound")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_json(self, content: object) -> None:
        self._send(json.dumps(content).encode(), 200, {"Content-Type": "application/json"})

    def _send_file(self, name: str) -> None:
        wanted = self.headers.get("Range", "")
        self.server.asked.append((name, wanted))
        if name not in self.server.files:
            self._send(b"", 500, {})
            return
        content = self.server.files[name]
        start = re.fullmatch(r"bytes=(\d+)-", wanted)
        if start is None:
            self._send(content, 200, {})
            return
        first, last = int(start[1]), len(content) - 1
        place = {"Content-Range": f"bytes {first}-{last}/{len(content)}"}
        self._send(content[first:], 206, place)

    def _send(self, content: bytes, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    @override
    def log_message(self, *_arguments: object) -> None:
        """Keep the test output quiet."""
