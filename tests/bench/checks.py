"""The checks, measured: false findings on good pairs, mistakes found, pairs a second.

    python -m tests.bench.checks [FLORES]

Good pairs are the development set of this project and, where the folder FLORES is given or
WORKBENCH_SHARED has one, the FLORES-200 dev sentences. Mistakes are put into the same pairs with
a fixed seed (see mutations.py). A mistake counts as found when one of the rules made for its kind
has a finding that it had not on the good pair.
"""

import os
import platform
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import workbench
from tests.bench.mutations import Kind, kinds, two_sentences
from workbench.checks.catalogue import all_checks, find
from workbench.checks.check import Check
from workbench.formats.bitext import format_for
from workbench.model.finding import Finding, Pair, Severity
from workbench.settings import Settings
from workbench.wiring import Wiring

SEED = 1
NEWS = Path(__file__).parents[2] / "corpora" / "news-dev" / "news-dev.tsv"
TERM_RULES = frozenset({"missing-term", "forbidden-term"})
NUMBER_RULES = frozenset({"numbers", "dates", "weekdays", "units"})


def news_pairs() -> list[Pair]:
    """Return the pairs of the development set."""
    return [unit.pair for unit in format_for(NEWS, None).read(NEWS)]


def flores_pairs(folder: Path) -> list[Pair]:
    """Return the pairs of FLORES-200 dev, files `az` and `en`."""
    sides = [(folder / name).read_text(encoding="utf-8").splitlines() for name in ("az", "en")]
    return [Pair(source, target) for source, target in zip(*sides, strict=True)]


def false_findings(pairs: Sequence[Pair], checks: Sequence[Check]) -> Counter[str]:
    """Return for each rule the number of good pairs it objects to, infos left out.

    Three sums stand beside the rules: any error, terms, and numbers with dates and units.
    """
    counted: Counter[str] = Counter()
    for pair in pairs:
        findings = [one for one in find(pair, checks) if one.severity is not Severity.INFO]
        rules = {finding.check_id for finding in findings}
        counted.update(rules)
        counted["any error"] += any(one.severity is Severity.ERROR for one in findings)
        counted["term errors"] += bool(rules & TERM_RULES)
        counted["number, date and unit errors"] += bool(rules & NUMBER_RULES)
    return counted


def recall(kind: Kind, pairs: Sequence[Pair], checks: Sequence[Check]) -> tuple[int, int, int]:
    """Return how many mistakes were made, found by the rules of their kind, and found at all."""
    chance = random.Random(SEED)  # noqa: S311 - a fixed seed, for the same mistakes each time
    made = found = noticed = 0
    for pair in pairs:
        wrong = kind.mutate(pair, chance)
        if wrong is None or wrong.target == pair.target:
            continue
        new = _told(find(wrong, checks)) - _told(find(pair, checks))
        made += 1
        found += any(rule in kind.rules for rule, _ in new)
        noticed += bool(new)
    return made, found, noticed


def speed(pairs: Sequence[Pair], checks: Sequence[Check]) -> float:
    """Return pairs a second of processor time for all rules together, nothing remembered."""
    started = time.process_time()
    for pair in pairs:
        find(Pair(pair.source + " ", pair.target + " "), checks)
    return len(pairs) / (time.process_time() - started)


def _told(findings: Sequence[Finding]) -> set[tuple[str, str]]:
    return {
        (finding.check_id, finding.message)
        for finding in findings
        if finding.severity is not Severity.INFO
    }


def _print_false(sets: dict[str, list[Pair]], checks: Sequence[Check]) -> None:
    counts = {name: false_findings(pairs, checks) for name, pairs in sets.items()}
    print(f"| rule | {' | '.join(f'{name}, % of pairs' for name in sets)} |")
    print("|---" + "|--:" * len(sets) + "|")
    sums = ("any error", "number, date and unit errors", "term errors")
    for rule in (*sums, *(check.id for check in checks)):
        if any(counted[rule] for counted in counts.values()):
            shares = [f"{100 * counts[name][rule] / len(sets[name]):.2f}" for name in sets]
            print(f"| {rule} | {' | '.join(shares)} |")


def _print_recall(pairs: list[Pair], checks: Sequence[Check], every: Sequence[Kind]) -> None:
    print("| mistake | made | found by its rules, % | found by any rule, % |")
    print("|---|--:|--:|--:|")
    for kind in every:
        place = two_sentences(pairs) if kind.name == "sentence dropped" else pairs
        made, found, noticed = recall(kind, place, checks)
        if made:
            print(
                f"| {kind.name} | {made} | {100 * found / made:.1f} | {100 * noticed / made:.1f} |"
            )


def main() -> None:
    default = Path(os.environ.get("WORKBENCH_SHARED", "shared")) / "bench" / "flores-dev"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    sets = {"news-dev": news_pairs()}
    if folder.is_dir():
        sets["FLORES-200 dev"] = flores_pairs(folder)
    wiring = Wiring(Settings())
    checks = all_checks(wiring.matcher)
    _print_false(sets, checks)
    print()
    _print_recall(
        [pair for pairs in sets.values() for pair in pairs], checks, kinds(wiring.matcher)
    )
    print(f"\n{speed(sets['news-dev'], checks):,.0f} pairs/s with {len(checks)} rules\n")
    sizes = ", ".join(f"{name} {len(pairs)} pairs" for name, pairs in sets.items())
    print(
        f"{sizes} | glossary {wiring.glossary_name} | seed {SEED} |"
        f" workbench {workbench.__version__} | Python {platform.python_version()} |"
        f" {platform.machine()}, one of {os.cpu_count()} cores"
    )


if __name__ == "__main__":
    main()
