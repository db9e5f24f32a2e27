"""Encodings, line ends, and files that are no text."""

import gzip
import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import BadInput
from workbench.formats.encoding import decode, numbered_lines, read_text, split_lines

LETTERS = "Çəhrayı güllər, ğ ı İ I i ö ş ü, Ə; «dırnaq» – tire"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_gives_the_same_letters(encoding):
    assert decode(LETTERS.encode(encoding), "a.txt") == LETTERS


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_lines_are_the_same_in_every_encoding(encoding, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(f"{LETTERS}\r\n\nsonuncu".encode(encoding))
    assert list(numbered_lines(path)) == [(1, LETTERS), (2, ""), (3, "sonuncu")]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=80))
def test_utf_8_is_never_taken_for_something_else(text):
    assert decode(text.encode("utf-8-sig"), "a.txt") == text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7\n%", "found a PDF document"),
        (b"PK\x03\x04\x14\0", "found a ZIP archive or an Office document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "found a PNG picture"),
        (b"\0\x01\x02\x03" * 40, "found a binary file"),
        (bytes(range(256)), "found a binary file"),
        (b"\x01\x02\x03abc", "found a binary file"),
        ("Çəhrayı".encode("utf-16")[:-1], "not UTF-16-LE"),
    ],
)
def test_what_is_no_text_is_told(content, told):
    with pytest.raises(BadInput, match=told):
        decode(content, "a.txt")


def test_an_old_code_page_is_not_guessed():
    with pytest.raises(BadInput) as caught:
        decode("birinci\nikinci ş".encode("windows-1254"), "köhnə.txt")
    assert str(caught.value.problems[0]) == (
        "köhnə.txt:2: expected UTF-8 or UTF-16, found a byte 0xfe that is not UTF-8"
    )
    assert caught.value.hint


def test_a_stray_control_character_stays():
    text = "a" * 200 + "\x0b\x1f"
    assert decode(text.encode(), "a.txt") == text


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", codec="utf-8"))))
def test_lines_split_only_where_they_end(lines):
    for end in ("\n", "\r\n", "\r"):
        assert split_lines("".join(line + end for line in lines)) == lines


def test_gzip_is_unpacked_whatever_its_name(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(gzip.compress(LETTERS.encode()))
    assert read_text(path) == LETTERS
    path.write_bytes(gzip.compress(LETTERS.encode())[:-9])
    with pytest.raises(BadInput, match=r"a\.txt: cannot be read"):
        read_text(path)


def test_standard_input(monkeypatch, tmp_path):
    stream = io.TextIOWrapper(io.BytesIO(LETTERS.encode("utf-16")))
    monkeypatch.setattr(sys, "stdin", stream)
    assert read_text(type(tmp_path)("-")) == LETTERS
    assert not stream.closed


def test_the_line_of_a_broken_byte(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_bytes("bir\niki\nüç \xff\n".encode("latin-1"))
    lines = numbered_lines(path)
    assert [next(lines), next(lines)] == [(1, "bir"), (2, "iki")]
    with pytest.raises(BadInput, match=r"a\.tsv:3"):
        next(lines)


@pytest.mark.parametrize(("name", "told"), [("yox.txt", "no such file"), (".", "found a folder")])
def test_what_cannot_be_opened(name, told, tmp_path):
    with pytest.raises(BadInput, match=told):
        read_text(tmp_path / name)
