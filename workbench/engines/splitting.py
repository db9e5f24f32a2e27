"""Sources longer than a model takes, cut at the borders of clauses and words. Pure."""

import re
from collections.abc import Callable, Iterator

_CLAUSE = re.compile(r"\S.*?(?:[.!?;:,\u2013\u2014](?=\s)|$)\s*", re.DOTALL)
_WORD = re.compile(r"\S+\s*")


def split_long(text: str, count: Callable[[str], int], limit: int) -> list[str]:
    """Return `text` in parts of at most `limit` pieces, nothing lost but outer white space.

    Parts end at a clause border where one is near enough, else between words; only a word
    that is itself too long is cut inside.

    Args:
        text: A source, not blank.
        count: Number of pieces of a text, those the model adds itself included.
        limit: The most pieces the model takes, 1 or more. A single character is never cut.

    >>> split_long("bir iki, üç dörd beş", lambda part: len(part.split()), 3)
    ['bir iki,', 'üç dörd beş']
    """
    if count(text) <= limit:
        return [text]
    atoms = (atom for clause in _pieces(_CLAUSE, text) for atom in _fit(clause, count, limit))
    runs = _pack(atoms, count, limit)
    return [part for run in runs for part in _halve(run, count, limit)]


def _pieces(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (match[0] for match in pattern.finditer(text))


def _fit(clause: str, count: Callable[[str], int], limit: int) -> Iterator[str]:
    """Yield the clause whole when it fits, else word by word."""
    if count(clause) <= limit:
        yield clause
    else:
        yield from (part for word in _pieces(_WORD, clause) for part in _halve(word, count, limit))


def _halve(text: str, count: Callable[[str], int], limit: int) -> Iterator[str]:
    """Yield the text whole when it fits, else its halves, halved again as often as needed."""
    pending = [text]
    while pending:
        part = pending.pop()
        if len(part) < 2 or count(part) <= limit:
            yield part
        else:
            middle = len(part) // 2
            pending += [part[middle:], part[:middle]]


def _pack(atoms: Iterator[str], count: Callable[[str], int], limit: int) -> Iterator[str]:
    """Yield runs of atoms, each as long as its summed counts allow."""
    own = count("")
    run, size = "", own
    for atom in atoms:
        cost = count(atom) - own
        if run and size + cost > limit:
            yield run.strip()
            run, size = "", own
        run += atom
        size += cost
    if run.strip():
        yield run.strip()
