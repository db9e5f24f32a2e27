"""Opening what is a workspace, and refusing what is not, without touching it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import delete, insert

from tests.machine import postgres_schema, without_rights
from tests.store.archive import PORT, article
from workbench.errors import WorkspaceError
from workbench.store import open_workspace, schema
from workbench.store.migrations import MIGRATIONS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed workspace with an article."""
    with open_workspace(tmp_path / "news.workbench") as workspace:
        workspace.add_article(*article("a", PORT))
    return tmp_path / "news.workbench"


def refused(location: str | Path, what: str, **options: bool | float) -> None:
    """Check the error, and that the file and its folder are left as they were."""
    folder = Path(location).parent
    before = contents(folder)
    with pytest.raises(WorkspaceError, match=what) as error:
        open_workspace(location, **options)  # type: ignore[arg-type]  # a mix of both kinds
    assert error.value.hint
    assert contents(folder) == before


def contents(folder: Path) -> dict[str, bytes]:
    """Return what the files hold; locks and empty logs beside a database come and go."""
    files = (one for one in folder.glob("*") if one.is_file() and not one.name.endswith("-shm"))
    return {one.name: one.read_bytes() for one in files if one.stat().st_size}


def test_one_file_is_left_when_it_is_closed(file):
    assert list(file.parent.iterdir()) == [file]
    with open_workspace(str(file), create=False) as workspace:
        assert workspace.counts().articles == 1
        assert workspace.name == str(file)


def test_the_file_is_as_safe_as_it_is_said_to_be(file):
    with open_workspace(file) as workspace, workspace._database.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000
    }  # fmt: skip


def test_a_url_of_sqlite_is_a_path(tmp_path):
    with open_workspace(f"sqlite:///{tmp_path}/w") as workspace:
        assert workspace.name == f"{tmp_path}/w"


@pytest.mark.parametrize("name", [":memory:", "file:x?mode=memory", "a b%20ç.db"])
def test_strange_names_are_files(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with open_workspace(name) as workspace:
        workspace.add_article(*article("a", PORT))
    assert list(tmp_path.iterdir()) == [tmp_path / name]


def test_no_folder(tmp_path):
    refused(tmp_path / "none" / "w", "no such folder")
    refused(tmp_path, "is a folder")


def test_no_workspace_where_none_shall_be_made(tmp_path):
    refused(tmp_path / "w", "no such workspace", create=False)
    (tmp_path / "empty").touch()
    refused(tmp_path / "empty", "no workspace in it", create=False)
    assert (tmp_path / "empty").read_bytes() == b""


def test_no_database(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text("Bakı limanında yükaşırma həcmi artıb. " * 50, encoding="utf-8")
    refused(path, "not a workspace, nor any SQLite file")


def test_a_database_of_another_program(tmp_path):
    path = tmp_path / "browser.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    refused(path, r"tables of another program \(bookmarks\)")


def test_a_workspace_of_a_newer_version(file):
    with open_workspace(file) as workspace, workspace._database.writing() as connection:
        connection.execute(
            insert(schema.migrations).values(name="0099 colours", applied=workspace._clock())
        )
    refused(file, r"newer version of this program \(0099 colours\)")


def test_a_newer_workspace_that_also_misses_a_step_is_not_migrated(file):
    with open_workspace(file) as workspace, workspace._database.writing() as connection:
        connection.execute(
            insert(schema.migrations).values(name="0099 colours", applied=workspace._clock())
        )
        connection.execute(
            delete(schema.migrations).where(schema.migrations.c.name == list(MIGRATIONS)[-1])
        )
    refused(file, "newer version")


def test_a_damaged_file(file):
    whole = bytearray(file.read_bytes())
    whole[100:4096] = bytes(3996)
    file.write_bytes(whole)
    refused(file, "damaged")


def test_a_locked_workspace(file):
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused(file, "another process is writing", lock_timeout=0.05)


def test_a_lock_that_comes_later(file):
    with (
        open_workspace(file, lock_timeout=0.05) as workspace,
        closing(sqlite3.connect(file, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="another process is writing"):
            workspace.add_article(*article("b", PORT))
        assert workspace.counts().articles == 1
        other.execute("COMMIT")
        workspace.add_article(*article("b", PORT))


def test_a_full_disk_loses_nothing_old(file):
    with open_workspace(file) as workspace:
        with workspace._database._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        big = article("big", "Uzun cümlə. " * 100_000)
        with pytest.raises(WorkspaceError, match="disk is full; nothing was written"):
            workspace.add_article(*big)
        assert [one.id for one in workspace.articles()] == ["a"]


@pytest.mark.skipif(os.name != "posix", reason="asks for POSIX permissions")
@pytest.mark.parametrize("mode", [0o555, 0o777])
def test_a_read_only_workspace(mode):
    with TemporaryDirectory() as name:
        file = Path(name, "news.workbench")
        open_workspace(file).close()
        file.chmod(0o444)
        file.parent.chmod(mode)
        with without_rights():
            refused(file, "read-only")
        file.parent.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="asks for POSIX permissions")
def test_a_folder_without_rights():
    with TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        with without_rights():
            refused(Path(name, "new"), "cannot be opened")


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("mysql://localhost/news", "cannot live in 'mysql'"),
        ("://", "no database URL"),
        ("postgresql://editor:secret@127.0.0.1:1/news", "server cannot be reached"),
    ],
)
def test_urls_that_do_not_work(url, what):
    with pytest.raises(WorkspaceError, match=what) as error:
        open_workspace(url)
    assert error.value.hint
    assert "secret" not in str(error.value)


def test_opening_alone_loads_the_database_library():
    script = "import sys, workbench.store; print('sqlalchemy' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "False\n"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@local host:xx/news",
        "postgresql://[::1/x",
        "postgresql://postgres@/news?host=/tmp&foo=bar",
        "postgresql://u@h/x?connect_timeout=abc",
    ],
)
def test_a_url_that_is_slightly_wrong(url):
    with pytest.raises(WorkspaceError) as error:
        open_workspace(url)
    assert error.value.hint


def test_what_the_server_says_is_told():
    with postgres_schema() as url:
        location = url.set(database="nowhere").render_as_string(hide_password=False)
        with pytest.raises(WorkspaceError, match='refuses: database "nowhere" does not exist'):
            open_workspace(location)
