"""One database, SQLite or PostgreSQL: connections, transactions, and errors in plain words.

Both keep the same promise: a reader sees one moment however long it reads, writers take turns
and wait for each other at the beginning of a transaction, so they can never deadlock.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from json import dumps
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteError
from threading import RLock
from typing import Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, ProgrammingError

from workbench.errors import WorkspaceError

_WRITER = 0x617A656E  # the advisory lock PostgreSQL's writers queue for; any fixed number does
_REFUSED = re.compile(r"FATAL: +(.+)")  # as PostgreSQL's library tells what the server said
_TROUBLES = (
    ("locked", "another process is writing", "wait until it has finished, or stop it"),
    ("lock timeout", "another process is writing", "wait until it has finished, or stop it"),
    ("readonly", "it is read-only", "make the file and its folder writable, or copy it"),
    ("read-only", "it is read-only", "use a database role that may write"),
    ("unable to open", "it cannot be opened", "check the folder and its permissions"),
    ("not a database", "it is not a workspace, nor any SQLite file", "name another file"),
    ("malformed", "the file is damaged", "restore it from a copy"),
    ("disk is full", "the disk is full; nothing was written", "free some space and repeat"),
    ("connection", "the server cannot be reached", "check host, port, user and password"),
)


class Database:
    """A pool of connections to one database.

    Attributes:
        name: What a message calls it: the path, or the URL without its password.
    """

    def __init__(self, engine: Engine, name: str, *, patience: float) -> None:
        self._engine = engine
        self._patience = patience
        self._turn = RLock()
        self.name = name

    @property
    def is_sqlite(self) -> bool:
        """Return whether the database is an SQLite file."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the database as it stands now, whatever others write."""
        with explained(self.name), self._engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that is alone in writing; all of it is kept, or on an error none."""
        with self._our_turn(), explained(self.name), self._engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITER})"))
                yield connection

    @contextmanager
    def _our_turn(self) -> Iterator[None]:
        """Let the threads of this process write one after the other.

        Left to itself SQLite has them look for their turn between ever longer naps: of twenty
        who save at once, one in a hundred waits for ten seconds.
        """
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=self._patience):
            raise _explanation(self.name, "locked")
        try:
            yield
        finally:
            self._turn.release()

    def let_readers_in(self) -> None:
        """Switch an SQLite file to write-ahead logging: readers and the writer never block.

        The setting stays in the file. SQLite refuses it at once, without waiting, while another
        process opens the file; that one is about to set it. A file system without shared memory
        always refuses; the workspace then works with the old journal.
        """
        if not self.is_sqlite:
            return
        with self._engine.connect() as connection, suppress(SqliteError):
            driver = connection.connection.driver_connection
            if driver is not None:
                driver.execute("PRAGMA journal_mode = WAL")

    def close(self) -> None:
        """Close every connection; SQLite then folds its log into the one file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def connect(location: str | Path, *, create: bool, lock_timeout: float) -> Database:
    """Return the database at a path or URL; nothing is read or written yet.

    Raises:
        WorkspaceError: No such file or folder, an unknown kind of URL, or no driver for it.
    """
    url = _url(location)
    if url.get_backend_name() == "sqlite":
        return _sqlite(Path(url.database or ""), create=create, lock_timeout=lock_timeout)
    return _postgresql(url, lock_timeout=lock_timeout)


def _url(location: str | Path) -> URL:
    """Return the location as a URL."""
    if isinstance(location, Path) or "://" not in location:
        return URL.create("sqlite", database=str(location))
    try:
        url = make_url(location)
    except (ArgumentError, ValueError) as error:
        raise WorkspaceError(
            f"{location!r} is no database URL", hint="write postgresql://user@host/database"
        ) from error
    if url.get_backend_name() not in {"sqlite", "postgresql", "postgres"}:
        raise WorkspaceError(
            f"a workspace cannot live in {url.get_backend_name()!r}",
            hint="use the path of an SQLite file, or a postgresql:// URL",
        )
    return url


def _sqlite(path: Path, *, create: bool, lock_timeout: float) -> Database:
    """Return an SQLite file as a database."""
    path = path.absolute()  # SQLite gives names such as ":memory:" a meaning, never a full path
    if path.is_dir():
        raise WorkspaceError(f"{path} is a folder", hint="name a file in it")
    if not path.parent.is_dir():
        raise WorkspaceError(f"{path.parent}: no such folder", hint="make the folder first")
    if not create and not path.exists():
        raise WorkspaceError(
            f"{path}: no such workspace", hint="`workbench import` makes one and fills it"
        )
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": lock_timeout},
        json_serializer=partial(dumps, ensure_ascii=False),
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine, str(path), patience=lock_timeout)


def _set_up_sqlite(connection: SqliteConnection, _record: object) -> None:
    """Set what SQLite forgets with each connection; transactions are begun by us alone.

    synchronous = FULL waits for the disk at every commit. NORMAL would be enough to keep the
    file sound, but a power cut could take back the last saves, and somebody typed those.
    """
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    """Begin a transaction; a writer takes the lock at once, since a later upgrade can fail."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL, *, lock_timeout: float) -> Database:
    """Return a PostgreSQL database."""
    name = url.render_as_string(hide_password=True)
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            json_serializer=partial(dumps, ensure_ascii=False),
        )
    except ModuleNotFoundError as error:
        raise WorkspaceError(
            f"{name}: the driver psycopg is not installed",
            hint="pip install 'workbench[postgres]'",
        ) from error

    def set_up(connection: DBAPIConnection, _record: object) -> None:
        connection.cursor().execute(f"SET lock_timeout = {int(lock_timeout * 1000)}")
        connection.commit()

    event.listen(engine, "connect", set_up)
    return Database(engine, name, patience=lock_timeout)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn what the user can put right into a WorkspaceError; our own bugs pass through."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise WorkspaceError(
            f"{name}: half a character (U+{ord(error.object[error.start]):04X}) cannot be stored",
            hint="remove it from the text; nothing was written",
        ) from error
    except (IntegrityError, ProgrammingError) as error:
        if error.statement is not None:
            raise
        raise WorkspaceError(  # the driver did not even try to connect
            f"{name}: {str(error.orig).strip()}", hint="correct the URL, after its question mark"
        ) from error
    except DBAPIError as error:
        raise _explanation(name, str(error.orig)) from error


def _explanation(name: str, message: str) -> WorkspaceError:
    """Return the error in our words when we know it, else in the database's."""
    if refused := _REFUSED.search(message):
        return WorkspaceError(
            f"{name}: the server refuses: {refused[1]}",
            hint="check database, user and password in the URL",
        )
    for fragment, what, hint in _TROUBLES:
        if fragment in message:
            return WorkspaceError(f"{name}: {what}", hint=hint)
    return WorkspaceError(f"{name}: {message.splitlines()[0] if message else 'database error'}")
