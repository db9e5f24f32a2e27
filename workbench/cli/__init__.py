"""The command line: parse, call one workflow, show."""

from workbench.cli.main import main

__all__ = ["main"]
