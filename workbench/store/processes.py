"""Who holds a lease, and whether that process is still there."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

_GONE = "ZX"


@dataclass(frozen=True, slots=True)
class Process:
    """A process of some machine.

    Attributes:
        host: Name of the machine.
        pid: Process id there.
        started: When it started in the machine's own ticks, "" where the system does not
            tell; it keeps a later process with the same id apart.
    """

    host: str
    pid: int
    started: str


def this_process() -> Process:
    """Return the running process."""
    return Process(socket.gethostname(), os.getpid(), _state_and_start(os.getpid())[1])


def is_dead(process: Process) -> bool:
    """Return whether the process has certainly ended; one on another host never has.

    Only POSIX systems can be asked without harm. Linux also tells a process killed but not
    yet waited for, and a new process that was given the old id.
    """
    if process.host != socket.gethostname() or os.name != "posix":
        return False
    try:
        os.kill(process.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    state, started = _state_and_start(process.pid)
    return state in _GONE or started != process.started


def _state_and_start(pid: int) -> tuple[str, str]:
    """Return fields 3 and 22 of proc_pid_stat(5); ("?", "") where there is no such file."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "?", ""
    fields = stat.rpartition(")")[2].split()
    return fields[0], fields[19]
