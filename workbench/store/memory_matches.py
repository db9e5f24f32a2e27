"""Matches for a source: the same sentence in the same place, the same sentence, or one like it.

All trusted pairs are held in memory, each source as a string with one code point for a word, so
that the Levenshtein distance in words is one of strings. What was saved since the last question is
read before each answer: some hundred thousand units are compared in about 10 ms.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from sqlalchemy import Connection, select, tuple_

from workbench.store.articles import source_hash
from workbench.store.editing_schema import memory_units
from workbench.store.memory_units import TRUSTED
from workbench.store.rows import PLACE
from workbench.store.schema import articles, segments, standing
from workbench.store.workspace import Workspace
from workbench.text.similarity import fuzzy_score, words

LEAST_PERCENT = 50
CONTEXT_PERCENT = 101
_FIRST_CODE = 0xE000  # past the surrogates, which no string may hold alone
_LAST_CODE = 0x10FFFF
_OVERLAP = timedelta(seconds=60)  # clocks of several machines


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


@dataclass(frozen=True, slots=True)
class _Held:
    """A pair in memory."""

    source: str
    target: str
    article: str
    translator: str
    changed: datetime


@dataclass(slots=True)
class _Part:
    """One of the two parts of the memory: its pairs and their coded sources by number."""

    held: dict[int, _Held] = field(default_factory=dict)
    coded: dict[int, str] = field(default_factory=dict)
    read_to: datetime | None = None


class MemoryMatches:
    """Looks for matches; threads may share it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._codes: dict[str, str] = {}
        self._parts = {"s": _Part(), "m": _Part()}
        self._lock = Lock()

    def matches(self, key: int, most: int = 9) -> list[Match]:
        """Return the best matches for the source of a segment, the best first.

        Of matches with one target the best is kept. The segment itself is no match.
        """
        with self._lock, self._workspace.reading() as connection:
            self._catch_up(connection)
            query = select(segments.c.source).where(segments.c.key == key)
            source = connection.scalar(query) or ""
            same_place = _in_same_place(connection, key, source)
            found = [one for one in self._found(source, most + 1) if one.unit != f"s{key}"]
        return _best([_placed(match, same_place) for match in found], most)

    def matches_of(self, source: str, most: int = 9) -> list[Match]:
        """Return the best matches for a sentence that stands nowhere, the best first."""
        with self._lock, self._workspace.reading() as connection:
            self._catch_up(connection)
            return _best(self._found(source, most), most)

    def _found(self, source: str, most: int) -> list[Match]:
        return [
            match
            for name, part in self._parts.items()
            for match in self._of_part(name, part, source, most)
        ]

    def _of_part(self, name: str, part: _Part, source: str, most: int) -> Iterable[Match]:
        """Yield the matches of a part with their exact score."""
        query = self._code(source)
        near = process.extract(
            query,
            part.coded,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=LEAST_PERCENT / 100,
            limit=most,
        )
        for _, _, number in near:
            held = part.held[number]
            percent = fuzzy_score(source, held.source)
            is_exact = held.source == source
            yield Match(
                kind=MatchKind.EXACT if is_exact else MatchKind.FUZZY,
                percent=100 if is_exact else min(percent, 99),
                unit=f"{name}{number}",
                source=held.source,
                target=held.target,
                article=held.article,
                translator=held.translator,
                changed=held.changed,
            )

    def _catch_up(self, connection: Connection) -> None:
        """Read what was saved since the last time."""
        for name, rows in (("s", _segment_rows), ("m", _imported_rows)):
            part = self._parts[name]
            since = part.read_to
            for number, held, is_trusted in rows(connection, since):
                part.read_to = max(filter(None, (part.read_to, held.changed)))
                if is_trusted and held.target:
                    part.held[number] = held
                    part.coded[number] = self._code(held.source)
                else:
                    part.held.pop(number, None)
                    part.coded.pop(number, None)

    def _code(self, source: str) -> str:
        """Return a string with one code point for each word."""
        return "".join(self._letter(word) for word in words(source))

    def _letter(self, word: str) -> str:
        if word not in self._codes:
            code = min(_FIRST_CODE + len(self._codes), _LAST_CODE)
            self._codes[word] = chr(code)
        return self._codes[word]


_Row = tuple[int, _Held, bool]


def _segment_rows(connection: Connection, since: datetime | None) -> list[_Row]:
    """Return key, pair and trust of segments: all trusted ones, then those changed later."""
    names = ("source", "target", "translator", "changed")
    query = select(
        segments.c.key,
        articles.c.id.label("article"),
        segments.c.status,
        *(segments.c[name] for name in names),
    ).join_from(segments, articles, segments.c.article == articles.c.ordinal)
    if since is None:
        query = query.where(segments.c.status.in_(TRUSTED))
    else:
        query = query.where(segments.c.changed >= since - _OVERLAP)
    return [
        (
            row.key,
            _Held(row.source, row.target, row.article, row.translator, row.changed),
            row.status in TRUSTED,
        )
        for row in connection.execute(query)
        if row.changed is not None
    ]


def _imported_rows(connection: Connection, since: datetime | None) -> list[_Row]:
    """Return number, pair and trust of imported units likewise."""
    query = select(memory_units)
    if since is not None:
        query = query.where(memory_units.c.changed >= since - _OVERLAP)
    return [
        (
            row.id,
            _Held(row.source, row.target, row.origin, row.translator, row.changed),
            not row.deleted,
        )
        for row in connection.execute(query)
    ]


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
