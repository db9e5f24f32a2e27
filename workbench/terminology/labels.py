"""Headline labels: the rubric behind a title, which is looked up and never left to an engine."""

import re
from dataclasses import dataclass

from workbench.model.term import Glossary

DOMAIN = "rubric"
_LABELLED = re.compile(
    r"(?P<title>.*\S)(?P<dash>\s+[-\N{EN DASH}\N{EM DASH}]\s+)(?P<label>\S.*?)\s*"
)


@dataclass(frozen=True, slots=True)
class LabelledHeading:
    """A heading taken apart.

    Attributes:
        title: What is left to translate, "" when the label stands alone.
        ending: The label in English with the dash before it, to be put after the title.
    """

    title: str
    ending: str


class HeadlineLabels:
    """The rubrics of a glossary (its rows of the domain `rubric`), each with its rendering."""

    def __init__(self, glossary: Glossary) -> None:
        self._renderings = {
            entry.source: entry.preferred.target
            for entry in glossary.entries
            if entry.preferred.domain == DOMAIN
        }

    def split(self, heading: str) -> LabelledHeading | None:
        """Return title and translated label, or None when no known label ends the heading.

        The label must stand after a dash with white space around it, letter for letter as in the
        glossary, so that a sentence about a comment is not taken for one labelled COMMENTARY.
        """
        if heading.strip() in self._renderings:
            return LabelledHeading("", self._renderings[heading.strip()])
        match = _LABELLED.fullmatch(heading)
        if not match or match["label"] not in self._renderings:
            return None
        return LabelledHeading(match["title"], match["dash"] + self._renderings[match["label"]])
