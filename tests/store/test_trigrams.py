"""PostgreSQL's index for searching, and a server or a role that does not give it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, text

from tests.machine import postgres_schema
from tests.store.archive import PORT, article
from workbench.store import open_workspace
from workbench.store.search import Search

pytestmark = pytest.mark.postgres
INDEXES = "SELECT indexname FROM pg_indexes WHERE tablename = 'folded'"
PLAN = "EXPLAIN SELECT segment FROM folded WHERE source LIKE '%' || 'liman' || '%' ESCAPE '/'"


def asked(url: URL, *statements: str) -> list[str]:
    """Run statements one by one, and return the first column that the last one gives."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        results = [connection.execute(text(one)) for one in statements]
        found = list(results[-1].scalars()) if results[-1].returns_rows else []
    engine.dispose()
    return found


@contextmanager
def database_of_another() -> Iterator[URL]:
    """Give a database without extensions, in which our role may only fill a schema."""
    name = f"test_{uuid4().hex}"
    with postgres_schema() as url:
        server = url.difference_update_query(["options"])
    database = server.set(database=name)
    asked(server, f"CREATE ROLE {name} LOGIN", f"CREATE DATABASE {name}")
    asked(database, f"CREATE SCHEMA {name} AUTHORIZATION {name}")
    options = {"options": f"-csearch_path={name}"}
    yield database.set(username=name).update_query_dict(options)
    asked(server, f"DROP DATABASE {name}", f"DROP ROLE {name}")


def is_found_in(url: URL) -> bool:
    """Return whether a part of a word is found in a workspace that is made there."""
    with open_workspace(url.render_as_string(hide_password=False)) as workspace:
        workspace.add_article(*article("2025/liman", PORT))
        return Search(workspace).find("iman")[0] > 0


def test_words_are_looked_up_in_the_index():
    with postgres_schema() as url:
        assert is_found_in(url)
        plan = asked(url, "SET enable_seqscan = off", PLAN)
        assert any("folded_trigrams" in line for line in plan)


def test_who_may_not_add_the_extension_finds_the_same_without():
    with database_of_another() as url:
        assert is_found_in(url)
        assert asked(url, INDEXES) == ["folded_pkey"]
