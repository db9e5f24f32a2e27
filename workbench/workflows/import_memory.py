"""Fill the translation memory from a bitext: only what somebody has stood by becomes memory."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import BadInput, Cancelled, Problem
from workbench.formats.bitext import BitextFormat
from workbench.model.unit import Origin, Status, TranslationUnit
from workbench.store.memory import TRUSTED
from workbench.store.memory_units import AT_ONCE, MemoryUnits
from workbench.store.rows import in_pieces
from workbench.store.workspace import Workspace
from workbench.text.storable import unstorable
from workbench.workflows.drafting import NOBODY, Watch

UNUSABLE = "unusable"
_MOST = 20


@dataclass(slots=True)
class MemoryReading:
    """What was found in a bitext that is to become memory.

    Attributes:
        usable: Units that may become memory.
        left_out: How many may not, by their status (`machine`, `draft`, `rejected`); under
            `unusable` those that cannot be read, or have no source or no target.
        problems: The first twenty of the unusable ones.
    """

    usable: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def leave_out(self, problem: Problem) -> None:
        """Count a unit that cannot be used."""
        self.left_out[UNUSABLE] += 1
        if len(self.problems) < _MOST:
            self.problems.append(problem)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many units of a file were new, or there already, and what was left out, by reason."""

    added: int
    unchanged: int
    left_out: Mapping[str, int]

    @property
    def skipped(self) -> int:
        """Return how many units were left out."""
        return sum(self.left_out.values())


def look_through(path: Path, bitext: BitextFormat, watch: Watch = NOBODY) -> MemoryReading:
    """Read a bitext to its end and return what an import would find; nothing is stored.

    Raises:
        BadInput: The file is damaged as a whole, or holds units and none that can be read.
        Cancelled: The watch says so.
    """
    reading = MemoryReading()
    for piece in in_pieces(_trusted(path, bitext, reading), AT_ONCE):
        if watch.cancelled():
            raise Cancelled(f"{path}: stopped before anything was imported")
        watch.progress(len(piece))
    if reading.problems and not reading.usable and set(reading.left_out) == {UNUSABLE}:
        raise BadInput(reading.problems)
    return reading


def import_memory(
    workspace: Workspace, path: Path, bitext: BitextFormat, watch: Watch = NOBODY
) -> Imported:
    """Import the confirmed and reviewed units of a bitext; what is there already stays as it is.

    Units whose file says nothing of a status count as confirmed: a memory of another program
    holds what its translators stood by. Some thousand units are one transaction; those before
    are kept when the watch stops the import, and importing again completes it.

    Raises BadInput for a file that is damaged as a whole; the units before are kept.
    """
    reading, memory = MemoryReading(), MemoryUnits(workspace)
    added = unchanged = 0
    for piece in in_pieces(_trusted(path, bitext, reading), AT_ONCE):
        done = memory.add(piece, path.name)
        added += done.added
        unchanged += done.unchanged
        watch.progress(len(piece))
        if watch.cancelled():
            break
    return Imported(added, unchanged, reading.left_out)


def _trusted(path: Path, bitext: BitextFormat, reading: MemoryReading) -> Iterator[TranslationUnit]:
    """Yield the units that may become memory, and take note of the others."""
    for unit in bitext.read(path, reading.leave_out):
        if not (unit.source.strip() and unit.target.strip()):
            reading.leave_out(Problem(str(path), None, f"{unit.id} has no source or no target"))
        elif wrong := unstorable(f"{unit.source} {unit.target} {unit.translator}"):
            reading.leave_out(Problem(str(path), None, f"{unit.id} has {wrong}, which is no text"))
        elif (status := _status(unit)) not in TRUSTED:
            reading.left_out[status.value] += 1
        else:
            reading.usable += 1
            yield unit


def _status(unit: TranslationUnit) -> Status:
    """Return the status of a unit with a target; where its file tells none, what it amounts to.

    `empty` beside a target tells none either: a pair has it that was never given a status.
    """
    if unit.status_known and unit.status is not Status.EMPTY:
        return unit.status
    return Status.MACHINE if unit.origin is Origin.ENGINE else Status.CONFIRMED
