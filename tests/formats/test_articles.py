"""Articles of the archive: layouts, refusals, folders, and what is never lost."""

import datetime
import json
import os
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.conftest import ROOT
from workbench.errors import BadInput
from workbench.formats.article_text import article_lines, is_author, parse_article
from workbench.formats.articles import (
    find_articles,
    read_article,
    read_articles,
    read_lines,
    read_plain,
    read_texts,
    write_article,
)
from workbench.model.article import Article

CASES = ROOT / "tests" / "cases" / "articles"


def load(name):
    return json.loads((CASES / name).read_text(encoding="utf-8"))


READ, REFUSED, AUTHORS = load("read.json"), load("refused.json"), load("authors.json")
ARTICLE = Article(
    id="2025/ipek",
    title="Şəki ipəyi - yeni bazar",
    rubric="TƏHLİL",
    date=datetime.date(2025, 3, 4),
    time=datetime.time(9, 5),
    author="Nigar Əliyeva",
    paragraphs=("Fabrik yeni dəzgahlar alıb. ", "Onlar yayda işə düşəcək."),
)


def parse(lines):
    return parse_article(lines, name="a.txt", article_id="a")


@pytest.mark.parametrize("case", READ, ids=lambda case: case["name"])
def test_layouts(case):
    article = parse(case["lines"])
    assert article.title == case["title"]
    assert article.rubric == case.get("rubric", "")
    assert (article.date and article.date.isoformat()) == case.get("date")
    assert (article.time and article.time.isoformat()) == case.get("time")
    assert article.author == case.get("author", "")
    assert article.paragraphs == tuple(case["lines"][place] for place in case["body"])


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["name"])
def test_what_is_no_article_is_told_with_its_line(case):
    with pytest.raises(BadInput) as caught:
        parse(case["lines"])
    (problem,) = caught.value.problems
    assert problem.path == "a.txt"
    assert problem.line == case.get("line")
    assert case["told"] in problem.what
    assert "expected" in problem.what


@pytest.mark.parametrize("line", AUTHORS["authors"])
def test_authors(line):
    assert is_author(line)


@pytest.mark.parametrize("line", AUTHORS["others"])
def test_lines_that_are_no_author(line):
    assert not is_author(line)


@pytest.mark.xfail(strict=True, reason="reads like a compound noun, and text must not be lost")
@pytest.mark.parametrize("line", AUTHORS["known_failures"])
def test_authors_that_are_not_recognised(line):
    assert is_author(line)


LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1)


@given(st.lists(LINE, max_size=12))
def test_no_line_is_lost_or_altered(lines):
    assume(any(line.strip() for line in lines))
    article = parse([" date 2025-03-04 Başlıq", *lines, "Sonuncu cümlə."])
    kept = {article.author, *article.paragraphs}
    assert set(article.paragraphs) <= {*lines, "Sonuncu cümlə."}
    for line in lines:
        assert line in kept or not any(letter.isalpha() for letter in line) or is_author(line)


@given(
    st.sampled_from(["", "XƏBƏR", "MÜSAHİBƏ"]),
    st.none() | st.dates(),
    st.none() | st.times().map(lambda time: time.replace(microsecond=0)),
    st.sampled_from(["", "Nigar Əliyeva", "Vaqif Samir oğlu Həsənov"]),
    st.lists(st.text("aəI İı.,«»-–\u00a0\u2028", min_size=1).map("Bu {}.".format), min_size=1),
)
def test_writing_and_reading_gives_the_article_back(rubric, date, time, author, paragraphs):
    article = Article(
        id="a",
        title="Yol - bir də yol",
        rubric=rubric,
        date=date,
        time=time,
        author=author,
        paragraphs=tuple(paragraphs),
    )
    assert parse(article_lines(article)) == article


def test_the_file_is_as_the_archive_has_it(tmp_path):
    path = tmp_path / "2025" / "ipek.txt"
    path.parent.mkdir()
    write_article(ARTICLE, path)
    assert path.read_bytes().decode() == (
        " date 2025-03-04 Şəki ipəyi - yeni bazar - TƏHLİL\n"
        "- 4 mart, 2025\n"
        "- 09:05\n"
        "Fabrik yeni dəzgahlar alıb. \n"
        "Onlar yayda işə düşəcək.\n"
        "Nigar Əliyeva\n"
    )
    assert read_article(path, root=tmp_path) == ARTICLE


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_the_encoding_and_the_line_ends_make_no_difference(encoding, tmp_path):
    for number, end in enumerate(("\n", "\r\n", "\r")):
        path = tmp_path / f"{number}.txt"
        path.write_bytes((end.join(article_lines(ARTICLE)) + end).encode(encoding))
        assert read_article(path).texts == ARTICLE.texts


