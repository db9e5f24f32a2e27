"""TMX: strict in what is written, lenient in what is read, and safe against what is sent."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from tests.conftest import ROOT
from tests.formats.bitexts import BARE, FULL, UNITS
from workbench.errors import BadInput, Problem, WorkbenchError
from workbench.formats.tmx import Tmx
from workbench.formats.tmx_check import check_tmx
from workbench.model.unit import Origin, Status

TMX = Tmx()
HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" '
    'adminlang="en" srclang="az" datatype="plaintext"/>'
)
PAIR = "<tuv xml:lang='az'><seg>Bəli.</seg></tuv><tuv xml:lang='en'><seg>Yes.</seg></tuv>"


def document(*units, header=HEADER, before="", version="1.4"):
    body = "\n".join(units)
    return f'{before}<tmx version="{version}">\n{header}\n<body>\n{body}\n</body></tmx>'


def tu(*variants):
    """A unit of (language attribute, inner XML of the seg)."""
    texts = (f"<tuv {language}><seg>{inner}</seg></tuv>" for language, inner in variants)
    return f"<tu>{''.join(texts)}</tu>"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "memory.tmx"


def read(path, content, encoding="utf-8"):
    """The pairs of a document, and what was told of the others."""
    path.write_bytes(content.encode(encoding))
    told: list[Problem] = []
    pairs = [(unit.source, unit.target) for unit in TMX.read(path, told.append)]
    return pairs, told


# Written ------------------------------------------------------------------------------------


def test_the_layout_other_programs_expect(path):
    TMX.write([FULL], path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(
        "<?xml version='1.0' encoding='UTF-8'?>\n<tmx version=\"1.4\">\n<header "
    )
    (unit,) = etree.parse(path).iterfind("body/tu")
    assert unit.get("tuid") == FULL.id
    props = {prop.get("type"): prop.text for prop in unit.iterfind("prop")}
    assert props == {
        "x-article": "2025/liman",
        "x-paragraph": "3",
        "x-index": "1",
        "x-origin": "engine",
        "x-status": "confirmed",
        "x-engine": "starter@3f2a91c0",
        "x-findings": "term-missing:error;spaces:warning",
        "x-article-date": "2025-10-22",
        "x-glossary": "news@0a1b2c3d4e5f",
        "x-translator": "aygün",
        "x-seconds": "12.5",
        "x-edit-distance": "0",
        "x-accepted": "spaces;numbers",
        "x-confidence": "0.812",
    }
    history = {
        "creationdate": "20251022T110705Z",
        "creationid": "starter@3f2a91c0",
        "changedate": "20251023T000000Z",
        "changeid": "aygün",
    }
    _, target = unit.iterfind("tuv")
    assert history.items() <= dict(unit.attrib).items()
    assert history.items() <= dict(target.attrib).items()
    assert f"<seg>{FULL.source}</seg>" in text


def test_units_without_a_translation_are_left_out_and_told(path):
    untranslated = replace(BARE, paragraph=2, target=" ")
    told: list[Problem] = []
    assert (
        TMX.write([BARE, untranslated, replace(BARE, source="", target="")], path, told.append) == 1
    )
    assert [problem.what for problem in told] == [
        "a#2.0 has no target",
        "a#0.0 has no source and no target",
    ]
    assert len(list(TMX.read(path))) == 1


def test_an_invalid_file_never_takes_the_place_of_a_valid_one(path, monkeypatch):
    TMX.write([BARE], path)
    before = path.read_bytes()
    monkeypatch.setattr("workbench.formats.tmx_units.spell_date", lambda _moment: "yesterday")
    with pytest.raises(WorkbenchError, match=r"would not be valid: line .* creationdate"):
        TMX.write([FULL], path)
    assert path.read_bytes() == before


@pytest.mark.shared
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(unit=UNITS)
def test_the_dtd_agrees(path, shared, unit):
    with (shared / "bench" / "tmx14.dtd").open("rb") as file:
        dtd = etree.DTD(file)
    TMX.write([unit, FULL, BARE], path)
    assert dtd.validate(etree.parse(path)), dtd.error_log


def test_memory_does_not_grow_with_the_file(tmp_path):
    few, many = (peak_in_mebibytes(tmp_path / f"{count}.tmx", count) for count in (500, 8000))
    assert many < few + 4


def peak_in_mebibytes(path, count):
    script = f"""
