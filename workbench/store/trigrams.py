"""PostgreSQL's index of the folded texts by three letters, which answers `LIKE '%word%'`.

It comes with the extension pg_trgm, which the owner of a database may add to it, and nobody else
(PostgreSQL, appendix F.35). Without it everything is found just the same, by reading it all.
"""

from contextlib import suppress

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

# In a schema that every connection knows, and not in one that may be dropped one day.
_ADD = "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public"
_WHERE = """
SELECT quote_ident(nspname) FROM pg_extension
JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm'
"""
_INDEX = """
CREATE INDEX folded_trigrams ON folded
USING gin (source {schema}.gin_trgm_ops, target {schema}.gin_trgm_ops)
"""


def index_folded(connection: Connection) -> None:
    """Index the table `folded` on PostgreSQL, as far as the server and our rights go."""
    if connection.dialect.name != "postgresql":
        return
    with suppress(DBAPIError), connection.begin_nested():
        connection.execute(text(_ADD))
    schema = connection.scalar(text(_WHERE))
    with suppress(DBAPIError), connection.begin_nested():
        if schema:
            connection.execute(text(_INDEX.format(schema=schema)))
