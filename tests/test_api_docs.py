"""The examples of docs/python-api.md, run as they stand on the small model."""

import doctest
import importlib
import re

import pytest

from tests.conftest import ROOT
from workbench import Workbench
from workbench.cli.main import COMMANDS


def test_every_example_of_the_page_holds(own_settings, tiny_model, monkeypatch):
    (own_settings / "corpora").symlink_to(ROOT / "corpora")
    monkeypatch.setenv("WORKBENCH_ENGINE", str(tiny_model))
    outcome = doctest.testfile(
        str(ROOT / "docs" / "python-api.md"), module_relative=False, encoding="utf-8"
    )
    assert outcome.failed == 0
    assert outcome.attempted > 30


def test_every_command_is_listed_with_names_that_are_there():
    page = (ROOT / "docs" / "python-api.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.+`) \| (.+) \|$", page.split("## Everything else")[1], re.MULTILINE)
    listed = [name for commands, _ in rows for name in re.findall("`([^`]+)`", commands)]
    assert sorted(listed) == sorted(COMMANDS)
    for module, name in re.findall(r"`(workbench(?:\.\w+)+)\.(\w+)\(", page):
        assert callable(getattr(importlib.import_module(module), name))
    for method in re.findall(r"bench\.(\w+)\(", page):
        assert callable(getattr(Workbench, method))


def test_a_name_that_is_not_there():
    import workbench

    with pytest.raises(AttributeError, match="no attribute 'Workbank'"):
        workbench.Workbank  # noqa: B018
