"""JSON lines: types, and lines that do not fit."""

import json

import pytest

from tests.formats.bitexts import BARE, FULL
from workbench.errors import BadInput, Problem
from workbench.formats.columns import COLUMNS
from workbench.formats.jsonl import JsonLines

JSONL = JsonLines()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.jsonl"


def test_an_object_a_unit(path):
    JSONL.write([FULL, BARE], path)
    text = path.read_text(encoding="utf-8")
    full, bare = map(json.loads, text.splitlines())
    assert list(full) == list(bare) == list(COLUMNS)
    assert FULL.source in text
    assert (full["paragraph"], full["seconds"], full["edit_distance"]) == (3, 12.5, 0)
    assert full["findings"][1] == {
        "check": "spaces",
        "severity": "warning",
        "message": "expected one space, found two",
        "message_az": "bir boşluq gözlənilirdi, iki tapıldı",
        "source_span": None,
        "target_span": [3, 5],
        "fix": [3, 5, " "],
    }
    assert (bare["created"], bare["edit_distance"], bare["findings"]) == (None, None, [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not JSON: "),
        ("[" * 100_000, "expected an object, found brackets without end"),
        ("[1]", "expected an object, found '[1]'"),
        ('{"source": "Bəli."}', "target: expected a text, found None"),
        ('{"source": 1, "target": ""}', "source: expected a text, found 1"),
        ('{"source": "a", "target": "b", "index": 1.5}', "index: expected a whole number"),
        ('{"source": "a", "target": "b", "index": [1]}', "index: expected a whole number"),
        ('{"source": "a", "target": "b", "findings": "x"}', "findings: expected a list"),
        ('{"source": "a", "target": "b", "findings": [1]}', "findings: expected objects"),
        (
            '{"source": "a", "target": "b", "findings": [{"check": "x", "severity": "bad"}]}',
            "findings: expected objects",
        ),
        (
            '{"source": "a", "target": "b", "findings": '
            '[{"check": "x", "severity": "error", "fix": [1]}]}',
            "findings: expected objects",
        ),
        ('{"source": "a", "target": "b", "created": "dünən"}', "created: expected a moment"),
        ('{"source": "a", "target": "b", "index": ' + "9" * 5000 + "}", "Exceeds the limit"),
    ],
)
def test_a_line_that_does_not_fit_is_told_and_the_others_go_on(path, line, told):
    path.write_text(f'{line}\n\n{{"source": "Yox.", "target": "No."}}\n', encoding="utf-8")
    problems: list[Problem] = []
    (unit,) = JSONL.read(path, problems.append)
    assert unit.id == "news#1.1"
    assert [problem.line for problem in problems] == [1]
    assert problems[0].what.startswith(told)
    with pytest.raises(BadInput):
        list(JSONL.read(path))
