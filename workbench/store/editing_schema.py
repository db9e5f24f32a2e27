"""The tables of the browser workbench, beside those of `schema`; in the same metadata.

The folded copies of all text are kept here too. They are indexed by three letters, so a word is
found inside longer ones: here for SQLite (FTS5, trigram), in `trigrams` for PostgreSQL.
"""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    event,
)
from sqlalchemy.types import Boolean

from workbench.store.columns import OrderedText, UtcDateTime, word
from workbench.store.schema import metadata, segments


class Role(StrEnum):
    """What somebody may do; each role may do what those before it may."""

    VIEWER = "viewer"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class JobState(StrEnum):
    """How far a job has come; stopping is a wish that its worker has not yet heard."""

    QUEUED = "queued"
    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


class CommentKind(StrEnum):
    """Whether a comment is a remark or the reason of a review."""

    COMMENT = "comment"
    REVIEW = "review"


class Rearrangement(StrEnum):
    """A change of where sentences begin and end."""

    SPLIT = "split"
    MERGE = "merge"


users = Table(
    "users",
    metadata,
    Column("name", OrderedText, primary_key=True),
    Column("role", word(Role), nullable=False),
    Column("password", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("created", UtcDateTime, nullable=False),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

choices = Table(
    "choices",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("when", UtcDateTime, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("segment", ForeignKey("segments.key"), nullable=False),
    Column("user", Text, nullable=False),
    Column("kind", word(CommentKind), nullable=False),
    Column("text", Text, nullable=False),
    Column("when", UtcDateTime, nullable=False),
    Column("resolved", UtcDateTime),
    Column("resolved_by", Text, nullable=False),
)
Index("comments_segment", comments.c.segment)

ignored = Table(
    "ignored",
    metadata,
    Column("segment", ForeignKey("segments.key"), primary_key=True, autoincrement=False),
    Column("check_id", String(80), primary_key=True),
    Column("user", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("when", UtcDateTime, nullable=False),
)

presence = Table(
    "presence",
    metadata,
    Column("client", String(64), primary_key=True),
    Column("user", Text, nullable=False),
    Column("article", Integer, nullable=False),
    Column("segment", Integer),
    Column("seen", UtcDateTime, nullable=False),
)

operations = Table(
    "operations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", word(Rearrangement), nullable=False),
    Column("article", ForeignKey("articles.ordinal"), nullable=False),
    Column("user", Text, nullable=False),
    Column("when", UtcDateTime, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("undone", UtcDateTime),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", word(JobState), nullable=False),
    Column("user", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("articles", JSON(none_as_null=True)),
    Column("again", Boolean, nullable=False),
    Column("total", Integer, nullable=False),
    Column("finished", Integer, nullable=False),
    Column("from_memory", Integer, nullable=False),
    Column("from_engine", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("current", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("started", UtcDateTime),
    Column("ended", UtcDateTime),
    Column("active_seconds", Float, nullable=False),
    Column("losses", SmallInteger, nullable=False, server_default="0"),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("process_started", Text, nullable=False),
    Column("expires", UtcDateTime),
)
Index("jobs_state", jobs.c.state)

memory_units = Table(
    "memory_units",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("source_hash", String(32), nullable=False),
    Column("target", Text, nullable=False),
    Column("folded_source", Text, nullable=False),
    Column("folded_target", Text, nullable=False),
    Column("translator", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed", UtcDateTime, nullable=False),
    Column("deleted", SmallInteger, nullable=False),
)
Index("memory_units_source", memory_units.c.source_hash)
Index("memory_units_changed", memory_units.c.changed)
Index(
    "memory_units_deleted",
    memory_units.c.deleted,
    sqlite_where=memory_units.c.deleted == 1,
    postgresql_where=memory_units.c.deleted == 1,
)

memory_index = Table(
    "memory_index",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("part", String(1), nullable=False),
    Column("units", LargeBinary, nullable=False),
    Column("sizes", LargeBinary, nullable=False),
    Column("words", LargeBinary, nullable=False),
)

folded = Table(
    "folded",
    metadata,
    Column("segment", ForeignKey("segments.key"), primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
)

Index("segments_changed", segments.c.changed)

INDEX_OF_FOLDED = (
    "CREATE VIRTUAL TABLE folded_index USING fts5 (source, target, content = 'folded', "
    "content_rowid = 'segment', tokenize = 'trigram')",
    "CREATE TRIGGER folded_added AFTER INSERT ON folded BEGIN "
    "INSERT INTO folded_index (rowid, source, target) "
    "VALUES (new.segment, new.source, new.target); END",
    "CREATE TRIGGER folded_removed AFTER DELETE ON folded BEGIN "
    "INSERT INTO folded_index (folded_index, rowid, source, target) "
    "VALUES ('delete', old.segment, old.source, old.target); END",
    "CREATE TRIGGER folded_changed AFTER UPDATE ON folded BEGIN "
    "INSERT INTO folded_index (folded_index, rowid, source, target) "
    "VALUES ('delete', old.segment, old.source, old.target); "
    "INSERT INTO folded_index (rowid, source, target) "
    "VALUES (new.segment, new.source, new.target); END",
)
"""SQLite's index of `folded`, kept up by triggers."""


def _on_sqlite(moment: str, statement: str) -> None:
    """Run a statement whenever the table `folded` is made or dropped in SQLite."""

    def run(_table: Table, connection: Connection, **_options: object) -> None:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(statement)

    event.listen(folded, moment, run)


for _statement in INDEX_OF_FOLDED:
    _on_sqlite("after_create", _statement)
_on_sqlite("before_drop", "DROP TABLE IF EXISTS folded_index")
