"""Sharing work between processes: who translates which group of articles now.

Groups are cut by the order of first import (`ordinal // articles_per_batch`), not by what is
still to do, so an interrupted run and its continuation translate the same sentences together.
A lease covers the ordinals of a group, so runs with groups of different sizes keep apart too.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from workbench.model.unit import Status
from workbench.store.processes import Process, is_dead, this_process
from workbench.store.records import Batch
from workbench.store.rows import PLACE, as_stored, stored
from workbench.store.schema import leases, segments, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a worker asks for.

    Attributes:
        worker: Name to show, of a person or a job.
        articles: Number of articles in a group.
        statuses: Which segments are to be translated.
        seconds: How long the lease lasts unless it is renewed.
        skip: First ordinals of the groups this worker has had already.
        holder: The process in whose name the group is held; None for this one. The lease ends
            with it.
    """

    worker: str
    articles: int
    statuses: Collection[Status]
    seconds: float
    skip: Collection[int] = ()
    holder: Process | None = None


def claim(connection: Connection, request: Request, now: datetime) -> Batch | None:
    """Lease the next group with pending segments, or None when no group is free.

    Groups after the last one skipped come first, then those passed over before.
    """
    held = _held(connection, now)
    resume = max(request.skip) + request.articles if request.skip else 0
    for start in dict.fromkeys((resume, 0)):
        first = _free_group(connection, request, held, start)
        if first is not None:
            return _lease(connection, request, first, now)
    return None


def free_groups(
    connection: Connection, articles: int, statuses: Collection[Status], now: datetime
) -> list[int]:
    """Return the first ordinals of the groups with pending segments that nobody holds."""
    held = _held(connection, now)
    first = segments.c.article - segments.c.article % articles
    pending = select(first).where(segments.c.status.in_(statuses), standing).distinct()
    return [
        ordinal
        for ordinal in sorted(connection.scalars(pending))
        if not _is_held(held, ordinal, articles)
    ]


def claim_group(
    connection: Connection, request: Request, first: int, now: datetime
) -> Batch | None:
    """Lease the group that begins with `first`, or None when another has it or it is done.

    What the holder itself had leased of it is taken over: it gives a group to a second worker
    only when it has given up the first.
    """
    last = first + request.articles - 1
    overlapping = (leases.c.first <= last, leases.c.last >= first)
    if _held(connection, now, *overlapping, spare=request.holder or this_process()):
        return None
    return _lease(connection, request, first, now)


def renew(connection: Connection, lease: int, expires: datetime) -> bool:
    """Let a lease last longer; False when it has been lost."""
    longer = update(leases).where(leases.c.id == lease).values(expires=expires)
    return connection.execute(longer).rowcount == 1


def release(connection: Connection, lease: int) -> None:
    """Give a group back, translated or not; a lost lease is left alone."""
    connection.execute(delete(leases).where(leases.c.id == lease))


def _held(
    connection: Connection,
    now: datetime,
    *conditions: ColumnElement[bool],
    spare: Process | None = None,
) -> list[tuple[int, int]]:
    """Return first and last ordinal of the leases that count; the others are deleted.

    Those of the process `spare` do not count.
    """
    held = []
    for row in connection.execute(select(leases).where(*conditions)).all():
        holder = Process(row.host, row.pid, row.started)
        if row.expires <= now or holder == spare or is_dead(holder):
            release(connection, row.id)
        else:
            held.append((row.first, row.last))
    return held


def _free_group(
    connection: Connection, request: Request, held: Sequence[tuple[int, int]], start: int
) -> int | None:
    """Return the first ordinal of a group with work that nobody holds, at or after `start`."""
    while (ordinal := _next_pending(connection, request.statuses, start)) is not None:
        first = ordinal - ordinal % request.articles
        start = first + request.articles
        if first not in request.skip and not _is_held(held, first, request.articles):
            return first
    return None


def _is_held(held: Sequence[tuple[int, int]], first: int, articles: int) -> bool:
    """Return whether one of the leases covers an article of the group."""
    return any(begin < first + articles and first <= last for begin, last in held)


def _next_pending(connection: Connection, statuses: Collection[Status], start: int) -> int | None:
    """Return the first article at or after `start` with a segment of one of the statuses.

    One query a status: each reads a single entry of the index.
    """
    found = [
        connection.scalar(
            select(segments.c.article)
            .where(segments.c.status == status, segments.c.article >= start, standing)
            .order_by(segments.c.article)
            .limit(1)
        )
        for status in statuses
    ]
    return min((ordinal for ordinal in found if ordinal is not None), default=None)


def _lease(connection: Connection, request: Request, first: int, now: datetime) -> Batch | None:
    """Record the lease and return the group's pending segments; None when there are none."""
    last = first + request.articles - 1
    query = stored(
        segments.c.article.between(first, last), segments.c.status.in_(request.statuses), standing
    ).order_by(segments.c.article, *PLACE)
    pending = tuple(as_stored(connection, query))
    if not pending:
        return None
    holder = asdict(request.holder or this_process())
    row = {"first": first, "last": last, "worker": request.worker, **holder}
    expires = now + timedelta(seconds=request.seconds)
    result = connection.execute(insert(leases).values(expires=expires, **row))
    (lease,) = result.inserted_primary_key or (0,)
    return Batch(lease, first, pending)
