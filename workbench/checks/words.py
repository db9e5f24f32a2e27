"""The words of a text with their places, shared by the rules that count or compare them."""

import re
from functools import lru_cache
from typing import NamedTuple

from workbench.text.casing import fold

_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W_]+)*")

# All rules look at the same pair one after the other: a handful of texts is enough.
_RECENT = 64


class Word(NamedTuple):
    """A word as it stands, its form for comparison, and its place."""

    text: str
    key: str
    start: int
    end: int


@lru_cache(maxsize=_RECENT)
def source_words(text: str) -> tuple[Word, ...]:
    """Return the words of an Azerbaijani text; keys are folded the Azerbaijani way.

    >>> [word.key for word in source_words("İyulda TDT-nin İclası")]
    ['iyulda', 'tdt-nin', 'iclası']
    """
    keys = fold(text)
    return tuple(
        Word(found[0], keys[found.start() : found.end()], found.start(), found.end())
        for found in _WORD.finditer(text)
    )


@lru_cache(maxsize=_RECENT)
def target_words(text: str) -> tuple[Word, ...]:
    """Return the words of an English text; keys are in small letters.

    >>> [word.key for word in target_words("It's a two-day visit.")]
    ["it's", 'a', 'two-day', 'visit']
    """
    return tuple(
        Word(found[0], found[0].lower(), found.start(), found.end())
        for found in _WORD.finditer(text)
    )
