"""What tests borrow from the machine: a schema of PostgreSQL, Ray, and root's rights."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from workbench.cluster import require_ray
from workbench.errors import WorkbenchError

NOBODY = 65534


@contextmanager
def postgres_schema() -> Iterator[URL]:
    """Give an empty schema, by URL; skip the test where no server is named."""
    server = os.environ.get("WORKBENCH_TEST_POSTGRES")
    if not server:
        pytest.skip("WORKBENCH_TEST_POSTGRES holds no URL")
    url = make_url(server).set(drivername="postgresql+psycopg")
    schema = f"test_{uuid4().hex}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield url.update_query_dict({"options": f"-csearch_path={schema}"})
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


def needs_ray() -> None:
    """Skip the test where Ray is not installed; fail it where Ray may not be missing."""
    try:
        require_ray()
    except WorkbenchError as error:
        if os.environ.get("WORKBENCH_TEST_RAY") == "required":
            pytest.fail(error.what)
        pytest.skip(f"{error.what}: {error.hint}")


@contextmanager
def without_rights() -> Iterator[None]:
    """Give up root's right to write everywhere, where the tests have it."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
