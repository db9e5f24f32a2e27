"""`batch`, `import` and `export`: what they do, undisturbed."""

import json
import shutil
import tarfile
import zipfile

import pytest

from tests.cli.processes import count, without_dates
from tests.conftest import ROOT
from workbench.model.unit import Origin, Status
from workbench.store import PostEdit, open_workspace
from workbench.store.choices import Choices

SENTENCE = "Bakı limanında yükaşırma artıb."


@pytest.fixture
def archive(folder):
    """Four articles of the sample archive."""
    years = ROOT / "corpora" / "sample-archive"
    for number, path in enumerate(sorted(years.glob("*/*.txt"))[:4]):
        place = folder / "archive" / str(2020 + number) / path.name
        place.parent.mkdir(parents=True)
        shutil.copy(path, place)
    return folder / "archive"


def written(folder, name, *sentences):
    path = folder / f"{name}.txt"
    body = "\n".join(sentences)
    path.write_text(f" date 2025-03-04 Xəbər {name}\n- 4 mart, 2025\n{body}\n", encoding="utf-8")
    return path


def confirm(workspace, source, target):
    """Let a person confirm a translation of every segment with this source."""
    with open_workspace(workspace) as store:
        for unit in store.articles():
            for segment in store.segments(unit.id):
                if segment.source == source:
                    edit = PostEdit(
                        target=target,
                        status=Status.CONFIRMED,
                        version=segment.version,
                        user="aysel",
                    )
                    store.save_post_edit(segment.key, edit)


def test_the_demo_ends_with_a_table_and_files(workbench, archive, tiny_model):
    outcome = workbench(
        "batch", archive, "-w", "demo/news.db", "--export", "demo/news.tmx", "--engine", tiny_model
    )
    assert (outcome.status, outcome.out) == (0, "")
    table = dict(line.split(maxsplit=1) for line in outcome.err.splitlines())
    assert table["Articles"] == "4 (4 added)"
    assert table["Segments"].endswith("with a translation")
    assert "Findings" in table
    assert "segments translated" in outcome.err
    assert "a second" in outcome.err
    assert table["Workspace"] == "demo/news.db"
    assert table["Export"] == "demo/news.tmx"
    assert table["Next"] == "workbench serve -w demo/news.db"
    assert workbench("check", "demo/news.tmx").status in {0, 1}


@pytest.fixture
def chosen(folder):
    """A workspace for which an administrator chose an uploaded glossary in the browser."""
    glossary = folder / "news.db-glossaries" / "ours.csv"
    glossary.parent.mkdir()
    glossary.write_text("source,target\nliman,HARBOUR\n", encoding="utf-8")
    with open_workspace(folder / "news.db") as store:
        Choices(store).keep({"glossary": "uploaded:ours.csv"})
    return folder / "news.db"


def glossary_of_units(workspace):
    with open_workspace(workspace) as store:
        return {unit.glossary.partition("@")[0] for unit in store.units()}


def test_it_goes_by_what_was_chosen_for_the_workspace(workbench, archive, tiny_model, chosen):
    outcome = workbench("batch", archive, "-w", chosen, "--engine", tiny_model)
    assert outcome.status == 0
    assert f"As chosen for {chosen}" in outcome.err
    assert "ours.csv" in outcome.err
    assert glossary_of_units(chosen) == {"ours"}


@pytest.mark.parametrize("by", ["option", "variable"])
def test_an_option_or_a_variable_goes_before_the_choice(
    by, workbench, archive, tiny_model, chosen, monkeypatch
):
    news = str(ROOT / "glossaries" / "news.csv")
    option = ["--glossary", news] if by == "option" else []
    if by == "variable":
        monkeypatch.setenv("WORKBENCH_GLOSSARY", news)
    outcome = workbench("batch", archive, "-w", chosen, "--engine", tiny_model, *option)
    assert "As chosen" not in outcome.err
    assert glossary_of_units(chosen) == {"news"}


def test_a_chosen_engine_that_is_gone_is_named_before_anything_is_done(
    workbench, archive, folder, chosen
):
    with open_workspace(chosen) as store:
        Choices(store).keep({"engine": str(folder / "gone")})
    outcome = workbench("batch", archive, "-w", chosen)
    assert outcome.status == 2
    assert outcome.err.count("gone") >= 2
    assert count(chosen, "segments") == 0


def test_a_second_run_does_nothing(workbench, archive, tiny_model, folder):
    arguments = ("batch", archive, "-w", "news.db", "--engine", tiny_model, "--export")
    workbench(*arguments, "first.tmx")
    revisions = count(folder / "news.db", "revisions")
    outcome = workbench(*arguments, "second.tmx")
    assert outcome.status == 0
    assert "4 unchanged" in outcome.err
    assert "nothing was waiting" in outcome.err
    assert count(folder / "news.db", "revisions") == revisions
    assert (folder / "first.tmx").read_bytes() == (folder / "second.tmx").read_bytes()


