"""`workbench train`: a model from bitexts."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import cache, partial
from itertools import chain
from pathlib import Path

import click

from workbench.cli.console import input_path, say
from workbench.cli.progress import stopping
from workbench.errors import BadInput, Problem
from workbench.formats.bitext import is_bitext
from workbench.formats.encoding import numbered_lines
from workbench.formats.lexicon import read_lexicon
from workbench.formats.pairs import read_pairs
from workbench.model.unit import Status
from workbench.settings import load_settings, shipped
from workbench.training.export import export_model
from workbench.training.recipe import Pair, read_recipe
from workbench.training.run_folder import RunFolder
from workbench.training.trainer import Limits
from workbench.training.training_log import LogLine
from workbench.training.word_swaps import LexiconWord
from workbench.wiring import Wiring
from workbench.workflows.train_model import Report, Sources, train_model

LEXICON = "corpora/lexicon.tsv"
STARTER = Path(__file__).parent.parent / "training" / "starter.toml"


@click.command("train")
@click.argument("folder", type=input_path)
@click.option("--recipe", type=input_path, default=STARTER, help="TOML; the starter's by default.")
@click.option("--data", type=input_path, default=Path(), help="Folder of the recipe's bitexts.")
@click.option("--glossary", help="CSV or TBX, for bitexts with `terms = true`.")
@click.option("--held-out", multiple=True, type=input_path, help="Test set never to train on.")
@click.option("--start-from", type=input_path, help="Begin a new run with an exported model.")
@click.option("--steps", type=int, help="Stop after this many steps in all.")
@click.option("--minutes", type=float, help="Stop after this many minutes.")
@click.option("--cool-down", type=int, help="Lower the learning rate to 0 over this many steps.")
@click.option("--validation-steps", type=int, default=2000, show_default=True)
@click.option("--patience", type=int, help="Stop after so many validations without a better score.")
@click.option("--threads", type=int, help="Processor cores to use for one batch.")
@click.option("--learners", type=click.IntRange(1), default=1, help="Batches learnt side by side.")
@click.option("--export", "out", type=input_path, help="Write the model to this folder at the end.")
def train_command(
    folder: Path,
    *,
    recipe: Path,
    data: Path,
    glossary: str | None,
    held_out: tuple[Path, ...],
    start_from: Path | None,
    steps: int | None,
    minutes: float | None,
    cool_down: int | None,
    validation_steps: int,
    patience: int | None,
    threads: int | None,
    learners: int,
    out: Path | None,
) -> None:
    """Train in FOLDER, or go on with the run that was stopped there.

    With neither --steps, --minutes nor --cool-down it trains until it is stopped: Ctrl+C saves and
    ends it, a second Ctrl+C ends it at once. A checkpoint is also written every ten minutes, for a
    run that is killed. log.csv and its picture log.png tell how it went. With --steps 0 --export a
    run is exported as it is. --held-out names bitexts, or texts with a sentence a line.
    """
    limits = Limits(
        steps=steps,
        minutes=minutes,
        cool_down=cool_down,
        validation_steps=validation_steps,
        patience=patience,
    )
    if start_from:
        RunFolder(folder).start_from(start_from)
    if steps != 0:
        _use_threads(threads)
        matcher = Wiring(load_settings(glossary=glossary)).matcher
        sources = Sources(
            partial(find, data),
            pairs_of,
            matcher,
            lexicon,
            [sentence for path in held_out for sentence in sentences_of(path)],
        )
        with ExitStack() as during:
            train_model(
                read_recipe(recipe),
                folder,
                sources=sources,
                limits=limits,
                report=Report(say, _show, _stopped(during)),
                learners=learners,
            )
    _draw_log(folder)
    if out:
        say(f"model written to {export_model(folder, out)}")


def _stopped(during: ExitStack) -> Callable[[], bool]:
    """Return what is asked after every step; it hears signals from the first step on.

    Before that there is nothing to save, and a signal ends the command as any other.
    """
    stop = cache(lambda: during.enter_context(stopping()))
    return lambda: stop().is_set()


def _draw_log(folder: Path) -> None:
    """Draw log.png beside the log, if the run has got so far."""
    log = folder / "log.csv"
    if log.exists():
        from workbench.formats.plots import draw_training_log

        draw_training_log(log, folder / "log.png")


def lexicon() -> list[LexiconWord]:
    """Return the words of the shipped lexicon."""
    return [LexiconWord(*fields) for fields in read_lexicon(shipped(LEXICON))]


def _use_threads(threads: int | None) -> None:
    if threads:
        import torch

        torch.set_num_threads(threads)


def pairs_of(path: Path) -> Iterable[Pair]:
    """Yield the pairs of a bitext, or those that somebody confirmed in a workspace."""
    if path.suffix != ".db":
        return read_pairs(path)
    with Wiring(load_settings()).open_workspace(path, create=False) as workspace:
        units = workspace.units(statuses={Status.CONFIRMED, Status.REVIEWED})
        return [(unit.source, unit.target) for unit in units]


def sentences_of(path: Path) -> Iterable[str]:
    """Yield the sentences of a bitext, or the lines of any other file."""
    if is_bitext(path):
        yield from chain.from_iterable(read_pairs(path))
    else:
        yield from (line for _, line in numbered_lines(path))


def find(data: Path, name: str) -> Path:
    """Return a bitext of a recipe: below the data folder, else among the shipped files."""
    for path in (data / name, shipped(name)):
        if path.exists():
            return path
    raise BadInput([Problem(str(data / name), None, "no such bitext")], hint="give its --data")


def _show(line: LogLine) -> None:
    scores = "  ".join(f"{s.name} BLEU {s.bleu:.1f} chrF2++ {s.chrf:.1f}" for s in line.scores)
    left = "" if line.minutes_left is None else f"  {_span(line.minutes_left)} left"
    say(
        f"step {line.step}  {line.minutes:.1f} min{left}  loss {line.loss:.3f}  "
        f"{line.tokens_per_second} pieces/s  {scores}".rstrip()
    )


def _span(minutes: float) -> str:
    """Return a time as people say it.

    >>> _span(4.2), _span(150)
    ('4 min', '2 h 30 min')
    """
    hours, rest = divmod(round(minutes), 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min"
