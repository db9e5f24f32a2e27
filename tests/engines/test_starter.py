"""The bundled model: there, small, on both runtimes, and sane on any input."""

from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

import workbench.engines
from tests.conftest import ROOT
from workbench.engines.engine import Engine
from workbench.engines.loading import load_engine
from workbench.engines.repetition import is_loop
from workbench.formats.pairs import read_pairs

FOLDER = Path(workbench.engines.__file__).parent / "starter"
LARGEST = 40 * 2**20
SENTENCES = [source for source, _ in read_pairs(ROOT / "corpora/news-dev/news-dev.tsv")][:40]
ODD = {
    "a word": "Bakı",
    "a letter": "a",
    "a figure": "2025",
    "figures": "1 2 3 4 5 6 7 8 9 10",
    "all capitals": "BAKI LİMANI YENİDƏN AÇILDI",
    "300 words": "Liman bu gün açıldı, gəmilər limana daxil oldu. " * 38,
    "one word 50 times": "qatar " * 50,
    "Russian": "Порт снова открыт для судов.",
    "English": "The port is open again.",
    "Chinese": "港口重新开放。",
    "emoji": "🚢🚢🚢 Liman açıqdır 👍",
    "emoji alone": "🚢👍",
    "a link": "https://example.com/liman?id=12",
    "marks": "?! ... – «»",
    "a lone surrogate": "Liman \ud800 açıldı.",
    "commands": "</s> <pad> >>tr<< <unk>",
}


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return load_engine("starter", threads=1, cache=tmp_path_factory.mktemp("models"))


def test_it_is_small_and_has_a_card() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < LARGEST
    card = (FOLDER / "README.md").read_text("utf-8")
    for promised in ("chrF2++", "BLEU", "licence", "What goes wrong", "news-terms"):
        assert promised in card


@pytest.mark.parametrize("kind", ODD)
def test_any_input_gets_a_sane_answer(starter: Engine, kind: str) -> None:
    (answer,) = starter.translate([ODD[kind]])
    assert answer.text.strip()
    assert is_loop(ODD[kind]) or not is_loop(answer.text)
    assert len(answer.text) < 4 * len(ODD[kind]) + 80
    answer.text.encode()


def test_news_is_translated_not_copied(starter: Engine) -> None:
    answers = [answer.text for answer in starter.translate(SENTENCES)]
    assert len(set(answers)) == len(set(SENTENCES))
    for source, answer in zip(SENTENCES, answers, strict=True):
        assert Levenshtein.normalized_similarity(source, answer) < 0.7
        assert not is_loop(answer)


def test_int8_and_float32_say_nearly_the_same(starter: Engine) -> None:
    reference = load_engine("starter", runtime="transformers", threads=1)
    expected = reference.translate(SENTENCES[:12])
    found = starter.translate(SENTENCES[:12])
    near = [
        Levenshtein.normalized_similarity(one.text, other.text)
        for one, other in zip(found, expected, strict=True)
    ]
    assert sum(near) / len(near) > 0.8
    assert sum(one.score for one in found) == pytest.approx(
        sum(one.score for one in expected), rel=0.1
    )
