"""Azerbaijani casing: i pairs with İ and ı with I, and a fold that never moves an offset.

The rules of the language differ from Unicode's default in these two pairs only (Unicode
SpecialCasing.txt, languages az and tr). Text is expected in NFC: a dot written as a combining
character is left where it stands.
"""

_DOTTED_CAPITAL = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"
_DOTLESS_SMALL = "\N{LATIN SMALL LETTER DOTLESS I}"

_TO_LOWER = str.maketrans({_DOTTED_CAPITAL: "i", "I": _DOTLESS_SMALL})
_TO_UPPER = str.maketrans({"i": _DOTTED_CAPITAL, _DOTLESS_SMALL: "I"})
# Both small sigmas fold to one: otherwise the fold of a letter would depend on its neighbours.
_TO_FOLD = _TO_LOWER | str.maketrans(
    {
        "\N{GREEK CAPITAL LETTER SIGMA}": "\N{GREEK SMALL LETTER SIGMA}",
        "\N{GREEK SMALL LETTER FINAL SIGMA}": "\N{GREEK SMALL LETTER SIGMA}",
    }
)


def fold(text: str) -> str:
    """Return `text` folded for comparison: one code point for one, so offsets stay true.

    Every code point folds alone, whatever stands beside it: `fold(a + b) == fold(a) + fold(b)`.
    Folding twice changes nothing. Left alone: letters that Unicode's full case folding would
    make longer (ß stays ß), accents and apostrophes.

    >>> fold("İSMAYILLI")
    'ismayıllı'
    >>> fold("qız") == fold("QIZ"), fold("qız") == fold("qiz")
    (True, False)
    >>> len(fold("İİİ")), len("İİİ".lower())
    (3, 6)
    """
    return text.translate(_TO_FOLD).lower()


def fold_english(text: str) -> str:
    """Return English text folded for comparison, one code point for one: all four i are one.

    >>> fold_english("Iran and İsmayıllı")
    'iran and ismayilli'
    """
    return fold(text).replace(_DOTLESS_SMALL, "i")


def lower(text: str) -> str:
    """Return `text` in small letters, as an Azerbaijani writes them. The length stays.

    >>> lower("BAKI, İQTİSADİYYAT")
    'bakı, iqtisadiyyat'
    """
    return text.translate(_TO_LOWER).lower()


def upper(text: str) -> str:
    """Return `text` in capitals, as an Azerbaijani writes them.

    The length may grow by letters without a capital of their own (ß becomes SS).

    >>> upper("bakı, iqtisadiyyat")
    'BAKI, İQTİSADİYYAT'
    """
    return text.translate(_TO_UPPER).upper()


def capitalise(text: str) -> str:
    """Return `text` with its first code point as a capital; all the rest is left alone.

    >>> capitalise("iclas"), capitalise("ışıq"), capitalise("tDT-nin")
    ('İclas', 'Işıq', 'TDT-nin')
    """
    return upper(text[:1]) + text[1:]
