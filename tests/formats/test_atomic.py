"""Whole or not at all: errors, a full disk, a killed process, links, devices, standard output."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from workbench.errors import WorkbenchError
from workbench.formats.atomic import atomic_write

STANDARD_OUTPUT = Path("-")
WRITER = Path(__file__).with_name("writer.py")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def refuse(_path):
    raise WorkbenchError("not good enough")


def run_writer(*arguments, **options):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, WRITER, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_the_old_file_and_no_litter(error, tmp_path):
    path = tmp_path / "news.tsv"
    path.write_bytes(b"old")
    with pytest.raises(error), atomic_write(path) as file:
        raise error(file.write(b"new"))
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["news.tsv"]


def test_nothing_is_in_its_place_before_the_end(tmp_path):
    path = tmp_path / "news.tsv"
    with atomic_write(path) as file:
        file.write(b"new")
        file.flush()
        assert not path.exists()
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["news.tsv"]


def test_a_check_sees_the_whole_file_and_may_refuse_it(tmp_path):
    path = tmp_path / "news.tsv"
    path.write_bytes(b"old")
    seen = []
    with atomic_write(path, lambda whole: seen.append(whole.read_bytes())) as file:
        file.write(b"new")
    assert seen == [b"new"]
    with pytest.raises(WorkbenchError, match="not good enough"), atomic_write(path, refuse) as file:
        file.write(b"newer")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["news.tsv"]


def test_permissions_are_those_of_the_old_file_or_the_users_own(tmp_path):
    old, new, plain = (tmp_path / name for name in ("old", "new", "plain"))
    old.write_bytes(b"")
    old.chmod(0o640)
    plain.write_bytes(b"")
    for path in (old, new):
        with atomic_write(path) as file:
            file.write(b"text")
    assert old.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode == plain.stat().st_mode


def test_a_link_goes_on_pointing_to_its_file(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with atomic_write(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_full_device_is_told_and_stays_a_device():
    device = Path("/dev/full")
    if not device.exists():
        pytest.skip("this system has no /dev/full")
    told = "/dev/full: cannot be written: No space left"
    with pytest.raises(WorkbenchError, match=told), atomic_write(device) as file:
        file.write(b"text")
    assert device.is_char_device()


@pytest.mark.parametrize("suffix", [".tmx", ".tsv", ".jsonl"])
def test_a_file_that_grows_too_large(suffix, tmp_path):
    path = tmp_path / f"news{suffix}"
    path.write_bytes(b"old")
    with run_writer("limited", path) as process:
        told, _ = process.communicate(timeout=60)
    assert told.startswith(f"{path}: cannot be written: File too large")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize("suffix", [".tmx", ".tsv", ".jsonl"])
def test_a_killed_process_leaves_the_old_file(suffix, tmp_path):
    path = tmp_path / f"news{suffix}"
    path.write_bytes(b"old")
    with run_writer("slow", path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
    assert path.read_bytes() == b"old"
    assert [name for name in names(tmp_path) if not name.startswith(".")] == [path.name]


def test_what_cannot_be_written_is_told(tmp_path):
    for path, told in (
        (tmp_path / "yox" / "news.tsv", "No such file"),
        (tmp_path, "Is a directory"),
    ):
        with pytest.raises(WorkbenchError, match=told), atomic_write(path):
            pass


def test_standard_output(capsysbinary):
    with atomic_write(STANDARD_OUTPUT) as file:
        file.write(b"text")
    assert capsysbinary.readouterr().out == b"text"


def test_standard_output_waits_for_the_check(capsysbinary):
    with pytest.raises(WorkbenchError), atomic_write(STANDARD_OUTPUT, refuse) as file:
        file.write(b"text")
    assert capsysbinary.readouterr().out == b""
    with atomic_write(STANDARD_OUTPUT, lambda _path: None) as file:
        file.write(b"text")
    assert capsysbinary.readouterr().out == b"text"


def test_a_reader_that_went_away_is_not_our_error(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(BrokenPipeError), atomic_write(pipe) as file:
        written_to_nobody(file, reader)


def written_to_nobody(file, reader):
    os.close(reader)
    file.write(b"text")
