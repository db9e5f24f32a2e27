"""TSV: its escapes, foreign columns, and lines that do not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.bitexts import BARE, FULL
from workbench.errors import BadInput, Problem
from workbench.formats.columns import COLUMNS
from workbench.formats.tsv import Tsv, escape, unescape

TSV = Tsv()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.tsv"


def test_a_line_a_unit(path):
    TSV.write([FULL, BARE], path)
    lines = path.read_bytes().decode().split("\n")
    assert lines[0].split("\t") == list(COLUMNS)
    assert lines[1].split("\t") == [
        "2025/liman", "3", "1", FULL.source, FULL.target, "engine", "confirmed",
        "starter@3f2a91c0", "term-missing:error;spaces:warning", "2025-10-22",
        "news@0a1b2c3d4e5f", "aygün", "2025-10-22T11:07:05Z", "2025-10-23T00:00:00Z", "12.5",
        "0", "spaces;numbers", "0.812",
    ]  # fmt: skip
    assert lines[2:] == ["a\t0\t0\tBəli.\tYes.\t\tmachine" + "\t" * 11, ""]


@given(st.text("\\tnr\t\n\r a"))
def test_escapes_are_reversible_and_hold_a_line_together(text):
    field = escape(text)
    assert unescape(field) == text
    assert not set("\t\n\r") & set(field)


def test_columns_may_stand_in_any_order_and_be_strange(path):
    path.write_bytes("target\tnote\tsource\r\nYes.\tx\tBəli.\r\n\r\nNo.\t\tYox.\r\n".encode())
    units = list(TSV.read(path))
    assert [(unit.id, unit.source, unit.target) for unit in units] == [
        ("news#1.0", "Bəli.", "Yes."),
        ("news#1.1", "Yox.", "No."),
    ]


def test_a_spreadsheet_saves_utf_16(path):
    path.write_bytes("source\ttarget\r\nBəli.\tYes.\r\n".encode("utf-16"))
    assert [unit.source for unit in TSV.read(path)] == ["Bəli."]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Bəli.", "expected 4 columns, found 1"),
        ("Bəli.\tYes.\tx\t\t", "expected 4 columns, found 5"),
        ("Bəli.\tYes.\tx\t", "paragraph: expected a whole number, found 'x'"),
        ("Bəli.\tYes.\t-1\t", "paragraph: expected a number from 0, found -1"),
        ("Bəli.\tYes.\t1\tnumbers", "findings: expected check:severity, found 'numbers'"),
        ("Bəli.\tYes.\t1\tnumbers:awful", "findings: expected check:severity, found 'num"),
    ],
)
def test_a_line_that_does_not_fit_is_told_and_the_others_go_on(path, line, told):
    path.write_text(
        f"source\ttarget\tparagraph\tfindings\n{line}\nYox.\tNo.\t2\t\n", encoding="utf-8"
    )
    problems: list[Problem] = []
    (unit,) = TSV.read(path, problems.append)
    assert unit.target == "No."
    assert [(problem.line, problem.what[: len(told)]) for problem in problems] == [(2, told)]
    with pytest.raises(BadInput, match=r"news\.tsv:2: "):
        list(TSV.read(path))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no column source and target; expected column names, found ''"),
        ("source\tenglish\n", "no column target; expected column names"),
        ("Bəli.\tYes.\n", "no column source and target"),
    ],
)
def test_a_file_without_the_columns(path, content, told):
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        list(TSV.read(path))
    assert f"news.tsv:1: {told}" in str(caught.value)
    assert "article, paragraph, index" in caught.value.hint