def test_text_is_not_normalised(tmp_path):
    decomposed = "I\u0307qlim  «dəyişir»\u00a0. "
    (tmp_path / "a.txt").write_text(f"Başlıq\n{decomposed}\n", encoding="utf-8")
    assert read_article(tmp_path / "a.txt").paragraphs == (decomposed,)


def test_plain_lines_are_counted_as_they_stand(tmp_path):
    path = tmp_path / "plain.txt"
    path.write_text("\nBirinci.\n\nAytən Quliyeva\n", encoding="utf-8")
    assert read_plain(path).texts == ("", "Birinci.", "", "Aytən Quliyeva")
    assert read_texts(path, plain=True) == tuple(read_lines(path))
    path.write_text(" \n\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"plain\.txt: expected text, found an empty file"):
        read_plain(path)


def lay_out(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Başlıq {name}\nMətn.\n", encoding="utf-8")


def test_folders_are_walked_in_the_order_of_names(tmp_path):
    lay_out(tmp_path, "b.txt", "a/2.txt", "a/10.txt", "ə.txt", ".hidden", ".git/x", "c/d/e.txt")
    found = [path.relative_to(tmp_path).as_posix() for path in find_articles([tmp_path])]
    assert found == ["a/10.txt", "a/2.txt", "b.txt", "c/d/e.txt", "ə.txt"]
    ids = [article.id for article in read_articles([tmp_path]) if isinstance(article, Article)]
    assert ids == ["a/10", "a/2", "b", "c/d/e", "ə"]


def test_links_lead_on_but_not_in_circles(tmp_path):
    lay_out(tmp_path, "archive/2025/a.txt", "elsewhere/b.txt")
    (tmp_path / "archive" / "2025" / "up").symlink_to(tmp_path / "archive")
    (tmp_path / "archive" / "more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "archive" / "nowhere").symlink_to(tmp_path / "missing")
    found = [path.name for path in find_articles([tmp_path / "archive"])]
    assert found == ["a.txt", "b.txt"]


def test_a_file_is_read_once(tmp_path):
    lay_out(tmp_path, "a.txt", "b.txt")
    paths = [tmp_path / "b.txt", tmp_path, tmp_path / "." / "b.txt"]
    assert [path.name for path in find_articles(paths)] == ["b.txt", "a.txt"]


def test_a_pipe_in_a_folder_does_not_hang(tmp_path):
    lay_out(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    assert [path.name for path in find_articles([tmp_path])] == ["a.txt"]


def test_a_bad_file_does_not_stop_the_others(tmp_path):
    lay_out(tmp_path, "a.txt", "z.txt")
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (tmp_path / "c.txt").write_bytes(b"")
    paths = [tmp_path, tmp_path / "yox.txt"]
    outcomes = list(read_articles(paths))
    told = [str(outcome) for outcome in outcomes if isinstance(outcome, BadInput)]
    assert [type(outcome) for outcome in outcomes] == [
        Article, BadInput, BadInput, Article, BadInput,
    ]  # fmt: skip
    assert "b.txt: expected text, found a PNG picture" in told[0]
    assert "c.txt: expected" in told[1]
    assert told[2].endswith("yox.txt: no such file")


def test_two_files_with_one_id(tmp_path):
    lay_out(tmp_path, "2024/liman.txt", "2025/liman.txt")
    first, second = read_articles(sorted(tmp_path.glob("*/*.txt")))
    assert isinstance(first, Article)
    assert isinstance(second, BadInput)
    assert "has the id 'liman', and so has" in str(second)
    both = [article.id for article in read_articles([tmp_path]) if isinstance(article, Article)]
    assert both == ["2024/liman", "2025/liman"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_listed_is_told(tmp_path):
    (tmp_path / "closed").mkdir(mode=0)
    (outcome,) = read_articles([tmp_path])
    assert "closed: " in str(outcome)


@pytest.mark.shared
def test_the_article_of_the_archive(shared):
    (path,) = (shared / "archive").glob("*.txt")
    article = read_article(path)
    assert article.rubric == "ŞƏRH"
    assert (article.date, article.time) == (datetime.date(2025, 10, 22), datetime.time(15, 7))
    assert article.author == "Kamil Məmmədov"
    lines = read_lines(Path(path))
    assert list(article.paragraphs) == lines[3:-1]
