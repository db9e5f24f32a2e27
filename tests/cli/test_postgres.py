"""A batch into PostgreSQL, by several processes at once, one of them killed."""

import shutil

import pytest
from sqlalchemy import create_engine, text

from tests.cli.processes import (
    PATIENCE,
    last_event,
    run_alone,
    start,
    wait_until,
    without_dates,
)
from tests.conftest import ROOT
from tests.machine import postgres_schema

SMALL_GROUPS = {"WORKBENCH_ARTICLES_PER_BATCH": "1"}

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture
def database():
    """An empty schema of its own, by URL."""
    with postgres_schema() as url:
        yield url


@pytest.fixture
def archive(folder):
    for path in sorted((ROOT / "corpora" / "sample-archive").glob("*/*.txt"))[:8]:
        (folder / "archive").mkdir(exist_ok=True)
        shutil.copy(path, folder / "archive")
    return folder / "archive"


def test_the_rows_are_those_of_one_undisturbed_process(database, archive, tiny_model, folder):
    batch = ("batch", archive, "--engine", tiny_model, "--json", "--export")
    alone = run_alone(*batch, "alone.jsonl", "-w", "alone.db", **SMALL_GROUPS)
    assert alone[0] == 0, alone[2]

    url = database.render_as_string(hide_password=False)
    engine = create_engine(database)

    def number(what):
        with engine.connect() as connection:
            if connection.scalar(text("SELECT to_regclass('segments')")) is None:
                return 0
            return connection.scalar(text(f"SELECT count(*) FROM {what}"))  # noqa: S608

    runs = [start(*batch, "shared.jsonl", "-w", url, **SMALL_GROUPS) for _ in range(3)]
    wait_until(lambda: number("segments WHERE status = 'machine'") > 0, runs[0])
    runs[0].kill()
    told = []
    for process in runs:
        out, err = process.communicate(timeout=PATIENCE)
        if process is not runs[0]:
            assert process.returncode == 0, err
            told.append(last_event(out))
    assert [one["waiting"] for one in told] == [0, 0]
    assert number("revisions WHERE repair = ''") == number("segments") > 0
    engine.dispose()
    texts = [(folder / name).read_text("utf-8") for name in ("alone.jsonl", "shared.jsonl")]
    assert without_dates(texts[0]) == without_dates(texts[1])


def test_a_server_that_is_not_there(workbench, archive, tiny_model):
    url = "postgresql://nobody:secret@127.0.0.1:1/news"
    outcome = workbench("batch", archive, "-w", url, "--engine", tiny_model)
    assert outcome.status == 2
    assert "the server cannot be reached" in outcome.err
    assert "secret" not in outcome.err
