"""Places in a text as Python counts them, code points, and as JavaScript does, UTF-16 units."""

from bisect import bisect_left
from collections.abc import Sequence

from workbench.model.segment import Span

_LAST_SINGLE = "\uffff"


class Offsets:
    """Translates places in one text both ways.

    >>> Offsets("a\N{GRINNING FACE}b").units(2), Offsets("a\N{GRINNING FACE}b").points(3)
    (3, 2)
    """

    def __init__(self, text: str) -> None:
        self._pairs: Sequence[int] = [n for n, letter in enumerate(text) if letter > _LAST_SINGLE]

    def units(self, points: int) -> int:
        """Return the number of UTF-16 units before a code point."""
        return points + bisect_left(self._pairs, points)

    def points(self, units: int) -> int:
        """Return the number of code points before a UTF-16 unit.

        Half a pair is before its letter; a place behind the text stays behind it.
        """
        points = units
        for count, place in enumerate(self._pairs):
            if place + count >= units:
                break
            points = max(place, units - count - 1)
        return points

    def span(self, span: Span | None) -> list[int] | None:
        """Return start and end in UTF-16 units."""
        return None if span is None else [self.units(span.start), self.units(span.end)]
