"""Azerbaijani casing: i pairs with İ and ı with I, and a fold that never moves an offset.

The rules of the language differ from Unicode's default in these two pairs only (Unicode
SpecialCasing.txt, languages az and tr). Text is expected in NFC: a dot written as a combining
character is left where it stands.
"""

_DOTTED_CAPITAL = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"
_DOTLESS_SMALL = "\N{LATIN SMALL LETTER DOTLESS I}"
_CAPITAL_SIGMA = "\N{GREEK CAPITAL LETTER SIGMA}"
_SMALL_SIGMA = "\N{GREEK SMALL LETTER SIGMA}"
_FINAL_SIGMA = "\N{GREEK SMALL LETTER FINAL SIGMA}"


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
    # Both small sigmas are one: otherwise the fold of a letter would depend on its neighbours.
    return lower(text.replace(_CAPITAL_SIGMA, _SMALL_SIGMA)).replace(_FINAL_SIGMA, _SMALL_SIGMA)


def fold_english(text: str) -> str:
    """Return English text folded for comparison, one code point for one: all four i are one.

    >>> fold_english("Iran and İsmayıllı")
    'iran and ismayilli'
    """
    if text.isascii():  # as most of it is; the same, in a tenth of the time
        return text.lower()
    return fold(text).replace(_DOTLESS_SMALL, "i")


def lower(text: str) -> str:
    """Return `text` in small letters, as an Azerbaijani writes them. The length stays.

    >>> lower("BAKI, İQTİSADİYYAT")
    'bakı, iqtisadiyyat'
    """
    return text.replace(_DOTTED_CAPITAL, "i").replace("I", _DOTLESS_SMALL).lower()


def upper(text: str) -> str:
    """Return `text` in capitals, as an Azerbaijani writes them.

    The length may grow by letters without a capital of their own (ß becomes SS).

    >>> upper("bakı, iqtisadiyyat")
    'BAKI, İQTİSADİYYAT'
    """
    return text.replace("i", _DOTTED_CAPITAL).replace(_DOTLESS_SMALL, "I").upper()


def capitalise(text: str) -> str:
    """Return `text` with its first code point as a capital; all the rest is left alone.

    >>> capitalise("iclas"), capitalise("ışıq"), capitalise("tDT-nin")
    ('İclas', 'Işıq', 'TDT-nin')
    """
    return upper(text[:1]) + text[1:]
