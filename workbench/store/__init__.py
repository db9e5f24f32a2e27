"""The door to the database: a workspace holds articles, segments and every revision of them.

Importing this package costs nothing; SQLAlchemy is loaded by the first `open_workspace`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.store.records import (
    ArticleSummary,
    Batch,
    Counts,
    ExactMatch,
    ImportOutcome,
    PostEdit,
    Revision,
    StoredSegment,
)

if TYPE_CHECKING:
    from workbench.store.workspace import Workspace

__all__ = [
    "ArticleSummary",
    "Batch",
    "Counts",
    "ExactMatch",
    "ImportOutcome",
    "PostEdit",
    "Revision",
    "StoredSegment",
    "open_workspace",
    "utc_now",
]

LOCK_TIMEOUT = 30.0


def utc_now() -> datetime:
    """Return the time of day in UTC, the clock of a workspace unless another is given."""
    return datetime.now(UTC)


def open_workspace(
    location: str | Path,
    *,
    create: bool = True,
    clock: Callable[[], datetime] = utc_now,
    lock_timeout: float = LOCK_TIMEOUT,
) -> "Workspace":
    """Open a workspace, bring it up to date, and return it; use it as a context manager.

    A database that is not ours, or of a newer version, is only read before it is refused:
    not a byte of it changes. A missing parent folder is not created.

    Args:
        location: Path of one SQLite file, or a database URL (`postgresql://...`).
        create: Whether an absent or empty workspace is made; otherwise that is an error.
        clock: Tells the time, zone included; everything stored is dated by it.
        lock_timeout: Seconds to wait for another process that writes.

    Raises:
        WorkspaceError: The workspace is missing, not ours, newer, locked or read-only.
    """
    from workbench.store.database import connect
    from workbench.store.migrations import bring_up_to_date
    from workbench.store.workspace import Workspace

    database = connect(location, create=create, lock_timeout=lock_timeout)
    try:
        bring_up_to_date(database, create=create, clock=clock)
    except BaseException:
        database.close()
        raise
    return Workspace(database, clock)
