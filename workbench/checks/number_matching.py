"""Which numbers of a pair have no counterpart: shared by the rules on numbers and on dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from workbench.checks.term_matches import rendered_terms
from workbench.checks.words import source_words
from workbench.model.finding import Pair
from workbench.terminology.matcher import TermMatcher
from workbench.text.casing import fold
from workbench.text.dates import azerbaijani_months, date_numbers, english_months
from workbench.text.number_words import Strength
from workbench.text.numbers import Number, azerbaijani_numbers, english_numbers
from workbench.text.periods import Place, outside, shared_periods

_RECENT = 64


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of the source, a number of the target, or one in the place of the other."""

    source: Number | None
    target: Number | None


@dataclass(frozen=True, slots=True)
class Unmatched:
    """The numbers of a pair without a counterpart.

    Attributes:
        dates: Days and years.
        others: All other numbers.
    """

    dates: tuple[Difference, ...]
    others: tuple[Difference, ...]


@lru_cache(maxsize=_RECENT)
def unmatched_numbers(pair: Pair, matcher: TermMatcher | None = None) -> Unmatched:
    """Return the numbers of `pair` that the other side does not have, wherever it might have them.

    A number is matched when one of its readings is a reading of any number on the other side, so
    `4,2 mln` meets `4.2 million` and `on iki` meets `a dozen`. Words that merely may be a number
    (`one`, `hundreds`, `bir`) match others but are never missed themselves, nor are those that name
    a part of the year that the other side names in another way (`9 ayda`, `January-September`).
    With a glossary's `matcher` the same holds for terms that are rendered as the glossary says.

    >>> found = unmatched_numbers(Pair("2023-cü ildə 5 gəmi", "8 ships in 2023"))
    >>> [(one.source.values[0], one.target.values[0]) for one in found.others]
    [(Decimal('5'), Decimal('8'))]
    """
    source, target = azerbaijani_numbers(pair.source), english_numbers(pair.target)
    missing = _without_counterpart(source, target)
    added = _not_names(_without_counterpart(target, source), pair)
    if not missing and not added:
        return Unmatched((), ())
    old, new = accounted_for(pair, matcher)
    missing, added = outside(missing, old), outside(added, new)
    old_dates, old_others = _divided(missing, pair.source, azerbaijani=True)
    new_dates, new_others = _divided(added, pair.target, azerbaijani=False)
    return Unmatched(_paired(old_dates, new_dates), _paired(old_others, new_others))


def accounted_for(pair: Pair, matcher: TermMatcher | None) -> tuple[list[Place], list[Place]]:
    """Return the places of both texts whose numbers and months the other one has in other words."""
    old, new = shared_periods(pair.source, pair.target)
    terms, renderings = rendered_terms(matcher, pair) if matcher else ([], [])
    return [*old, *terms], [*new, *renderings]


def meanings(number: Number) -> frozenset[Decimal]:
    """Return everything that `number` may stand for, whole or in part."""
    return frozenset(number.values + number.parts)


def _without_counterpart(numbers: Sequence[Number], others: Iterable[Number]) -> list[Number]:
    values = {value for other in others for value in other.values}
    known = values.union(*(other.parts for other in others))
    return [
        number
        for number in numbers
        if number.strength > Strength.HINT
        and known.isdisjoint(number.values)
        and not (number.parts and values.issuperset(number.parts))
    ]


def _not_names(numbers: Sequence[Number], pair: Pair) -> list[Number]:
    """Return the numbers but for English words the source has as well, as in the name Six Flags."""
    if not numbers:
        return []
    names = {word.key for word in source_words(pair.source)}
    return [
        number
        for number in numbers
        if number.is_figure or fold(pair.target[number.start : number.end]) not in names
    ]


def _divided(
    numbers: Sequence[Number], text: str, *, azerbaijani: bool
) -> tuple[list[Number], list[Number]]:
    months = azerbaijani_months(text) if azerbaijani else english_months(text)
    dates = date_numbers(numbers, months, text)
    places = {number.start for number in dates}
    return dates, [number for number in numbers if number.start not in places]


def _paired(missing: Sequence[Number], added: Sequence[Number]) -> tuple[Difference, ...]:
    return tuple(Difference(old, new) for old, new in zip_longest(missing, added))
