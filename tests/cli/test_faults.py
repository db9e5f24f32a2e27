"""What can go wrong: one clear line, the right exit status, and nothing half-written."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import pytest
from sqlalchemy import insert

from tests.cli.processes import count
from tests.machine import without_rights
from workbench.store import open_workspace
from workbench.store.schema import migrations

TEXT = " date 2025-03-04 Bakı limanı\n- 4 mart, 2025\n- 10:30\nBakı limanında yükaşırma artıb.\n"


@pytest.fixture
def archive(folder):
    """A folder with one good article."""
    (folder / "archive").mkdir()
    (folder / "archive" / "good.txt").write_text(TEXT, encoding="utf-8")
    return folder / "archive"


@pytest.fixture
def batch(workbench, archive, tiny_model):
    """Run a batch on the archive and export it."""

    def call(*more, engine=tiny_model):
        options = ("-w", "news.db", "--export", "news.tsv", "--engine", engine)
        return workbench("batch", archive, *options, *more)

    return call


def articles(folder):
    """Return the ids of the articles in the workspace."""
    with open_workspace(folder / "news.db", create=False) as store:
        return [one.id for one in store.articles()]


# Files that are no articles


def binary(path):
    path.write_bytes(bytes(range(256)) * 8)


def huge(path):
    path.write_text(TEXT + "söz " * 12_000_000, encoding="utf-8")


def headless(path):
    path.write_text("Bir cümlə, " * 4000, encoding="utf-8")


UNUSABLE = {
    "empty": (lambda path: path.write_bytes(b""), "found an empty file"),
    "binary": (binary, "found a binary file"),
    "50 MB": (huge, "expected an article of at most 4 MiB, found 5"),
    "no body": (lambda path: path.write_text(TEXT.splitlines()[0]), "no body"),
    "no title": (headless, "no title"),
}


@pytest.mark.parametrize("kind", UNUSABLE)
def test_a_file_that_is_no_article_is_named_and_the_rest_goes_on(batch, archive, folder, kind):
    make, reason = UNUSABLE[kind]
    make(archive / "bad.txt")
    outcome = batch()
    assert outcome.status == 2
    (line,) = [line for line in outcome.err.splitlines() if line.startswith("Skipped: ")]
    assert str(archive / "bad.txt") in line
    assert reason in line
    assert articles(folder) == ["good"]
    assert "1 added, 1 skipped" in outcome.err
    assert len((folder / "news.tsv").read_text("utf-8").splitlines()) == 3


def test_an_unreadable_file_is_named(workbench, archive):
    assert workbench("import", archive, "-w", "news.db").status == 0  # loads what root alone can
    with TemporaryDirectory() as place:
        for path in (Path(place, "good.txt"), Path(place, "secret.txt")):
            path.write_text(TEXT, encoding="utf-8")
        path.chmod(0)
        Path(place).chmod(0o777)
        with without_rights():
            outcome = workbench("import", place, "-w", f"{place}/news.db")
    assert outcome.status == 2
    assert f"Skipped: {place}/secret.txt: " in outcome.err
    assert "1 added" in outcome.err


def test_an_article_that_was_there_before_is_named(archive, folder, workbench, tiny_model):
    (folder / "again").mkdir()
    shutil.copy(archive / "good.txt", folder / "again" / "good.txt")
    outcome = workbench("batch", archive, "again", "-w", "news.db", "--engine", tiny_model)
    assert outcome.status == 2
    assert "again/good.txt" in outcome.err
    assert "so has" in outcome.err
    assert articles(folder) == ["good"]


def test_one_file_by_two_names_is_one_article(batch, archive, folder):
    (archive / "other.txt").symlink_to(archive / "good.txt")
    assert batch(archive, archive / "good.txt").status == 0
    assert articles(folder) == ["good"]


def test_links_that_lead_in_circles_end(batch, archive, folder):
    (archive / "loop").symlink_to(archive, target_is_directory=True)
    (archive / "deep").mkdir()
    (archive / "deep" / "up").symlink_to("..", target_is_directory=True)
    assert batch().status == 0
    assert articles(folder) == ["good"]


def test_names_with_letters_of_every_kind(batch, archive, folder):
    """One name for each category of letter, mark and number of Unicode, and for each plane."""
    kinds: dict[tuple[str, int], str] = {}
    for code in (*range(0xA0, 0x3000), *range(0x10000, 0x1F800, 7), 0x20000, 0x30000):
        letter = chr(code)
        if unicodedata.category(letter)[0] in "LMNPS":
            kinds.setdefault((unicodedata.category(letter), code // 0x800), f"ad{letter}")
    names = sorted({*kinds.values(), "ŞƏĞÇÖÜİıə", "I\N{COMBINING DOT ABOVE}", "\N{GRINNING FACE}"})
    for name in names:
        (archive / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    outcome = batch()
    assert outcome.status == 0
    assert sorted(articles(folder)) == sorted([*names, "good"])
    exported = (folder / "news.tsv").read_text("utf-8")
    assert {line.split("\t")[0] for line in exported.splitlines()[1:]} == {*names, "good"}


def test_a_name_that_is_no_text_is_refused(batch, archive, folder):
    with open(os.fsencode(archive) + b"/\xff.txt", "wb") as file:  # noqa: PTH123 - bytes
        file.write(TEXT.encode())
    outcome = batch()
    assert outcome.status == 2
    assert "the file name is not UTF-8; rename it" in outcome.err
    assert articles(folder) == ["good"]


def test_a_sentence_longer_than_any_model_takes(batch, archive, folder):
    (archive / "long.txt").write_text(f"{TEXT}{'liman qatar ' * 3000}.\n", encoding="utf-8")
    assert batch().status == 0
    with open_workspace(folder / "news.db") as store:
        longest = max(store.units(articles=["long"]), key=lambda unit: len(unit.source))
    assert len(longest.source) > 30_000
    assert longest.target


# Packed archives


TRICKS = {
    "../outside.txt": "leads out of the archive",
    "sub/../../outside.txt": "leads out of the archive",
    "/tmp/outside.txt": "leads out of the archive",  # noqa: S108 - never written
    "C:\\outside.txt": "leads out of the archive",
    "..\\outside.txt": "leads out of the archive",
    "inner.zip": "an archive in an archive",
}


@pytest.mark.parametrize("name", TRICKS)
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_that_lead_out_of_an_archive(workbench, folder, name, kind):
    members = {name: TEXT.encode(), "2025/fine.txt": TEXT.encode()}
    if kind == "zip":
        with zipfile.ZipFile("news.zip", "w") as packed:
            for member, content in members.items():
                packed.writestr(zipfile.ZipInfo(member), content)
    else:
        with tarfile.open("news.tar", "w") as packed:
            for member, content in members.items():
                entry = tarfile.TarInfo(member)
                entry.size = len(content)
                packed.addfile(entry, BytesIO(content))
    outcome = workbench("import", f"news.{kind}", "-w", "news.db")
    assert outcome.status == 2
    assert TRICKS[name] in outcome.err
    assert articles(folder) == ["2025/fine"]
    assert not list(folder.parent.rglob("outside*"))


def test_links_and_devices_in_an_archive(workbench, folder):
    with tarfile.open("news.tar", "w") as packed:
        for name, kind in (("link.txt", tarfile.SYMTYPE), ("hard.txt", tarfile.LNKTYPE),
                           ("pipe.txt", tarfile.FIFOTYPE)):  # fmt: skip
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            packed.addfile(entry)
    outcome = workbench("import", "news.tar", "-w", "news.db")
    assert outcome.status == 2
    assert outcome.err.count("found a link or a device") == 3
    assert not (folder / "news.db").exists()


def test_a_small_archive_that_unpacks_to_a_huge_article(workbench):
    with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb.txt", b" " * 64 * 2**20)
    outcome = workbench("import", "bomb.zip", "-w", "news.db")
    assert outcome.status == 2
    assert "found 64.0 MiB" in outcome.err


@pytest.mark.parametrize("name", ["cut.zip", "cut.tar", "cut.tar.gz"])
def test_a_damaged_archive_is_named(workbench, folder, name):
    with tarfile.open("whole.tar.gz", "w:gz") as packed:
        packed.add(__file__, arcname="a.txt")
    (folder / name).write_bytes((folder / "whole.tar.gz").read_bytes()[:300])
    outcome = workbench("import", name, "-w", "news.db")
    assert outcome.status == 2
    assert f"{name}: damaged archive" in outcome.err


# Wrong use: found before anything is made


def broken_glossary(folder, text):
    (folder / "own.csv").write_text(text, encoding="utf-8")
    return ("--glossary", "own.csv")


DOUBLED = "source,target\nOrta Dəhliz,Middle Corridor\nOrta Dəhliz,Central Corridor\n"
WRONG = {
    "missing archive": (lambda _: ("absent",), "absent: no such file or folder"),
    "missing glossary": (lambda _: ("--glossary", "absent.csv"), "absent.csv: no such glossary"),
    "doubled term": (lambda folder: broken_glossary(folder, DOUBLED), "own.csv:3: 'Orta Dəhliz'"),
    "missing column": (lambda folder: broken_glossary(folder, "source,note\na,b\n"), "own.csv:1:"),
    "unknown engine": (lambda _: ("--engine", "startre"), "did you mean 'starter'?"),
    "unknown format": (lambda _: ("--export", "news.doc"), "news.doc: expected a bitext"),
    "no workers": (lambda _: ("--workers", "0"), "--workers"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_use_is_told_before_anything_is_made(batch, folder, kind):
    more, what = WRONG[kind]
    arguments = more(folder)
    before = sorted(folder.rglob("*"))
    outcome = batch(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert what in outcome.err
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    "lost", ["config.json", "model.safetensors", "source.spm", "target.spm", "vocab.json"]
)
def test_a_model_folder_that_lost_a_file(batch, folder, tiny_model, lost):
    shutil.copytree(tiny_model, folder / "model")
    (folder / "model" / lost).unlink()
    outcome = batch(engine="model")
    assert outcome.status == 2
    assert lost in outcome.err
    assert "Hint: " in outcome.err
    assert not (folder / "news.db").exists()


def test_settings_that_make_no_sense(batch, folder):
    (folder / "workbench.toml").write_text("beams = 4\n", encoding="utf-8")
    outcome = batch()
    assert outcome.status == 2
    assert "unknown setting beams" in outcome.err


# The workspace


def test_a_workspace_of_a_newer_version_is_left_as_it_is(batch, folder):
    batch()
    with open_workspace("news.db") as store, store.writing() as connection:
        row = {"name": "0099 colours", "applied": store.now()}
        connection.execute(insert(migrations).values(row))
    before = (folder / "news.db").read_bytes()
    outcome = batch()
    assert outcome.status == 2
    assert "newer version" in outcome.err
    assert (folder / "news.db").read_bytes() == before


def test_a_file_that_is_no_workspace_is_left_as_it_is(batch, folder):
    (folder / "news.db").write_text("shopping list", encoding="utf-8")
    outcome = batch()
    assert outcome.status == 2
    assert "not a workspace" in outcome.err
    assert (folder / "news.db").read_text("utf-8") == "shopping list"


def test_a_locked_workspace_is_waited_for_and_then_named(batch, folder, archive, monkeypatch):
    batch()
    (archive / "new.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("WORKBENCH_LOCK_TIMEOUT", "1")
    with closing(sqlite3.connect("news.db")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        outcome = batch()
        assert outcome.status == 2
        assert "another process is writing" in outcome.err
        connection.rollback()
    assert batch().status == 0
    assert articles(folder) == ["good", "new"]


@pytest.fixture
def disk(folder):
    """A small file system of its own, and a function to make it read-only."""
    place = folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk, leave):
    """Fill the file system but for so many bytes."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "filling").write_bytes(b"x" * (free - leave))


