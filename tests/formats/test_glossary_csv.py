"""Glossaries as CSV: what is read, what is refused with which words, and the way back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import BadInput
from workbench.formats.glossary_csv import read_glossary, write_glossary
from workbench.model.term import CaseRule, Term, TermStatus
from workbench.terminology.glossaries import build_glossary

FULL = "source,target,status,case,domain,note\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "news.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(file: Path, encoding: str, separator: str) -> None:
    lines = [
        "Status|Target|source|note",
        "|Middle Corridor|Orta Dəhliz|",
        "",
        'admitted|"a|b"|Orta Dəhliz',
    ]
    file.write_text("\r\n".join(lines).replace("|", separator), encoding=encoding)
    glossary = read_glossary(file)
    assert glossary.name == "news"
    assert list(glossary.terms) == [
        Term(source="Orta Dəhliz", target="Middle Corridor"),
        Term(source="Orta Dəhliz", target=f"a{separator}b", status=TermStatus.ADMITTED),
    ]
    assert [entry.source for entry in glossary.entries] == ["Orta Dəhliz"]


def test_a_glossary_without_rows_is_fine(file: Path) -> None:
    file.write_text(FULL)
    assert read_glossary(file).entries == ()


def test_every_problem_is_told_at_its_line(file: Path) -> None:
    file.write_text(
        FULL
        + "Orta Dəhliz,Middle Corridor\n"
        + "Orta Dəhliz,Central Corridor\n"
        + '"körpü\n(yol)",bridge,best,loud\n'
        + ",port\n"
        + "liman, \n"
        + "Orta Dəhliz,Middle Corridor,forbidden\n"
        + "a,b,c,d,e,f,g\n"
    )
    with pytest.raises(BadInput) as caught:
        read_glossary(file)
    assert [str(problem).removeprefix(f"{file}:") for problem in caught.value.problems] == [
        "3: 'Orta Dəhliz' already has the preferred translation 'Middle Corridor' (line 2)",
        "4: unknown status 'best'; expected preferred, admitted, forbidden",
        "4: unknown case 'loud'; expected auto, exact, ignore",
        "6: no source; expected an Azerbaijani term",
        "7: no target; expected an English rendering",
        "8: the rendering 'Middle Corridor' of 'Orta Dəhliz' is forbidden here and preferred"
        " on line 2",
        "9: expected 6 fields, found 7",
    ]
    assert caught.value.hint == "keep one, or mark the other 'admitted'."


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty; expected a line with the columns source, target"),
        (b"\n\n", "the file is empty"),
        (b"source;english\n", "the column 'target' is missing; found: source, english; expected: "),
        (b"source,target,statsu\n", "unknown column 'statsu'; expected: source, target, status"),
        (b"source,target,source\n", "the column 'source' stands twice"),
        (b'source,target\n"a"b,c\n', "cannot be read as CSV"),
        (b"source,target\na,b\xff\n", "expected UTF-8"),
        (b"source,target\na\0,b\n", "binary"),
        (b"source,target\na," + b"b" * 200_000, "cannot be read as CSV"),
    ],
)
def test_files_that_are_no_glossary(file: Path, content: bytes, told: str) -> None:
    file.write_bytes(content)
    with pytest.raises(BadInput, match=told):
        read_glossary(file)


def test_a_missing_file_is_told(file: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        read_glossary(file)


printable = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
words = st.text("abəİ ,;\"'\t\n-", max_size=8).map(lambda text: f"a{text}b")
fields = st.one_of(words, printable.map(lambda text: f"a{text}b"))
terms = st.builds(
    Term,
    source=fields,
    target=fields,
    status=st.just(TermStatus.ADMITTED),
    case=st.sampled_from(CaseRule),
    domain=st.one_of(st.just(""), fields),
    note=st.one_of(st.just(""), fields),
)


@given(rows=st.lists(terms, unique_by=lambda term: " ".join(term.target.split()), max_size=8))
def test_what_is_written_is_read_back(
    rows: list[Term], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("glossary") / "x.csv"
    glossary = build_glossary("x", rows)
    write_glossary(glossary, path)
    assert read_glossary(path) == glossary


def test_the_shipped_glossary_is_read() -> None:
    path = Path(__file__).parents[2] / "glossaries" / "news.csv"
    assert len(read_glossary(path).entries) > 150
