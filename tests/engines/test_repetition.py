"""Loops of a model, and repetitions that are none."""

import pytest

from workbench.engines.repetition import is_loop


@pytest.mark.parametrize(
    "text",
    [
        "the the the the",
        "The ministry said that the port of Baku, the port of Baku, the port of Baku, "
        "the port of Baku, is open.",
        "It is lalalalalalalalalala.",
        "of " * 200 + "of",
    ],
)
def test_loops(text):
    assert is_loop(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No, no, no.",
        "They walked and walked and walked.",
        "The cost is 100000000000 manat.",
        "............................",
        "Two by two, and two by two, they came in.",
    ],
)
def test_plain_repetitions_are_left_alone(text):
    assert not is_loop(text)


def test_long_texts_are_judged_quickly():
    assert not is_loop(" ".join(f"word{number}" for number in range(20_000)))
