"""What happens to the units of a bitext that cannot be read or written: they are told of."""

from collections.abc import Callable
from pathlib import Path

from workbench.errors import BadInput, Problem

OnSkip = Callable[[Problem], None]
"""Is told of every unit that is left out, while the others go on."""

_MOST = 20


class Skipped:
    """The units that one reading or writing leaves out.

    With `on_skip` each is told as it comes. Without it the first twenty are kept, so that
    `raise_collected` can end the work with all that was wrong.
    """

    def __init__(self, path: Path, on_skip: OnSkip | None) -> None:
        self._path = str(path)
        self._on_skip = on_skip or self._keep
        self._kept: list[Problem] = []
        self.count = 0

    def add(self, line: int | None, what: str) -> None:
        """Leave out the unit on a line."""
        self.count += 1
        self._on_skip(Problem(self._path, line, what))

    def raise_collected(self) -> None:
        """Raise BadInput when units were left out and nobody was told of them."""
        if not self._kept:
            return
        more = self.count - len(self._kept)
        rest = [Problem(self._path, None, f"{more} more of the kind")] if more else []
        raise BadInput([*self._kept, *rest])

    def _keep(self, problem: Problem) -> None:
        if len(self._kept) < _MOST:
            self._kept.append(problem)
