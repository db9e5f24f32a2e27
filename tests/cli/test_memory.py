"""`memory import` and `memory export`: what they take, tell and leave with."""

import io
import json
import sys

import pytest

from workbench.formats.bitext import FORMATS, format_for
from workbench.model.unit import Origin, Status, TranslationUnit
from workbench.store import PostEdit, open_workspace

ROWS = [
    ("Liman açıldı.", "The port opened.", "confirmed"),
    ("Qatar gəldi.", "The train came.", "reviewed"),
    ("Yağış yağdı.", "Rain it fell.", "machine"),
    ("Yol bağlandı.", "The road shut.", "rejected"),
]


@pytest.fixture
def bitext(folder):
    path = folder / "old.tsv"
    lines = ["source\ttarget\tstatus", *("\t".join(row) for row in ROWS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def memory(folder, sources):
    with open_workspace(folder / "news.db", create=False) as store:
        return {source: match.target for source, match in store.memory_lookup(sources).items()}


def test_confirmed_pairs_become_memory_and_the_others_are_counted(workbench, folder, bitext):
    outcome = workbench("memory", "import", bitext, "-w", "news.db")
    assert (outcome.status, outcome.out) == (1, "")
    assert "2 added, 0 known already, 2 left out (1 machine, 1 rejected: nobody" in outcome.err
    assert memory(folder, [row[0] for row in ROWS]) == {row[0]: row[1] for row in ROWS[:2]}
    assert "0 added, 2 known already" in workbench("memory", "import", bitext, "-w", "news.db").err


@pytest.mark.parametrize("suffix", [bitext.suffix for bitext in FORMATS])
def test_every_format_goes_in_and_comes_out(workbench, folder, bitext, suffix):
    packed = folder / f"packed{suffix}.gz"
    format_for(packed).write(format_for(bitext).read(bitext), packed)
    assert workbench("memory", "import", packed, "-w", "news.db").status == 1
    written = folder / f"memory{suffix}"
    outcome = workbench("memory", "export", written, "-w", "news.db")
    assert (outcome.status, outcome.err) == (0, f"2 pairs written to {written}\n")
    assert workbench("memory", "import", written, "-w", "other.db").status == 0
    assert [(unit.source, unit.target) for unit in format_for(written).read(written)] == [
        row[:2] for row in ROWS[:2]
    ]


def test_the_export_holds_segments_too_with_all_that_is_known(workbench, folder, bitext, article):
    workbench("import", article, "-w", "news.db")
    workbench("memory", "import", bitext, "-w", "news.db")
    with open_workspace(folder / "news.db") as store:
        heading = store.segments("terminal")[0]
        edit = PostEdit(target="A port.", status=Status.CONFIRMED, version=0, user="aysel")
        store.save_post_edit(heading.key, edit)
    first, second, third = workbench(
        "memory", "export", "-", "-w", "news.db", "--format", "jsonl"
    ).rows
    assert (first["article"], first["target"], first["translator"], first["article_date"]) == (
        "terminal", "A port.", "aysel", "2025-03-04",
    )  # fmt: skip
    assert (second["article"], second["index"], third["index"]) == ("old.tsv", 1, 2)
    assert (second["origin"], second["status"]) == (Origin.MEMORY, Status.CONFIRMED)


def test_standard_input_is_tsv(workbench, folder, bitext, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(bitext.read_bytes()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    assert "-: 2 added" in workbench("memory", "import", "-", "-w", "news.db").err
    assert memory(folder, [ROWS[0][0]]) == {ROWS[0][0]: ROWS[0][1]}


def test_a_file_that_cannot_be_used_does_not_stop_the_others(workbench, folder, bitext):
    (folder / "damaged.tmx").write_text("<tmx><body>", encoding="utf-8")
    (folder / "half.jsonl").write_text('{"source": "Bəli.", "target": "Yes."}\n{\n', "utf-8")
    outcome = workbench("memory", "import", "damaged.tmx", "half.jsonl", bitext, "-w", "news.db")
    assert outcome.status == 2
    assert "Skipped: damaged.tmx" in outcome.err
    assert "Left out: half.jsonl:2: not JSON" in outcome.err
    assert "half.jsonl: 1 added, 0 known already, 1 left out (1 that cannot be used)" in outcome.err
    assert memory(folder, ["Bəli.", ROWS[0][0]]) == {"Bəli.": "Yes.", ROWS[0][0]: ROWS[0][1]}


def test_problems_beyond_twenty_are_only_counted(workbench, folder):
    (folder / "bad.jsonl").write_text('{"source": "a", "target": "b"}\n' + "{\n" * 25, "utf-8")
    outcome = workbench("memory", "import", "bad.jsonl", "-w", "news.db")
    assert outcome.err.count("Left out: bad.jsonl:") == 20
    assert "Left out: 5 more of the kind" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["import", "machine.tsv", "-w", "new/news.db"], "machine.tsv: nothing to import, 1 left"),
        (["import", "damaged.tmx", "-w", "new/news.db"], "damaged.tmx"),
        (["import", "absent.tmx", "-w", "new/news.db"], "absent.tmx: no such file"),
        (["import", "news.txt", "-w", "new/news.db"], "expected a bitext"),
        (["export", "out.tmx", "-w", "new/news.db"], "no such"),
    ],
)
def test_what_holds_nothing_leaves_nothing_behind(workbench, folder, arguments, told):
    (folder / "machine.tsv").write_text("source\ttarget\tstatus\nA.\tB.\tmachine\n", "utf-8")
    (folder / "damaged.tmx").write_text("<tmx><body>", encoding="utf-8")
    (folder / "news.txt").write_text("Bir söz.\n", encoding="utf-8")
    outcome = workbench("memory", *arguments)
    assert outcome.status == (1 if "machine.tsv" in arguments else 2)
    assert told in outcome.err
    assert not (folder / "new").exists()
    assert not (folder / "out.tmx").exists()


def test_a_long_memory_is_exported_whole(workbench, folder):
    units = [
        TranslationUnit(article="a", paragraph=1, index=n, source=f"Söz {n}.", target=f"Word {n}.")
        for n in range(1203)
    ]
    format_for(folder / "a.jsonl").write(units, folder / "a.jsonl")
    assert workbench("memory", "import", "a.jsonl", "-w", "news.db").status == 0
    rows = workbench("memory", "export", "-", "-w", "news.db", "--format", "jsonl").rows
    assert [row["target"] for row in rows] == [unit.target for unit in units]
    assert json.dumps(rows[-1]["index"]) == "1203"


@pytest.mark.parametrize("bitext", FORMATS, ids=lambda bitext: bitext.name)
def test_import_tells_what_takes_a_bitext(workbench, folder, bitext):
    for suffix in (bitext.suffix, f"{bitext.suffix}.gz"):
        path = folder / f"old{suffix}"
        bitext.write([], path)
        outcome = workbench("import", path, "-w", "news.db")
        assert outcome.status == 2
        assert f"old{suffix}: expected an article, found a bitext; `workbench memory" in outcome.err
