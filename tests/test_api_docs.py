"""The examples of docs/python-api.md, run as they stand on the small model."""

import doctest

import pytest

from tests.conftest import ROOT


def test_every_example_of_the_page_holds(own_settings, tiny_model, monkeypatch):
    (own_settings / "corpora").symlink_to(ROOT / "corpora")
    monkeypatch.setenv("WORKBENCH_ENGINE", str(tiny_model))
    outcome = doctest.testfile(
        str(ROOT / "docs" / "python-api.md"), module_relative=False, encoding="utf-8"
    )
    assert outcome.failed == 0
    assert outcome.attempted > 30


def test_a_name_that_is_not_there():
    import workbench

    with pytest.raises(AttributeError, match="no attribute 'Workbank'"):
        workbench.Workbank  # noqa: B018
