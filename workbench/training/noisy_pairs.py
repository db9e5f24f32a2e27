"""Pairs in other letters and marks, as they are met outside well-edited text.

Headlines stand in capitals and without a full stop, and every newsroom has quotation marks and
dashes of its own. A model that has seen one way only comes apart at the others.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator

from workbench.text.casing import upper
from workbench.training.recipe import Pair

_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]+)[”“»\"]")
_QUOTATION_MARKS = ("“{}”", "«{}»", '"{}"', "„{}“")
_DASH = re.compile(r" [-\N{EN DASH}\N{EM DASH}] ")
_DASHES = (" - ", " \N{EN DASH} ", " \N{EM DASH} ")
_END = re.compile(r"[.!?]+$")

Change = Callable[[Pair, random.Random], Pair]


def noisy_pairs(pairs: Iterable[Pair], *, seed: int) -> Iterator[Pair]:
    """Yield each pair with one thing about it changed; those nothing could be changed in not.

    The thing is drawn: both sides in capitals, both without their end mark, other quotation marks
    or other dashes in the source (the target keeps its own, which is how it should be written).
    """
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    for pair in pairs:
        changed = chance.choice(_CHANGES)(pair, chance)
        if changed != pair:
            yield changed


def _in_capitals(pair: Pair, _chance: random.Random) -> Pair:
    return upper(pair[0]), pair[1].upper()


def _without_end(pair: Pair, _chance: random.Random) -> Pair:
    bare = tuple(_END.sub("", side) for side in pair)
    both = all(len(short) < len(side) for short, side in zip(bare, pair, strict=True))
    return (bare[0], bare[1]) if both else pair


def _other_quotation_marks(pair: Pair, chance: random.Random) -> Pair:
    marks = chance.choice(_QUOTATION_MARKS)
    return _QUOTED.sub(lambda found: marks.format(found[1]), pair[0]), pair[1]


def _other_dashes(pair: Pair, chance: random.Random) -> Pair:
    return _DASH.sub(chance.choice(_DASHES), pair[0]), pair[1]


_CHANGES: tuple[Change, ...] = (_in_capitals, _without_end, _other_quotation_marks, _other_dashes)
