"""The table of jobs: translations asked for in the browser, done by a worker process.

A worker holds a job for a minute from its last sign of life. A job whose worker has died on
this machine is free at once, one on another machine when the minute is over. A job that loses
three workers without a step forward has failed: an engine that needs more memory than there is
would take one worker after another with it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, insert, select, update

from workbench.errors import NotFound
from workbench.store import changes
from workbench.store.editing_schema import JobState, jobs
from workbench.store.processes import Process, is_dead, this_process
from workbench.store.workspace import Workspace

EXPIRES = timedelta(seconds=60)
MOST_LOSSES = 3
LOST = (
    "the process that translates ended three times without a segment done; "
    "the engine may need more memory than this machine has: choose a smaller one"
)
_HELD = (JobState.RUNNING, JobState.STOPPING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A translation of some articles.

    Attributes:
        id: Number of the job.
        state: How far it has come.
        user: Who asked for it.
        engine: Catalogue id, hub id or folder.
        articles: Numbers of the articles, None for all.
        again: Whether machine drafts are translated anew, too.
        total: Segments to translate, known once it has begun.
        finished: Segments dealt with.
        from_memory: Segments whose source somebody had confirmed before.
        from_engine: Segments the engine translated.
        findings: What the checks objected to.
        current: Id of the article in work, or "".
        error: Why it failed, or "".
        created: When it was asked for, UTC.
        started: When its work began first.
        ended: When it ended or was stopped.
        active_seconds: Time it was worked on.
    """

    id: int
    state: JobState
    user: str
    engine: str
    articles: tuple[int, ...] | None
    again: bool
    total: int
    finished: int
    from_memory: int
    from_engine: int
    findings: int
    current: str
    error: str
    created: datetime
    started: datetime | None
    ended: datetime | None
    active_seconds: float

    @property
    def saved(self) -> int:
        """Return the segments that are dealt with for good; `finished` counts those in hand."""
        return self.from_memory + self.from_engine

    @property
    def segments_per_second(self) -> float:
        """Return finished segments a second, 0 before the first."""
        return self.finished / self.active_seconds if self.active_seconds else 0.0


_COLUMNS = tuple(jobs.c[field.name] for field in fields(Job))
_NOBODY = {"host": "", "pid": 0, "process_started": "", "expires": None}


