"""Batches that are killed, stopped, or run side by side: the outcome is always the same."""

import shutil
import signal

import pytest

from tests.cli.processes import (
    PATIENCE,
    count,
    last_event,
    run_alone,
    start,
    wait_until,
    without_dates,
)
from tests.conftest import ROOT

TRANSLATED = "segments WHERE status = 'machine'"
SMALL_GROUPS = {"WORKBENCH_ARTICLES_PER_BATCH": "1"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The sample archive: enough work to be interrupted in."""
    folder = tmp_path_factory.mktemp("archive") / "news"
    shutil.copytree(ROOT / "corpora" / "sample-archive", folder)
    return folder


@pytest.fixture
def command(archive, tiny_model, folder):
    """The batch that every test of this module runs."""
    export = folder / "news.tmx"
    return (
        "batch", archive, "-w", folder / "news.db", "--engine", tiny_model, "--export", export,
        "--json",
    )  # fmt: skip


@pytest.fixture(scope="module")
def undisturbed(archive, tiny_model, tmp_path_factory):
    """What a run that nobody disturbs exports."""
    folder = tmp_path_factory.mktemp("undisturbed")
    cache = {"WORKBENCH_CACHE": str(tmp_path_factory.getbasetemp() / "cache")}
    status, _, err = run_alone(
        "batch", archive, "-w", folder / "news.db", "--engine", tiny_model,
        "--export", folder / "news.tmx", **SMALL_GROUPS, **cache, WORKBENCH_THREADS="1",
    )  # fmt: skip
    assert status == 0, err
    return without_dates((folder / "news.tmx").read_text("utf-8"))


def same_as(undisturbed, folder):
    """Tell whether the export is the undisturbed one, and nothing else is left in the folder."""
    beside = {path.name for path in folder.iterdir()} - {"news.db-wal", "news.db-shm"}
    assert beside == {"news.db", "news.tmx"}
    return without_dates((folder / "news.tmx").read_text("utf-8")) == undisturbed


def written_once(workspace):
    """Tell whether every segment was translated once, the repairs of a draft aside."""
    total = count(workspace, "segments")
    return count(workspace, "revisions WHERE repair = ''") == total > 0


def test_killed_at_any_moment_it_goes_on_where_it_was(command, undisturbed, folder):
    workspace = folder / "news.db"
    for what, enough in (("articles", 9), (TRANSLATED, 1), (TRANSLATED, 80), (TRANSLATED, 200)):
        process = start(*command, **SMALL_GROUPS)
        wait_until(lambda: count(workspace, what) >= enough, process)  # noqa: B023
        process.kill()
        process.communicate()
        assert not (folder / "news.tmx").exists()
    status, out, err = run_alone(*command, **SMALL_GROUPS)
    assert status == 0, err
    assert int(str(last_event(out)["from_engine"])) < count(workspace, "segments") - 200
    assert same_as(undisturbed, folder)
    assert written_once(workspace)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_finishes_what_is_in_hand(command, undisturbed, folder, number):
    process = start(*command, **SMALL_GROUPS)
    wait_until(lambda: count(folder / "news.db", TRANSLATED) >= 1, process)
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Stopping after the work in hand" in err
    assert "Traceback" not in err
    told = last_event(out)
    assert (told["event"], told["stopped"], told["exported"]) == ("finished", True, None)
    done = count(folder / "news.db", TRANSLATED)
    assert told["from_engine"] == done
    assert told["waiting"] == count(folder / "news.db", "segments") - done
    assert told["waiting"] != 0
    assert run_alone(*command, **SMALL_GROUPS)[0] == 0
    assert same_as(undisturbed, folder)
    assert written_once(folder / "news.db")


def test_two_runs_share_the_work(command, undisturbed, folder):
    processes = [start(*command, **SMALL_GROUPS) for _ in range(2)]
    told = []
    for process in processes:
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
        told.append(last_event(out))
    total = count(folder / "news.db", "segments")
    assert sum(int(str(one["from_engine"])) for one in told) == total
    assert all(one["waiting"] == 0 for one in told)
    assert same_as(undisturbed, folder)
    assert written_once(folder / "news.db")


def test_the_work_of_a_killed_run_is_taken_over_by_the_one_beside_it(command, undisturbed, folder):
    doomed, other = (start(*command, **SMALL_GROUPS) for _ in range(2))
    wait_until(lambda: count(folder / "news.db", TRANSLATED) >= 50, doomed)
    doomed.kill()
    doomed.communicate()
    out, err = other.communicate(timeout=PATIENCE)
    assert other.returncode == 0, err
    assert last_event(out)["waiting"] == 0
    assert same_as(undisturbed, folder)
    assert written_once(folder / "news.db")


def test_import_stops_between_articles(archive, folder):
    for copy in range(20):  # enough to be in the midst of it
        shutil.copytree(archive, folder / "many" / str(copy))
    process = start("import", folder / "many", "-w", folder / "news.db")
    wait_until(lambda: count(folder / "news.db", "articles") >= 3, process)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert f"{count(folder / 'news.db', 'articles')} added" in err


def test_translate_leaves_nothing_half_written(archive, tiny_model, folder):
    (folder / "out.tmx").write_text("old", encoding="utf-8")
    process = start("translate", archive, "--engine", tiny_model, "--out", "out.tmx")
    wait_until(lambda: len(list(folder.iterdir())) > 1, process)  # the file in the making
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert [path.name for path in folder.iterdir()] == ["out.tmx"]
    assert (folder / "out.tmx").read_text("utf-8") == "old"