import resource
from dataclasses import replace
from pathlib import Path
from tests.formats.bitexts import FULL
from workbench.formats.tmx import Tmx
path = Path({str(path)!r})
Tmx().write((replace(FULL, index=index) for index in range({count})), path)
assert sum(1 for _ in Tmx().read(path)) == {count}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return int(subprocess.check_output([sys.executable, "-c", script], env=environment))


# Read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("version", ["1.1", "1.4", "1.4b"])
def test_encodings_and_versions(path, encoding, version):
    declared = "utf-16" if encoding == "utf-16" else "utf-8"
    before = f'<?xml version="1.0" encoding="{declared}"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
    content = document(f"<tu>{PAIR}</tu>", before=before, version=version)
    assert read(path, content, encoding) == ([("Bəli.", "Yes.")], [])


@pytest.mark.parametrize("source", ["az", "AZ", "az-AZ", "az_AZ", "aze", "az-Latn-AZ", "azj"])
@pytest.mark.parametrize("target", ["en", "EN-US", "en_GB", "eng"])
@pytest.mark.parametrize("attribute", ["xml:lang", "lang"])
def test_language_tags(path, source, target, attribute):
    unit = tu((f'{attribute}="{target}"', "Yes."), (f'{attribute}="{source}"', "Bəli."))
    assert read(path, document(unit)) == ([("Bəli.", "Yes.")], [])


@pytest.mark.parametrize(
    "language", ['xml:lang="xx"', 'xml:lang=""', "", 'xml:lang="azb"', "x='en'"]
)
def test_an_unknown_language_is_never_taken_for_another(path, language):
    pairs, told = read(path, document(tu(('xml:lang="az"', "Bəli."), (language, "Yes."))))
    assert pairs == []
    assert "expected a text in az and one in en, found az, " in told[0].what


def test_further_languages_and_variants(path):
    unit = tu(
        ('xml:lang="tr"', "Evet."),
        ('xml:lang="en-GB"', "Yes."),
        ('xml:lang="az"', "Bəli."),
        ('xml:lang="en-US"', "Yeah."),
    )
    assert read(path, document(unit)) == ([("Bəli.", "Yes.")], [])


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<bpt i="1">&lt;b&gt;</bpt>Liman<ept i="1">&lt;/b&gt;</ept> açıq.', "Liman açıq."),
        ("Liman<ph>{1}</ph> <hi>çox <hi>açıq</hi></hi>.", "Liman çox açıq."),
        ('<it pos="begin">x</it>Liman<ut>y</ut>.', "Liman."),
        ("Liman<ph>a<sub>qeyd</sub></ph>.", "Liman."),
        ("Liman<!-- şərh --><?pi?> açıq.", "Liman açıq."),
        ("<![CDATA[Liman & <gəmi>]]>", "Liman & <gəmi>"),
        ("Liman <naməlum>açıq</naməlum>.", "Liman açıq."),
    ],
)
def test_inline_codes(path, inner, text):
    unit = tu(('xml:lang="az"', inner), ('xml:lang="en"', "The port."))
    assert read(path, document(unit)) == ([(text, "The port.")], [])


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("<tu/>", "expected a text in az and one in en, found no text"),
        (tu(('xml:lang="az"', "Bəli.")), "expected a text in az and one in en, found az"),
        (tu(('xml:lang="az"', "Bəli."), ('xml:lang="en"', " ")), "the English text is empty"),
        (tu(('xml:lang="az"', ""), ('xml:lang="en"', "Yes.")), "the Azerbaijani text is empty"),
        (
            "<tu><tuv xml:lang='az'/><tuv xml:lang='en'><seg>Yes.</seg></tuv></tu>",
            "the Azerbaijani text is empty",
        ),
        (
            f"<tu><prop type='x-article'>a</prop><prop type='x-index'>bir</prop>{PAIR}</tu>",
            "index: expected a whole number, found 'bir'",
        ),
        (
            f"<tu><prop type='x-article'>a</prop><prop type='x-status'>hazır</prop>{PAIR}</tu>",
            "status: expected one of empty, machine, draft, confirmed, reviewed, rejected, "
            "found 'hazır'",
        ),
    ],
)
def test_a_unit_that_cannot_be_read_is_told_with_its_line_and_the_others_go_on(path, unit, told):
    pairs, problems = read(path, document(f"<tu>{PAIR}</tu>", unit, f"<tu>{PAIR}</tu>"))
    assert len(pairs) == 2
    (problem,) = problems
    assert (problem.path, problem.line, problem.what) == (str(path), 5, told)