def test_a_run_with_nothing_to_do_does_not_load_the_engine(workbench, archive, tiny_model, folder):
    workbench("batch", archive, "-w", "news.db", "--engine", tiny_model)
    other = folder / "other"
    shutil.copytree(tiny_model, other)
    (other / "model.safetensors").write_bytes(b"no weights")
    assert workbench("batch", archive, "-w", "news.db", "--engine", other).status == 0


def test_the_json_stream_tells_the_whole_story(workbench, archive, tiny_model):
    (archive / "empty.txt").write_bytes(b"")
    outcome = workbench("batch", archive, "-w", "news.db", "--engine", tiny_model, "--json")
    assert (outcome.status, outcome.err) == (2, "")
    events = [row["event"] for row in outcome.rows]
    assert (events[0], events[-1]) == ("started", "finished")
    started, finished = outcome.rows[0], outcome.rows[-1]
    assert started["engine"] == str(tiny_model)
    (skipped,) = [row for row in outcome.rows if row["event"] == "skipped"]
    assert skipped["path"].endswith("empty.txt")
    assert "found an empty file" in skipped["reason"]
    steps = [row for row in outcome.rows if row["event"] == "progress"]
    assert {row["phase"] for row in steps} == {"importing", "translating"}
    assert steps[-1]["done"] == steps[-1]["total"] == finished["from_engine"]
    assert finished["imported"] == {"added": 4}
    assert finished["skipped"] == 1
    assert (finished["stopped"], finished["waiting"], finished["exported"]) == (False, 0, None)


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
def test_packed_archives_count_as_folders(workbench, archive, tiny_model, folder, kind):
    packed = folder / f"news.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(packed, "w") as file:
            for path in sorted(archive.rglob("*.txt")):
                file.write(path, path.relative_to(archive).as_posix())
    else:
        with tarfile.open(packed, "w:gz" if kind.endswith("gz") else "w") as file:
            file.add(archive, arcname=".")
    for name, place in (("folder", archive), ("packed", packed)):
        status = workbench(
            "batch", place, "-w", f"{name}.db", "--engine", tiny_model, "--export", f"{name}.tsv"
        ).status
        assert status == 0
    whole = (folder / "folder.tsv").read_text("utf-8")
    assert without_dates((folder / "packed.tsv").read_text("utf-8")) == without_dates(whole)


def test_stop_after_ends_early_and_the_next_run_goes_on(
    workbench, archive, tiny_model, folder, monkeypatch
):
    monkeypatch.setenv("WORKBENCH_ARTICLES_PER_BATCH", "1")
    batch = ("batch", archive, "--engine", tiny_model, "--json", "--workers", 1)
    whole = workbench(*batch, "-w", "whole.db", "--export", "whole.tsv").rows[-1]
    first = workbench(*batch, "-w", "news.db", "--stop-after", 10)
    assert first.status == 0
    assert 10 <= first.rows[-1]["from_engine"] < whole["from_engine"]
    assert first.rows[-1]["waiting"] == whole["from_engine"] - first.rows[-1]["from_engine"]
    second = workbench(*batch, "-w", "news.db", "--export", "news.tsv").rows[-1]
    assert second["from_engine"] == first.rows[-1]["waiting"]
    texts = [(folder / name).read_text("utf-8") for name in ("whole.tsv", "news.tsv")]
    assert without_dates(texts[0]) == without_dates(texts[1])


def test_the_number_of_workers_changes_nothing(workbench, archive, tiny_model, folder, monkeypatch):
    monkeypatch.setenv("WORKBENCH_ARTICLES_PER_BATCH", "1")
    texts = []
    for workers in (1, 3):
        outcome = workbench(
            "batch", archive, "-w", f"{workers}.db", "--workers", workers,
            "--engine", tiny_model, "--export", f"{workers}.jsonl",
        )  # fmt: skip
        assert outcome.status == 0
        texts.append(without_dates((folder / f"{workers}.jsonl").read_text("utf-8")))
    assert texts[0] == texts[1]


def test_memory_goes_before_the_engine(workbench, folder, tiny_model):
    batch = ("-w", "news.db", "--engine", tiny_model, "--json")
    workbench("batch", written(folder, "old", SENTENCE), *batch)
    confirm("news.db", SENTENCE, "Cargo handling at the port of Baku has grown.")
    outcome = workbench("batch", written(folder, "new", SENTENCE, "Qatar gəldi."), *batch)
    assert outcome.rows[-1]["from_memory"] == 1
    assert outcome.rows[-1]["from_engine"] == 2
    with open_workspace("news.db") as store:
        (reused,) = [unit for unit in store.units(articles=["new"]) if unit.source == SENTENCE]
    assert reused.target == "Cargo handling at the port of Baku has grown."
    assert (reused.origin, reused.status) == (Origin.MEMORY, Status.MACHINE)
    assert (reused.engine, reused.translator) == ("", "aysel")


