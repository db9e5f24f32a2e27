"""`workbench users`: accounts made at the command line sign in, and errors name the remedy."""

import subprocess
import sys
from pathlib import Path

import pytest

from workbench.store import open_workspace
from workbench.store.editing_schema import Role
from workbench.store.users import Users

PASSWORD = "xəzər dənizi"  # noqa: S105 - of nobody


def users(place: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbench", "users", *arguments, "--workspace", "n.workbench"]
    return subprocess.run(
        command,
        cwd=place,
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_an_account_from_the_first_to_the_last_day(tmp_path: Path):
    added = users(tmp_path, "add", "aysel", "--role", "reviewer", typed=f"{PASSWORD}\n")
    assert (added.returncode, added.stdout) == (0, "")
    assert "aysel may sign in as reviewer" in added.stderr
    listed = users(tmp_path, "list").stdout
    assert listed.startswith("aysel\treviewer\t20")
    assert users(tmp_path, "role", "aysel", "admin").returncode == 0
    assert users(tmp_path, "passwd", "aysel", typed="another password\n").returncode == 0
    with open_workspace(tmp_path / "n.workbench") as workspace:
        found = Users(workspace).signed_in("aysel", "another password")
        assert found is not None
        assert (found.role, found.epoch) == (Role.ADMIN, 2)
    assert users(tmp_path, "remove", "aysel").returncode == 0
    assert users(tmp_path, "list").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "typed", "told"),
    [
        (["add", "a b"], PASSWORD, "'a b' is no user name"),
        (["add", "aysel"], "short", "5 characters"),
        (["add", "aysel"], "", "0 characters"),
        (["add", "aysel", "--role", "king"], PASSWORD, "king"),
        (["passwd", "nobody"], PASSWORD, "there is no user 'nobody'"),
        (["remove", "nobody"], "", "there is no user 'nobody'"),
        (["role", "nobody", "admin"], "", "there is no user 'nobody'"),
    ],
)
def test_what_cannot_be(tmp_path: Path, arguments: list[str], typed: str, told: str):
    answer = users(tmp_path, *arguments, typed=f"{typed}\n")
    assert answer.returncode == 2
    assert told in answer.stderr
    assert "Traceback" not in answer.stderr
