"""The file of a lexical shortlist, `vmap.txt` beside a model's weights, as CTranslate2 reads it.

A line is a source piece, a tab and the target pieces it allows, with blanks between them. The
line that begins with the tab has those that are always allowed.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from workbench.alignment.shortlist import Shortlist
from workbench.errors import EngineUnavailable

NAME = "vmap.txt"


def shortlist_lines(shortlist: Shortlist) -> Iterator[str]:
    r"""Yield the lines of the file, sorted; what is always allowed stands on the first one alone.

    >>> list(shortlist_lines(Shortlist(frozenset(",."), {"su": frozenset({".", "water"})})))
    ['\t, .\n', 'su\twater\n']
    """
    yield _line("", shortlist.always)
    for source, candidates in sorted(shortlist.candidates.items()):
        if further := candidates - shortlist.always:
            yield _line(source, further)


def check_shortlist(path: Path, known: Collection[str]) -> None:
    """Look whether a shortlist belongs to the model whose vocabulary is given.

    Raises:
        EngineUnavailable: It is unreadable, or has pieces that the model does not know.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, ValueError) as problem:
        raise _unusable(f"{path}: the shortlist cannot be read: {problem}") from problem
    for number, line in enumerate(filter(None, lines), start=1):
        source, tab, targets = line.partition("\t")
        unknown = [piece for piece in (source, *targets.split(" ")) if piece and piece not in known]
        if unknown or not tab:
            reason = f"{unknown[0]!r} is no piece of the model" if unknown else "no tab"
            raise _unusable(f"{path}:{number}: {reason}")


def _line(source: str, targets: Iterable[str]) -> str:
    return f"{source}\t{' '.join(sorted(targets))}\n"


def _unusable(what: str) -> EngineUnavailable:
    return EngineUnavailable(
        what, hint="make it again with `workbench train shortlist`, or delete the file"
    )
