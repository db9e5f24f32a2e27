"""Check a bitext: every rule on every pair, and the rules that look at the whole of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.checks.catalogue import corpus_checks, find
from workbench.checks.check import Check
from workbench.model.acceptance import accepted_by, open_findings
from workbench.model.finding import Finding, Severity
from workbench.model.unit import TranslationUnit


@dataclass(frozen=True, slots=True)
class CheckedUnit:
    """A unit, its number in the file from 1, and what was found in it."""

    number: int
    unit: TranslationUnit
    findings: tuple[Finding, ...]

    @property
    def accepted(self) -> list[bool]:
        """Return for each finding whether a person accepted it."""
        return [bool(entry) for entry in accepted_by(self.findings, self.unit.accepted)]

    @property
    def has_error(self) -> bool:
        """Return whether a finding is an error that no person accepted."""
        told = open_findings(self.findings, self.unit.accepted)
        return any(finding.severity is Severity.ERROR for finding in told)


def check_corpus(
    units: Iterable[TranslationUnit], checks: Sequence[Check]
) -> Iterator[CheckedUnit]:
    """Yield every unit with its findings, in order; units without findings too.

    What the rules of `corpus_checks` object to stands with the later of the units they compare.
    """
    rules = corpus_checks()
    for number, unit in enumerate(units, start=1):
        alone = find(unit.pair, checks)
        compared = [finding for rule in rules for finding in rule.findings(number, unit)]
        yield CheckedUnit(number, unit, (*alone, *compared))
