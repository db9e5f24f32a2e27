"""`evaluate-confidence` and `worst`: measured, kept for the revision, listed."""

import shutil

import pytest

from tests.checkpoints import SOURCES
from workbench.settings import load_settings
from workbench.wiring import Wiring

ENGLISH = ("road", "the port", "minister of the sea", "city energy")


@pytest.fixture
def model(tiny_model, folder):
    """A model of one's own, to keep a calibration beside."""
    return shutil.copytree(tiny_model, folder / "model")


@pytest.fixture
def bitext(folder):
    """Sixty pairs of ten articles."""
    rows = ["article\tparagraph\tindex\tsource\ttarget"]
    for number in range(60):
        source, target = SOURCES[number % len(SOURCES)], ENGLISH[number % len(ENGLISH)]
        rows.append(f"{number // 6}\t1\t{number % 6}\t{number} {source}\t{number} {target}")
    path = folder / "dev.tsv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_it_is_measured_told_and_kept_for_this_revision(workbench, model, bitext, folder):
    def engine():
        return Wiring(load_settings(folder, {}, engine=str(model), threads=1)).engine

    before = engine()
    outcome = workbench("evaluate-confidence", bitext, "--engine", model, "--save")
    assert outcome.status == 0
    rows = [line.split(" | ")[0] for line in outcome.out.splitlines() if line.startswith("| ")]
    assert {"| default", "| score", "| all features", "| too_long"} <= set(rows)
    assert rows[-10:] == ["| 6"] * 10
    assert "dev, 60 pairs" in outcome.err
    assert f"{before.name}, beam 4" in outcome.err
    after = engine()
    assert after.name == before.name
    assert (after.calibration.revision, after.calibration.measured_on) == (
        before.revision, "dev, 60 pairs"
    )  # fmt: skip


def test_json_has_every_figure(workbench, model, bitext):
    default, score, every, *features = workbench(
        "evaluate-confidence", bitext, "--engine", model, "--json"
    ).rows
    assert [one["name"] for one in (default, score, every)] == ["default", "score", "all features"]
    assert sum(one["count"] for one in every["bins"]) == 60
    assert -1 <= every["with_ter"]["kendall"] <= 1
    assert 0 <= every["error"] <= 1
    assert len(features) == 6
    assert not (model / "confidence.toml").exists()


def test_too_few_pairs_are_refused(workbench, model, folder):
    (folder / "few.tsv").write_text("Bir.\tOne.\n", "utf-8")
    outcome = workbench("evaluate-confidence", "few.tsv", "--engine", model)
    assert (outcome.status, outcome.out) == (2, "")
    assert "expected at least 50 pairs with a reference, found 1" in outcome.err


def test_the_worst_drafts_and_articles_are_listed(workbench, article, tiny_model):
    batch = workbench("batch", article.parent, "-w", "news.db", "--engine", tiny_model)
    assert "Most work" in batch.err
    assert "terminal (" in batch.err
    rows = workbench("worst", "-w", "news.db", "--json").rows
    shares = [row["confidence"] for row in rows]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    (first,) = workbench("worst", "-w", "news.db", "--most", 1).out.splitlines()
    assert first.split("\t")[0] == rows[0]["unit"]
    (line,) = workbench("worst", "-w", "news.db", "--articles", "--json").rows
    words = sum(len(str(row["source"]).split()) for row in rows)
    assert (line["article"], line["words"]) == ("terminal", words)
    assert 0 < line["words_to_change"] <= words
    exported = workbench("export", "-w", "news.db", "--out", "-", "--format", "jsonl").rows
    assert sorted(row["confidence"] for row in exported) == shares


def test_a_workspace_without_drafts_lists_nothing(workbench, article):
    workbench("import", article, "-w", "news.db")
    outcome = workbench("worst", "-w", "news.db")
    assert (outcome.status, outcome.out) == (0, "")
    assert "no draft" in outcome.err
