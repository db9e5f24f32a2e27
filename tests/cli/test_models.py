"""`models`: the list, and what happens without the hub."""

import pytest


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """No test asks the hub."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


def test_the_list_names_licence_size_score_and_source(workbench):
    outcome = workbench("models", "list", "--json")
    assert outcome.status == 0
    starter = {row["id"]: row for row in outcome.rows}["starter"]
    assert set(starter) == {
        "id", "repository", "revision", "licence", "megabytes", "score", "score_source", "note",
        "here",
    }  # fmt: skip
    assert all(row["licence"] and row["megabytes"] > 0 for row in outcome.rows)
    shown = workbench("models", "list").out
    assert all(str(row["id"]) in shown for row in outcome.rows)


def test_a_folder_is_converted_once(workbench, tiny_model):
    first = workbench("models", "convert", tiny_model)
    assert first.status == 0
    assert workbench("models", "convert", tiny_model).out == first.out


@pytest.mark.parametrize("action", ["fetch", "convert"])
def test_an_unknown_model(workbench, action):
    outcome = workbench("models", action, "startre")
    assert (outcome.status, outcome.out) == (2, "")
    assert "unknown engine 'startre'" in outcome.err
    assert "did you mean 'starter'" in outcome.err


def test_a_model_that_is_not_here(workbench):
    outcome = workbench("models", "convert", "some-organisation/some-model")
    assert outcome.status == 2
    assert "is not on this machine" in outcome.err
    assert "workbench models fetch some-organisation/some-model" in outcome.err
