"""The tables as they stand today. `migrations` brings older workspaces here."""

from sqlalchemy import (
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    Time,
)

from workbench.model.unit import Origin, Status
from workbench.store.columns import Findings, Names, OrderedText, UtcDateTime, word

metadata = MetaData()

migrations = Table(
    "workbench_migrations",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("applied", UtcDateTime, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("id", OrderedText, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("rubric", Text, nullable=False),
    Column("date", Date),
    Column("time", Time),
    Column("author", Text, nullable=False),
    Column("paragraphs", Names, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("imported", UtcDateTime, nullable=False),
    Column("revised", UtcDateTime),
)

segments = Table(
    "segments",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article", ForeignKey("articles.ordinal"), nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("index", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_hash", String(32), nullable=False),
    Column("target", Text, nullable=False, default=""),
    Column("status", word(Status), nullable=False, default=Status.EMPTY),
    Column("origin", word(Origin), nullable=False, default=Origin.NONE),
    Column("version", Integer, nullable=False, default=0),
    Column("engine", Text, nullable=False, default=""),
    Column("engine_text", Text),
    Column("score", Float),
    Column("confidence", Float),
    Column("edit_distance", Integer),
    Column("glossary", Text, nullable=False, default=""),
    Column("findings", Findings, nullable=False, default=()),
    Column("severity", SmallInteger, nullable=False, default=0, server_default="0"),
    Column("accepted", Names, nullable=False, default=()),
    Column("match_percent", SmallInteger),
    Column("repairs", SmallInteger, nullable=False, default=0, server_default="0"),
    Column("translator", Text, nullable=False, default=""),
    Column("created", UtcDateTime),
    Column("changed", UtcDateTime),
    Column("seconds", Float, nullable=False, default=0.0),
    Column("retired", UtcDateTime),
)
standing = segments.c.retired.is_(None)
"""The segments that their article still holds."""

Index(
    "segments_place",
    *(segments.c[name] for name in ("article", "paragraph", "index")),
    unique=True,
    sqlite_where=standing,
    postgresql_where=standing,
)
Index("segments_source", segments.c.source_hash)
Index("segments_status", segments.c.status, segments.c.article)
Index("segments_severity", segments.c.severity)

revisions = Table(
    "revisions",
    metadata,
    Column("segment", ForeignKey("segments.key"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("when", UtcDateTime, nullable=False),
    Column("user", Text, nullable=False),
    Column("origin", word(Origin), nullable=False),
    Column("status", word(Status), nullable=False),
    Column("engine", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("keys_pressed", Integer, nullable=False),
    Column("match_percent", SmallInteger),
    Column("repair", Text, nullable=False, default="", server_default=""),
)

leases = Table(
    "leases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("worker", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started", Text, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,  # a number given again would let a loser release the winner
)
