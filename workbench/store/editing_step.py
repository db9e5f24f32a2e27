"""The step that brings the browser workbench's tables to a workspace without them. Frozen."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)

from workbench.store import folding
from workbench.store.columns import OrderedText

_MOMENT = DateTime(timezone=True)
_INDEX = (
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


def add_editing(connection: Connection) -> None:
    """Add the tables of accounts, comments, jobs and searching; fold what is there."""
    for table in ("segments", "revisions"):
        connection.execute(text(f"ALTER TABLE {table} ADD COLUMN match_percent SMALLINT"))
    connection.execute(text("CREATE INDEX segments_changed ON segments (changed)"))
    tables = MetaData()
    known = (
        Table("segments", tables, Column("key", Integer, primary_key=True)),
        Table("articles", tables, Column("ordinal", Integer, primary_key=True)),
    )
    made = (*_people(tables), *_remarks(tables), *_work(tables), *_texts(tables))
    tables.create_all(connection, tables=[table for table in made if table not in known])
    if connection.dialect.name == "sqlite":
        for statement in _INDEX:
            connection.exec_driver_sql(statement)
    folding.add_new(connection)


def _people(tables: MetaData) -> tuple[Table, ...]:
    return (
        Table(
            "users",
            tables,
            Column("name", OrderedText, primary_key=True),
            Column("role", String(16), nullable=False),
            Column("password", Text, nullable=False),
            Column("epoch", Integer, nullable=False),
            Column("created", _MOMENT, nullable=False),
        ),
        Table(
            "secrets",
            tables,
            Column("name", String(40), primary_key=True),
            Column("value", LargeBinary, nullable=False),
        ),
        Table(
            "presence",
            tables,
            Column("client", String(64), primary_key=True),
            Column("user", Text, nullable=False),
            Column("article", Integer, nullable=False),
            Column("segment", Integer),
            Column("seen", _MOMENT, nullable=False),
        ),
    )


def _remarks(tables: MetaData) -> tuple[Table, ...]:
    return (
        Table(
            "comments",
            tables,
            Column("id", Integer, primary_key=True),
            Column("segment", ForeignKey("segments.key"), nullable=False),
            Column("user", Text, nullable=False),
            Column("kind", String(16), nullable=False),
            Column("text", Text, nullable=False),
            Column("when", _MOMENT, nullable=False),
            Column("resolved", _MOMENT),
            Column("resolved_by", Text, nullable=False),
            Index("comments_segment", "segment"),
        ),
        Table(
            "ignored",
            tables,
            Column("segment", ForeignKey("segments.key"), primary_key=True, autoincrement=False),
            Column("check_id", String(80), primary_key=True),
            Column("user", Text, nullable=False),
            Column("reason", Text, nullable=False),
            Column("when", _MOMENT, nullable=False),
        ),
    )


def _work(tables: MetaData) -> tuple[Table, ...]:
    return (
        Table(
            "changes",
            tables,
            Column("id", String(64), primary_key=True),
            Column("number", Integer, nullable=False),
            Column("version", Integer, nullable=False),
            Column("when", _MOMENT, nullable=False),
        ),
        Table(
            "operations",
            tables,
            Column("id", Integer, primary_key=True),
            Column("kind", String(16), nullable=False),
            Column("article", ForeignKey("articles.ordinal"), nullable=False),
            Column("user", Text, nullable=False),
            Column("when", _MOMENT, nullable=False),
            Column("before", JSON, nullable=False),
            Column("after", JSON, nullable=False),
            Column("undone", _MOMENT),
        ),
        Table(
            "jobs",
            tables,
            Column("id", Integer, primary_key=True),
            Column("state", String(16), nullable=False),
            Column("user", Text, nullable=False),
            Column("engine", Text, nullable=False),
            Column("articles", JSON),
            Column("again", Boolean, nullable=False),
            Column("total", Integer, nullable=False),
            Column("finished", Integer, nullable=False),
            Column("from_memory", Integer, nullable=False),
            Column("from_engine", Integer, nullable=False),
            Column("findings", Integer, nullable=False),
            Column("current", Text, nullable=False),
            Column("error", Text, nullable=False),
            Column("created", _MOMENT, nullable=False),
            Column("started", _MOMENT),
            Column("ended", _MOMENT),
            Column("active_seconds", Float, nullable=False),
            Column("host", Text, nullable=False),
            Column("pid", Integer, nullable=False),
            Column("process_started", Text, nullable=False),
            Column("expires", _MOMENT),
            Index("jobs_state", "state"),
        ),
    )


def _texts(tables: MetaData) -> tuple[Table, ...]:
    return (
        Table(
            "memory_units",
            tables,
            Column("id", Integer, primary_key=True),
            Column("source", Text, nullable=False),
            Column("source_hash", String(32), nullable=False),
            Column("target", Text, nullable=False),
            Column("folded_source", Text, nullable=False),
            Column("folded_target", Text, nullable=False),
            Column("translator", Text, nullable=False),
            Column("origin", Text, nullable=False),
            Column("version", Integer, nullable=False),
            Column("changed", _MOMENT, nullable=False),
            Column("deleted", SmallInteger, nullable=False),
            Index("memory_units_source", "source_hash"),
            Index("memory_units_changed", "changed"),
        ),
        Table(
            "folded",
            tables,
            Column("segment", ForeignKey("segments.key"), primary_key=True, autoincrement=False),
            Column("source", Text, nullable=False),
            Column("target", Text, nullable=False),
        ),
    )
