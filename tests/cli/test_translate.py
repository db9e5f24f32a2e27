"""`translate`: columns, formats, standard streams, exit statuses."""

import csv
import io
import json
import sys

import pytest
from lxml import etree

from workbench.formats import articles
from workbench.formats.article_text import parse_article
from workbench.workflows.drafting import Drafter

COLUMNS = [
    "article", "paragraph", "index", "source", "target", "origin", "status", "engine", "findings",
]  # fmt: skip


@pytest.fixture
def translate(workbench, tiny_model):
    return lambda *arguments: workbench("translate", *arguments, "--engine", tiny_model)


def table(text):
    return list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_standard_output_gets_tsv(translate, article):
    outcome = translate(article)
    assert (outcome.status, outcome.err) == (0, "")
    heading, *rows = table(outcome.out)
    assert heading[: len(COLUMNS)] == COLUMNS
    assert [row[:3] for row in rows] == [
        ["terminal", "0", "0"],
        ["terminal", "1", "0"],
        ["terminal", "1", "1"],
        ["terminal", "2", "0"],
    ]
    assert all(row[4] for row in rows)
    assert {(row[5], row[6]) for row in rows} == {("engine", "machine")}
    assert {row[7].split("@")[0] for row in rows} == {"tiny"}


def test_the_label_of_a_headline_is_looked_up(translate, article):
    _, first, *_ = table(translate(article).out)
    assert first[3].endswith(" - ŞƏRH")
    assert first[4].endswith(" - COMMENTARY")


def test_a_folder_to_json_lines(translate, article, folder):
    outcome = translate(article.parent.parent, "--out", "news.jsonl")
    assert (outcome.status, outcome.out) == (0, "")
    assert "4 pairs of 1 articles written to news.jsonl" in outcome.err
    rows = [json.loads(line) for line in (folder / "news.jsonl").read_text("utf-8").splitlines()]
    assert list(rows[0])[: len(COLUMNS)] == COLUMNS
    assert rows[0]["article"] == "2025/terminal"


def test_tmx_is_well_formed_and_complete(translate, article, folder):
    assert translate(article, "--out", "news.tmx").status == 0
    tmx = etree.parse(folder / "news.tmx").getroot()
    assert tmx.get("version") == "1.4"
    assert len(tmx.findall(".//tu")) == 4
    assert {tuv.get("{http://www.w3.org/XML/1998/namespace}lang") for tuv in tmx.iter("tuv")} == {
        "az", "en"
    }  # fmt: skip


def test_tmx_to_standard_output(translate, article):
    outcome = translate(article, "--out", "-", "--format", "tmx")
    assert outcome.out.startswith("<?xml")
    assert outcome.out.count("<tu ") + outcome.out.count("<tu>") == 4


def test_standard_input_is_an_article_too(translate, article, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(article.read_bytes()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    _, *rows = table(translate("-").out)
    assert [row[0] for row in rows] == ["stdin"] * 4


def test_plain_lines_and_woven_quotations(translate, folder):
    quoted = 'Nazir "Biz hazırıq. İş davam edir" deyə bildirib.'
    (folder / "plain.txt").write_text(f"Liman açıldı.\n\n{quoted}\n", encoding="utf-8")
    places = [row[1:3] for row in table(translate("plain.txt", "--plain").out)[1:]]
    assert places == [["0", "0"], ["2", "0"]]
    divided = table(translate("plain.txt", "--plain", "--inside-quotations").out)
    assert [row[1:3] for row in divided[1:]] == [["0", "0"], ["2", "0"], ["2", "1"]]


def test_what_is_no_article_is_left_out_with_status_two(translate, article, folder):
    (article.parent / "empty.txt").write_bytes(b"")
    outcome = translate("archive", "--out", "news.tsv")
    assert outcome.status == 2
    assert "Skipped: archive/2025/empty.txt" in outcome.err
    assert len(table((folder / "news.tsv").read_text("utf-8"))) == 5


def test_without_any_article_nothing_is_written(translate, folder):
    (folder / "empty.txt").write_bytes(b"")
    outcome = translate("empty.txt", "--out", "news.tsv")
    assert outcome.status == 2
    assert "there is no article to translate" in outcome.err
    assert "Skipped: empty.txt" in outcome.err
    assert not (folder / "news.tsv").exists()


def test_articles_are_read_while_others_are_translated(translate, article, monkeypatch):
    """No more than a group of articles is held at a time."""
    monkeypatch.setenv("WORKBENCH_ARTICLES_PER_BATCH", "2")
    for number in range(5):
        (article.parent / f"{number}.txt").write_text(article.read_text("utf-8"), "utf-8")
    happened = []

    def noted(what, function):
        def call(*arguments, **options):
            happened.append(what)
            return function(*arguments, **options)

        return call

    monkeypatch.setattr(articles, "parse_article", noted("read", parse_article))
    monkeypatch.setattr(Drafter, "drafts", noted("translate", Drafter.drafts))
    assert translate("archive", "--out", "news.tsv").status == 0
    assert happened == ["read", "read", "translate"] * 3


def test_an_own_glossary_judges_the_pairs(translate, folder):
    (folder / "own.csv").write_text("source,target,domain\nÖZƏL,SPECIAL,rubric\n", encoding="utf-8")
    (folder / "a.txt").write_text(" date 2025-03-04 Liman açıldı - ÖZƏL\nBir söz.\n", "utf-8")
    _, first, _ = table(translate("a.txt", "--glossary", "own.csv").out)
    assert first[4].endswith(" - SPECIAL")


@pytest.mark.shared
def test_the_article_of_the_archive(translate, shared, folder):
    """47 segments, the heading being one; 48 when the quotation in a sentence is split."""
    article = next((shared / "archive").glob("*.txt"))
    for more, segments in (((), 47), (("--inside-quotations",), 48)):
        assert translate(article, "--out", "news.tmx", *more).status == 0
        assert len(etree.parse(folder / "news.tmx").findall(".//tu")) == segments
