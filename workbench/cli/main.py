"""The command `workbench`: its subcommands, loaded when they are called, and the error edge."""

import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from errno import ENOSPC

import click
from typing_extensions import override

from workbench import __version__
from workbench.errors import Cancelled, WorkbenchError

FINDINGS = 1
MISUSE = 2
INTERRUPTED = 130

COMMANDS = {
    "segment": ("segment", "Split an article into sentences, with exact offsets."),
    "srx": ("srx", "Write the sentence rules for other tools (SRX 2.0)."),
    "terms": ("terms", "Find glossary terms in any inflected form."),
    "translate": ("translate", "Translate files to a TMX, TSV or JSONL file."),
    "check": ("check", "Check a TMX, TSV or JSONL file; exit 1 when an error is found."),
    "import": ("workspace", "Bring articles into a workspace."),
    "batch": ("batch", "Import, translate and check an archive; goes on where it was."),
    "worst": ("worst", "List the drafts and articles that need most work."),
    "export": ("workspace", "Write a workspace's aligned pairs to a file."),
    "revisions": ("revisions", "Write who changed which segment, when, with how much effort."),
    "memory": ("memory", "Bring bitexts into a workspace's memory, and write it to a file."),
    "glossary": ("glossary", "Find doubtful rows of a glossary; convert CSV and TBX."),
    "score": ("score", "Score hypotheses: BLEU, chrF2++, TER with their signatures."),
    "evaluate": ("evaluate", "Score engines and other systems on test sets, side by side."),
    "evaluate-terms": ("evaluate_terms", "Measure what the glossary does to an engine's drafts."),
    "evaluate-confidence": (
        "evaluate_confidence",
        "Measure how far an engine's confidence in its drafts can be trusted.",
    ),
    "models": ("models", "List, fetch and convert translation models."),
    "train": ("train", "Train a model from bitexts, or go on with a stopped run."),
    "train shortlist": ("train_shortlist", "Make a model faster: likely words only, by source."),
    "users": ("users", "Add, list and remove accounts of the browser workbench."),
    "serve": ("serve", "Open the workbench in the browser."),
}
"""Name of each command: the module in `workbench.cli` that holds it, and its line of help."""


class _ReaderGone(Exception):
    """Nobody reads standard output any more; click would end a BrokenPipeError with status 1."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is called.

    `workbench --help` needs the names and one line each, and answers at once.
    """

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    @override
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take two words as one name where there is such a command, as `train shortlist`."""
        two = " ".join(args[:2])
        return super().resolve_command(ctx, [two, *args[2:]] if two in COMMANDS else args)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"workbench.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{_identifier(cmd_name)}_command")
        return command

    @override
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderGone from error

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _identifier(name: str) -> str:
    return name.replace("-", "_").replace(" ", "_")


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="workbench")
def group() -> None:
    """Translate Azerbaijani news to English and keep aligned, checked corpora.

    Data goes to standard output, progress and messages to standard error. Exit status: 0 fine,
    1 findings, 2 wrong use or unreadable input, 130 stopped.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit status; users' errors become two clear lines."""
    status = run(arguments)
    if status == INTERRUPTED:
        # Threads of an engine may still be at work; what they finish now, nobody waits for.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status. Our own bugs keep their traceback."""
    status: object = 0
    try:
        with _writing_output():
            status = group.main(arguments, prog_name="workbench", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return MISUSE
    except (click.Abort, Cancelled, KeyboardInterrupt):
        click.echo("Stopped. What was finished is kept.", err=True)
        return INTERRUPTED
    except WorkbenchError as error:
        click.echo(f"Error: {error.what}", err=True)
        if error.hint:
            click.echo(f"Hint: {error.hint}", err=True)
        return MISUSE
    return status if isinstance(status, int) else 0


@contextmanager
def _writing_output() -> Iterator[None]:
    """Make what befalls standard output the end of a command, and no traceback.

    A reader that has gone has had what it wanted: that is fine. Raises WorkbenchError for a full
    disk.
    """
    try:
        yield
    except _ReaderGone:
        _forget_output()
    except OSError as error:
        if error.errno != ENOSPC or error.filename:
            raise
        _forget_output()
        raise WorkbenchError(
            "standard output: no space is left for it", hint="free some, or write elsewhere"
        ) from error


def _forget_output() -> None:
    """Let nobody try again, as Python would do at the end, to write what cannot be written."""
    with suppress(OSError, ValueError):  # a test may have put something else there
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
