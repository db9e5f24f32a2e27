"""Packed archives: order, names, what is passed over, what is refused."""

import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from workbench.errors import BadInput
from workbench.formats.archives import count_files, is_packed, read_archive, read_plain_archive

TEXT = " date 2025-03-04 Bakı limanı\nBakı limanında yükaşırma artıb.\n"


def written(path, *names):
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(TEXT, encoding="utf-8")
    return path


def zipped(path, *entries):
    with zipfile.ZipFile(path, "w") as packed:
        for entry in entries:
            packed.writestr(entry, TEXT)
    return path


def tarred(path, *entries):
    with tarfile.open(path, "w") as packed:
        for name in entries:
            entry = tarfile.TarInfo(name)
            entry.size = len(TEXT.encode())
            packed.addfile(entry, BytesIO(TEXT.encode()))
    return path


def read(*paths):
    """Return the ids of articles and the reasons of refusals, in order."""
    outcomes = list(read_archive(paths))
    ids = [one.id for one in outcomes if not isinstance(one, BadInput)]
    return ids, [one.what for one in outcomes if isinstance(one, BadInput)]


def test_files_folders_and_packed_archives_in_any_mixture(tmp_path):
    written(tmp_path / "news", "2025/b.txt", "2025/a.txt", "c.txt")
    zipped(tmp_path / "news" / "2024.zip", "z.txt", "a/y.txt")
    written(tmp_path, "alone.txt")
    ids, refused = read(tmp_path / "news", tmp_path / "alone.txt")
    assert ids == ["2024/a/y", "2024/z", "2025/a", "2025/b", "c", "alone"]
    assert refused == []


def test_a_zip_is_read_in_the_order_of_names_a_tar_in_its_own(tmp_path):
    names = ["b.txt", "a.txt"]
    assert read(zipped(tmp_path / "news.zip", *names))[0] == ["a", "b"]
    assert read(tarred(tmp_path / "news.tar", *names))[0] == ["b", "a"]


def test_what_systems_leave_in_archives_is_passed_over(tmp_path):
    packed = zipped(tmp_path / "n.zip", "a.txt", "__MACOSX/._a.txt", ".DS_Store", "sub/.hidden.txt")
    assert read(packed) == (["a"], [])


def test_names_without_the_flag_that_says_utf_8(tmp_path):
    """Many programs write UTF-8 and do not say so."""
    packed = zipped(tmp_path / "news.zip", "Şəki.txt")
    content = packed.read_bytes()
    assert content.count(b"\x00\x08") >= 2
    packed.write_bytes(content.replace(b"\x14\x00\x00\x08", b"\x14\x00\x00\x00"))
    with zipfile.ZipFile(packed) as file:
        assert file.namelist() != ["Şəki.txt"]
    assert read(packed)[0] == ["Şəki"]


def test_an_encrypted_member_is_refused(tmp_path):
    packed = zipped(tmp_path / "news.zip", "a.txt")
    content = packed.read_bytes()
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.index(mark) + place
        content = content[:start] + b"\x01" + content[start + 1 :]
    packed.write_bytes(content)
    ids, (reason,) = read(packed)
    assert ids == []
    assert reason.endswith("news.zip/a.txt: it is encrypted")


def test_two_files_of_one_id(tmp_path):
    written(tmp_path / "x", "a.txt")
    written(tmp_path / "y", "a.txt")
    ids, (reason,) = read(tmp_path / "x", tmp_path / "y")
    assert ids == ["a"]
    assert str(tmp_path / "y" / "a.txt") in reason
    assert str(tmp_path / "x" / "a.txt") in reason


def test_a_path_given_twice_is_read_once(tmp_path):
    written(tmp_path, "a.txt")
    assert read(tmp_path, tmp_path / "a.txt", tmp_path) == (["a"], [])


def test_an_archive_without_articles_says_so(tmp_path):
    ids, (reason,) = read(zipped(tmp_path / "news.zip"))
    assert ids == []
    assert "expected articles, found none" in reason


@pytest.mark.parametrize("name", ["a.zip", "a.TAR", "a.tar.gz", "a.tgz", "a.tar.xz", "a.tbz2"])
def test_names_of_packed_archives(name):
    assert is_packed(Path(name))


def test_how_many_files_there_are_is_known_until_one_is_packed(tmp_path):
    written(tmp_path, "a.txt", "b/c.txt")
    assert count_files([tmp_path]) == 2
    zipped(tmp_path / "d.zip", "a.txt")
    assert count_files([tmp_path]) is None


def test_plain_texts(tmp_path):
    (tmp_path / "a.txt").write_text("Bir.\nİki.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("\n", encoding="utf-8")
    good, bad = read_plain_archive([tmp_path])
    assert not isinstance(good, BadInput)
    assert good.texts == ("Bir.", "İki.")
    assert isinstance(bad, BadInput)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("pack", "name"), [(zipped, "news.zip"), (tarred, "news.tar")])
def test_a_name_that_is_twice_in_an_archive_is_refused(tmp_path, pack, name):
    path = pack(tmp_path / name, "a.txt", "a.txt")
    ids, refused = read(path)
    assert ids == ["a"]
    assert refused == [f"{path}/a.txt: has the id 'a', and so has {path}/a.txt"]
