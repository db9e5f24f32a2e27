"""Inserting very many rows: on PostgreSQL by COPY, which takes a quarter of the time.

On SQLite the pages that a long import comes back to stay in memory: hashes fall anywhere in their
index, and with its usual 2 MB SQLite reads 16 GB to add a million units.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.exc import DBAPIError

_ROOM = ("PRAGMA cache_size = -65536", "PRAGMA wal_autocheckpoint = 16384")  # 64 MiB each


def make_room(connection: Connection) -> None:
    """Let a connection to SQLite hold more pages, and gather more of them in its log."""
    if connection.dialect.name == "sqlite":
        for statement in _ROOM:
            connection.exec_driver_sql(statement)


def insert_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[tuple[object, ...]],
    *,
    same: Mapping[str, object],
) -> None:
    """Insert rows of text and numbers, one after the other as they come.

    They go to the driver as they are: binding each value by its type costs a tenth of an import.

    Args:
        connection: In a transaction that writes.
        table: Where they go.
        columns: What the values of a row are, in this order.
        rows: With a value for each of these columns.
        same: Further columns, of any type, that have one value in all of the rows.
    """
    preparer = connection.dialect.identifier_preparer
    names = ", ".join(map(preparer.quote, (*columns, *same)))
    into = f"{preparer.format_table(table)} ({names})"
    if connection.dialect.name == "postgresql":
        end = tuple(same.values())
        _copy(connection, into, (row + end for row in rows))
        return
    end = tuple(_bound(connection, table.c[name], value) for name, value in same.items())
    marks = ", ".join("?" * (len(columns) + len(end)))
    statement = f"INSERT INTO {into} VALUES ({marks})"  # noqa: S608 - names of the schema
    connection.exec_driver_sql(statement, [row + end for row in rows])


def _bound(connection: Connection, column: Column[Any], value: object) -> object:
    """Return the value as the driver takes it."""
    bind = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return bind(value) if bind else value


def _copy(connection: Connection, into: str, rows: Iterable[tuple[Any, ...]]) -> None:
    from psycopg import Error

    statement = f"COPY {into} FROM STDIN"
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor().copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except Error as error:  # SQLAlchemy has not seen it
        raise DBAPIError(statement, None, error) from error
