"""How alike two sentences are, in words, and where they differ. Pure.

The score is the usual fuzzy match of translation memories: the share of words that can stay.
"""

import re
from collections.abc import Sequence
from typing import Literal
from zlib import crc32

from rapidfuzz.distance import Levenshtein, Opcodes

Operation = Literal["equal", "delete", "insert"]
Difference = list[tuple[Operation, str]]

_WORD = re.compile(r"\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}-]\w+)*|[^\w\s]")
_CHARACTERS = 0xD800  # the code points below the surrogates: two bytes each
_KNOWN = 100_000
_PIECE = re.compile(r"\s+|\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}-]\w+)*|[^\w\s]")


def words(text: str) -> list[str]:
    """Return words and punctuation marks in order, without white space.

    A hyphen or apostrophe inside a word keeps it together. Capitals stay.

    >>> words("Orta Dəhliz - TDT-nin yolu.")
    ['Orta', 'Dəhliz', '-', 'TDT-nin', 'yolu', '.']
    """
    return _WORD.findall(text)


def coded(text: str) -> str:
    """Return a string with one character for each word, the same one for equal words.

    Of two different words one pair in 55,296 shares its character, so two sentences are never
    further apart in coded words than in words, and hardly ever nearer. Workspaces keep these
    strings: whoever changes them, or `words`, adds a migration that makes them anew.

    >>> one, other = coded("Liman açılıb."), coded("Liman bağlanıb.")
    >>> len(one), one[0] == other[0], one[1] == other[1]
    (3, True, False)
    """
    return "".join(map(_runs.__getitem__, text.split()))


class _Runs(dict[str, str]):
    """The code of each run of text without white space that was met.

    Looking a run up takes half the time of cutting the text into words, and a dictionary is faster
    than a cache that minds which was used last.
    """

    def __missing__(self, run: str) -> str:
        if len(self) >= _KNOWN:
            self.clear()
        code = self[run] = "".join(map(_character, words(run)))
        return code


def _character(word: str) -> str:
    return chr(crc32(word.encode("utf-8", "surrogatepass")) % _CHARACTERS)


_runs = _Runs()


def percent(distance: int, length: int) -> int:
    """Return 100 * (1 - distance / length), rounded down; two empty texts are alike.

    >>> percent(1, 3), percent(0, 0)
    (66, 100)
    """
    return 100 * (length - distance) // length if length else 100


def fuzzy_score(query: str, stored: str) -> int:
    """Return how much of `stored` can be reused for `query`, 0 to 100.

    100 * (1 - d / n), rounded down: d is the Levenshtein distance in words, n the words of
    the longer text; a punctuation mark is a word. Both texts are NFC. 100 always means "same
    words, insert as it stands".

    >>> fuzzy_score("Liman açılıb .", "Liman bağlanıb .")
    66
    """
    asked, held = words(query), words(stored)
    return percent(Levenshtein.distance(asked, held), max(len(asked), len(held)))


def word_difference(old: str, new: str) -> Difference:
    """Return how `old` became `new`: runs of text that stayed, went and came.

    Joined without the deleted runs it is `new`, without the inserted ones `old`, white space
    included. What is replaced is deleted first.

    >>> word_difference("Bakı limanında", "Bakı yolu")
    [('equal', 'Bakı '), ('delete', 'limanında'), ('insert', 'yolu')]
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    found: Difference = []
    for step in _opcodes(before, after):
        gone = "".join(before[step.src_start : step.src_end])
        come = "".join(after[step.dest_start : step.dest_end])
        if step.tag == "equal":
            found.append(("equal", gone))
            continue
        if gone:
            found.append(("delete", gone))
        if come:
            found.append(("insert", come))
    return found


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Opcodes:
    return Levenshtein.opcodes(before, after)
