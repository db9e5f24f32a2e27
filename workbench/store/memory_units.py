"""The translation memory as a list to look up, correct and fill.

It has two parts: the segments somebody confirmed (`s812`), and the units imported from files
(`m7`). A segment's unit is edited in the segment; an imported one in a table of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from workbench.errors import Conflict, NotFound
from workbench.model.unit import Status, TranslationUnit
from workbench.store.articles import source_hash
from workbench.store.bulk import insert_rows, make_room
from workbench.store.columns import LARGEST_INTEGER
from workbench.store.database import explained
from workbench.store.editing_schema import memory_units
from workbench.store.memory import TRUSTED
from workbench.store.memory_index import IMPORTED, SEGMENT, note
from workbench.store.rows import in_pieces
from workbench.store.schema import articles, segments
from workbench.store.search import FIRST_PAGE, Page, Side, holding, needles
from workbench.store.workspace import Workspace
from workbench.text.casing import fold, fold_english

_NAME = re.compile(r"([sm])([0-9]{1,12})")
AT_ONCE = 8000
"""Units that are imported in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryUnit:
    """A source with a translation somebody stood by.

    Attributes:
        unit: `s` and the segment's key, or `m` and the number of an imported unit.
        source: Azerbaijani text.
        target: English text, never empty.
        article: Article id, or the file it was imported from.
        translator: Who it is from, or "".
        status: confirmed or reviewed; confirmed for an imported unit.
        changed: UTC.
        version: A change must name it.
    """

    unit: str
    source: str
    target: str
    article: str
    translator: str
    status: Status
    changed: datetime
    version: int


@dataclass(frozen=True, slots=True)
class MemoryImport:
    """How many units of a file were new, and how many there already."""

    added: int
    unchanged: int


class MemoryUnits:
    """The memory of a workspace. Each method is one transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def find(
        self, question: str = "", side: Side = Side.BOTH, page: Page = FIRST_PAGE
    ) -> tuple[int, list[MemoryUnit]]:
        """Return how many units hold every word of the question, and a page, newest first."""
        with self._workspace.reading() as connection:
            wanted = needles(question)
            total = _total(connection, wanted, side)
            return total, _page(connection, wanted, side, page) if total else []

    def newest(self, question: str, side: Side, most: int) -> list[MemoryUnit]:
        """Return the newest units that hold every word of the question.

        Nothing is counted: the search ends as soon as there are so many.
        """
        with self._workspace.reading() as connection:
            return _page(connection, needles(question), side, Page(1, most))

    def unit(self, name: str) -> MemoryUnit:
        """Return one unit. Raises NotFound."""
        part, number = _named(name)
        with self._workspace.reading() as connection:
            return _one(connection, part, number)

    def is_segment(self, name: str) -> int | None:
        """Return the key of the segment the unit is, None for an imported one. Raises NotFound."""
        part, number = _named(name)
        return number if part == SEGMENT else None

    def edit(self, name: str, target: str, *, version: int, user: str) -> MemoryUnit:
        """Give an imported unit another target.

        Raises:
            NotFound: There is no such imported unit.
            Conflict: Somebody else changed it first.
        """
        return self._write(name, version, target=target, translator=user)

    def delete(self, name: str, *, version: int) -> None:
        """Take an imported unit out of the memory. Raises NotFound or Conflict."""
        self._write(name, version, deleted=1)

    def add(self, units: Iterable[TranslationUnit], origin: str) -> MemoryImport:
        """Import units with source and target; those that are there already stay as they are.

        Some thousand at a time, so that nobody's save waits for a long file. What an import that
        broke off has left, the next one completes.

        Args:
            units: In any order.
            origin: Name of the file.
        """
        added = total = 0
        for piece in in_pieces(units, AT_ONCE):
            with explained(self._workspace.name):
                rows = list(map(_row, piece))  # before anybody has to wait
            total += len(rows)
            with self._workspace.writing() as connection:
                make_room(connection)
                added += _insert(connection, rows, origin, self._workspace.now())
        return MemoryImport(added, total - added)

    def _write(self, name: str, version: int, **columns: object) -> MemoryUnit:
        part, number = _named(name)
        now = self._workspace.now()
        if "target" in columns:
            columns["folded_target"] = fold_english(str(columns["target"]))
        with self._workspace.writing() as connection:
            current = _one(connection, IMPORTED, number if part == IMPORTED else -1)
            if current.version != version:
                raise Conflict(
                    f"unit {name} was changed: expected version {version}, found {current.version}",
                    hint="look at the new text, then do it again",
                )
            changed = columns | {"version": version + 1, "changed": now}
            this = memory_units.c.id == number
            connection.execute(update(memory_units).where(this).values(changed))
            return current if "deleted" in columns else _one(connection, part, number)


def _named(name: str) -> tuple[str, int]:
    match = _NAME.fullmatch(name)
    if not match or int(match[2]) > LARGEST_INTEGER:
        raise NotFound(f"{name!r} is no unit", hint="units are called s812 or m7")
    return match[1], int(match[2])


def units_of(connection: Connection, part: str, numbers: Sequence[int]) -> list[MemoryUnit]:
    """Return those units of a part that are in the memory, in the order of the numbers."""
    query = _segments() if part == SEGMENT else _imported()
    key = segments.c.key if part == SEGMENT else memory_units.c.id
    rows = {row.number: row for row in connection.execute(query.where(key.in_(numbers)))}
    return [_unit(rows[number]) for number in numbers if number in rows]


def _one(connection: Connection, part: str, number: int) -> MemoryUnit:
    for unit in units_of(connection, part, [number]):
        return unit
    raise NotFound(f"there is no unit {part}{number} in the memory", hint="look it up again")


@cache
def _segments() -> Select[*tuple[Any, ...]]:
    """Return the query for what translators confirmed in the workspace itself."""
    return (
        select(
            literal(SEGMENT).label("part"),
            segments.c.key.label("number"),
            *(segments.c[name] for name in ("source", "target")),
            articles.c.id.label("article"),
            *(segments.c[name] for name in ("translator", "status", "changed", "version")),
        )
        .join_from(segments, articles, segments.c.article == articles.c.ordinal)
        .where(segments.c.status.in_(TRUSTED), segments.c.target != "")
    )


@cache
def _imported() -> Select[*tuple[Any, ...]]:
    """Return the query for what was imported, with the same columns."""
    status = literal(Status.CONFIRMED, type_=segments.c.status.type)
    return select(
        literal(IMPORTED).label("part"),
        memory_units.c.id.label("number"),
        *(memory_units.c[name] for name in ("source", "target")),
        memory_units.c.origin.label("article"),
        memory_units.c.translator,
        status.label("status"),
        *(memory_units.c[name] for name in ("changed", "version")),
    ).where(memory_units.c.deleted == 0)


def _parts(
    connection: Connection, wanted: Sequence[str], side: Side
) -> tuple[Select[Any], Select[Any]]:
    """Return the queries for the segments and the imported units that hold every needle."""
    own = _segments().where(holding(connection, wanted, side))
    return own, _imported().where(_imported_holding(wanted, side))


def _page(
    connection: Connection, wanted: Sequence[str], side: Side, page: Page
) -> list[MemoryUnit]:
    """Return a page of the units that hold every needle, newest first.

    Each part gives no more than the page can need, from its index of changes: sorting all that was
    found would read it all.
    """
    enough = page.number * page.size
    own, imported = (
        _newest_first(part).limit(enough).subquery() for part in _parts(connection, wanted, side)
    )
    both = select(own).union_all(select(imported)).subquery()
    found = connection.execute(page.of(_newest_first(select(both))))
    return [_unit(row) for row in found]


def _newest_first(query: Select[Any]) -> Select[Any]:
    columns = query.selected_columns
    return query.order_by(columns.changed.desc(), columns.number.desc())


def _total(connection: Connection, wanted: Sequence[str], side: Side) -> int:
    """Return how many units hold every needle."""
    own, imported = _parts(connection, wanted, side)
    of_files = _count(connection, imported) if wanted else _imported_total(connection)
    return _count(connection, own) + of_files


def _count(connection: Connection, part: Select[Any]) -> int:
    return connection.scalar(select(func.count()).select_from(part.subquery())) or 0


def _imported_total(connection: Connection) -> int:
    """Return how many imported units there are: a difference, which two indexes answer."""
    every = select(func.count()).select_from(memory_units)
    deleted = every.where(memory_units.c.deleted == 1)
    return (connection.scalar(every) or 0) - (connection.scalar(deleted) or 0)


def _imported_holding(wanted: Sequence[str], side: Side) -> ColumnElement[bool]:
    """Return the condition that an imported unit holds every needle."""
    conditions: list[ColumnElement[bool]] = [true()]
    for needle in wanted:
        on_source = memory_units.c.folded_source.contains(fold(needle), autoescape=True)
        on_target = memory_units.c.folded_target.contains(fold_english(needle), autoescape=True)
        either = {Side.SOURCE: on_source, Side.TARGET: on_target}
        conditions.append(either.get(side, or_(on_source, on_target)))
    return and_(*conditions)


def _unit(row: Row[*tuple[Any, ...]]) -> MemoryUnit:
    columns = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    return MemoryUnit(unit=f"{columns.pop('part')}{columns.pop('number')}", **columns)


class _Row(NamedTuple):
    """What is stored of a unit, by columns."""

    source: str
    source_hash: str
    target: str
    folded_source: str
    folded_target: str
    translator: str


def _row(unit: TranslationUnit) -> _Row:
    source, target = unit.source, unit.target
    folded = fold(source), fold_english(target)
    return _Row(source, source_hash(source), target, *folded, unit.translator)


def _insert(connection: Connection, rows: Sequence[_Row], origin: str, now: datetime) -> int:
    """Store and note the new ones of the rows, and return how many those were.

    The numbers are given here, after the highest there is; nobody else writes meanwhile.
    """
    highest = connection.scalar(select(func.max(memory_units.c.id))) or 0
    new = list(enumerate(_new(connection, rows), highest + 1))
    if new:
        same = {"origin": origin, "changed": now, "version": 1, "deleted": 0}
        values = ((number, *row) for number, row in new)
        insert_rows(connection, memory_units, ("id", *_Row._fields), values, same=same)
        note(connection, IMPORTED, {number: row.source for number, row in new})
    return len(new)


def _new(connection: Connection, rows: Sequence[_Row]) -> Iterator[_Row]:
    """Yield the rows that are neither in the memory nor twice among them."""
    hashes = [row.source_hash for row in rows]
    known: set[tuple[str, str]] = set()
    for pairs in _pairs(connection.dialect.name):
        known.update((row[0], row[1]) for row in connection.execute(pairs, {"hashes": hashes}))
    for row in rows:
        if (row.source, row.target) not in known:
            known.add((row.source, row.target))
            yield row


@cache
def _pairs(dialect: str) -> tuple[Select[*tuple[Any, ...]], ...]:
    """Return the queries for the pairs whose sources have some hashes.

    The hashes go there as one JSON list: thousands of parameters cost more than the answer.
    """
    unpack = func.json_each if dialect == "sqlite" else func.json_array_elements_text
    hashes = unpack(bindparam("hashes", type_=JSON)).table_valued("value").c.value
    return tuple(
        select(table.c.source, table.c.target).where(
            table.c.source_hash.in_(select(hashes)), condition
        )
        for table, condition in (
            (memory_units, memory_units.c.deleted == 0),
            (segments, segments.c.status.in_(TRUSTED)),
        )
    )
