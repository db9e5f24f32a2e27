"""What is wrong with the rows of a glossary, and what is merely doubtful."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.errors import Problem
from workbench.model.term import Term, TermStatus
from workbench.terminology.glossaries import normal_source
from workbench.text.words import WORD

_AZERBAIJANI_ONLY = re.compile("[əƏğĞıİ]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a glossary file with its line, from 1."""

    line: int
    term: Term


def contradictions(path: str, rows: Iterable[Row]) -> list[Problem]:
    """Return what cannot stand together: doubled preferred terms, repetitions, yes and no.

    Every problem is told at the later line and names the earlier one.
    """
    by_source: dict[str, list[Row]] = {}
    problems = []
    for row in rows:
        earlier = by_source.setdefault(normal_source(row.term.source), [])
        if told := _contradiction(row.term, earlier):
            problems.append(Problem(path, row.line, told))
        earlier.append(row)
    return problems


def doubtful_lines(path: str, rows: Iterable[Row]) -> list[Problem]:
    """Return notes on rows that can be used but look like slips, each with its line.

    >>> print(*doubtful_lines("news.csv", [Row(7, Term(source="Kür", target="Kür çayı"))]))
    news.csv:7: 'Kür' = 'Kür çayı': the English has the Azerbaijani letter 'ı'
    """
    return [
        Problem(path, row.line, f"{row.term.source!r} = {row.term.target!r}: {doubt}")
        for row in rows
        for doubt in _doubts(row.term)
    ]


def _contradiction(term: Term, earlier: Sequence[Row]) -> str | None:
    same = {_rendering(row.term): row for row in earlier}
    if found := same.get(_rendering(term)):
        return _said_before(term, found)
    preferred = {row.term.status: row for row in earlier}.get(TermStatus.PREFERRED)
    if preferred and term.status is TermStatus.PREFERRED:
        return (
            f"{term.source!r} already has the preferred translation"
            f" {preferred.term.target!r} (line {preferred.line})"
        )
    return None


def _said_before(term: Term, found: Row) -> str:
    rendering = f"the rendering {term.target!r} of {term.source!r}"
    if term.status is found.term.status:
        return f"{rendering} stands already on line {found.line}"
    return f"{rendering} is {term.status} here and {found.term.status} on line {found.line}"


def _rendering(term: Term) -> str:
    return " ".join(term.target.split())


def _doubts(term: Term) -> Iterator[str]:
    for name, text in (("source", term.source), ("target", term.target)):
        if text != " ".join(text.split()):
            yield f"the {name} has blanks that will be ignored"
    words = WORD.findall(term.source)
    if not words:
        yield "the source has no letter or digit and will never be found"
    elif len(words) == 1 and len(words[0]) == 1:
        yield "a term of one letter will be found everywhere"
    if _CYRILLIC.search(term.source) and _LATIN.search(term.source):
        yield "the source mixes Latin and Cyrillic letters"
    letter = _AZERBAIJANI_ONLY.search(term.target)
    if letter and term.status is not TermStatus.FORBIDDEN:
        yield f"the English has the Azerbaijani letter {letter.group()!r}"
