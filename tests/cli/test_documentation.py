"""docs/command-line.md names every command and option, and none that is not there."""

import re

import click
import pytest

from tests.conftest import ROOT
from workbench.cli.main import COMMANDS, group

PAGE = (ROOT / "docs" / "command-line.md").read_text("utf-8")
SECTIONS = {part.split("\n", 1)[0]: part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)}

MANY_IN_ONE = {"users"}  # subcommands with arguments of their own, which their help describes


def options(command):
    """Return the long options of a command and its subcommands, help aside."""
    own = {name for one in command.params for name in one.opts if name.startswith("--")}
    parts = command.commands.values() if isinstance(command, click.Group) else ()
    return own.union(*map(options, parts)) - {"--help"}


def command(name):
    found = group.get_command(click.Context(group), name)
    assert found
    return found


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in MANY_IN_ONE])
def test_every_option_stands_on_the_page(name):
    usage = SECTIONS[name].split("```")[1]
    named = set(re.findall(r"--[a-z-]+", usage))
    known = options(command(name))
    aliases = {"--no-open": "--open", "--no-control": "--control"}
    assert {aliases.get(one, one) for one in named} == known


def test_no_section_speaks_of_another_command():
    titles = [title for title in SECTIONS if title and not title.startswith("#")]
    assert titles == list(COMMANDS)
