"""Loops in what a model says. Pure."""

import re

_WORDS = re.compile(r"(?<!\S)(\S+(?:\s\S+){0,7}?)(?:\s\1){3,}(?!\S)")
_LETTERS = re.compile(r"([^\W\d_]{1,6}?)\1{7,}")


def is_loop(text: str) -> bool:
    """Return whether up to eight words come four times in a row, or letters eight times.

    Three times is left alone ("no, no, no"), and so are repeated digits and punctuation.

    >>> is_loop("the port of the port of the port of the port of Baku")
    True
    >>> is_loop("No, no, no."), is_loop("It cost 10000000000 manat ........")
    (False, False)
    """
    return bool(_WORDS.search(text) or _LETTERS.search(text))