class Jobs:
    """The jobs of a workspace. Each method is one transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def create(
        self,
        user: str,
        engine: str,
        articles: Sequence[int] | None,
        *,
        again: bool = False,
        change_id: str = "",
    ) -> Job:
        """Ask for a translation, once for each change id."""
        now = self._workspace.now()
        counts = dict.fromkeys(("total", "finished", "from_memory", "from_engine", "findings"), 0)
        row: dict[str, Any] = {
            "state": JobState.QUEUED,
            "user": user,
            "engine": engine,
            "articles": None if articles is None else list(articles),
            "again": again,
            "current": "",
            "error": "",
            "created": now,
            "active_seconds": 0.0,
        }
        with self._workspace.writing() as connection:
            known = changes.made(connection, change_id)
            if known:
                return _job(connection, known.number)
            result = connection.execute(insert(jobs), row | counts | _NOBODY)
            (number,) = result.inserted_primary_key or (0,)
            changes.record(connection, change_id, number, now=now)
            return _job(connection, number)

    def all(self, most: int = 50) -> list[Job]:
        """Return the jobs, the newest first."""
        with self._workspace.reading() as connection:
            rows = connection.execute(select(*_COLUMNS).order_by(jobs.c.id.desc()).limit(most))
            return [_as_job(dict(row)) for row in rows.mappings()]

    def job(self, number: int) -> Job:
        """Return one job. Raises NotFound."""
        with self._workspace.reading() as connection:
            return _job(connection, number)

    def stop(self, number: int) -> Job:
        """Ask a job to stop; one that waits is stopped at once, one at an end stays. NotFound."""
        states = {JobState.QUEUED: JobState.STOPPED, JobState.RUNNING: JobState.STOPPING}
        return self._move(number, states)

    def resume(self, number: int) -> Job:
        """Let a stopped or failed job go on where it was; others stay. Raises NotFound."""
        ended = (JobState.STOPPED, JobState.FAILED)
        states = dict.fromkeys(ended, JobState.QUEUED) | {JobState.STOPPING: JobState.RUNNING}
        return self._move(number, states)

    def is_waiting(self) -> bool:
        """Return whether `claim` may find a job; without waiting for those who write."""
        now = self._workspace.now()
        with self._workspace.reading() as connection:
            rows = connection.execute(_waiting()).all()
            return any(row.state is JobState.QUEUED or _is_free(row, now) for row in rows)

    def claim(self) -> Job | None:
        """Take the oldest job that waits or has lost its worker; None when there is none.

        A job that was to stop when its worker died is stopped, one that lost too many has failed.
        """
        now = self._workspace.now()
        with self._workspace.writing() as connection:
            for row in connection.execute(_waiting()).all():
                if row.state in _HELD and not _is_free(row, now):
                    continue
                if row.state is JobState.STOPPING:
                    _write(connection, row.id, state=JobState.STOPPED, ended=now, **_NOBODY)
                    continue
                losses = row.losses + 1 if row.state is JobState.RUNNING else 0
                if losses >= MOST_LOSSES:
                    last = {"state": JobState.FAILED, "error": LOST, "current": "", "ended": now}
                    _write(connection, row.id, **last, **_NOBODY)
                    continue
                begun = {"started": row.started or now, "ended": None, "error": ""}
                held = _holder(now) | {"losses": losses}
                _write(connection, row.id, state=JobState.RUNNING, **begun, **held)
                return _job(connection, row.id)
        return None

    def report(self, number: int, **counts: object) -> bool:
        """Write progress, and return whether to go on: the job is ours and nobody stopped it.

        Args:
            number: The job.
            counts: Fields of Job with their new values.
        """
        now = self._workspace.now()
        with self._workspace.writing() as connection:
            if not _is_ours(connection, number):
                return False
            before = _job(connection, number)
            job = replace(before, **cast(dict[str, Any], counts))
            moved = {"losses": 0} if job.saved > before.saved else {}
            _write(connection, number, expires=now + EXPIRES, **counts, **moved)
            return job.state is JobState.RUNNING

    def end(self, number: int, state: JobState, error: str = "") -> None:
        """Give a job up in its last state, or as queued for the next worker."""
        now = self._workspace.now()
        with self._workspace.writing() as connection:
            if _is_ours(connection, number):
                ended = None if state is JobState.QUEUED else now
                last = {"state": state, "error": error, "current": "", "ended": ended}
                _write(connection, number, **last, **_NOBODY)

    def _move(self, number: int, states: dict[JobState, JobState]) -> Job:
        with self._workspace.writing() as connection:
            job = _job(connection, number)
            if job.state in states:
                state = states[job.state]
                is_over = state is JobState.STOPPED
                ended = self._workspace.now() if is_over else None
                _write(connection, number, state=state, ended=ended)
            return _job(connection, number)


def _waiting() -> Select[*tuple[Any, ...]]:
    return select(jobs).where(jobs.c.state.in_((JobState.QUEUED, *_HELD))).order_by(jobs.c.id)


def _is_free(row: Row[*tuple[Any, ...]], now: datetime) -> bool:
    """Return whether the worker that holds a job has died or fallen silent."""
    if row.expires is None or row.expires <= now:
        return True
    return is_dead(Process(row.host, row.pid, row.process_started))


def _holder(now: datetime) -> dict[str, Any]:
    here = asdict(this_process())
    here["process_started"] = here.pop("started")
    return here | {"expires": now + EXPIRES}


def _is_ours(connection: Connection, number: int) -> bool:
    here = this_process()
    columns = (jobs.c.host, jobs.c.pid, jobs.c.process_started)
    holder = connection.execute(select(*columns).where(jobs.c.id == number)).one_or_none()
    return holder is not None and Process(*holder) == here


def _write(connection: Connection, number: int, **columns: object) -> None:
    connection.execute(update(jobs).where(jobs.c.id == number).values(**columns))


def _job(connection: Connection, number: int) -> Job:
    row = connection.execute(select(*_COLUMNS).where(jobs.c.id == number)).mappings().one_or_none()
    if row is None:
        raise NotFound(f"there is no job {number}", hint="load the list of jobs again")
    return _as_job(dict(row))


def _as_job(row: dict[str, Any]) -> Job:
    chosen = row.pop("articles")
    return Job(**row, articles=None if chosen is None else tuple(chosen))