def test_without_a_listener_the_problems_come_together_after_the_last_unit(path):
    path.write_text(document("<tu/>", f"<tu>{PAIR}</tu>", *["<tu/>"] * 30), encoding="utf-8")
    reading = TMX.read(path)
    assert next(reading).target == "Yes."
    with pytest.raises(BadInput) as caught:
        next(reading)
    assert len(caught.value.problems) == 21
    assert caught.value.problems[-1].what == "11 more of the kind"


def test_a_memory_of_another_program(path):
    """Its own x-origin and its malformed date are left alone; the ids are stable."""
    unit = (
        '<tu creationdate="2020-01-01" changedate="20200102T030405Z" changeid="Rəna">'
        f"<prop type='x-origin'>TM</prop><note>qeyd</note>{PAIR}</tu>"
    )
    path.write_text(document(unit, unit), encoding="utf-8")
    first, second = TMX.read(path)
    assert (first.id, second.id) == ("memory#1.0", "memory#1.1")
    assert (first.origin, first.status, first.translator) == (Origin.MEMORY, Status.DRAFT, "Rəna")
    assert first.created is None
    assert first.changed is not None
    assert first.changed.year == 2020


def test_a_namespace_makes_no_difference(path):
    content = document(f"<tu>{PAIR}</tu>").replace("<tmx ", '<tmx xmlns="http://example.org/tmx" ')
    assert read(path, content) == ([("Bəli.", "Yes.")], [])


# Hostile or damaged --------------------------------------------------------------------------


def refusal(path, content):
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        list(TMX.read(path))
    assert check_tmx(path)
    return str(caught.value)


def test_entities_are_not_read_from_other_files(path, tmp_path):
    (tmp_path / "secret.txt").write_text("gizli", encoding="utf-8")
    before = f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>\n'
    unit = tu(('xml:lang="az"', "&x;"), ('xml:lang="en"', "Yes."))
    told = refusal(path, document(unit, before=before))
    assert "declares entities" in told
    assert "gizli" not in told


@pytest.mark.parametrize("place", ["<seg>&e9;</seg>", "<seg x='&e9;'>a</seg>"])
def test_entities_do_not_blow_up(path, place):
    declared = ['<!ENTITY e0 "ha">']
    declared += [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)]
    unit = f"<tu><tuv xml:lang='az'>{place}</tuv></tu>"
    told = refusal(path, document(unit, before=f"<!DOCTYPE tmx [{''.join(declared)}]>\n"))
    assert "declares entities" in told or "damaged XML" in told


def test_an_outer_dtd_is_not_loaded(path, tmp_path):
    (tmp_path / "evil.dtd").write_text('<!ENTITY x "içəri">', encoding="utf-8")
    before = f'<!DOCTYPE tmx SYSTEM "{tmp_path}/evil.dtd">\n'
    unit = tu(('xml:lang="az"', "Liman&x;"), ('xml:lang="en"', "The port."))
    path.write_text(document(unit, before=before), encoding="utf-8")
    with pytest.raises(BadInput, match=r"memory\.tmx:5: expected text, found the entity &x;"):
        list(TMX.read(path))
    assert any("the entity &x;" in problem.what for problem in check_tmx(path))


