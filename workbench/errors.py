"""The errors a user can cause or meet. Everything else is a bug and keeps its traceback."""

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override


class WorkbenchError(Exception):
    """Something the user can put right: `what` happened, and a `hint` that names the remedy.

    Only this class (and its children) is caught at the edge: the command line prints
    ``Error: what`` and ``Hint: hint`` and leaves with status 2, the browser shows both.

    >>> str(WorkbenchError("news.tmx: no such file"))
    'news.tmx: no such file'
    """

    def __init__(self, what: str, *, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input file. `line` counts from 1; None when no line is to blame.

    >>> str(Problem("news.csv", 88, "no target; expected an English rendering"))
    'news.csv:88: no target; expected an English rendering'
    """

    path: str
    line: int | None
    what: str

    @override
    def __str__(self) -> str:
        """Return `path:line: what`, the form editors can jump to."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.what}"


class BadInput(WorkbenchError):
    """A file that cannot be used. All its problems are collected and reported together."""

    def __init__(self, problems: Sequence[Problem], *, hint: str = "") -> None:
        super().__init__("\n".join(map(str, problems)), hint=hint)
        self.problems = tuple(problems)


class EngineUnavailable(WorkbenchError):
    """An engine that is unknown, not on this machine, incomplete, or cannot be loaded."""


class WorkspaceError(WorkbenchError):
    """A workspace that cannot be opened or written: newer version, locked, read-only, not ours."""


class NotFound(WorkspaceError):
    """The workspace has no article, segment, revision, comment or job of that name."""


class Refused(WorkbenchError):
    """A wish that makes no sense as things stand, such as a split before the first letter."""


class Conflict(WorkbenchError):
    """Somebody else saved the segment first; nothing was written."""


class Cancelled(WorkbenchError):
    """The user stopped a long job. What was finished before is kept."""
