"""Words in running text, by exact offsets, and the suffixes that stand apart from them."""

import re
import unicodedata
from dataclasses import dataclass

from workbench.text.suffixes import Traits, suffix_traits

# Combining marks, and characters nobody sees: soft hyphen, zero-width spaces and joiners.
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")

WORD = re.compile(rf"[^\W_]+(?:[{_INSIDE}]+[^\W_]*)*")
"""A run of letters and digits of any script. Hyphens and apostrophes stand between words."""

_HYPHENS = "\\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}"
_APOSTROPHES = (
    "'`\N{ACUTE ACCENT}\N{MODIFIER LETTER APOSTROPHE}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
)
_CLOSING_QUOTES = (
    '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
_APART = re.compile(
    rf"(?:[{_HYPHENS}{_APOSTROPHES}]|(?P<quotes>[{_CLOSING_QUOTES}])[{_HYPHENS}]?)"
    rf"(?P<suffix>[^\W_]{{1,24}})(?![\w{_INSIDE}])"
)


@dataclass(frozen=True, slots=True)
class Detached:
    """A suffix that stands apart from its word.

    Attributes:
        end: Code point after the suffix.
        traits: What the suffix may be.
    """

    end: int
    traits: Traits


def normal(word: str) -> str:
    r"""Return `word` composed (NFC) and without characters nobody sees.

    >>> normal("I\u0307ran"), normal("Azər\u00adbaycan")
    ('İran', 'Azərbaycan')
    """
    return word if word.isascii() else unicodedata.normalize("NFC", _UNSEEN.sub("", word))


def detached_suffix(text: str, end: int) -> Detached | None:
    """Return the suffix that stands apart behind the word that ends at `end`, or None.

    It follows a hyphen, an apostrophe, or a closing quotation mark. Behind a quotation mark it is
    in small letters; in a headline in capitals the other two may be followed by capitals.

    >>> detached_suffix("TDT-nin sədri", 3).end, detached_suffix('"Səba"nın evi', 5).end
    (7, 9)
    >>> detached_suffix("Bakı-Tbilisi", 4)
    """
    match = None if text.startswith(" ", end) else _APART.match(text, end)
    if not match:
        return None
    suffix = match["suffix"]
    if match["quotes"] and not suffix.islower():
        return None
    traits = suffix_traits(suffix)
    return Detached(match.end(), traits) if traits else None
