"""The endings of the Azerbaijani noun, and the vowel harmony by which they are put on a stem."""

from enum import StrEnum
from typing import NamedTuple

# Which close vowel follows which: the fourfold harmony. The twofold one (a, ə) goes with it.
_CLOSE = dict(zip("aıouəeiöüâîû", "ııuuiiiüüıiu", strict=True))
VOWELS = frozenset(_CLOSE)
BACK_VOWELS = frozenset("aıou")
FRONT_VOWELS = frozenset("əeiöü")
_OPEN = {True: "a", False: "ə"}
_FINAL_OF_US = {True: "q", False: "k"}


class Ending(NamedTuple):
    """An ending after a vowel and after a consonant. A = a/ə, I = ı/i/u/ü, K = q/k."""

    after_vowel: str
    after_consonant: str


class Case(StrEnum):
    """The cases, with the instrumental and the terminative that are written as one word."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    LOCATIVE = "locative"
    ABLATIVE = "ablative"
    INSTRUMENTAL = "instrumental"
    TERMINATIVE = "terminative"


class Owner(StrEnum):
    """Whose it is. "Their" is written as "his", on a singular or a plural noun."""

    NOBODY = ""
    MINE = "my"
    YOURS = "your (singular)"
    HIS = "his, her, its"
    OURS = "our"
    YOURS_ALL = "your (plural)"


def same(shape: str) -> Ending:
    """Return an ending that is the same after a vowel and after a consonant."""
    return Ending(shape, shape)


PLURAL = same("lAr")
OWNERS = {
    Owner.MINE: Ending("m", "Im"),
    Owner.YOURS: Ending("n", "In"),
    Owner.OURS: Ending("mIz", "ImIz"),
    Owner.YOURS_ALL: Ending("nIz", "InIz"),
    Owner.HIS: Ending("sI", "I"),
}
CASES = {
    Case.GENITIVE: Ending("nIn", "In"),
    Case.DATIVE: Ending("yA", "A"),
    Case.ACCUSATIVE: Ending("nI", "I"),
    Case.LOCATIVE: same("dA"),
    Case.ABLATIVE: same("dAn"),
    Case.INSTRUMENTAL: Ending("ylA", "lA"),
    Case.TERMINATIVE: Ending("yAdək", "Adək"),
}
CASES_AFTER_HIS = {
    Case.GENITIVE: same("nIn"),
    Case.DATIVE: same("nA"),
    Case.ACCUSATIVE: same("nI"),
    Case.LOCATIVE: same("ndA"),
    Case.ABLATIVE: same("ndAn"),
    Case.INSTRUMENTAL: same("ylA"),
    Case.TERMINATIVE: same("nAdək"),
}
"""After "his", and after -kı, an n comes between."""
LOOSE_CASES = (same("lA"), *(Ending(f"yA{end}", f"A{end}") for end in ("dAk", "cAn")))
"""Spellings met beside the standard ones: Bakıla for Bakıyla, axşamacan for axşamadək."""
IN_THE_EYES_OF = {owner: same("ncA" if owner is Owner.HIS else "cA") for owner in OWNERS}
"""An adverb from an owned noun: fikrimcə, "in my opinion". Without an owner it is another word."""
RELATIVE = same("kI")
"""Makes a noun of a locative or genitive: Bakıdakılar, "those in Baku"."""
PASTS = (
    *(Ending(f"ydI{person}", f"dI{person}") for person in ("", "lAr")),
    *(Ending(f"ymIş{person}", f"mIş{person}") for person in ("", "lAr", "dIr")),
    *(Ending(f"ysA{person}", f"sA{person}") for person in ("", "lAr")),
)
"""Was, is said to be, if it is."""
PREDICATES = (
    *(same(shape) for shape in ("dIr", "dIrlAr", "dIrmI", "mI", "mIdIr")),
    *PASTS,
    Ending("ykən", "kən"),
)
"""Everything that makes a sentence of a noun, but for the first and second person."""
PERSONS = (
    *(Ending("yAm", "Am"), same("sAn"), Ending("yIK", "IK"), same("sInIz")),
    *(Ending(f"ydI{person}", f"dI{person}") for person in ("m", "n", "K", "nIz")),
)
"""I am, you are, we are, you are; and the same for was and were."""


def attach(stem: str, ending: Ending) -> str:
    """Return `stem`, in small letters, with the ending in its harmony.

    >>> attach("dəhliz", CASES[Case.LOCATIVE]), attach("Bakı", CASES[Case.GENITIVE])
    ('dəhlizdə', 'Bakının')
    """
    word = stem
    for letter in ending.after_vowel if ends_in_vowel(stem) else ending.after_consonant:
        word += _sound(letter, word)
    return word


def close_vowel(stem: str) -> str | None:
    """Return the close vowel that follows the last vowel of `stem`, None when it has none."""
    for letter in reversed(stem):
        if letter in _CLOSE:
            return _CLOSE[letter]
    return None


def ends_in_vowel(stem: str) -> bool:
    """Tell whether the last letter is a vowel."""
    return stem[-1:] in VOWELS


def syllables(stem: str) -> int:
    """Return the number of vowels."""
    return sum(letter in VOWELS for letter in stem)


def _sound(letter: str, before: str) -> str:
    if letter not in "AIK":
        return letter
    close = close_vowel(before) or "i"
    if letter == "I":
        return close
    return (_OPEN if letter == "A" else _FINAL_OF_US)[close in BACK_VOWELS]
