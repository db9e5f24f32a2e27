"""The Chromium the tests drive, and the server they drive it against."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
STARTS_WITHIN = 120  # seconds
MISSING = (
    "no Chromium on this machine: `apt-get install chromium`, "
    "or name one with WORKBENCH_TEST_CHROMIUM"
)


def find_chromium() -> str | None:
    """Return the path of a Chromium, None where there is none."""
    named = os.environ.get("WORKBENCH_TEST_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


class Server:
    """`workbench serve` as a process of its own, which can be killed and started again."""

    def __init__(self, workspace: Path, *options: str, environment: dict[str, str] | None = None):
        self.workspace = workspace
        self.options = options
        self.environment = environment or {}
        self.port = 0
        self.url = ""
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> "Server":
        """Start, and wait until requests are answered; the second time on the same port."""
        command = [sys.executable, "-m", "workbench", "serve", "--no-open"]
        command += ["--workspace", str(self.workspace), "--port", str(self.port), *self.options]
        self.process = subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            cwd=self.workspace.parent,
            env=os.environ | {"WORKBENCH_THREADS": "1"} | self.environment,
            start_new_session=True,
        )
        self.url = self._told_url(self.process)
        self.port = int(re.findall(r":(\d+)/", self.url)[0])
        return self

    def kill(self) -> None:
        """End the server and what it started at once, as a power cut would."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)

    def stop(self) -> None:
        """End the server as Ctrl+C does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def _told_url(self, process: subprocess.Popen[str]) -> str:
        assert process.stderr is not None
        lines: Queue[str] = Queue()
        Thread(target=_drain, args=(process.stderr, lines), daemon=True).start()
        heard = []
        try:
            while True:
                line = lines.get(timeout=STARTS_WITHIN)
                heard.append(line)
                if found := re.search(r"http://\S+", line):
                    return found.group()
                if not line:
                    break
        except Empty:
            self.kill()
        raise AssertionError(f"the server did not start: {''.join(heard)}")


def _drain(stream, lines: "Queue[str]") -> None:
    with stream:
        for line in stream:
            lines.put(line)
    lines.put("")
