"""Money, per cent and measures: is the number counted in the same unit?"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check, shortened
from workbench.checks.number_matching import meanings
from workbench.model.finding import Finding, Pair, Severity
from workbench.text.number_words import Strength
from workbench.text.numbers import Number, azerbaijani_numbers, english_numbers
from workbench.text.units import (
    Measure,
    Mention,
    azerbaijani_measures,
    azerbaijani_units,
    dimension,
    english_measures,
    english_units,
)

# Dimensions without which the number says something else; "five years" may become "a five-year".
_NEEDED = frozenset({"money", "share"})
_SHARE = frozenset({"share"})
_SPANS = frozenset({"time"})
_HUNDREDTH = Decimal("0.01")


class Units(Check):
    """A number that changes its unit on the way: manats into dollars, per cent into points.

    The number stands on both sides, with different units of one dimension; or money and per cent
    stand on one side alone. Left alone: measures that are converted number and all.
    """

    id: ClassVar[str] = "units"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "The right figure in the wrong currency or unit is a wrong figure."
    reason_az: ClassVar[str] = "Valyuta və ya vahid səhvdirsə, rəqəm düz olsa da, məlumat səhvdir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        source, target = azerbaijani_measures(pair.source), english_measures(pair.target)
        if not source and not target:
            return
        yield from (self._changed(*both, pair) for both in _changed(source, target))
        old_units, new_units = azerbaijani_units(pair.source), english_units(pair.target)
        bare = _without_unit(azerbaijani_numbers(pair.source), source)
        yield from (self._changed(*both, pair) for both in _listed(bare, old_units, target))
        lost, added = _not_named(source, new_units), _not_named(target, old_units)
        for measure in _alone(lost, new_units, english_numbers(pair.target)):
            yield self._lost(measure, pair)
        for measure in _alone(added, old_units, azerbaijani_numbers(pair.source)):
            yield self._added(measure, pair)

    def _changed(self, old: Measure, new: Measure, pair: Pair) -> Finding:
        here = shortened(pair.source[old.unit.start : old.unit.end])
        there = shortened(pair.target[new.unit.start : new.unit.end])
        return self.finding(
            f"'{here}' in the source, '{there}' in the target.",
            f"Orijinalda “{here}”, tərcümədə “{there}”.",
            source=(old.unit.start, old.unit.end),
            target=(new.unit.start, new.unit.end),
        )

    def _lost(self, measure: Measure, pair: Pair) -> Finding:
        text = pair.source[measure.unit.start : measure.unit.end]
        return self.finding(
            f"The target lacks the unit '{text}'.",
            f"Tərcümədə “{text}” vahidi yoxdur.",
            source=(measure.unit.start, measure.unit.end),
        )

    def _added(self, measure: Measure, pair: Pair) -> Finding:
        text = pair.target[measure.unit.start : measure.unit.end]
        return self.finding(
            f"The source has no unit '{text}'.",
            f"Orijinalda “{text}” vahidi yoxdur.",
            target=(measure.unit.start, measure.unit.end),
        )


def _changed(
    source: Iterable[Measure], target: Iterable[Measure]
) -> Iterator[tuple[Measure, Measure]]:
    """Yield each measure of the source with one of the target: same number, only other units."""
    named: set[tuple[Decimal, str]] = set()
    comparable: dict[tuple[Decimal, str], Measure] = {}
    for measure in filter(_tells, target):
        for value in measure.number.values:
            named.update((value, name) for name in measure.unit.names)
            for kind in _dimensions(measure.unit):
                comparable.setdefault((value, kind), measure)
    for measure in filter(_tells, source):
        same = set(product(measure.number.values, measure.unit.names))
        places = product(measure.number.values, sorted(_dimensions(measure.unit)))
        other = next((comparable[place] for place in places if place in comparable), None)
        if other and named.isdisjoint(same):
            yield measure, other


def _without_unit(numbers: Iterable[Number], measures: Iterable[Measure]) -> list[Number]:
    measured = {measure.number.start for measure in measures}
    return [number for number in numbers if _is_stated(number) and number.start not in measured]


def _listed(
    bare: Sequence[Number], units: Sequence[Mention], target: Sequence[Measure]
) -> Iterator[tuple[Measure, Measure]]:
    """Yield numbers of a list whose one unit, behind the last, the target has replaced.

    As in `yayda 60, qışda 140 manat` and "60 dollars in summer and 140 in winter".
    """
    kept = frozenset[str]().union(*(measure.unit.names for measure in target))
    for measure in filter(_states, target):
        kinds = _dimensions(measure.unit) - _SPANS
        number = next((one for one in bare if set(one.values) & set(measure.number.values)), None)
        unit = next((one for one in units if _dimensions(one) & kinds), None)
        if number and unit and kept.isdisjoint(unit.names):
            yield Measure(number, unit), measure


def _alone(
    measures: Iterable[Measure], units: Iterable[Mention], numbers: Iterable[Number]
) -> Iterator[Measure]:
    """Yield money and per cent of which the other side has the number and nothing of the kind.

    A share may be told as a fraction, which is read as a decimal too: 20 per cent as a fifth.
    """
    numbers = list(numbers)
    stated = {value for number in numbers if _is_stated(number) for value in meanings(number)}
    any_number = {value for number in numbers for value in meanings(number)}
    kinds = {kind for unit in units for kind in _dimensions(unit)}
    for measure in measures:
        needed = _dimensions(measure.unit)
        alone = needed <= _NEEDED and kinds.isdisjoint(needed)
        share = measure.number.values[0] / 100 if needed == _SHARE else None
        # "One per cent" states a number, where "one" alone may be but a pronoun.
        one_of_hundred = share == _HUNDREDTH
        known = any_number if one_of_hundred else stated
        found = share not in any_number and not known.isdisjoint(meanings(measure.number))
        if alone and found and (one_of_hundred or _states(measure)):
            yield measure


def _is_stated(number: Number) -> bool:
    return number.strength > Strength.HINT


def _states(measure: Measure) -> bool:
    return _is_stated(measure.number)


def _tells(measure: Measure) -> bool:
    """Tell whether the number is one beside its unit: `1 manat`, where "a manat" may be any."""
    return _states(measure) or measure.number.is_figure


def _not_named(measures: Iterable[Measure], units: Iterable[Mention]) -> list[Measure]:
    names = frozenset[str]().union(*(unit.names for unit in units))
    return [measure for measure in measures if names.isdisjoint(measure.unit.names)]


def _comparable(one: Measure, other: Measure) -> bool:
    return bool(_dimensions(one.unit) & _dimensions(other.unit))


def _dimensions(unit: Mention) -> frozenset[str]:
    return frozenset(dimension(name) for name in unit.names)
