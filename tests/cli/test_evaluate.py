"""`evaluate` and `evaluate-terms`: tables, JSON, plots, what is refused."""

import pytest
from lxml import etree

from workbench.formats.plots import draw_training_log
from workbench.metrics.scores import score_corpus

PAIRS = [
    ("Orta Dəhlizin rolu artır.", "The role of the Middle Corridor is growing."),
    ("TDT-nin iclası keçirilib.", "The OTS has met."),
    ("Hava yaxşıdır.", "The weather is fine."),
]


@pytest.fixture
def bitext(folder):
    path = folder / "dev.tsv"
    path.write_text("".join(f"{source}\t{target}\n" for source, target in PAIRS), "utf-8")
    return path


@pytest.fixture
def published(folder):
    """A test set as public benchmarks come, with the output of another system."""
    path = folder / "public"
    path.mkdir()
    columns = {"az": 0, "en": 1}
    for name, column in columns.items():
        text = "".join(f"{pair[column]}\n" for pair in PAIRS)
        (path / name).write_text(text, "utf-8")
    (path / "other.en").write_text("The Middle Corridor.\nThey met.\nFine weather.\n", "utf-8")
    return path


def test_engines_and_published_outputs_stand_in_one_table(
    workbench, tiny_model, bitext, published, folder
):
    outcome = workbench(
        "evaluate", bitext, published, "--engine", tiny_model, "--plot", "scores.svg"
    )
    assert outcome.status == 0
    lines = [line.split(" | ")[:2] for line in outcome.out.splitlines()[2:]]
    assert [(first[2:], system.split("@")[0]) for first, system in lines] == [
        ("dev", "tiny"),
        ("public", "other"),
        ("public", "tiny"),
    ]
    assert "nrefs:1" in outcome.err
    assert etree.parse(folder / "scores.svg").getroot().tag.endswith("svg")


def test_json_has_scores_speed_and_memory(workbench, tiny_model, published):
    other, tiny = workbench("evaluate", published, "--engine", tiny_model, "--json").rows
    hypotheses = (published / "other.en").read_text("utf-8").splitlines()
    expected = score_corpus(hypotheses, [target for _, target in PAIRS])
    assert [score["value"] for score in other["scores"]] == [one.value for one in expected]
    assert other["sentences_per_second"] is None
    assert tiny["sentences_per_second"] > 0
    assert tiny["megabytes"] > 20


@pytest.mark.parametrize("spoil", ["short", "missing"])
def test_files_that_do_not_belong_together_are_refused(workbench, tiny_model, published, spoil):
    if spoil == "short":
        (published / "other.en").write_text("One line.\n", "utf-8")
    else:
        (published / "en").unlink()
    outcome = workbench("evaluate", published, "--engine", tiny_model)
    assert (outcome.status, outcome.out) == (2, "")
    assert "public" in outcome.err


def test_terms_before_and_after_repair_and_with_random_words(workbench, tiny_model, bitext):
    outcome = workbench("evaluate-terms", bitext, "--engine", tiny_model)
    assert outcome.status == 0
    rows = [line for line in outcome.out.splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0][2:] for row in rows[1:]] == ["plain", "repaired", "random terms"]
    assert "/2)" in rows[1]
    plain, repaired = workbench(
        "evaluate-terms", bitext, "--engine", tiny_model, "--no-control", "--json"
    ).rows
    assert set(plain["terms"]) == {"Orta Dəhliz", "TDT"}
    assert repaired["success"] >= plain["success"]


def test_a_bitext_without_references_is_refused(workbench, tiny_model, folder):
    (folder / "empty.jsonl").write_text("", "utf-8")
    outcome = workbench("evaluate-terms", "empty.jsonl", "--engine", tiny_model)
    assert (outcome.status, outcome.out) == (2, "")


def test_a_training_log_is_drawn(folder):
    log = folder / "log.csv"
    log.write_text(
        "step,minutes,tokens,loss,learning_rate,tokens_per_second,scores\n"
        "100,1.0,900,8.5,1e-4,900,\n200,2.0,1800,7.1,2e-4,900,news:1.5/12.0\n"
    )
    draw_training_log(log, folder / "log.png")
    assert (folder / "log.png").read_bytes().startswith(b"\x89PNG")
