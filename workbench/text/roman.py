"""Roman numerals as the news uses them: centuries, monarchs, congresses."""

import re

_ROMAN = re.compile(
    r"(?P<hundreds>C{0,3})(?P<tens>XC|XL|L?X{0,3})(?P<ones>IX|IV|V?I{0,3})(?![^\W\d_])"
)
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman_value(word: str) -> int | None:
    """Return the value of a Roman numeral in capitals below 400, None for any other word.

    The Azerbaijani capital İ passes for I, which keyboards mix up.

    >>> roman_value("XIX"), roman_value("XİX"), roman_value("IIX"), roman_value("OK")
    (19, 19, None, None)
    """
    letters = word.replace("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "I")
    if not letters or letters[0] not in _DIGITS or not _ROMAN.fullmatch(letters):
        return None
    values = [_DIGITS[letter] for letter in letters]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
