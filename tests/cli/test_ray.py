"""A batch on Ray: a worker is killed in the middle, and the rows are those of one machine."""

import os
import shutil
import signal
import time
from contextlib import contextmanager
from dataclasses import asdict, replace

import pytest
from sqlalchemy import create_engine, text

from tests.cli.processes import PATIENCE, count, last_event, start, wait_until, without_dates
from tests.conftest import ROOT
from tests.machine import needs_ray, postgres_schema
from workbench.store import open_workspace
from workbench.store.database import _WRITER

IN_HAND = """
    SELECT worker FROM leases WHERE EXISTS (
        SELECT 1 FROM segments
        WHERE article BETWEEN leases.first AND leases.last AND status = 'empty'
    )
"""

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def small_groups(monkeypatch):
    monkeypatch.setenv("WORKBENCH_ARTICLES_PER_BATCH", "1")


@pytest.fixture
def batch(folder, tiny_model):
    """The batch that every test of this module runs."""
    needs_ray()
    (folder / "archive").mkdir()
    for path in sorted((ROOT / "corpora" / "sample-archive").glob("*/*.txt"))[:8]:
        shutil.copy(path, folder / "archive")
    return ("batch", folder / "archive", "--engine", tiny_model, "--json")


@pytest.fixture
def database():
    """An empty schema of its own."""
    with postgres_schema() as url:
        engine = create_engine(url)
        yield engine
        engine.dispose()


@pytest.mark.postgres
def test_one_worker_is_killed_and_the_rows_are_those_of_one_machine(
    batch, database, workbench, folder
):
    alone = workbench(*batch, "-w", "alone.db", "--export", "alone.jsonl")
    assert alone.status == 0, alone.err
    location = database.url.render_as_string(hide_password=False)
    process = start(
        *batch, "-w", location, "--runner", "ray", "--workers", 2, "--export", "ray.jsonl"
    )
    kill_a_worker_in_the_middle(database, process)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert last_event(out)["waiting"] == 0
    assert everything(location) == everything(folder / "alone.db") != []
    texts = [(folder / name).read_text("utf-8") for name in ("alone.jsonl", "ray.jsonl")]
    assert without_dates(texts[0]) == without_dates(texts[1])


def kill_a_worker_in_the_middle(database, process):
    """Kill a worker that has a group in hand, while some are done and it cannot store this one."""
    end = time.monotonic() + PATIENCE
    while True:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end, "no worker was ever at work"
        with nobody_writing(database) as connection:
            if connection.scalar(text("SELECT to_regclass('leases')")):
                done = connection.scalar(text("SELECT count(*) FROM revisions"))
                worker = connection.scalar(text(IN_HAND))
                if done and worker:
                    os.kill(int(worker.rpartition(":")[2]), signal.SIGKILL)
                    break
        time.sleep(0.02)


@contextmanager
def nobody_writing(engine):
    """Hold up whoever wants to write, between two transactions."""
    with engine.begin() as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITER})"))
        yield connection


def everything(location):
    """Return all segments and their revisions, but for numbers and moments of the database."""
    with open_workspace(location) as workspace:
        return [
            (
                replace(segment, key=0, created=None, changed=None),
                [asdict(one) | {"when": None} for one in workspace.revisions(segment.key)],
            )
            for article in workspace.articles()
            for segment in workspace.segments(article.id)
        ]


def test_asked_to_stop_it_finishes_what_is_in_hand(batch, folder):
    process = start(*batch, "-w", "news.db", "--runner", "ray", "--workers", 1)
    workspace = folder / "news.db"
    wait_until(lambda: count(workspace, "segments WHERE status = 'machine'") > 0, process)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, err
    assert "Stopping after the work in hand" in err
    assert "Traceback" not in err
    told = last_event(out)
    assert (told["event"], told["stopped"]) == ("finished", True)
    done = count(workspace, "segments WHERE status = 'machine'")
    assert told["from_engine"] == done < count(workspace, "segments")
    assert count(workspace, "leases") == 0


def test_a_cluster_cannot_share_a_file(batch, workbench, folder, monkeypatch):
    monkeypatch.setenv("RAY_ADDRESS", "10.0.0.1:6379")
    outcome = workbench(*batch, "-w", "news.db", "--runner", "ray")
    assert outcome.status == 2
    assert "news.db: the machines of a cluster cannot share a file" in outcome.err
    assert "postgresql://" in outcome.err
    assert not (folder / "news.db").exists()


def test_without_ray_it_says_what_to_install(workbench, article, folder, tiny_model, monkeypatch):
    monkeypatch.setattr("workbench.cluster.find_spec", lambda _name: None)
    outcome = workbench(
        "batch", article, "-w", "news.db", "--engine", tiny_model, "--runner", "ray"
    )
    assert outcome.status == 2
    assert "Ray is not installed" in outcome.err
    assert "pip install 'workbench[ray]'" in outcome.err
    assert not (folder / "news.db").exists()