def test_the_same_place_goes_before_the_newest(workbench, folder, tiny_model):
    batch = ("-w", "news.db", "--engine", tiny_model)
    workbench("batch", written(folder, "a", "Qatar gəldi.", SENTENCE, "Yol açıldı."), *batch)
    confirm("news.db", SENTENCE, "Between the two.")
    workbench("import", written(folder, "b", SENTENCE), "-w", "news.db")
    with open_workspace("news.db") as store:
        (newer,) = [one for one in store.segments("b") if one.source == SENTENCE]
        edit = PostEdit(target="Newer.", status=Status.CONFIRMED, version=0, user="murad")
        store.save_post_edit(newer.key, edit)
    workbench("batch", written(folder, "c", "Qatar gəldi.", SENTENCE, "Yol açıldı."), *batch)
    workbench("batch", written(folder, "d", "Qatar gəldi.", SENTENCE), *batch)
    with open_workspace("news.db") as store:
        reused = [
            (one.target, one.match_percent)
            for name in ("c", "d")
            for one in store.segments(name)
            if one.source == SENTENCE
        ]
    assert reused == [("Between the two.", 101), ("Newer.", 100)]


def test_what_a_person_wrote_is_left_alone(workbench, folder, tiny_model):
    article = written(folder, "old", SENTENCE, "Qatar gəldi.")
    workbench("import", article, "-w", "news.db")
    confirm("news.db", SENTENCE, "Mine.")
    workbench("batch", article, "-w", "news.db", "--engine", tiny_model)
    written(folder, "old", "Qatar gəldi.", SENTENCE, "Yol açıldı.")
    assert workbench("batch", article, "-w", "news.db", "--engine", tiny_model).status == 0
    with open_workspace("news.db") as store:
        (kept,) = [segment for segment in store.segments("old") if segment.source == SENTENCE]
    assert (kept.target, kept.status, kept.version) == ("Mine.", Status.CONFIRMED, 1)


def test_import_tells_what_became_of_each_file(workbench, folder):
    path = written(folder, "a", SENTENCE)
    assert "1 added" in workbench("import", path, "-w", "news.db").err
    assert "1 unchanged" in workbench("import", path, "-w", "news.db").err
    written(folder, "a", SENTENCE, "Qatar gəldi.")
    outcome = workbench("import", path, folder / "a.txt", "-w", "news.db")
    assert "1 revised" in outcome.err
    assert (outcome.status, outcome.out) == (0, "")


def test_export_by_status_and_to_standard_output(workbench, folder, tiny_model):
    article = written(folder, "a", SENTENCE, "Qatar gəldi.")
    workbench("batch", article, "-w", "news.db", "--engine", tiny_model)
    confirm("news.db", SENTENCE, "Cargo grew.")
    everything = workbench("export", "-w", "news.db", "--out", "-", "--format", "jsonl")
    assert len(everything.rows) == 3
    chosen = ("export", "-w", "news.db", "--out", "-", "--format", "jsonl", "--status", "confirmed")
    assert [row["target"] for row in workbench(*chosen).rows] == ["Cargo grew."]
    first = ["article", "paragraph", "index", "source", "target", "origin", "status", "engine"]
    assert list(everything.rows[0])[:9] == [*first, "findings"]
    assert json.loads(everything.out.splitlines()[0])["article"] == "a"
    bare = workbench("export", "-w", "news.db", "--out", "-").out.splitlines()
    assert (len(bare), bare[0].split("\t")[:2]) == (4, ["article", "paragraph"])


WOVEN = 'Nazir "Biz hazırıq. İş gedir" deyə bildirib.'


@pytest.mark.parametrize("command", ["import", "batch", "segment", "translate"])
def test_the_setting_divides_woven_quotations_everywhere(workbench, folder, tiny_model, command):
    article = written(folder, "a", WOVEN)
    more = {
        "import": ("-w", "news.db"),
        "batch": ("-w", "news.db", "--engine", tiny_model),
        "segment": (),
        "translate": ("--engine", tiny_model),
    }[command]
    for setting, segments in (("off", 2), ("on", 3)):
        (folder / "workbench.toml").write_text(f'inside_quotations = "{setting}"\n', "utf-8")
        outcome = workbench(command, article, *more)
        assert outcome.status == 0
        if "-w" in more:
            assert count(folder / "news.db", "segments WHERE retired IS NULL") == segments
        else:
            assert len(outcome.out.splitlines()) == segments + (command == "translate")


@pytest.mark.parametrize("command", ["import", "batch"])
def test_without_any_article_no_workspace_is_made(workbench, folder, tiny_model, command):
    (folder / "empty.txt").write_bytes(b"")
    more = ("--engine", tiny_model) if command == "batch" else ()
    outcome = workbench(command, "empty.txt", "-w", "new/news.db", *more)
    assert outcome.status == 2
    assert "Skipped: empty.txt: expected" in outcome.err
    assert "there is no article" in outcome.err
    assert not (folder / "new").exists()


def test_a_workspace_that_is_there_is_translated_without_an_article(workbench, folder, tiny_model):
    article = written(folder, "a", SENTENCE)
    (folder / "empty.txt").write_bytes(b"")
    workbench("import", article, "-w", "news.db")
    outcome = workbench("batch", "empty.txt", "-w", "news.db", "--engine", tiny_model)
    assert outcome.status == 2
    assert "2 segments translated" in outcome.err
