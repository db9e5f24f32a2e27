"""A change that the workbench made to an engine's text, on record so that it can be taken back."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.model.hypothesis import Hypothesis


class RepairRule(StrEnum):
    """How a rendering that the glossary asks for came into a translation.

    ALTERNATIVE: another translation of the engine's own choice has it.
    RENDERING: a rendering that the glossary forbids was replaced.
    SUBSTITUTION: the engine translated once more, with the English term in the source.
    PLACEMENT: the term was put where the engine likes it best, which wrote on from there.
    """

    ALTERNATIVE = "alternative"
    RENDERING = "rendering"
    SUBSTITUTION = "substitution"
    PLACEMENT = "placement"


@dataclass(frozen=True, slots=True)
class RepairStep:
    """One change.

    Attributes:
        rule: How it was made.
        terms: Source terms that are right since.
        before: The text it replaced.
        after: The text it made.
    """

    rule: RepairRule
    terms: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A hypothesis with the steps that led to it from the engine's first answer, oldest first."""

    hypothesis: Hypothesis
    steps: tuple[RepairStep, ...] = ()

    @property
    def first_text(self) -> str:
        """Return what the engine said before any repair.

        >>> Repaired(Hypothesis("The OTS met.", -0.4, "starter")).first_text
        'The OTS met.'
        """
        return self.steps[0].before if self.steps else self.hypothesis.text
