"""`workbench evaluate-terms`: what the glossary does to an engine's drafts."""

from collections.abc import Mapping
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
from workbench.errors import BadInput, Problem
from workbench.formats.pairs import read_units
from workbench.metrics.term_scores import TermTally
from workbench.workflows.evaluate_terms import SEED, TermEvaluation, TermResult


@click.command("evaluate-terms")
@click.argument("bitext", type=input_path)
@engine_option
@glossary_option
@format_option
@click.option("--control/--no-control", default=True, help="Also repair with random words.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Of the random words.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, nothing left out.")
def evaluate_terms_command(
    bitext: Path,
    *,
    engine: str | None,
    glossary: str | None,
    format_name: str | None,
    control: bool,
    seed: int,
    as_json: bool,
) -> None:
    """Translate BITEXT and compare plain drafts with those that were made to obey the glossary.

    Terms are counted where the reference renders them as the glossary says. The control repairs
    with random words of the references: what it gains in chrF2++, any words would have gained.
    """
    wired = wiring(engine=engine, glossary=glossary, terms="repair")
    units = [unit for unit in read_units(bitext, format_name) if unit.target]
    if not units:
        problem = Problem(str(bitext), None, "has no pairs with a reference to compare with")
        raise BadInput([problem])
    evaluation = TermEvaluation(units, wired.drafter, wired.matcher)
    results = evaluation.results(control=control, seed=seed)
    if as_json:
        for result in results:
            write_json_line(_row(result))
        return
    _show(results)
    click.echo(f"\nTerms that are wrong after repair:\n{_worst(results[1].terms.by_term)}")
    say(
        f"{bitext.name}, {len(units)} pairs; {wired.drafter.engine.name}, "
        f"beam {wired.settings.beam}; {wired.glossary_name}; seed {seed}; "
        f"workbench {__version__}; {results[0].quality[1].signature}"
    )


def _show(results: list[TermResult]) -> None:
    names = [score.metric for score in results[0].quality]
    click.echo(f"| drafts | term success | consistency | changed | {' | '.join(names)} |")
    click.echo("|---|--:|--:|--:|" + "--:|" * len(names))
    for one in results:
        total = one.terms.total
        scores = " | ".join(f"{score.value:.2f}" for score in one.quality)
        click.echo(
            f"| {one.name} | {total.rate:.1%} ({total.succeeded}/{total.wanted}) "
            f"| {one.terms.consistency:.1%} | {one.changed} | {scores} |"
        )


def _worst(by_term: Mapping[str, TermTally], most: int = 15) -> str:
    """Return the terms with the most failures, a line each."""
    failing = [(term, one) for term, one in by_term.items() if one.succeeded < one.wanted]
    failing.sort(key=lambda item: (item[1].succeeded - item[1].wanted, item[0]))
    lines = [f"  {term}: {one.succeeded} of {one.wanted} right" for term, one in failing[:most]]
    if len(failing) > most:
        lines.append(f"  and {len(failing) - most} more; --json lists all")
    return "\n".join(lines) or "  none"


def _row(result: TermResult) -> dict[str, object]:
    terms = result.terms
    return {
        "drafts": result.name,
        "success": terms.total.rate,
        "consistency": terms.consistency,
        "changed": result.changed,
        "scores": [asdict(score) for score in result.quality],
        "terms": {term: asdict(tally) for term, tally in terms.by_term.items()},
        "articles": {article: asdict(tally) for article, tally in terms.by_article.items()},
    }
