"""What the statistics are made of: effort and outcome by day, person, engine and check.

Every series is a table of plain values. Days and months are those of UTC. Effort comes from the
revisions, where every save notes its seconds and keys.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean, median
from typing import Any, TypeAlias

from rapidfuzz.distance import Levenshtein
from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from workbench.model.acceptance import accepted_by
from workbench.model.unit import Status
from workbench.store.article_list import FINISHED
from workbench.store.schema import revisions, segments, standing
from workbench.store.workspace import Workspace
from workbench.text.similarity import words

Cell: TypeAlias = str | int | float
Table: TypeAlias = list[list[Cell]]
TermCounts: TypeAlias = Callable[[str, str], Iterator[tuple[str, str, bool]]]
"""Yields term, preferred rendering and whether it was used, for each term in a pair."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that count, both ends included; None for no limit."""

    since: date | None = None
    until: date | None = None

    def holds(self, moment: datetime | None) -> bool:
        """Return whether the moment lies in the period."""
        if moment is None:
            return False
        day = moment.date()
        return (not self.since or day >= self.since) and (not self.until or day <= self.until)


ALWAYS = Period()


class Statistics:
    """The series of a workspace. Each method sees one moment."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def progress(self, period: Period = ALWAYS) -> Table:
        """Return day, and running totals of confirmed and reviewed segments and of source words.

        A segment counts from the day somebody confirmed it first.
        """
        confirmed: Counter[str] = Counter()
        reviewed: Counter[str] = Counter()
        counted: Counter[str] = Counter()
        with self._workspace.reading() as connection:
            for row in _firsts(connection, FINISHED):
                confirmed[_day(row.when)] += 1
                counted[_day(row.when)] += len(row.source.split())
            for row in _firsts(connection, (Status.REVIEWED,)):
                reviewed[_day(row.when)] += 1
        totals = [0, 0, 0]
        table: Table = []
        for day in sorted(confirmed | reviewed):
            totals = [
                total + counter[day]
                for total, counter in zip(totals, (confirmed, reviewed, counted), strict=True)
            ]
            if _within(day, period):
                table.append([day, *totals])
        return table

    def words(self, period: Period = ALWAYS) -> Table:
        """Return day, user, source words and segments confirmed first that day, and hours spent."""
        done: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        with self._workspace.reading() as connection:
            for row in _firsts(connection, FINISHED):
                if period.holds(row.when):
                    cell = done[_day(row.when), row.user]
                    cell[0] += len(row.source.split())
                    cell[1] += 1
            hours = _hours(connection, period)
        keys = sorted(done | {key: [0, 0] for key in hours if key not in done})
        return [[*key, *done[key], round(hours.get(key, 0.0), 2)] for key in keys]

    def edits(self, period: Period = ALWAYS) -> Table:
        """Return month, engine, segments and how far the engine's text was changed.

        Rates are per hundred words, or characters, of the finished text (HTER without shifts);
        last comes the share left untouched, in percent.
        """
        sums: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 6)
        with self._workspace.reading() as connection:
            for row in connection.execute(_finished(segments.c.engine_text.is_not(None))):
                if period.holds(row.changed):
                    figures = _edit_figures(row.engine_text, row.target)
                    key = _month(row.changed), row.engine
                    sums[key] = [one + other for one, other in zip(sums[key], figures, strict=True)]
        return [[*key, *_edit_row(figures)] for key, figures in sorted(sums.items())]

    def time(self, period: Period = ALWAYS) -> Table:
        """Return day, user, segments, median seconds of one, and mean seconds a source word.

        Only segments with a person's time on them count, on the day they were changed last.
        """
        spent: defaultdict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
        with self._workspace.reading() as connection:
            for row in connection.execute(_finished(segments.c.seconds > 0)):
                if period.holds(row.changed):
                    figures = (row.seconds, len(row.source.split()))
                    spent[_day(row.changed), row.translator].append(figures)
        return [[*key, *_time_row(figures)] for key, figures in sorted(spent.items())]

    def findings(self, period: Period = ALWAYS) -> Table:
        """Return check, severity, how often it found something and how often that was accepted."""
        found: Counter[tuple[str, str]] = Counter()
        accepted: Counter[tuple[str, str]] = Counter()
        query = select(segments.c.findings, segments.c.accepted, segments.c.changed)
        some = func.json_array_length(segments.c.findings) > 0
        with self._workspace.reading() as connection:
            for row in connection.execute(query.where(standing, some)):
                if period.holds(row.changed):
                    entries = accepted_by(row.findings, row.accepted)
                    for finding, entry in zip(row.findings, entries, strict=True):
                        key = finding.check_id, str(finding.severity)
                        found[key] += 1
                        accepted[key] += bool(entry)
        ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return [[*key, count, accepted[key]] for key, count in ranked]

    def terms(self, counts: TermCounts, period: Period = ALWAYS) -> Table:
        """Return term, rendering, found, used and percent in finished text, rarest used first."""
        found: Counter[tuple[str, str]] = Counter()
        used: Counter[tuple[str, str]] = Counter()
        with self._workspace.reading() as connection:
            for row in connection.execute(_finished()):
                if period.holds(row.changed):
                    for term, rendering, is_used in counts(row.source, row.target):
                        found[term, rendering] += 1
                        used[term, rendering] += is_used
        rows: Table = [
            [*key, count, used[key], _share(used[key], count)] for key, count in found.items()
        ]
        return sorted(rows, key=lambda row: (row[4], row[0]))

    def origins(self, period: Period = ALWAYS) -> Table:
        """Return month, origin of the finished text, segments, and mean keys pressed for one."""
        segments_by: Counter[tuple[str, str]] = Counter()
        keys_by: Counter[tuple[str, str]] = Counter()
        with self._workspace.reading() as connection:
            pressed = _keys_pressed(connection)
            for row in connection.execute(_finished()):
                if period.holds(row.changed):
                    key = _month(row.changed), str(row.origin)
                    segments_by[key] += 1
                    keys_by[key] += pressed.get(row.key, 0)
        return [
            [*key, count, round(keys_by[key] / count, 1)]
            for key, count in sorted(segments_by.items())
        ]


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "progress": ("day", "confirmed", "reviewed", "words"),
    "words": ("day", "user", "words", "segments", "hours"),
    "edits": ("month", "engine", "segments", "edit_rate", "characters", "untouched"),
    "time": ("day", "user", "segments", "seconds", "seconds_a_word"),
    "findings": ("check", "severity", "found", "accepted"),
    "terms": ("term", "rendering", "found", "used", "percent"),
    "origins": ("month", "origin", "segments", "keys_pressed"),
}
"""The columns of each series, named as the method that returns it."""


def _firsts(connection: Connection, statuses: Sequence[Status]) -> list[Row[*tuple[Any, ...]]]:
    """Return source, user and moment of the first revision of a status, of each segment."""
    first = (
        select(revisions.c.segment, func.min(revisions.c.number).label("number"))
        .where(revisions.c.status.in_(statuses))
        .group_by(revisions.c.segment)
        .subquery()
    )
    query = (
        select(segments.c.source, revisions.c.user, revisions.c.when)
        .join_from(first, segments, first.c.segment == segments.c.key)
        .join(
            revisions,
            (revisions.c.segment == first.c.segment) & (revisions.c.number == first.c.number),
        )
    )
    return list(connection.execute(query))


def _finished(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    names = (
        "key", "source", "target", "engine", "engine_text", "origin", "translator", "changed",
        "seconds",
    )  # fmt: skip
    chosen = (segments.c[name] for name in names)
    return select(*chosen).where(segments.c.status.in_(FINISHED), standing, *conditions)


def _hours(connection: Connection, period: Period) -> dict[tuple[str, str], float]:
    """Return the hours noted in revisions by day and user."""
    hours: defaultdict[tuple[str, str], float] = defaultdict(float)
    query = select(revisions.c.when, revisions.c.user, revisions.c.seconds)
    for row in connection.execute(query.where(revisions.c.seconds > 0)):
        if period.holds(row.when):
            hours[_day(row.when), row.user] += row.seconds / 3600
    return hours


def _keys_pressed(connection: Connection) -> dict[int, int]:
    total = func.sum(revisions.c.keys_pressed)
    query = select(revisions.c.segment, total).group_by(revisions.c.segment).having(total > 0)
    return {row[0]: row[1] for row in connection.execute(query)}


def _edit_figures(engine_text: str, target: str) -> tuple[int, ...]:
    """Return segments, word edits, words, character edits, characters, untouched."""
    before, after = words(engine_text), words(target)
    return (
        1,
        Levenshtein.distance(before, after),
        len(after),
        Levenshtein.distance(engine_text, target),
        len(target),
        engine_text == target,
    )


def _edit_row(figures: Sequence[int]) -> list[Cell]:
    count, word_edits, all_words, character_edits, characters, untouched = figures
    return [
        count,
        _share(word_edits, all_words),
        _share(character_edits, characters),
        _share(untouched, count),
    ]


def _time_row(figures: Sequence[tuple[float, int]]) -> list[Cell]:
    seconds = [one for one, _ in figures]
    a_word = mean(one / max(count, 1) for one, count in figures)
    return [len(figures), round(median(seconds), 1), round(a_word, 2)]


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _month(moment: datetime) -> str:
    return moment.strftime("%Y-%m")


def _within(day: str, period: Period) -> bool:
    return (not period.since or day >= period.since.isoformat()) and (
        not period.until or day <= period.until.isoformat()
    )
