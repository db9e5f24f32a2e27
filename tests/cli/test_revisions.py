"""`workbench revisions`: every state of every segment, with who, when and what effort."""

import csv
import io

import pytest

from workbench.model.unit import Origin, Status
from workbench.store import PostEdit, open_workspace


@pytest.fixture
def edited(workbench, article, folder):
    """An archive in which somebody confirmed the first segment and retouched it."""
    workbench("import", article, "-w", "news.db")
    with open_workspace(folder / "news.db") as workspace:
        (segment, *_) = workspace.segments("terminal")
        for target, seconds in [("A new terminal, in Baku", 12.5), ("A new Baku terminal", 3.0)]:
            edit = PostEdit(
                target=target,
                status=Status.CONFIRMED,
                version=segment.version,
                user="aysel",
                origin=Origin.HUMAN,
                seconds=seconds,
                keys_pressed=20,
            )
            segment = workspace.save_post_edit(segment.key, edit)
        return segment


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_every_revision_is_written_with_its_effort(workbench, edited):
    rows = read(workbench("revisions", "-w", "news.db").out)
    mine = [row for row in rows if row["user"] == "aysel"]
    assert [row["target"] for row in mine] == ["A new terminal, in Baku", "A new Baku terminal"]
    assert [row["seconds"] for row in mine] == ["12.5", "3.0"]
    assert [int(row["number"]) for row in mine] == [edited.version - 1, edited.version]
    first = mine[0]
    assert (first["article"], first["source"]) == ("terminal", edited.source)
    assert (first["origin"], first["status"], first["keys_pressed"]) == ("human", "confirmed", "20")
    assert first["when"].endswith("+00:00")


@pytest.mark.usefixtures("edited")
def test_revisions_of_a_person_or_from_a_day_on(workbench):
    assert read(workbench("revisions", "-w", "news.db", "--user", "nobody").out) == []
    assert len(read(workbench("revisions", "-w", "news.db", "--user", "aysel").out)) == 2
    assert read(workbench("revisions", "-w", "news.db", "--since", "2999-01-01").out) == []
    assert workbench("revisions", "-w", "news.db", "--since", "yesterday").status == 2


def test_a_file_appears_when_it_is_complete(workbench, edited, folder):
    assert workbench("revisions", "-w", "news.db", "--out", "log.csv").out == ""
    rows = read((folder / "log.csv").read_text("utf-8"))
    assert [row["target"] for row in rows if row["user"]][-1] == edited.target
    missing = workbench("revisions", "-w", "none.db", "--out", "other.csv")
    assert missing.status == 2
    assert not (folder / "other.csv").exists()
