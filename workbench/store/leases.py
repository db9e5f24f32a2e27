"""Sharing work between processes: who translates which group of articles now.

Groups are cut by the order of first import (`ordinal // articles_per_batch`), not by what is
still to do, so an interrupted run and its continuation translate the same sentences together.
A lease covers the ordinals of a group, so runs with groups of different sizes keep apart too.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

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
    """

    worker: str
    articles: int
    statuses: Collection[Status]
    seconds: float
    skip: Collection[int] = ()


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


def renew(connection: Connection, lease: int, expires: datetime) -> bool:
    """Let a lease last longer; False when it has been lost."""
    longer = update(leases).where(leases.c.id == lease).values(expires=expires)
    return connection.execute(longer).rowcount == 1


def release(connection: Connection, lease: int) -> None:
    """Give a group back, translated or not; a lost lease is left alone."""
    connection.execute(delete(leases).where(leases.c.id == lease))


def _held(connection: Connection, now: datetime) -> list[tuple[int, int]]:
    """Return first and last ordinal of the leases that count; the others are deleted."""
    held = []
    for row in connection.execute(select(leases)).all():
        if row.expires <= now or is_dead(Process(row.host, row.pid, row.started)):
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
        is_held = any(first <= last and begin < start for begin, last in held)
        if not is_held and first not in request.skip:
            return first
    return None


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


def _lease(connection: Connection, request: Request, first: int, now: datetime) -> Batch:
    """Record the lease and return the group's pending segments."""
    last = first + request.articles - 1
    row = {"first": first, "last": last, "worker": request.worker, **asdict(this_process())}
    expires = now + timedelta(seconds=request.seconds)
    result = connection.execute(insert(leases).values(expires=expires, **row))
    query = stored(
        segments.c.article.between(first, last), segments.c.status.in_(request.statuses), standing
    ).order_by(segments.c.article, *PLACE)
    (lease,) = result.inserted_primary_key or (0,)
    return Batch(lease, first, tuple(as_stored(connection, query)))