def test_damage_is_told_with_its_line_after_the_units_before_it(path):
    path.write_text(document(f"<tu>{PAIR}</tu>", "<tu><tuv></tu>"), encoding="utf-8")
    reading = TMX.read(path)
    assert next(reading).target == "Yes."
    with pytest.raises(BadInput, match=r"memory\.tmx:5: damaged XML: "):
        next(reading)


@pytest.mark.parametrize("content", ["", "  \n", "<tmx", document(f"<tu>{PAIR}</tu>")[:-12]])
def test_a_file_that_was_cut_off(path, content):
    assert "damaged XML" in refusal(path, content)


def test_another_kind_of_xml(path):
    told = refusal(path, "<?xml version='1.0'?>\n<xliff version='1.2'><file/></xliff>")
    assert "memory.tmx:2: expected a TMX file, found the element <xliff>" in told


def test_control_characters_are_refused(path):
    unit = tu(('xml:lang="az"', "Bəli&#1;"), ('xml:lang="en"', "Yes."))
    assert "memory.tmx:4: damaged XML" in refusal(path, document(unit))


# Checked -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ('version="1.4"', 'version="1.4b"', 1, "tmx"),
        (' srclang="az"', "", 2, "header"),
        ('srclang="az"', 'srclang="*all*"', 2, "header"),
        (' o-tmf="x"', "", 2, "header"),
        ('segtype="sentence"', 'segtype="word"', 2, "header"),
        ("<tu>", "<tu creationdate='2025-10-22'>", 4, "creationdate"),
        ("<tu>", "<tu changedate='20250230T000000Z'>", 4, "expected YYYYMMDDThhmmssZ"),
        ("xml:lang='en'", "xml:lang='en_GB'", 4, "lang"),
        ("xml:lang='en'", "lang='en'", 4, "tuv"),
        ("xml:lang='az'", "xml:lang='az-AZ'", 4, "no text in the source language az"),
        ("<seg>Yes.</seg>", "<seg> </seg>", 4, "empty seg"),
        ("<seg>Yes.</seg>", "", 4, "Expecting an element"),
        ("</tu>", "<prop type='x-a'>b</prop></tu>", 4, "prop"),
        ("<tu>", "<tu><prop>b</prop>", 4, "prop"),
        ("<seg>Yes.", "<seg><b>Yes.</b>", 4, "b"),
        ("<body>", "<header/><body>", 3, "header"),
    ],
)
def test_what_strict_programs_refuse(path, before, after, line, told):
    valid = document(f"<tu>{PAIR}</tu>")
    path.write_text(valid, encoding="utf-8")
    assert check_tmx(path) == []
    path.write_text(valid.replace(before, after, 1), encoding="utf-8")
    problems = check_tmx(path)
    assert any(told in problem.what and problem.line == line for problem in problems), problems


def test_every_feature_of_the_format_is_allowed(path):
    header = HEADER.replace(
        "/>",
        " creationdate='20250101T000000Z' o-encoding='utf-8'><note xml:lang='en'>a</note>"
        "<ude name='u'><map unicode='#xF8FF' code='#xF0'/></ude><prop type='x-a'>b</prop></header>",
    )
    inner = (
        '<bpt i="1" type="bold">a<sub>b</sub></bpt>Yes<ept i="1"/><ph assoc="p"/>'
        '<it pos="end">c</it><hi type="x">d<ut>e</ut></hi>.'
    )
    unit = f"<tu tuid='1' usagecount='2'><note>n</note>{PAIR.replace('Yes.', inner)}</tu>"
    path.write_text(document(unit, header=header), encoding="utf-8")
    assert check_tmx(path) == []
    assert read(path, path.read_text(encoding="utf-8")) == ([("Bəli.", "Yesd.")], [])


def test_many_problems_are_cut_short(path):
    path.write_text(document(*["<tu/>"] * 50), encoding="utf-8")
    assert len(check_tmx(path)) == 20
