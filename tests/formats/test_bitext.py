"""The contract of every bitext format: nothing lost, nothing reordered, nothing half-written."""

import io
import re
import sys
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.formats.bitexts import BARE, FULL, TEXTS, UNITS
from workbench.errors import BadInput, WorkbenchError
from workbench.formats.bitext import FORMATS, format_for
from workbench.formats.columns import COLUMNS, texts_of, unit_of
from workbench.formats.tmx_check import check_tmx
from workbench.formats.tmx_units import PROPERTIES, property_type
from workbench.model.finding import Finding
from workbench.model.unit import Origin, Status, TranslationUnit

each_format = pytest.mark.parametrize("bitext", FORMATS, ids=lambda bitext: bitext.name)
in_one_folder = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def path(bitext, tmp_path):
    return tmp_path / f"news{bitext.suffix}"


def kept(bitext, unit):
    """What a format keeps of a unit: TSV and TMX tell a finding by id and severity."""
    if bitext.name == "jsonl":
        return unit
    findings = tuple(
        Finding(check_id=f.check_id, severity=f.severity, message="", message_az="")
        for f in unit.findings
    )
    return replace(unit, findings=findings)


def numbered(count):
    return [replace(FULL, index=index, target=f"The port of {index}.") for index in range(count)]


@each_format
@in_one_folder
@given(units=st.lists(UNITS, max_size=4))
def test_what_is_written_is_read_back(bitext, path, units):
    assert bitext.write(units, path) == len(units)
    assert list(bitext.read(path)) == [kept(bitext, unit) for unit in units]


@each_format
def test_everything_that_is_known_comes_back(bitext, path):
    bitext.write([FULL, BARE], path)
    assert list(bitext.read(path)) == [kept(bitext, FULL), BARE]


@each_format
def test_the_order_is_kept_and_memory_flat(bitext, path):
    bitext.write(iter(numbered(10)), path)
    few = peak(bitext, path, 200)
    many = peak(bitext, path, 2000)
    assert [unit.index for unit in bitext.read(path)] == list(range(2000))
    assert many < few + 400_000


def peak(bitext, path, count):
    tracemalloc.start()
    bitext.write((replace(FULL, index=index) for index in range(count)), path)
    for _ in bitext.read(path):
        pass
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest


@each_format
def test_units_are_written_as_they_come(bitext, path):
    seen = []

    def units():
        for index in range(3):
            seen.append(index)
            yield replace(FULL, index=index)

    bitext.write(units(), path)
    reading = bitext.read(path)
    assert next(reading).index == 0
    reading.close()
    assert seen == [0, 1, 2]


@each_format
def test_the_same_units_give_the_same_bytes(bitext, tmp_path):
    for suffix in (bitext.suffix, f"{bitext.suffix}.gz"):
        first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
        for path in (first, second):
            bitext.write(numbered(5), path)
        assert first.read_bytes() == second.read_bytes()
        assert len(list(bitext.read(first))) == 5


@each_format
def test_no_units_give_a_valid_file(bitext, path):
    assert bitext.write([], path) == 0
    assert list(bitext.read(path)) == []
    assert bitext.name != "tmx" or check_tmx(path) == []


@each_format
def test_an_error_among_the_units_leaves_the_old_file(bitext, path):
    def failing():
        yield FULL
        raise WorkbenchError("the engine has gone")

    bitext.write([BARE], path)
    before = path.read_bytes()
    with pytest.raises(WorkbenchError, match="the engine has gone"):
        bitext.write(failing(), path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@each_format
def test_what_unicode_or_xml_cannot_hold_does_not_move_offsets(bitext, path):
    odd = replace(BARE, source="Bak\udcf6 \x00\x0b\x1f", target="Bak\ud800u \ufffe")
    bitext.write([odd], path)
    (unit,) = bitext.read(path)
    assert (len(unit.source), len(unit.target)) == (len(odd.source), len(odd.target))
    assert unit.source.startswith("Bak\N{REPLACEMENT CHARACTER} ")


@each_format
def test_moments_are_written_in_utc(bitext, path):
    baku = datetime(2025, 10, 22, 2, 7, 5, tzinfo=timezone(timedelta(hours=4)))
    naive = datetime(2025, 10, 22, 2, 7, 5)  # noqa: DTZ001 - some databases give such
    bitext.write([replace(BARE, created=baku, changed=naive)], path)
    (unit,) = bitext.read(path)
    assert unit.created == datetime(2025, 10, 21, 22, 7, 5, tzinfo=UTC)
    assert unit.changed == datetime(2025, 10, 22, 2, 7, 5, tzinfo=UTC)


@each_format
def test_standard_streams(bitext, capsysbinary, monkeypatch, path):
    bitext.write([FULL], Path("-"))
    bitext.write([FULL], path)
    written = capsysbinary.readouterr().out
    assert written == path.read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(written)))
    assert list(bitext.read(Path("-"))) == [kept(bitext, FULL)]


@each_format
@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0", b"\xff\xff\xff", b"salam\n"])
def test_another_file_is_told_by_its_path(bitext, path, content):
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        list(bitext.read(path))
    assert all(problem.path == str(path) for problem in caught.value.problems)
    assert all(problem.line == 1 for problem in caught.value.problems)


@each_format
def test_a_missing_file(bitext, path):
    with pytest.raises(BadInput, match="no such file"):
        list(bitext.read(path))


def test_the_columns_begin_as_the_command_line_promises():
    assert COLUMNS[:9] == (
        "article", "paragraph", "index", "source", "target", "origin", "status", "engine",
        "findings",
    )  # fmt: skip
    assert tuple(texts_of(FULL)) == COLUMNS


def test_a_format_is_found_by_name_or_ending():
    assert format_for(Path("a.TMX")).name == "tmx"
    assert format_for(Path("a.jsonl.gz")).name == "jsonl"
    assert format_for(Path("a.txt"), "tsv").name == "tsv"
    for path, told in (("a.xliff", "found 'xliff'"), ("news", "found 'no ending'")):
        with pytest.raises(WorkbenchError, match=told):
            format_for(Path(path))
    assert format_for(Path("-")).name == "tsv"
    assert format_for(Path("-"), "tmx").name == "tmx"


@given(TEXTS, st.just("") | TEXTS)
def test_a_pair_without_history_is_a_draft_from_memory(source, target):
    unit = unit_of({"source": source, "target": target}, name="old", number=4)
    expected = (Origin.MEMORY, Status.DRAFT) if target else (Origin.NONE, Status.EMPTY)
    assert (unit.origin, unit.status) == expected
    assert unit == TranslationUnit(
        article="old",
        paragraph=1,
        index=4,
        source=source,
        target=target,
        origin=expected[0],
        status=expected[1],
    )


def test_the_documentation_names_every_column_in_order():
    documentation = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|.*\| (?:`([\w-]+)`|.*) \|$", documentation, re.MULTILINE)
    assert [column for column, _ in rows] == list(COLUMNS)
    properties = {column: place for column, place in rows if place.startswith("x-")}
    assert properties == {column: property_type(column) for column in PROPERTIES}
