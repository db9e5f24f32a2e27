"""Matches for a source: the same sentence in the same place, the same sentence, or one like it.

The index names the nearest units, whatever was saved since the last question included; the units
themselves are then read, and those that have left the memory passed over.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import islice
from threading import Lock

from sqlalchemy import Connection, select, tuple_

from workbench.store.articles import source_hash
from workbench.store.memory import TRUSTED
from workbench.store.memory_index import IMPORTED, SEGMENT, MemoryIndex
from workbench.store.memory_units import MemoryUnit, units_of
from workbench.store.rows import PLACE, in_pieces
from workbench.store.schema import segments, standing
from workbench.store.workspace import Workspace
from workbench.text.similarity import fuzzy_score

LEAST_PERCENT = 50
CONTEXT_PERCENT = 101


class MatchKind(StrEnum):
    """How a match was found."""

    CONTEXT = "context"
    EXACT = "exact"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A pair of the memory for a source.

    Attributes:
        kind: context: same source between the same neighbours; exact: same source; fuzzy.
        percent: 101, 100, or the words that can stay in percent, 50 to 99.
        unit: `s` and a segment's key, or `m` and the number of an imported unit.
        source: The source of the pair.
        target: Its target.
        article: Article id or file name.
        translator: Who it is from, or "".
        changed: UTC.
    """

    kind: MatchKind
    percent: int
    unit: str
    source: str
    target: str
    article: str
    translator: str
    changed: datetime


class MemoryMatches:
    """Looks for matches; threads may share it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._index = MemoryIndex()
        self._lock = Lock()

    def matches(self, key: int, most: int = 9) -> list[Match]:
        """Return the best matches for the source of a segment, the best first.

        Of matches with one target the best is kept. The segment itself is no match.
        """
        with self._lock, self._workspace.reading() as connection:
            query = select(segments.c.source).where(segments.c.key == key)
            source = connection.scalar(query) or ""
            same_place = _in_same_place(connection, key, source)
            found = self._found(connection, source, most + 1)
        others = [match for match in found if match.unit != f"s{key}"]
        return _best([_placed(match, same_place) for match in others], most)

    def matches_of(self, source: str, most: int = 9) -> list[Match]:
        """Return the best matches for a sentence that stands nowhere, the best first."""
        with self._lock, self._workspace.reading() as connection:
            return _best(self._found(connection, source, most), most)

    def _found(self, connection: Connection, source: str, most: int) -> list[Match]:
        """Return the best matches of each part."""
        self._index.catch_up(connection)
        return [
            match
            for part in (SEGMENT, IMPORTED)
            for unit in self._units(connection, part, source, most)
            if (match := _match(source, unit)).percent >= LEAST_PERCENT
        ]

    def _units(
        self, connection: Connection, part: str, source: str, most: int
    ) -> Iterable[MemoryUnit]:
        """Return the nearest units of a part that are still in the memory, the nearest first."""
        near = self._index.near(part, source, LEAST_PERCENT)
        pieces = in_pieces(near, 2 * most)
        return islice((one for piece in pieces for one in units_of(connection, part, piece)), most)


def _match(source: str, unit: MemoryUnit) -> Match:
    is_exact = unit.source == source
    return Match(
        kind=MatchKind.EXACT if is_exact else MatchKind.FUZZY,
        percent=100 if is_exact else min(fuzzy_score(source, unit.source), 99),
        unit=unit.unit,
        source=unit.source,
        target=unit.target,
        article=unit.article,
        translator=unit.translator,
        changed=unit.changed,
    )


def _in_same_place(connection: Connection, key: int, source: str) -> set[str]:
    """Return the units with this source whose neighbours have the sources of ours, too."""
    around = _around(connection, key)
    if around is None:
        return set()
    query = select(segments.c.key).where(
        segments.c.source_hash == source_hash(source),
        segments.c.key != key,
        segments.c.status.in_(TRUSTED),
        standing,
    )
    return {
        f"s{other}" for other in connection.scalars(query) if _around(connection, other) == around
    }


def _around(connection: Connection, key: int) -> tuple[str, str] | None:
    """Return the sources before and after a standing segment, "" at an end of the article."""
    columns = (segments.c.article, *PLACE, segments.c.retired)
    row = connection.execute(select(*columns).where(segments.c.key == key)).one_or_none()
    if row is None or row.retired is not None:
        return None
    same = (segments.c.article == row.article) & standing
    place = tuple_(*PLACE)
    here = tuple_(row[1], row[2])
    nearest_first = (column.desc() for column in PLACE)
    before = select(segments.c.source).where(same, place < here).order_by(*nearest_first)
    after = select(segments.c.source).where(same, place > here).order_by(*PLACE)
    return (
        connection.scalar(before.limit(1)) or "",
        connection.scalar(after.limit(1)) or "",
    )


def _placed(match: Match, same_place: Collection[str]) -> Match:
    if match.unit not in same_place:
        return match
    return replace(match, kind=MatchKind.CONTEXT, percent=CONTEXT_PERCENT)


def _best(found: Iterable[Match], most: int) -> list[Match]:
    """Return the best match of each target, the best first."""
    best = {match.target: match for match in sorted(found, key=_rank, reverse=True)}
    return sorted(best.values(), key=_rank)[:most]


def _rank(match: Match) -> tuple[int, bool, float]:
    """Order by likeness; what this workspace's people confirmed before what was imported."""
    return -match.percent, match.unit.startswith("m"), -match.changed.timestamp()
