"""Sentences: the drawers of cases, exact offsets for any text, and time that grows evenly."""

import json
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.segmentation import SETS, read_set, score
from workbench.errors import WorkbenchError
from workbench.model.segment import Segment, Span
from workbench.text.sentences import segments, split_sentences

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "sentences.json").read_text(encoding="utf-8")
)
MARK = "¦"


class Case(NamedTuple):
    """A text in which each boundary is marked."""

    marked: str
    language: str = "az"

    @property
    def text(self) -> str:
        return self.marked.replace(MARK, "")

    @property
    def expected(self) -> list[str]:
        return [sentence.strip() for sentence in self.marked.split(MARK)]

    @property
    def found(self) -> list[str]:
        return [span.of(self.text) for span in split_sentences(self.text, language=self.language)]


def drawer(*names: str, language: str = "az"):
    return [
        pytest.param(Case(case["marked"], language), id=f"{name}-{number}-{case['category']}")
        for name in names
        for number, case in enumerate(CASES[name])
    ]


@pytest.mark.parametrize("case", drawer("wild", "synthetic", "negative", "news"))
def test_sentences(case: Case) -> None:
    assert case.found == case.expected


@pytest.mark.parametrize("case", drawer("english", language="en"))
def test_english_sentences(case: Case) -> None:
    assert case.found == case.expected


@pytest.mark.xfail(reason="the words around the stop do not tell", strict=True)
@pytest.mark.parametrize("case", drawer("known_failures"))
def test_known_failures(case: Case) -> None:
    assert case.found == case.expected


def test_a_remark_woven_into_a_sentence_is_divided_on_demand() -> None:
    text = "O dedi ki, “Gəldim. Gördüm”, sonra susdu. Bitdi."
    assert len(split_sentences(text)) == 2
    assert len(split_sentences(text, inside_quotations=True)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "O dedi: “Gəldim. Gördüm”, sonra susdu.",
        "“Gəldim. Gördüm”, - o dedi.",
        "O dedi ki, “Gəldim. Gördüm. Getdim”, sonra susdu.",
    ],
)
def test_direct_speech_and_long_quotations_are_always_divided(text: str) -> None:
    assert len(split_sentences(text)) == len(split_sentences(text, inside_quotations=True)) > 1


def test_a_parenthesis_inside_a_sentence_is_never_divided() -> None:
    text = "Nazir (dünən gəlib. Bu gün gedir) susdu. Bitdi."
    assert len(split_sentences(text, inside_quotations=True)) == 2


def test_a_quotation_too_long_to_be_one_segment_is_divided() -> None:
    text = f'O dedi ki, "{"Yol uzundur. " * 80}Bitdi".'
    assert len(split_sentences(text)) == 81


def test_segments_number_paragraphs_and_sentences() -> None:
    assert segments(["Başlıq - ŞƏRH", "", " Bir. İki."]) == [
        Segment(0, 0, 0, 13, "Başlıq - ŞƏRH"),
        Segment(2, 0, 1, 5, "Bir."),
        Segment(2, 1, 6, 10, "İki."),
    ]


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(WorkbenchError, match="'tr'"):
        split_sentences("Merhaba.", language="tr")


def assert_rebuilds(text: str, spans: list[Span]) -> None:
    end = 0
    for span in spans:
        assert span.end > span.start >= end
        assert span.of(text) == span.of(text).strip()
        assert not text[end : span.start].strip()
        end = span.end
    assert not text[end:].strip()


WORDS = "Bakı prof İ s və 5 km edib ! … “ ” « » ( ) - – [2] www.x.az e.ə I iPhone"
PIECES = [*WORDS.split(), '"', " ", ". ", "\n", "\u00a0"]
NEWS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@pytest.mark.parametrize("language", ["az", "en"])
@given(text=st.text() | NEWS, inside=st.booleans())
def test_sentences_and_gaps_rebuild_any_text(language: str, text: str, inside: bool) -> None:
    spans = split_sentences(text, inside_quotations=inside, language=language)
    assert_rebuilds(text, spans)


@given(st.lists(st.text() | NEWS, max_size=4))
def test_segments_carry_the_text_of_their_paragraph(texts: list[str]) -> None:
    for segment in segments(texts):
        assert segment.text == texts[segment.paragraph][segment.start : segment.end]


PATHOLOGICAL = [
    "Görüşdə prof. Ə.Quliyev iştirak edib. ",
    ".", "!", ". ", ".\u00a0", "(", ")", '"', '" ', "«", "A.", "a.", "1.", "1. ", "[1]", "…»",
    '"a. B" ', "(a. B) ", "- ", " ", "\n", "a", "İ", ".a", "a-", '."', ".)",
]  # fmt: skip


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        split_sentences(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("unit", PATHOLOGICAL, ids=repr)
def test_time_grows_evenly_with_the_line(unit: str) -> None:
    """Eight times the text may take at most twenty times as long; quadratic time takes 64."""
    small = unit * (10_000 // len(unit))
    assert seconds(small * 8) < 20 * max(seconds(small), 0.002)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "least"), [("ntrex", 99.8), ("flores", 99.8), ("hard", 98.0)])
def test_boundaries_of_the_evaluation_sets(shared: Path, name: str, least: float) -> None:
    assert name in SETS
    passages = read_set(shared / "bench", name)

    def split(text: str) -> list[str]:
        return [span.of(text) for span in split_sentences(text, inside_quotations=True)]

    assert score(split, passages).f1 >= least


@pytest.mark.shared
def test_the_archive_article(shared: Path) -> None:
    article = next((shared / "archive").glob("*.txt")).read_text(encoding="utf-8")
    first, _date, _time, *paragraphs, _author = article.splitlines()
    texts = [first.split(maxsplit=2)[2], *paragraphs]
    assert len(segments(texts)) == 47
    assert len(segments(texts, inside_quotations=True)) == 48
