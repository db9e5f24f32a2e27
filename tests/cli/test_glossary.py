"""`glossary check` and `glossary convert`."""

import pytest

from tests.conftest import ROOT
from workbench.formats.glossary_csv import read_glossary
from workbench.formats.glossary_tbx import read_tbx

DOUBTFUL = """source,target,status
liman,port,
"liman ",harbour,admitted

o,he,
Kür,Kür çayı,
"""


def test_doubtful_rows_are_told_with_their_lines(workbench, folder):
    (folder / "ours.csv").write_text(DOUBTFUL, encoding="utf-8")
    outcome = workbench("glossary", "check", "ours.csv")
    assert outcome.status == 1
    assert outcome.out.splitlines() == [
        "ours.csv:3: 'liman ' = 'harbour': the source has blanks that will be ignored",
        "ours.csv:5: 'o' = 'he': a term of one letter will be found everywhere",
        "ours.csv:6: 'Kür' = 'Kür çayı': the English has the Azerbaijani letter 'ı'",
    ]
    assert outcome.err == "4 rows checked: 3 doubtful\n"


def test_doubts_of_a_tbx_have_lines_too(workbench, folder):
    (folder / "ours.csv").write_text(DOUBTFUL, encoding="utf-8")
    assert workbench("glossary", "convert", "ours.csv", "ours.tbx").status == 0
    outcome = workbench("glossary", "check", "ours.tbx")
    tbx = (folder / "ours.tbx").read_text("utf-8").splitlines()
    places = [int(line.split(":")[1]) for line in outcome.out.splitlines()]
    assert outcome.status == 1
    assert len(places) == 3
    assert all("<tig>" in tbx[place - 1] for place in places)


def test_a_glossary_without_doubts_leaves_with_zero(workbench, folder):
    (folder / "ours.csv").write_text("source,target\nliman,port\n", encoding="utf-8")
    outcome = workbench("glossary", "check", "ours.csv")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "1 rows checked: 0 doubtful\n")


def test_the_shipped_glossary_survives_both_ways(workbench, folder):
    shipped = ROOT / "glossaries" / "news.csv"
    assert workbench("glossary", "convert", shipped, "news.tbx").status == 0
    assert read_tbx(folder / "news.tbx") == read_glossary(shipped)
    outcome = workbench("glossary", "convert", "news.tbx", "news.csv")
    rows = sum(1 for _ in read_glossary(shipped).terms)
    assert outcome.err == f"{rows} rows written to news.csv\n"
    assert read_glossary(folder / "news.csv") == read_glossary(shipped)


def test_standard_output_gets_csv(workbench, folder):
    (folder / "ours.csv").write_text("target;source\nport;liman\n", encoding="utf-8")
    outcome = workbench("glossary", "convert", "ours.csv", "-")
    assert outcome.out == "source,target,status,case,domain,note\nliman,port,preferred,auto,,\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "absent.csv"], "absent.csv: no such file"),
        (["check", "twice.csv"], "twice.csv:3: the rendering 'port' of 'liman' stands already"),
        (["convert", "twice.csv", "out.tbx"], "twice.csv:3:"),
        (["convert", "good.csv", "out.xlsx"], "out.xlsx: expected a glossary (.csv or .tbx)"),
    ],
)
def test_wrong_glossaries_and_names(workbench, folder, arguments, told):
    (folder / "twice.csv").write_text("source,target\nliman,port\nliman,port\n", "utf-8")
    (folder / "good.csv").write_text("source,target\nliman,port\n", encoding="utf-8")
    outcome = workbench("glossary", *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert told in outcome.err
    assert not (folder / "out.tbx").exists()