def test_a_full_disk_under_the_workspace(workbench, archive, tiny_model, disk):
    for number in range(60):
        (archive / f"{number}.txt").write_text(TEXT + "Qatar gəldi. " * 400, encoding="utf-8")
    command = ("batch", archive, "-w", disk / "news.db", "--engine", tiny_model)
    outcome = workbench(*command)
    assert outcome.status == 2
    assert "the disk is full" in outcome.err
    assert "Traceback" not in outcome.err
    with closing(sqlite3.connect(disk / "news.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_full_disk_under_the_export_leaves_the_old_file(batch, workbench, disk):
    batch()
    old = "source\ttarget\n"
    (disk / "news.tsv").write_text(old, encoding="utf-8")
    fill(disk, leave=0)
    outcome = workbench("export", "-w", "news.db", "--out", disk / "news.tsv")
    assert outcome.status == 2
    assert "cannot be written" in outcome.err
    assert (disk / "news.tsv").read_text("utf-8") == old
    assert sorted(path.name for path in disk.iterdir()) == ["filling", "news.tsv"]


def test_a_read_only_workspace(workbench, archive, tiny_model, disk):
    command = ("batch", archive, "-w", disk / "news.db", "--engine", tiny_model)
    assert workbench(*command).status == 0
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    (archive / "new.txt").write_text(TEXT, encoding="utf-8")
    outcome = workbench(*command)
    assert outcome.status == 2
    assert str(disk / "news.db") in outcome.err
    assert "Traceback" not in outcome.err
    assert count(disk / "news.db", "articles") in {0, 1}


def test_a_folder_that_cannot_be_made(workbench, archive, tiny_model, folder):
    (folder / "file").write_text("", encoding="utf-8")
    outcome = workbench("batch", archive, "-w", "file/news.db", "--engine", tiny_model)
    assert outcome.status == 2
    assert "file: the folder cannot be made" in outcome.err


def without_a_reader(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command whose standard output nobody reads."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        return written_to(pipe, *arguments)


def written_to(file: IO[bytes], *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbench", *map(str, arguments)]
    return subprocess.run(command, check=False, stdout=file, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("command", [("segment",), ("terms",)])
def test_a_reader_that_goes_away_has_had_enough(archive, command):
    done = without_a_reader(*command, archive / "good.txt")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_batch_without_its_reader_is_not_fine(archive, tiny_model, folder):
    run = ("batch", archive, "-w", "news.db", "--json", "--export", "news.tsv")
    done = without_a_reader(*run, "--engine", tiny_model)
    assert done.returncode == 2
    assert "the reader of standard output has gone" in done.stderr
    assert not (folder / "news.tsv").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="asks for a device that is always full")
@pytest.mark.parametrize("command", [("segment",), ("terms",), ("segment", "--help")])
def test_standard_output_on_a_full_disk(archive, command):
    with Path("/dev/full").open("wb") as full:
        done = written_to(full, *command, archive / "good.txt")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: standard output: no space is left for it\nHint: ")


@pytest.mark.skipif(os.name != "posix", reason="asks for POSIX permissions")
def test_a_place_where_no_export_can_be_written_is_told_at_once(workbench, archive):
    assert workbench("import", archive, "-w", "news.db").status == 0  # loads what root alone can
    with TemporaryDirectory() as place:
        good = shutil.copy(archive / "good.txt", place)
        Path(place).chmod(0o555)
        with without_rights():
            run = ("batch", good, "-w", f"{place}/news.db", "--export", f"{place}/news.tsv")
            outcome = workbench(*run)
    assert outcome.status == 2
    assert f"{place}: no file can be written there" in outcome.err
