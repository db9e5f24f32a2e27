"""A place for a workspace: an SQLite file, and a PostgreSQL schema where there is a server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine, select

from tests.machine import postgres_schema
from tests.store.archive import Clock
from workbench.store import open_workspace
from workbench.store.workspace import Workspace

POSTGRES = pytest.param("postgresql", marks=pytest.mark.postgres)


@pytest.fixture(params=["sqlite", POSTGRES])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "news.workbench")
        return
    with postgres_schema() as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(location: str, clock: Clock) -> Iterator[Workspace]:
    with open_workspace(location, clock=clock) as opened:
        yield opened


@pytest.fixture
def everything(location: str) -> Callable[[], dict[str, list[Any]]]:
    """Return a function that reads every row of every table, past the workspace's own code."""

    def read() -> dict[str, list[Any]]:
        url = location if "://" in location else f"sqlite:///{location}"
        engine = create_engine(url)
        tables = MetaData()
        tables.reflect(engine)
        with engine.connect() as connection:
            rows = {
                name: sorted(map(str, connection.execute(select(table))))
                for name, table in tables.tables.items()
            }
        engine.dispose()
        return rows

    return read
