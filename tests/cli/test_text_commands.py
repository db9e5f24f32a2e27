"""`segment`, `terms`, `check` and `score`: fields, offsets, exit statuses."""

import io
import json
import subprocess
import sys
import time

import pytest

PARAGRAPH = "Limanda işlər başa çatıb. Prof. Ə.Quliyev tədbirdə iştirak edib."


def test_segment_writes_a_line_for_each_sentence(workbench, article):
    outcome = workbench("segment", article)
    assert outcome.status == 0
    assert list(outcome.rows[0]) == ["paragraph", "index", "start", "end", "text"]
    assert [(row["paragraph"], row["index"]) for row in outcome.rows] == [
        (0, 0),
        (1, 0),
        (1, 1),
        (2, 0),
    ]
    assert outcome.rows[0]["text"] == "Bakı limanında yeni terminal tikilir - ŞƏRH"


def test_segment_splits_quotations_when_asked(workbench, article):
    whole = workbench("segment", article)
    divided = workbench("segment", article, "--inside-quotations")
    assert len(divided.rows) == len(whole.rows) + 1


def test_plain_lines_are_paragraphs_from_zero(workbench, folder):
    path = folder / "plain.txt"
    path.write_text(f"\n{PARAGRAPH}\n", encoding="utf-8")
    rows = workbench("segment", path, "--plain").rows
    assert [(row["paragraph"], row["index"]) for row in rows] == [(1, 0), (1, 1)]
    assert [PARAGRAPH[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]


def test_standard_input_is_read(workbench, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(PARAGRAPH.encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    assert len(workbench("segment", "-", "--plain").rows) == 2


def test_terms_are_found_inflected_with_their_offsets(workbench, article):
    rows = workbench("terms", article).rows
    found = {(row["source"], row["target"], row["text"]) for row in rows}
    assert ("Orta Dəhliz", "Middle Corridor", "Orta Dəhlizin") in found
    assert ("TDT", "OTS", "TDT-yə") in found
    assert ("ŞƏRH", "COMMENTARY", "ŞƏRH") in found
    keys = ["paragraph", "start", "end", "text", "source", "target", "status"]
    assert all(list(row) == keys for row in rows)


def test_terms_of_an_own_glossary(workbench, folder):
    (folder / "own.csv").write_text("source,target\nliman,harbour\n", encoding="utf-8")
    (folder / "text.txt").write_text("Yeni limanımız açıldı.\n", encoding="utf-8")
    rows = workbench("terms", folder / "text.txt", "--plain", "--glossary", "own.csv").rows
    assert rows == [
        {
            "paragraph": 0,
            "start": 5,
            "end": 14,
            "text": "limanımız",
            "source": "liman",
            "target": "harbour",
            "status": "preferred",
        }
    ]


def bitext(folder, source, target):
    row = {"article": "a", "paragraph": 1, "index": 0, "source": source, "target": target}
    path = folder / "pairs.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_check_leaves_with_zero_when_nothing_is_wrong(workbench, folder):
    path = bitext(folder, "Layihə 2023-cü ildə başlayıb.", "The project started in 2023.")
    outcome = workbench("check", path)
    assert (outcome.status, outcome.out) == (0, "")
    assert "1 pairs checked" in outcome.err


def test_check_leaves_with_one_when_there_is_an_error(workbench, folder):
    path = bitext(folder, "Layihə 2023-cü ildə başlayıb.", "Layihə 2023-cü ildə başlayıb.")
    outcome = workbench("check", path)
    assert outcome.status == 1
    assert f"{path}:1: error target-equals-source:" in outcome.out


def test_check_as_json_names_place_and_rule(workbench, folder):
    path = bitext(folder, "Liman  açıldı.", "The port  opened .")
    rows = workbench("check", path, "--json").rows
    assert {(row["unit"], row["article"], row["paragraph"], row["index"]) for row in rows} == {
        (1, "a", 1, 0)
    }
    assert {"double-spaces", "space-before-punctuation"} <= {row["check"] for row in rows}
    assert [8, 10] in [row["target_span"] for row in rows]
    assert all(row["message"] and row["message_az"] for row in rows)


@pytest.mark.parametrize("more", [(), ("--format", "tsv")])
def test_standard_input_is_a_bitext_in_tsv(workbench, monkeypatch, more):
    rows = "source\ttarget\nLayihə 2023-cü ildə başlayıb.\tThe project started in 2022.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(rows.encode())))
    outcome = workbench("check", "-", *more)
    assert outcome.status == 1
    assert outcome.out.startswith("-:1: error dates:")


def test_score_prints_three_figures_with_signatures(workbench, folder):
    (folder / "hyp").write_text("The port is open.\n", encoding="utf-8")
    (folder / "ref").write_text("The port is open now.\n", encoding="utf-8")
    lines = workbench("score", "hyp", "ref").out.splitlines()
    assert [line.split()[0] for line in lines] == ["BLEU", "chrF2++", "TER"]
    assert all("version:" in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["segment", "absent.txt"], "absent.txt"),
        (["terms", "absent.txt", "--plain"], "absent.txt"),
        (["terms", "text.txt", "--plain", "--glossary", "absent.csv"], "absent.csv"),
        (["check", "absent.tmx"], "absent.tmx"),
        (["check", "text.doc"], "text.doc"),
        (["score", "absent", "absent"], "absent"),
        (["segment"], "Missing argument"),
        (["fly"], "No such command"),
        (["translate", "text.txt", "--plain", "--engine", "no-such-engine"], "no-such-engine"),
        (["export", "-w", "absent.db", "--out", "x.tmx"], "absent.db"),
    ],
)
def test_wrong_use_is_a_clear_line_and_status_two(workbench, folder, arguments, expected):
    (folder / "text.txt").write_text("Bir cümlə.\n", encoding="utf-8")
    outcome = workbench(*arguments)
    assert outcome.status == 2
    assert outcome.out == ""
    assert expected in outcome.err
    assert "Traceback" not in outcome.err


def test_binary_and_empty_files_are_refused_by_name(workbench, folder):
    (folder / "image.txt").write_bytes(bytes(range(256)) * 4)
    (folder / "empty.txt").write_bytes(b"")
    for name in ("image.txt", "empty.txt"):
        outcome = workbench("segment", name)
        assert outcome.status == 2
        assert name in outcome.err


def test_help_is_quick_and_loads_no_heavy_library():
    script = (
        "import sys\nfrom workbench.cli.main import run\n"
        "run(['--help'])\n"
        "heavy = {'torch', 'transformers', 'ctranslate2', 'gradio', 'sqlalchemy', 'lxml', 'rich'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "translate" in done.stdout
    assert time.monotonic() - began < 10
