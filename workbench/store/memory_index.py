"""The index of the memory: on record in the database, and a copy to search in each process.

What becomes a unit of the memory is noted in the transaction that makes it one, a row for each such
write. Rows are never changed and writers take turns, so a process reads just the rows after the
last one it has. A unit that leaves the memory stays here: whoever asks looks at the unit itself.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, insert, select

from workbench.store.editing_schema import memory_index, memory_units
from workbench.store.memory import TRUSTED
from workbench.store.rows import chunks
from workbench.store.schema import segments
from workbench.store.sentence_index import SentenceIndex, Sentences
from workbench.text.similarity import coded

SEGMENT, IMPORTED = "s", "m"
_TEXT = "utf-16-le"  # two bytes a word, in any order of bytes the machine has
_AT_ONCE = 4000
_OWN = select(segments.c.key, segments.c.source).where(
    segments.c.status.in_(TRUSTED), segments.c.target != ""
)
_FROM_FILES = select(memory_units.c.id, memory_units.c.source).where(memory_units.c.deleted == 0)


class MemoryIndex:
    """The index as one process holds it."""

    def __init__(self) -> None:
        self._parts = {SEGMENT: SentenceIndex(), IMPORTED: SentenceIndex()}
        self._read_to = 0

    def catch_up(self, connection: Connection) -> None:
        """Read what was noted since the last time."""
        later = select(memory_index).where(memory_index.c.number > self._read_to)
        rows = connection.execute(later.order_by(memory_index.c.number)).all()
        for part in {row.part for row in rows}:
            self._parts[part].add(_sentences([row for row in rows if row.part == part]))
        if rows:
            self._read_to = rows[-1].number

    def near(self, part: str, source: str, least: int) -> list[int]:
        """Return the units of a part whose source is like this one, the nearest first.

        Args:
            part: SEGMENT or IMPORTED.
            source: A sentence.
            least: The score that is enough, in percent.
        """
        return self._parts[part].near(coded(source), least)


def note(connection: Connection, part: str, sources: Mapping[int, str]) -> None:
    """Note units of the memory by number with their sources."""
    if not sources:
        return
    sentences = Sentences.of(list(sources), list(map(coded, sources.values())))
    row = {
        "part": part,
        "units": sentences.numbers.astype("<i8").tobytes(),
        "sizes": sentences.sizes.astype("<u4").tobytes(),
        "words": sentences.text.encode(_TEXT),
    }
    connection.execute(insert(memory_index), row)


def note_segments(connection: Connection, keys: Collection[int]) -> None:
    """Note segments that were written, as far as they are units of the memory now."""
    for piece in chunks(keys):
        rows = connection.execute(_OWN.where(segments.c.key.in_(piece)))
        note(connection, SEGMENT, _by_number(rows))


def note_all(connection: Connection) -> None:
    """Note the whole memory of a workspace without an index."""
    for part, query in ((SEGMENT, _OWN), (IMPORTED, _FROM_FILES)):
        rows = connection.execute(query.execution_options(yield_per=_AT_ONCE))
        for piece in rows.partitions():
            note(connection, part, _by_number(piece))


def _by_number(rows: Iterable[Sequence[Any]]) -> dict[int, str]:
    return {row[0]: row[1] for row in rows}


def _sentences(rows: Sequence[Row[*tuple[Any, ...]]]) -> Sentences:
    """Return the sentences of rows of the index."""
    return Sentences(
        np.frombuffer(b"".join(row.units for row in rows), "<i8"),
        np.frombuffer(b"".join(row.sizes for row in rows), "<u4"),
        b"".join(row.words for row in rows).decode(_TEXT),
    )
