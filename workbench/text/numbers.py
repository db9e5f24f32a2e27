"""Numbers in running text, in figures and in words, with everything they may mean.

Two texts speak of the same number when their readings meet: `4,2 mln` and `4.2 million`,
`on iki` and `12`, `XIX` and `nineteenth`, `90-cı illər` and `1990s`, `15:07` and `3:07 pm`.
Signs are left alone: `mənfi 15` and `-15` are both 15.
"""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from workbench.text.casing import fold
from workbench.text.number_atoms import atoms
from workbench.text.number_contexts import AZERBAIJANI, ENGLISH, Language
from workbench.text.number_relations import relate, share_scale
from workbench.text.number_runs import Atom, Number, Run
from workbench.text.number_words import Kind, Strength

__all__ = ["Number", "azerbaijani_numbers", "english_numbers"]

_RECENT = 64
# From here on a number in words is not lightly replaced by another expression.
_FIRM_WORD = 13
_HALF = Decimal("0.5")


@lru_cache(maxsize=_RECENT)
def azerbaijani_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of an Azerbaijani text from left to right.

    >>> [str(number.values[0]) for number in azerbaijani_numbers("2023-cü ildə 4,2 mln manat")]
    ['2023', '4200000.0']
    """
    return tuple(_numbers(text, fold(text), AZERBAIJANI))


@lru_cache(maxsize=_RECENT)
def english_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of an English text from left to right.

    >>> [str(number.values[0]) for number in english_numbers("AZN 4.2 million in 2023")]
    ['4200000.0', '2023']
    """
    lowered = text.lower()
    # The dotted capital I grows when it shrinks: then the other fold keeps the places.
    folded = lowered if len(lowered) == len(text) else fold(text)
    return tuple(_numbers(text, folded, ENGLISH))


def _numbers(text: str, folded: str, language: Language) -> list[Number]:
    runs: list[Run] = []
    for atom in atoms(text, folded, language):
        run = runs[-1] if runs else None
        if run and _may_join(run, atom, folded, language) and run.add(atom):
            continue
        runs.append(Run(atom))
    numbers = [_in_context(_number(run), folded, language) for run in runs]
    for index in range(len(numbers) - 1, 0, -1):
        relate(numbers, index - 1, folded, english=language is ENGLISH)
    return share_scale(numbers, folded) if language is AZERBAIJANI else numbers


def _number(run: Run) -> Number:
    first = run.first
    if run.length == 1 and run.scale == 1:
        word = first.kind not in {None, Kind.LOOSE} and first.strength is Strength.WORD
        strength = Strength.FIRM if word and first.values[0] >= _FIRM_WORD else first.strength
        figure = first.kind is None
        return Number(first.start, run.end, first.values, strength, first.parts, is_figure=figure)
    strength = first.strength if run.length == 1 else Strength.FIRM
    value = run.value
    halved = run.length > 1 and run.scale == 1 and value % 1 == _HALF
    return Number(
        first.start,
        run.end,
        (value,),
        strength,
        parts=(value - _HALF, _HALF) if halved else (),
        scale=run.scale,
        is_figure=run.figures,
    )


def _in_context(number: Number, folded: str, language: Language) -> Number:
    """Add what a number in words means as an hour, a decade, in another unit; figures know it."""
    if number.is_figure:
        return number
    place = (folded, number.start, number.end, number.values[0])
    more, parts = language.context(*place), number.parts or language.conversion(*place)
    return replace(number, values=number.values + more, parts=parts) if more or parts else number


_SPACES = frozenset(" \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
_ABBREVIATIONS = frozenset({"mln", "mlrd", "trln"})
_COUNTS = frozenset({Kind.ONES, Kind.TEENS, Kind.TENS})
_LONGEST_GAP = 7


def _may_join(run: Run, atom: Atom, folded: str, language: Language) -> bool:
    last = run.last or run.first
    if atom.start - last.end > _LONGEST_GAP:
        return False
    gap = folded[last.end : atom.start]
    if language is AZERBAIJANI:
        return _azerbaijani_joint(last, atom, gap, folded)
    return _english_joint(last, atom, gap, folded)


def _azerbaijani_joint(last: Atom, atom: Atom, gap: str, folded: str) -> bool:
    if gap == "-":
        return last.kind is None and atom.kind is Kind.SCALE
    if gap == ". ":
        return atom.kind is None and folded[last.start : last.end] in _ABBREVIATIONS
    return gap in _SPACES


# "a thousand and two hundred" are two numbers, "two hundred and ten thousand" is one.
_NEXT_AMOUNT = {
    Kind.HUNDRED: re.compile(r"[ -]hundred"),
    Kind.SCALE: re.compile(r"[ -](?:hundred|thousand|million|billion|trillion)"),
}


def _english_joint(last: Atom, atom: Atom, gap: str, folded: str) -> bool:
    if atom.kind is Kind.HALF:
        return gap in {" and a ", "-and-a-", " and one-", " and one "}
    if last.kind is Kind.HALF:
        return atom.kind is Kind.SCALE and gap in {" ", "-", " a ", "-a-", " of a "}
    if gap in {" and ", "-and-"}:
        return _counts_on(last, atom, folded)
    if gap == "":
        return last.kind is None and atom.kind is Kind.SCALE
    return gap in _SPACES or (gap == "-" and atom.kind is not None)


def _counts_on(last: Atom, atom: Atom, folded: str) -> bool:
    next_amount = _NEXT_AMOUNT.get(last.kind) if last.kind else None
    if next_amount is None or atom.kind not in _COUNTS:
        return False
    return not next_amount.match(folded, atom.end)
