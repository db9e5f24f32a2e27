"""The worker: a process of its own that translates, so that nothing it does delays a save.

The server starts it, starts it again when it dies, and holds the other end of its standard input.
When that closes, because the server ends or was killed, the worker gives its job back and leaves.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from threading import Event, Lock, Thread

from workbench.choosing import Chooser
from workbench.errors import WorkbenchError
from workbench.settings import Settings
from workbench.store import open_workspace
from workbench.store.jobs import Job, Jobs
from workbench.store.workspace import Workspace
from workbench.ui.loaded_engine import LoadedEngine
from workbench.wiring import Wiring
from workbench.workflows.drafting import Drafter
from workbench.workflows.run_job import run_job

SECONDS_BETWEEN_LOOKS = 0.5
_SECONDS_TO_LEAVE = 10
_SECONDS_BEFORE_RESTART = (1, 2, 5, 10, 30)
_NICENESS = 10  # who edits goes first
_log = logging.getLogger(__name__)


@dataclass
class WorkerProcess:
    """The server's side: starts the worker, and starts it again when it dies.

    Attributes:
        location: Path or URL of the workspace.
        settings: What it translates with, but for what was chosen for the workspace.
        decided: By the name of a setting, what goes before such a choice.
    """

    location: str
    settings: Settings
    decided: Mapping[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None
    _stopping: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    _thread: Thread | None = None

    def start(self) -> None:
        """Start it and watch over it."""
        self._process = self._started()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let it give its job back and leave; one that does not leave is killed."""
        with self._lock:
            self._stopping.set()
            process = self._process
        if process is None:
            return
        _close_input(process)
        try:
            process.wait(_SECONDS_TO_LEAVE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._thread:
            self._thread.join()

    def is_alive(self) -> bool:
        """Return whether it runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Return its process id, 0 when there is none."""
        return self._process.pid if self._process else 0

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "workbench.ui.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        told = {
            "workspace": self.location,
            "settings": asdict(self.settings),
            "decided": dict(self.decided),
        }
        if process.stdin:
            with suppress(OSError):  # it died at once; the watch sees that
                process.stdin.write(json.dumps(told).encode() + b"\n")
                process.stdin.flush()
        return process

    def _watch(self) -> None:
        deaths = 0
        while self._process is not None:
            self._process.wait()
            pause = _SECONDS_BEFORE_RESTART[min(deaths, len(_SECONDS_BEFORE_RESTART) - 1)]
            _close_input(self._process)
            self._stopping.wait(pause)
            with self._lock:
                if self._stopping.is_set():
                    return
                deaths += 1
                _log.warning("the worker ended (%s); starting another", self._process.returncode)
                self._process = self._started()


def _close_input(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        with suppress(OSError):  # it has gone already
            process.stdin.close()


@dataclass
class Worker:
    """The worker's side: takes one job after the other.

    The engine of the last job stays loaded; glossary and checks are read anew for each job, and
    so is which glossary was chosen.
    """

    workspace: Workspace
    settings: Settings
    leaving: Callable[[], bool]
    decided: Mapping[str, str] = field(default_factory=dict)
    _engine: LoadedEngine = field(default_factory=LoadedEngine)

    def work(self, wait: Callable[[float], object]) -> None:
        """Work until it is time to leave; `wait` pauses for some seconds or until then."""
        jobs = Jobs(self.workspace)
        while not self.leaving():
            try:
                job = jobs.claim() if jobs.is_waiting() else None
            except WorkbenchError as error:
                _log.warning("%s", error.what)
                job = None
            if job is None:
                wait(SECONDS_BETWEEN_LOOKS)
            else:
                self.run(job)

    def run(self, job: Job) -> None:
        """Work on one job."""
        run_job(self.workspace, job, lambda: self._drafter(job.engine), leaving=self.leaving)

    def _drafter(self, engine: str) -> Drafter:
        chosen = Chooser(self.workspace, self.settings, self.decided).in_force
        wiring = Wiring(replace(chosen, engine=engine))
        return wiring.drafter_with(self._engine.of(wiring))


def main() -> None:
    """Be the worker: read one line of JSON, work until standard input closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's to hear
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    told = json.loads(sys.stdin.buffer.readline())
    settings = Settings(**told["settings"])
    leave = Event()
    Thread(target=_leave_at_end, args=(leave,), daemon=True).start()
    with suppress(OSError, AttributeError):  # a system that knows no niceness
        os.nice(_NICENESS)
    timeout = settings.lock_timeout
    with open_workspace(told["workspace"], create=False, lock_timeout=timeout) as workspace:
        Worker(workspace, settings, leave.is_set, told["decided"]).work(leave.wait)


def _leave_at_end(leave: Event) -> None:
    sys.stdin.buffer.read()
    leave.set()


if __name__ == "__main__":
    main()
