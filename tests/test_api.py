"""The workbench opened by a script."""

import subprocess
import sys
from pathlib import Path

import pytest

from workbench import Workbench
from workbench.errors import BadInput, Cancelled, WorkbenchError
from workbench.model.unit import Status
from workbench.store import PostEdit
from workbench.store.choices import Choices
from workbench.workflows.drafting import Watch

TEXT = " date 2025-03-04 Bakı limanı - ŞƏRH\nBakı limanında yükaşırma artıb. Qatar gəldi.\n"


@pytest.fixture
def archive(own_settings):
    for name in ("a", "b"):
        (own_settings / "archive").mkdir(exist_ok=True)
        (own_settings / "archive" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return own_settings / "archive"


@pytest.fixture
def bench(own_settings, tiny_model):
    with Workbench(own_settings / "deep" / "news.db", engine=tiny_model) as bench:
        yield bench


def test_importing_the_package_loads_nothing_heavy():
    script = (
        "import sys\nfrom workbench import Workbench\nWorkbench().segment('Bir. İki.')\n"
        "heavy = {'torch', 'transformers', 'ctranslate2', 'gradio', 'click', 'rich'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_import_translate_iterate_export(bench, archive):
    assert bench.import_articles(archive).outcomes["added"] == 2
    summary = bench.translate()
    assert (summary.translated, summary.from_memory) == (6, 0)
    assert [pair.id for pair in bench] == ["a#0.0", "a#1.0", "a#1.1", "b#0.0", "b#1.0", "b#1.1"]
    assert bench.export("news.tsv") == 6
    assert [pair.target for pair in bench.read_pairs("news.tsv")] == [one.target for one in bench]
    assert [pair.article for pair in bench.pairs(articles=["b"])] == ["b"] * 3


def test_it_goes_by_what_was_chosen_for_the_workspace_unless_told_otherwise(own_settings):
    place = own_settings / "news.db"
    with Workbench(place) as bench:
        Choices(bench.workspace).keep({"glossary": "own"})
        assert bench.wiring.glossary_name.startswith("news@")
    (own_settings / "glossary.csv").write_text("source,target\nliman,PORT\n", encoding="utf-8")
    (own_settings / "other.csv").write_text("source,target\nliman,DOCK\n", encoding="utf-8")
    config = own_settings / "workbench.toml"
    config.write_text('glossary = "other.csv"', encoding="utf-8")
    with Workbench(place) as bench:
        assert bench.wiring.glossary_name.startswith("glossary@")
    with Workbench(place, glossary="other.csv") as bench:
        assert bench.wiring.glossary_name.startswith("other@")


def test_stop_after_and_what_is_confirmed(bench, archive):
    bench.import_articles(archive)
    assert bench.translate(stop_after=1).translated >= 1
    (segment, *_) = bench.workspace.segments("a")
    edit = PostEdit(target="Mine.", status=Status.CONFIRMED, version=segment.version, user="aysel")
    bench.workspace.save_post_edit(segment.key, edit)
    bench.translate()
    assert [pair.target for pair in bench.pairs(statuses=["confirmed"])] == ["Mine."]
    assert bench.export("done.jsonl", statuses=[Status.CONFIRMED]) == 1


def test_the_memory_is_asked_for_a_sentence(bench, archive):
    bench.import_articles(archive)
    sentence = "Bakı limanında yükaşırma artıb."
    assert bench.matches(sentence) == []
    (port,) = [one for one in bench.workspace.segments("a") if one.source == sentence]
    edit = PostEdit(target="Cargo grew.", status=Status.CONFIRMED, version=0, user="aysel")
    bench.workspace.save_post_edit(port.key, edit)
    (exact,) = bench.matches(sentence)
    assert (exact.percent, exact.target, exact.translator) == (100, "Cargo grew.", "aysel")
    (near,) = bench.matches("Bakı limanında yükaşırma azalıb.", most=1)
    assert 50 <= near.percent < 100


def test_the_setting_divides_quotations_in_every_article(own_settings):
    text = 'Nazir "Biz hazırıq. İş gedir" deyib.'
    (own_settings / "a.txt").write_text(f" date 2025-03-04 Xəbər\n{text}\n", encoding="utf-8")
    for setting, sentences in (("off", 1), ("on", 2)):
        with Workbench(f"{setting}.db", inside_quotations=setting) as bench:
            bench.import_articles("a.txt")
            assert len(bench.workspace.segments("a")) == 1 + sentences
            assert len(bench.segment(text)) == sentences
            assert len(bench.segment(text, inside_quotations=True)) == 2


def test_a_bitext_becomes_memory_and_a_file_again(bench):
    rows = "source\ttarget\tstatus\nBir.\tOne.\tconfirmed\nİki.\tTwo.\tmachine\n"
    Path("old.tsv").write_text(rows, encoding="utf-8")
    heard: list[int] = []
    done = bench.import_memory("old.tsv", watch=Watch(heard.append))
    assert (done.added, done.unchanged, done.left_out, heard) == (1, 0, {"machine": 1}, [1])
    assert [match.target for match in bench.matches("Bir.")] == ["One."]
    assert bench.export_memory("memory", format_name="jsonl") == 1
    (pair,) = bench.read_pairs("memory", format_name="jsonl")
    assert (pair.source, pair.target, pair.status) == ("Bir.", "One.", Status.CONFIRMED)
    with pytest.raises(Cancelled):
        bench.export_memory("other.tsv", watch=Watch(cancelled=lambda: True))
    assert not Path("other.tsv").exists()


def test_a_running_text_keeps_its_paragraphs(bench):
    one, two = (draft.hypothesis.text for draft in bench.drafts(["Qatar gəldi.", "Yol açıldı."]))
    assert bench.translate_text("Qatar gəldi.\n\n Yol açıldı.") == f"{one}\n\n {two}"


def test_a_watch_hears_of_every_segment_and_may_stop(bench, archive):
    bench.import_articles(archive)
    heard: list[int] = []
    asked = bench.translate(watch=Watch(heard.append, lambda: True))
    assert asked.stopped
    assert bench.translate(watch=Watch(heard.append)).stopped is False
    assert sum(heard) == 6


def test_skipped_files_are_told_of(bench, archive):
    (archive / "empty.txt").write_bytes(b"")
    told: list[BadInput] = []
    summary = bench.import_articles(archive, on_skip=told.append)
    assert summary.skipped == told
    assert [problem.path for problem in told[0].problems] == [str(archive / "empty.txt")]


def test_reading_ends_with_what_was_refused_unless_somebody_is_told(archive):
    (archive / "a-empty.txt").write_bytes(b"")
    told: list[BadInput] = []
    assert [one.id for one in Workbench().read_articles(archive, on_skip=told.append)] == ["a", "b"]
    reading = Workbench().read_articles(archive)
    assert [next(reading).id, next(reading).id] == ["a", "b"]
    with pytest.raises(BadInput) as error:
        next(reading)
    assert error.value.problems == told[0].problems


def test_drafts_are_checked_and_labels_looked_up(bench):
    heading, copied = bench.drafts(["Liman açıldı - ŞƏRH", "Qatar gəldi."])
    assert heading.hypothesis.text.endswith(" - COMMENTARY")
    assert copied.hypothesis.engine.startswith("tiny@")
    with pytest.raises(Cancelled):
        bench.drafts(["Qatar gəldi."], Watch(cancelled=lambda: True))


def test_articles_without_a_workspace(archive, tiny_model):
    bench = Workbench(engine=tiny_model)
    articles = bench.read_articles(archive)
    assert bench.write_pairs(bench.translate_articles(articles), "news.tmx") == 6
    assert len(list(bench.check(bench.read_pairs("news.tmx")))) == 6
    with pytest.raises(WorkbenchError, match="no workspace was named") as error:
        bench.translate()
    assert "Workbench(" in error.value.hint


def test_where_most_work_is(bench, archive):
    bench.import_articles(archive)
    bench.translate()
    worst = bench.least_certain(4)
    assert [one.confidence for one in worst] == sorted(one.confidence for one in worst)
    assert len(worst) == 4
    assert [line.id for line in bench.most_work(1)] in (["a"], ["b"])


def test_measuring_on_a_test_set(bench, own_settings):
    path = own_settings / "dev.tsv"
    rows = [f"Bakı limanı {number}.\tThe port of Baku {number}." for number in range(40)]
    path.write_text("\n".join(["source\ttarget", *rows]) + "\n", encoding="utf-8")
    (row,) = bench.evaluate(path)
    assert (row.test_set, len(row.scores)) == ("dev", 3)
    assert row.system.startswith("tiny@")
    assert row.sentences_per_second
    names = [one.name for one in bench.evaluate_terms(bench.read_pairs(path), control=False)]
    assert names == ["plain", "repaired"]
    with pytest.raises(WorkbenchError, match="few: expected at least"):
        bench.evaluate_confidence([], "few")


def test_models(bench):
    assert "starter" in bench.models()
    assert bench.convert_model().is_dir()
    with pytest.raises(WorkbenchError):
        bench.fetch_model("no such model")


WRONG = {
    "engine": (lambda: Workbench(engine="startre").drafts(["Bir."]), "unknown engine 'startre'"),
    "glossary": (lambda: Workbench(glossary="absent.csv").terms("Bir."), "absent.csv"),
    "setting": (lambda: Workbench(beams=4), "unknown setting beams"),
    "workspace": (lambda: Workbench("absent.db", create=False), "absent.db: no such workspace"),
    "status": (lambda: Workbench("news.db").pairs(statuses=["done"]), "'done'"),
    "format": (lambda: Workbench("news.db").export("news.doc"), "news.doc: expected a bitext"),
    "file": (lambda: list(Workbench().read_pairs("absent.tmx")), "absent.tmx"),
}


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.usefixtures("own_settings")
def test_wrong_use_is_an_error_of_the_workbench(kind):
    call, what = WRONG[kind]
    with pytest.raises(WorkbenchError) as error:
        call()
    assert what in error.value.what
