"""Neighbouring words and figures put together to one number: `3 min 200`, `two hundred and six`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from workbench.text.number_words import Kind, Strength

_NOTHING = Decimal(0)
_UNBOUNDED = Decimal("Infinity")
_HALF = Decimal("0.5")
_ONE = Decimal(1)
_ROOM_AFTER = {Kind.ONES: Decimal(1), Kind.TEENS: Decimal(1), Kind.TENS: Decimal(10)}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    Attributes:
        start: First code point.
        end: Code point after the last one.
        values: What it may mean, the likeliest first.
        strength: How surely it is a number.
        parts: Values that together stand for it as well, such as hour and minute of `9.30`, or
            the days of `48 saat`.
        scale: The scale word in it, 1 without one; a range shares it (`10-15 min`).
        is_figure: Whether it is written in figures.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    strength: Strength = Strength.FIRM
    parts: tuple[Decimal, ...] = ()
    scale: Decimal = _ONE
    is_figure: bool = True


class Atom(NamedTuple):
    """A figure (`kind` None) or a number word in its place.

    `scaled` is the reading of a figure that a word such as million follows.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    kind: Kind | None = None
    closed: bool = False
    strength: Strength = Strength.FIRM
    scaled: Decimal = _NOTHING
    parts: tuple[Decimal, ...] = ()


@dataclass(slots=True)
class Run:
    """A number while it is being read, from its first atom on.

    Words may only add something smaller than what stands before them: `room` is the bound. Scale
    words multiply the group before them and close it.
    """

    first: Atom
    end: int = 0
    length: int = 1
    total: Decimal = _NOTHING
    group: Decimal | None = None
    room: Decimal = _UNBOUNDED
    scale: Decimal = Decimal(1)
    closed: bool = False
    figures: bool = False
    last: Atom | None = None

    def __post_init__(self) -> None:
        self.length = 0
        self.add(self.first)

    @property
    def value(self) -> Decimal:
        """Return the number read so far."""
        return self.total + (self.group or _NOTHING)

    def add(self, atom: Atom) -> bool:
        """Take `atom` into the number if it can be a part of it, and return whether it was."""
        if self.closed or not self._combine(atom):
            return False
        self.end, self.last = atom.end, atom
        self.length += 1
        self.closed = atom.closed
        return True

    def _combine(self, atom: Atom) -> bool:
        if atom.kind is None:
            return self._figure(atom.scaled)
        if atom.kind in _ROOM_AFTER:
            return self._smaller(atom.values[0], _ROOM_AFTER[atom.kind])
        if atom.kind is Kind.SCALE:
            return self._scale(atom.values[0])
        if atom.kind is Kind.LOOSE:
            return self.last is None
        return self._hundred() if atom.kind is Kind.HUNDRED else self._half()

    def _figure(self, value: Decimal) -> bool:
        if self.last is not None and (self.scale == 1 or self.group is not None):
            return False
        self.figures = True
        return self._smaller(value, Decimal(1))

    def _smaller(self, value: Decimal, room: Decimal) -> bool:
        if value >= self.room or self.room <= 1 or (self.last and value == 0):
            return False
        self.group = (self.group or _NOTHING) + value
        self.room = room
        return True

    def _hundred(self) -> bool:
        if self.group is None:
            if self.room <= 100:
                return False
            self.group = Decimal(100)
        elif 1 <= self.group < 100 and self.room <= 10:
            self.group *= 100
        else:
            return False
        self.room = Decimal(100)
        return True

    def _scale(self, scale: Decimal) -> bool:
        repeated = self.group is None and self.total > 0
        rising = self.scale > 1 and scale >= self.scale
        if repeated or rising:
            return False
        self.total += (1 if self.group is None else self.group) * scale
        self.group = None
        self.room = self.scale = scale
        return True

    def _half(self) -> bool:
        if self.last is None:
            self.group = _HALF
        elif self.group is not None and self.group == self.group.to_integral_value():
            self.group += _HALF
        elif self.group is None and self.scale > 1:
            self.total += self.scale * _HALF
            self.closed = True
        else:
            return False
        self.room = Decimal(1)
        return True
