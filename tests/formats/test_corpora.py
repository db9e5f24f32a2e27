"""The corpora that come with the workbench are what their README says."""

import re
from collections import Counter
from functools import cache

import pytest

from tests.conftest import ROOT
from workbench.formats.article_text import article_lines
from workbench.formats.articles import read_articles, read_lines
from workbench.formats.bitext import format_for
from workbench.formats.pairs import read_pairs
from workbench.formats.tmx_check import check_tmx
from workbench.model.article import Article

CORPORA = ROOT / "corpora"
SAMPLE = CORPORA / "sample-archive"
DEV = CORPORA / "news-dev"
DEV_PAIRS = DEV / "news-dev.tsv"
TRAIN_PAIRS = CORPORA / "news-train.tsv.gz"
GENERAL_PAIRS = CORPORA / "general-train.tsv.gz"
RUBRICS = {"XƏBƏR", "TƏHLİL", "REPORTAJ", "ŞƏRH", "OÇERK", "MÜSAHİBƏ", "YENİLƏNİB", "ELAN"}
pytestmark = pytest.mark.no_cover  # lines counted over 80,000 pairs would take a minute


@cache
def units(path):
    return list(format_for(path).read(path))


def articles(folder):
    read = list(read_articles([folder]))
    assert all(isinstance(article, Article) for article in read)
    return [article for article in read if isinstance(article, Article)]


@pytest.mark.parametrize(
    ("path", "article_count", "pair_count"),
    [(TRAIN_PAIRS, 917, 14_859), (GENERAL_PAIRS, 4_381, 61_843), (DEV_PAIRS, 50, 814)],
)
def test_counts_are_those_of_the_readme(path, article_count, pair_count):
    rows = units(path)
    assert (len({unit.article for unit in rows}), len(rows)) == (article_count, pair_count)
    readme = (CORPORA / "README.md").read_text(encoding="utf-8")
    row = re.search(rf"`[^`]*{re.escape(path.name)}`.*\| ([\d,]+) \| ([\d,]+) \|", readme)
    assert row is not None
    assert row.groups() == (f"{article_count:,}", f"{pair_count:,}")
    words = [
        sum(len(getattr(unit, side).split()) for unit in rows) for side in ("source", "target")
    ]
    assert all(f"{count:,}" in readme for count in words)


@pytest.mark.parametrize(
    "path", [TRAIN_PAIRS, GENERAL_PAIRS, DEV_PAIRS], ids=["train", "general", "dev"]
)
def test_pairs_are_whole(path):
    for unit in units(path):
        for text in (unit.source, unit.target):
            assert text
            assert text == text.strip()
            assert not set("\t\n\r\N{REPLACEMENT CHARACTER}") & set(text)
        assert unit.article_date is not None
    places = Counter(unit.id for unit in units(path))
    assert max(places.values()) == 1


@pytest.mark.parametrize("path", [TRAIN_PAIRS, GENERAL_PAIRS], ids=["train", "general"])
def test_no_sentence_of_the_development_set_is_trained_on(path):
    for side in ("source", "target"):
        trained = {getattr(unit, side) for unit in units(path)}
        assert not [unit.id for unit in units(DEV_PAIRS) if getattr(unit, side) in trained]


def test_nothing_is_in_both_training_sets():
    pairs = [
        {(unit.source, unit.target) for unit in units(path)}
        for path in (TRAIN_PAIRS, GENERAL_PAIRS)
    ]
    assert not pairs[0] & pairs[1]


def test_the_tmx_is_valid_and_holds_the_same_pairs():
    path = DEV / "news-dev.tmx"
    assert check_tmx(path) == []
    assert list(format_for(path).read(path)) == units(DEV_PAIRS)


@pytest.mark.parametrize(
    ("folder", "pairs", "count"),
    [(SAMPLE, TRAIN_PAIRS, 24), (DEV / "articles", DEV_PAIRS, 50)],
    ids=["sample", "dev"],
)
def test_articles_hold_the_sentences_of_their_pairs(folder, pairs, count):
    read = articles(folder)
    assert len(read) == count
    for article in read:
        rows = [unit for unit in units(pairs) if unit.article == article.id]
        paragraphs = [article.title] + [""] * len(article.paragraphs)
        for unit in rows[1:]:
            paragraphs[unit.paragraph] = f"{paragraphs[unit.paragraph]} {unit.source}".strip()
        assert paragraphs == [article.title, *article.paragraphs]
        assert rows[0].source == article.title
        assert (article.date, article.rubric in RUBRICS) == (rows[0].article_date, True)
        assert article.author
        assert article.time


def test_the_files_are_as_the_workbench_writes_them():
    for article in articles(SAMPLE):
        assert read_lines(SAMPLE / f"{article.id}.txt") == article_lines(article)


def test_the_sample_has_every_rubric():
    assert Counter(article.rubric for article in articles(SAMPLE)) == dict.fromkeys(RUBRICS, 3)


def test_the_lexicon():
    pairs = list(read_pairs(CORPORA / "lexicon.tsv"))
    assert len(pairs) == len(set(pairs)) == 9190
    assert len({source for source, _ in pairs}) == 6988
    assert all(source and target for source, target in pairs)


def test_the_licence_is_the_public_domain_dedication():
    licence = (CORPORA / "LICENSE").read_text(encoding="utf-8")
    assert "CC0 1.0 Universal" in licence
    assert "Statement of Purpose" in licence
