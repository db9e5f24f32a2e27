"""Glossaries as TBX: the way there and back, foreign files, and hostile ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from workbench.errors import BadInput
from workbench.formats.glossary_tbx import read_tbx, write_tbx
from workbench.model.term import CaseRule, Term, TermStatus
from workbench.terminology.glossaries import build_glossary


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "news.tbx"


def concept(azerbaijani: str, english: str, *, above: str = "") -> str:
    return (
        f'<martif><text><body><termEntry>{above}<langSet xml:lang="az-AZ">{azerbaijani}</langSet>'
        f'<langSet lang="en_US">{english}</langSet><langSet xml:lang="ru"><tig><term>p</term></tig>'
        "</langSet></termEntry></body></text></martif>"
    )


def tig(term: str, status: str = "") -> str:
    note = f'<termNote type="administrativeStatus">{status}</termNote>' if status else ""
    return f"<tig><term>{term}</term>{note}</tig>"


def read(file: Path, text: str) -> list[Term]:
    file.write_text(text)
    return list(read_tbx(file).terms)


def test_a_file_of_another_tool_is_read(file: Path) -> None:
    english = tig("port") + tig("harbour") + tig("haven", "supersededTerm-admn-sts")
    above = '<!-- note --><descrip type="subjectField">sea</descrip>'
    assert read(file, concept(tig("liman"), english, above=above)) == [
        Term(source="liman", target="port", domain="sea"),
        Term(source="liman", target="harbour", status=TermStatus.ADMITTED, domain="sea"),
        Term(source="liman", target="haven", status=TermStatus.FORBIDDEN, domain="sea"),
    ]


def test_synonyms_nested_groups_and_version_3_are_read(file: Path) -> None:
    nested = "<ntig><termGrp><term>port</term></termGrp></ntig>"
    rows = read(file, concept(tig("liman") + tig("körfəz"), nested))
    assert [(term.source, term.target) for term in rows] == [("liman", "port"), ("körfəz", "port")]
    version_3 = (
        '<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic"><text><body><conceptEntry id="1">'
        '<langSec xml:lang="az"><termSec><term>su</term></termSec></langSec>'
        '<langSec xml:lang="en"><termSec><term>water</term></termSec></langSec>'
        "</conceptEntry></body></text></tbx>"
    )
    assert read(file, version_3) == [Term(source="su", target="water")]


def test_no_dtd_is_fetched(file: Path) -> None:
    doctype = '<!DOCTYPE martif SYSTEM "http://nowhere.invalid/TBXcoreStructV02.dtd">'
    assert len(read(file, doctype + concept(tig("su"), tig("water")))) == 1


BOMB = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no well-formed XML"),
        ("<martif><text>", "no well-formed XML"),
        ("plain text", "no well-formed XML"),
        ("<tmx/>", "expected TBX .*, found tmx"),
        (concept(tig(" "), tig("water")), "1: expected a term, found none"),
        (
            concept(tig("su"), tig("water") + tig("aqua", "preferredTerm-admn-sts")),
            "already has the",
        ),
        (
            f'<!DOCTYPE martif [<!ENTITY e0 "x">{BOMB}]>' + concept(tig("&e9;"), tig("water")),
            "amplification|the entity &e9; is not resolved",
        ),
        (
            '<!DOCTYPE martif [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
            + concept(tig("&f;"), tig("water")),
            "the entity &f; is not resolved",
        ),
    ],
)
def test_bad_files_are_told(file: Path, text: str, told: str) -> None:
    file.write_text(text)
    with pytest.raises(BadInput, match=told):
        read_tbx(file)


def test_control_characters_are_refused_and_nothing_is_written(file: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written as XML"):
        write_tbx(build_glossary("news", [Term(source="su\x01", target="water")]), file)
    assert not file.exists()


def test_the_document_is_tbx_basic(file: Path) -> None:
    write_tbx(build_glossary("news", [Term(source="su", target="water", domain="nature")]), file)
    root = etree.parse(file).getroot()
    assert (root.tag, root.get("type")) == ("martif", "TBX-Basic")
    assert [child.tag for child in root] == ["martifHeader", "text"]
    assert [child.tag for child in root.iter("termEntry").__next__()] == [
        "descrip",
        "langSet",
        "langSet",
    ]


fields = st.one_of(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        max_size=9,
    ),
    st.text("aə<&>\"' \n\t\r", max_size=9),
).map(lambda text: f"a{text}b")
terms = st.builds(
    Term,
    source=st.sampled_from(["su", "Su", "su "]),
    target=fields,
    status=st.sampled_from([TermStatus.ADMITTED, TermStatus.FORBIDDEN]),
    case=st.sampled_from(CaseRule),
    domain=st.sampled_from(["", "sea", "law"]),
    note=st.one_of(st.sampled_from(["", "case: exact"]), fields),
)


@given(rows=st.lists(terms, unique_by=lambda term: " ".join(term.target.split()), max_size=8))
def test_what_is_written_is_read_back(
    rows: list[Term], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("glossary") / "x.tbx"
    glossary = build_glossary("x", rows)
    write_tbx(glossary, path)
    assert read_tbx(path) == glossary
