"""Steps from older workspaces to the tables of today, each in a transaction of its own.

A new workspace is made as `schema` describes it, with every step recorded as done. To change
the tables: change `schema`, add a step at the end of MIGRATIONS, never alter an older one.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    delete,
    false,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)

from workbench.errors import WorkspaceError
from workbench.store import memory_index, schema, trigrams
from workbench.store.columns import worst
from workbench.store.database import Database
from workbench.store.editing_step import add_editing

Step = Callable[[Connection], None]
FIRST = "0001 articles, segments and revisions"


def _add_severity(connection: Connection) -> None:
    """Give each segment the rank of its worst finding, to be searched by."""
    connection.execute(text("ALTER TABLE segments ADD COLUMN severity SMALLINT DEFAULT 0 NOT NULL"))
    found = select(schema.segments.c.key, schema.segments.c.findings).where(
        func.json_array_length(schema.segments.c.findings) > 0
    )
    ranks = [
        {"of": row.key, "rank": worst(row.findings)} for row in connection.execute(found).all()
    ]
    if ranks:
        rank = update(schema.segments).where(schema.segments.c.key == bindparam("of"))
        connection.execute(rank.values(severity=bindparam("rank")), ranks)
    connection.execute(text("CREATE INDEX segments_severity ON segments (severity)"))


def _add_leases(connection: Connection) -> None:
    """Let several processes share the work."""
    Table(
        "leases",
        MetaData(),
        Column("id", Integer, primary_key=True),
        Column("first", Integer, nullable=False),
        Column("last", Integer, nullable=False),
        Column("worker", Text, nullable=False),
        Column("host", Text, nullable=False),
        Column("pid", Integer, nullable=False),
        Column("started", Text, nullable=False),
        Column("expires", DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    ).create(connection)


def _add_repairs(connection: Connection) -> None:
    """Record which drafts were made to obey the glossary, and how."""
    connection.execute(text("ALTER TABLE segments ADD COLUMN repairs SMALLINT DEFAULT 0 NOT NULL"))
    connection.execute(text("ALTER TABLE revisions ADD COLUMN repair TEXT DEFAULT '' NOT NULL"))


def _add_memory_index(connection: Connection) -> None:
    """Note the words of every unit of the memory, to find like ones by."""
    Table(
        "memory_index",
        MetaData(),
        Column("number", Integer, primary_key=True),
        Column("part", String(1), nullable=False),
        Column("units", LargeBinary, nullable=False),
        Column("sizes", LargeBinary, nullable=False),
        Column("words", LargeBinary, nullable=False),
    ).create(connection)
    memory_index.note_all(connection)


def _add_confidence(connection: Connection) -> None:
    """Keep how much of a draft was expected to stand."""
    connection.execute(text("ALTER TABLE segments ADD COLUMN confidence FLOAT"))


def _add_losses(connection: Connection) -> None:
    """Count the workers that died on a job, so that one that kills them all comes to an end."""
    connection.execute(text("ALTER TABLE jobs ADD COLUMN losses SMALLINT DEFAULT 0 NOT NULL"))


def _add_choices(connection: Connection) -> None:
    """Keep the settings that were chosen for this workspace."""
    Table(
        "choices",
        MetaData(),
        Column("name", String(40), primary_key=True),
        Column("value", Text, nullable=False),
    ).create(connection)


def _index_deleted(connection: Connection) -> None:
    """Let the units that were taken out of the memory be counted at once."""
    connection.execute(
        text("CREATE INDEX memory_units_deleted ON memory_units (deleted) WHERE deleted = 1")
    )


MIGRATIONS: dict[str, Step] = {
    "0002 worst severity": _add_severity,
    "0003 leases": _add_leases,
    "0004 accounts, comments, jobs and searching": add_editing,
    "0005 repairs of terms": _add_repairs,
    "0006 index of the memory": _add_memory_index,
    "0007 confidence of drafts": _add_confidence,
    "0008 lost workers of jobs": _add_losses,
    "0009 chosen settings": _add_choices,
    "0010 index of deleted units": _index_deleted,
    "0011 trigrams on PostgreSQL": trigrams.index_folded,
}


def bring_up_to_date(
    database: Database, *, create: bool, clock: Callable[[], datetime]
) -> list[str]:
    """Make or migrate the workspace and return the names of the steps taken.

    Two processes may do this at once: the second finds nothing left to do. A step that fails
    leaves the workspace as the step before left it.

    Raises:
        WorkspaceError: Not a workspace, a newer one, or none where none shall be made. Only
            reading came before.
    """
    with database.reading() as connection:
        done = _recorded(connection, database.name)
    if not done and not create:
        raise WorkspaceError(
            f"{database.name}: there is no workspace in it",
            hint="`workbench import` makes one and fills it",
        )
    database.let_readers_in()
    steps: dict[str, Step] = {FIRST: _create_all, **MIGRATIONS}
    taken = [name for name, step in steps.items() if _take(database, name, step, clock())]
    with database.writing() as connection:  # SQLite minds a read-only file only now
        connection.execute(delete(schema.migrations).where(false()))
    return taken


def _take(database: Database, name: str, step: Step, now: datetime) -> bool:
    """Take and record a step unless that was done; return whether it was taken here."""
    with database.writing() as connection:
        done = _recorded(connection, database.name)
        if name in done:
            return False
        step(connection)
        names = [FIRST, *MIGRATIONS] if name == FIRST else [name]
        connection.execute(
            insert(schema.migrations), [{"name": one, "applied": now} for one in names]
        )
        return True


def _create_all(connection: Connection) -> None:
    """Make the tables of today."""
    schema.metadata.create_all(connection, checkfirst=False)
    trigrams.index_folded(connection)


def _recorded(connection: Connection, name: str) -> set[str]:
    """Return the names of the steps taken, none for an empty database."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return set()
    if schema.migrations.name not in tables:
        raise WorkspaceError(
            f"{name}: holds tables of another program ({', '.join(sorted(tables)[:3])})",
            hint="name another file; a workspace needs a database of its own",
        )
    done = set(connection.scalars(select(schema.migrations.c.name)))
    if unknown := sorted(done - {FIRST, *MIGRATIONS}):
        raise WorkspaceError(
            f"{name}: made by a newer version of this program ({unknown[0]})",
            hint="update the program: pip install --upgrade workbench",
        )
    return done
