"""Measure how much memory the process that asks has taken."""

import sys
from pathlib import Path


def peak_memory() -> float:
    """Return the most memory that this process has held, in MiB.

    Linux begins `ru_maxrss` with what the program held that started this one, and `VmHWM` with
    nothing (getrusage(2), proc_pid_status(5)).
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 2**10
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
