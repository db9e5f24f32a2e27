"""Letters of other scripts: those that look Latin, and Azerbaijani written in Cyrillic until 1991.

The Cyrillic alphabet of 1958 has one letter for nearly every Latin one of 1991, so that places in
the two spellings are the same. Russian letters beyond it stay as they are.
"""

import re

from workbench.text.casing import upper

LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420"
    "\u0421\u0422\u0425\u0406\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03bf",
    "aeopcyxiABEKMHOPCTXIABEHIKMNOPTXo",
)
"""Cyrillic, then Greek letters, with the Latin ones they look like."""

_OLD_LETTERS = "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹшэйц"
_NEW_LETTERS = "abvqğdeəjziıykglmnoöprstuüfxhçcşeys"
_TRANSLITERATED = str.maketrans(
    _OLD_LETTERS + _OLD_LETTERS.upper(), _NEW_LETTERS + upper(_NEW_LETTERS)
)
CYRILLIC = re.compile(r"[\u0400-\u052f]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
LETTERS = re.compile(r"[^\W\d_]+")
"""A Cyrillic letter, a Latin one, and letters of any script on end."""


def is_cyrillic(word: str) -> bool:
    """Return whether some letters are Cyrillic and none is Latin."""
    return bool(CYRILLIC.search(word)) and not LATIN.search(word)


def is_mixed(word: str) -> bool:
    """Return whether there are Cyrillic letters among Latin ones."""
    return bool(CYRILLIC.search(word)) and bool(LATIN.search(word))


def in_latin(text: str) -> str:
    """Return an Azerbaijani text in Latin letters, each in its place.

    In a word with Latin letters of its own the Cyrillic ones become those they look like.

    >>> in_latin("Президент Бакыја ҝәлди.")
    'Prezident Bakıya gəldi.'
    """
    return LETTERS.sub(_word_in_latin, text) if CYRILLIC.search(text) else text


def _word_in_latin(found: re.Match[str]) -> str:
    word = found[0]
    return word.translate(LOOKALIKES if is_mixed(word) else _TRANSLITERATED)
