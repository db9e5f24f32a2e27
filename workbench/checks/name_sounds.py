"""How a name sounds: one key for the Azerbaijani and the English spellings of it."""

import re
from functools import lru_cache

from workbench.text.casing import fold

# Classes of consonants that spellings exchange: q/g/k/kh, c/j/zh, s/z, b/p, d/t, v/w/f.
_AZ_CLASSES = str.maketrans(
    {
        "ç": "č", "c": "j", "j": "j", "ş": "š", "g": "k", "k": "k", "q": "k", "x": "k", "ğ": "k",
        "z": "s", "p": "b", "t": "d", "f": "v", "w": "v",
    }
)  # fmt: skip
_EN_CLASSES = _AZ_CLASSES | str.maketrans({"c": "k"})
_EN_CLUSTERS = (
    ("tch", "č"), ("sch", "š"), ("dzh", "j"), ("dj", "j"), ("sh", "š"), ("ch", "č"), ("zh", "j"),
    ("kh", "k"), ("gh", "k"), ("ph", "v"), ("th", "d"), ("ck", "k"), ("qu", "k"), ("ts", "s"),
    ("tz", "s"),
)  # fmt: skip
_AZ_CLUSTERS = (("ts", "s"), ("ks", "x"))
_SOFT_C = re.compile(r"c(?=[eiy])")
_DOUBLED = re.compile(r"([^\W\d_])\1")
_SILENT = re.compile(r"[^bčdjkšlmnrsv]")


@lru_cache(maxsize=1 << 14)
def azerbaijani_sound(name: str) -> str:
    """Return the consonants of an Azerbaijani name, one sign for those that spellings exchange.

    >>> azerbaijani_sound("Qasımov"), azerbaijani_sound("Cabbarlı")
    ('ksmv', 'jbrl')
    """
    return _consonants(_undoubled(_clustered(fold(name), _AZ_CLUSTERS)).translate(_AZ_CLASSES))


@lru_cache(maxsize=1 << 14)
def english_sound(name: str) -> str:
    """Return the consonants of an English name in the same signs.

    >>> english_sound("Gasimov"), english_sound("Kasymov"), english_sound("Jabbarli")
    ('ksmv', 'ksmv', 'jbrl')
    """
    plain = _SOFT_C.sub("s", _clustered(fold(name), _EN_CLUSTERS))
    return _consonants(_undoubled(plain).translate(_EN_CLASSES))


def _clustered(name: str, clusters: tuple[tuple[str, str], ...]) -> str:
    for cluster, sign in clusters:
        name = name.replace(cluster, sign)
    return name


def _undoubled(name: str) -> str:
    return _DOUBLED.sub(r"\1", name)


def _consonants(name: str) -> str:
    return _SILENT.sub("", name)
