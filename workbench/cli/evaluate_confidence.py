"""`workbench evaluate-confidence`: how far the confidence of an engine's drafts can be trusted."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from workbench import __version__
from workbench.cli.console import (
    engine_option,
    format_option,
    glossary_option,
    input_path,
    say,
    wiring,
    write_json_line,
)
from workbench.confidence.notation import spell
from workbench.engines.calibrations import calibration_path
from workbench.formats.pairs import read_units
from workbench.formats.writing import write_lines
from workbench.metrics.reliability import Bin
from workbench.workflows.evaluate_confidence import (
    FOLDS,
    SEED,
    ConfidenceEvaluation,
    ConfidenceResult,
    FeatureResult,
)


@click.command("evaluate-confidence")
@click.argument("bitext", type=input_path)
@engine_option
@glossary_option
@format_option
@click.option(
    "--folds",
    type=click.IntRange(2),
    default=FOLDS,
    show_default=True,
    help="Parts of the cross-validation; each is predicted from the others.",
)
@click.option(
    "--seed", type=int, default=SEED, show_default=True, help="Of the dealing of articles to parts."
)
@click.option("--save", is_flag=True, help="Keep what was learnt beside the model's weights.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def evaluate_confidence_command(
    bitext: Path,
    *,
    engine: str | None,
    glossary: str | None,
    format_name: str | None,
    folds: int,
    seed: int,
    save: bool,
    as_json: bool,
) -> None:
    """Translate BITEXT, predict how much of each draft stands, and compare with the references.

    Figures are of drafts whose article the prediction has not learnt from. With --save the engine
    predicts so from then on; what is kept is learnt from the whole bitext, and holds for this
    revision of the model alone.
    """
    wired = wiring(engine=engine, glossary=glossary)
    units = [unit for unit in read_units(bitext, format_name) if unit.target]
    name = bitext.resolve().name.split(".")[0]
    evaluation = ConfidenceEvaluation(units, wired.drafter, name, folds, seed)
    results, features = evaluation.results(), evaluation.features()
    if as_json:
        _write(results, features)
    else:
        _show(results, features, evaluation.best_found())
    if save:
        path = calibration_path(wired.checkpoint)
        write_lines(path, spell(evaluation.calibration()).splitlines())
        say(f"{path} written")
    say(
        f"{name}, {len(units)} pairs; {wired.drafter.engine.name}, beam {wired.settings.beam}; "
        f"{wired.glossary_name}; {folds} folds by article, seed {seed}; workbench {__version__}"
    )


def _write(results: Sequence[ConfidenceResult], features: Sequence[FeatureResult]) -> None:
    for result in results:
        write_json_line(asdict(result))
    for feature in features:
        write_json_line(asdict(feature))


def _show(
    results: Sequence[ConfidenceResult], features: Sequence[FeatureResult], best: float
) -> None:
    click.echo("| learnt from | Pearson | Spearman | Kendall | ECE | edits in the worst fifth |")
    click.echo("|---|--:|--:|--:|--:|--:|")
    for one in results:
        ter = one.with_ter
        click.echo(
            f"| {one.name} | {ter.pearson:.3f} | {ter.spearman:.3f} | {ter.kendall:.3f} "
            f"| {one.error:.3f} | {one.found:.1%} |"
        )
    click.echo(f"| (random order) | | | | | 20.0% |\n| (known TER) | | | | | {best:.1%} |")
    click.echo("\n| feature | Spearman with TER | weight |\n|---|--:|--:|")
    for feature in features:
        weight = f"{feature.weight:+.2f}" if feature.weight else "left out"
        click.echo(f"| {feature.feature} | {feature.with_ter:+.3f} | {weight} |")
    click.echo(f"\n{_reliability(results[-1].bins)}")


def _reliability(bins: Sequence[Bin]) -> str:
    lines = ["| drafts | words said to stand | words that stood |", "|--:|--:|--:|"]
    lines += [f"| {one.count} | {one.predicted:.1%} | {one.observed:.1%} |" for one in bins]
    return "\n".join(lines)
