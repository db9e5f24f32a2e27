"""A server that is killed, a workspace that cannot be written: what was acknowledged is there."""

import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.ui_api.conftest import HERE, PASSWORD, signed
from workbench.settings import Settings
from workbench.ui.server import create_app
from workbench.wiring import Wiring

SERVER = """
import sys, uvicorn
from workbench.settings import Settings
from workbench.ui.server import create_app
from workbench.wiring import Wiring
location, glossary, port = sys.argv[1:]
app = create_app(Wiring(Settings(glossary=glossary)), location, worker=False)
uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="critical")
"""


@contextmanager
def serving(location: Path, glossary: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until it is killed or the block ends."""
    command = [sys.executable, "-c", SERVER, str(location), str(glossary), str(port)]
    process = subprocess.Popen(command)
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                httpx.get(f"http://127.0.0.1:{port}/healthz").raise_for_status()
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait()


def draft(target: str, version: int, **changes: Any) -> dict[str, Any]:
    return {"target": target, "version": version, "status": "draft"} | changes


@pytest.mark.slow
def test_a_killed_server_has_lost_nothing_and_nobody_signs_in_again(location: Path, glossary: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        with serving(location, glossary, port) as process:
            client.post("/api/login", json={"name": "aysel", "password": PASSWORD})
            key = client.get("/api/articles/0").json()["segments"][1]["key"]
            saved = client.put(
                f"/api/segments/{key}", json=draft("Typed.", 1, change_id="my-save-1")
            )
            assert saved.status_code == 200
            process.send_signal(signal.SIGKILL)
            process.wait()
        with pytest.raises(httpx.TransportError):
            client.get("/api/session")
        with serving(location, glossary, port):
            assert client.get("/api/session").json()["user"] == "aysel"
            again = client.put(
                f"/api/segments/{key}", json=draft("Typed.", 1, change_id="my-save-1")
            )
            assert again.json()["replayed"]
            typed_meanwhile = draft(
                "Typed while it was down.", 1, change_id="my-save-2", follows=["my-save-1"]
            )
            row = client.put(f"/api/segments/{key}", json=typed_meanwhile).json()["row"]
            assert (row["target"], row["version"]) == ("Typed while it was down.", 3)


@pytest.fixture
def impatient(location: Path, glossary: Path) -> Iterator[FastAPI]:
    """An application that waits for nobody."""
    settings = Settings(glossary=str(glossary), lock_timeout=0)
    app = create_app(Wiring(settings), location, worker=False)
    with TestClient(app):
        yield app


def test_a_locked_workspace_is_told_and_read_on(impatient: FastAPI, location: Path):
    client = TestClient(impatient, base_url=HERE)
    client.cookies.set("workbench_session", signed(impatient, {"user": "aysel", "epoch": 1}))
    key = client.get("/api/articles/0").json()["segments"][1]["key"]
    other = sqlite3.connect(location)
    other.execute("BEGIN IMMEDIATE")
    answer = client.put(f"/api/segments/{key}", json=draft("Typed.", 1))
    assert answer.status_code == 503
    assert "another process is writing" in answer.json()["what"]
    assert client.get(f"/api/segments/{key}").json()["version"] == 1
    other.rollback()
    other.close()
    assert client.put(f"/api/segments/{key}", json=draft("Typed.", 1)).status_code == 200
