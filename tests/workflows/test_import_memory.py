"""What a bitext brings into the memory, and what it does not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import BadInput, Cancelled
from workbench.formats.bitext import format_for
from workbench.store import open_workspace
from workbench.store.memory_units import AT_ONCE
from workbench.store.workspace import Workspace
from workbench.workflows.drafting import Watch
from workbench.workflows.import_memory import Imported, import_memory, look_through

HEADING = "source\ttarget\torigin\tstatus\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "news.db") as workspace:
        yield workspace


def written(folder: Path, *rows: tuple[str, str, str], name: str = "old.tsv") -> Path:
    """Return a bitext of the targets, origins and statuses, each with a source of its own."""
    lines = [f"Söz {number}.\t{t}\t{o}\t{s}" for number, (t, o, s) in enumerate(rows)]
    path = folder / name
    path.write_text(HEADING + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def brought(workspace: Workspace, path: Path, watch: Watch | None = None) -> Imported:
    return import_memory(workspace, path, format_for(path), watch or Watch())


def targets(workspace: Workspace, count: int) -> list[str]:
    """Return the 100 % matches that a batch would take for the sources of `written`."""
    found = workspace.memory_lookup([f"Söz {number}." for number in range(count)])
    return [found[source].target for source in sorted(found)]


def test_only_what_somebody_stood_by_becomes_memory(workspace, tmp_path):
    rows = [
        ("Confirmed.", "human", "confirmed"),
        ("Reviewed.", "engine", "reviewed"),
        ("Machine.", "engine", "machine"),
        ("Draft.", "memory", "draft"),
        ("Rejected.", "human", "rejected"),
        ("", "human", "confirmed"),
    ]
    done = brought(workspace, written(tmp_path, *rows))
    assert (done.added, done.unchanged, done.skipped) == (2, 0, 4)
    assert done.left_out == {"machine": 1, "draft": 1, "rejected": 1, "unusable": 1}
    assert targets(workspace, len(rows)) == ["Confirmed.", "Reviewed."]


def test_a_file_that_knows_no_status_is_a_memory_of_another_program(workspace, tmp_path):
    done = brought(workspace, written(tmp_path, ("Told.", "", ""), ("Engine.", "engine", "")))
    assert (done.added, done.left_out) == (1, {"machine": 1})
    assert targets(workspace, 2) == ["Told."]


@pytest.mark.parametrize("suffix", [".tmx", ".jsonl"])
def test_every_format_tells_the_status(workspace, tmp_path, suffix):
    rows = [("Mine.", "human", "confirmed"), ("Machine.", "engine", "machine")]
    tsv, path = written(tmp_path, *rows), tmp_path / f"old{suffix}"
    format_for(path).write(format_for(tsv).read(tsv), path)
    assert (brought(workspace, path).added, targets(workspace, 2)) == (1, ["Mine."])


def test_a_tmx_of_another_program_is_memory(workspace, tmp_path):
    pair = '<tuv lang="az"><seg>Söz 0.</seg></tuv><tuv lang="en"><seg>Word.</seg></tuv>'
    path = tmp_path / "omegat.tmx"
    path.write_text(f"<tmx><header/><body><tu>{pair}</tu></body></tmx>", encoding="utf-8")
    assert brought(workspace, path).added == 1
    assert targets(workspace, 1) == ["Word."]


def test_looking_through_stores_nothing_and_counts_the_same(workspace, tmp_path):
    path = written(tmp_path, ("Mine.", "human", "confirmed"), ("No.", "engine", "machine"))
    reading = look_through(path, format_for(path))
    assert (reading.usable, reading.left_out) == (1, {"machine": 1})
    assert targets(workspace, 2) == []


def test_a_file_without_a_readable_unit_is_refused(tmp_path):
    path = tmp_path / "old.jsonl"
    path.write_text("{\n[]\n", encoding="utf-8")
    with pytest.raises(BadInput) as error:
        look_through(path, format_for(path))
    assert [problem.line for problem in error.value.problems] == [1, 2]


def test_an_import_that_is_stopped_keeps_whole_portions(workspace, tmp_path):
    path = tmp_path / "long.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(AT_ONCE + 1):
            json.dump({"source": f"Cümlə {number}.", "target": f"Sentence {number}."}, file)
            file.write("\n")
    heard: list[int] = []
    assert brought(workspace, path, Watch(heard.append, lambda: True)).added == AT_ONCE
    assert heard == [AT_ONCE]
    done = brought(workspace, path)
    assert (done.added, done.unchanged) == (1, AT_ONCE)
    with pytest.raises(Cancelled):
        look_through(path, format_for(path), Watch(cancelled=lambda: True))


@pytest.mark.parametrize("wrong", ["\0", "\ud800"])
@pytest.mark.parametrize("side", ["source", "target"])
def test_what_cannot_be_kept_is_left_out_and_told(workspace, tmp_path, wrong, side):
    path = tmp_path / "old.jsonl"
    good, bad = {"source": "Söz.", "target": "Word."}, {"source": "Yol.", "target": "Way."}
    bad[side] += wrong
    path.write_text(f"{json.dumps(bad)}\n{json.dumps(good)}\n", encoding="utf-8")
    reading = look_through(path, format_for(path))
    assert [problem.what for problem in reading.problems] == [
        f"old#1.0 has U+{ord(wrong):04X}, which is no text"
    ]
    assert brought(workspace, path) == Imported(1, 0, {"unusable": 1})
