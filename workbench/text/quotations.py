"""Where a line is inside a quotation or a parenthesis.

A quotation mark is judged by its neighbours more than by its shape: newspapers mix “ ” „ « » and
the straight mark, and often forget one of the pair. A mark without a partner encloses nothing,
so an unbalanced quotation never swallows the rest of its paragraph.
"""

import re
from bisect import bisect_left
from itertools import islice

QUOTES = frozenset('"“”„‟«»')
_QUOTE = re.compile(r'["“”„‟«»]')
_BRACKET = re.compile(r"[()]")
_BEFORE_OPENING = frozenset("([{-–—/:=") | QUOTES
_SENTENCE_END = frozenset('.!?…"”»')
_INNER_END = re.compile(r"[.!?…]+\s+(?![\s.])[^a-zçəğıöşü]")
# Longer ranges are a forgotten mark, or too long to be one unit of translation.
LONGEST_PARENTHESIS = 300
LONGEST_QUOTATION = 600

_Pair = tuple[int, int]


class Enclosures:
    """The ranges of one line that lie between the two marks of a pair.

    A quotation encloses when it is woven into the sentence that quotes it: it opens inside it,
    not after a colon, and has at most two sentences. Direct speech that opens the sentence, or
    that a colon announces, stands for itself, and its sentences are translated one by one.

    Args:
        line: The line.
        quotations: Whether woven quotations enclose. Parentheses inside a sentence always do.
    """

    def __init__(self, line: str, *, quotations: bool) -> None:
        quotes = _quotations(line)
        self._opening = frozenset(start for start, _ in quotes)
        self._closing = frozenset(end for _, end in quotes)
        woven = [pair for pair in quotes if _is_woven(line, pair)] if quotations else []
        pairs = _parentheses(line) + woven
        self._starts, self._ends = _outermost(pairs)

    def contain(self, boundary: int) -> bool:
        """Say whether the place before `line[boundary]` lies between two marks.

        >>> marks = Enclosures('O, "Gəl. Otur" dedi. Getdi.', quotations=True)
        >>> marks.contain(8), marks.contain(20)
        (True, False)
        """
        at = bisect_left(self._starts, boundary) - 1
        return at >= 0 and boundary <= self._ends[at]

    def opens_at(self, index: int) -> bool:
        """Say whether the quotation mark at `index` opens a quotation that is closed later."""
        return index in self._opening

    def closes_at(self, index: int) -> bool:
        """Say whether the quotation mark at `index` closes a quotation."""
        return index in self._closing


def _quotations(line: str) -> list[_Pair]:
    pairs: list[_Pair] = []
    opened: list[int] = []
    for match in _QUOTE.finditer(line):
        index = match.start()
        if _opens(line, index, inside=bool(opened)):
            opened.append(index)
        elif opened:
            pairs.append((opened.pop(), index))
    return [(start, end) for start, end in pairs if end - start <= LONGEST_QUOTATION]


def _opens(line: str, index: int, *, inside: bool) -> bool:
    """Judge one mark: `inside` says whether a quotation is open at this place."""
    mark = line[index]
    before = line[index - 1 : index] if index else " "
    after = line[index + 1 : index + 2] or " "
    if mark in "„«»":
        return mark != "»"
    if after.isspace():
        return not inside and before.isspace()
    if before.isspace():
        return True
    if inside:
        return before in _BEFORE_OPENING and after.isalnum()
    # Without a space before it only a mark at a capital opens; others close or are inches,
    # and a suffix may follow a closing mark: "..."nın.
    return before in _BEFORE_OPENING or after.isupper() or after.isdigit()


def _parentheses(line: str) -> list[_Pair]:
    """Return the short parentheses that stand inside a sentence."""
    pairs: list[_Pair] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(line):
        index = match.start()
        if match[0] == "(":
            opened.append(index)
        elif opened:
            start = opened.pop()
            if index - start <= LONGEST_PARENTHESIS and _inside_sentence(line, start):
                pairs.append((start, index))
    return pairs


def _is_woven(line: str, pair: _Pair) -> bool:
    start, end = pair
    inner_ends = islice(_INNER_END.finditer(line, start, end), 2)
    return (
        _inside_sentence(line, start)
        and not line[max(0, start - 8) : start].rstrip().endswith(":")
        and len(list(inner_ends)) < 2
    )


def _inside_sentence(line: str, index: int) -> bool:
    before = line[max(0, index - 8) : index].rstrip()
    return before != "" and before[-1] not in _SENTENCE_END


def _outermost(pairs: list[_Pair]) -> tuple[list[int], list[int]]:
    """Return the starts and the ends of the union of `pairs`, in order."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(pairs):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends
