"""How an Azerbaijani stem changes before an ending that begins with a vowel."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from workbench.text.casing import fold
from workbench.text.endings import (
    BACK_VOWELS,
    FRONT_VOWELS,
    OWNERS,
    VOWELS,
    Ending,
    syllables,
)

_SOFT = {"k": "y", "q": "ğ"}
_HARD = {soft: hard for hard, soft in _SOFT.items()}
# Loan words that keep their q: hüququ, ittifaqı.
_FIRM_LOANS = frozenset({"hüquq", "ittifaq", "əxlaq", "iştiyaq"})
# Words in -ə that take a y before a possessive, as all in -e do: mənbəyi, mövqeyi.
_Y_BEFORE_POSSESSIVE = frozenset({"mənbə", "mənşə"})
_WATER = "su"


def root(stem: str, ending: Ending) -> str:
    """Return the stem as it is before `ending`. Capitals stay.

    >>> genitive = Ending("nIn", "In")
    >>> [root(stem, genitive) for stem in ("otaq", "Birlik", "fikir", "su", "Bakı", "İraq")]
    ['otağ', 'Birliy', 'fikr', 'suy', 'Bakı', 'İraq']
    """
    if ending.after_consonant[0] not in "AI":
        return stem
    folded = fold(stem)
    if folded in _vowel_losers():
        return stem[:-2] + stem[-1]
    if folded == _WATER or (ending in OWNERS.values() and _takes_y(folded)):
        return stem + "y"
    return stem[:-1] + _SOFT[folded[-1]] if _softens(stem) else stem


def lemmas(changed: str) -> Iterator[tuple[str, bool]]:
    """Yield what a folded stem may be the changed form of.

    Each comes with whether it changes before a possessive only. The stem as it stands is not
    among them, and nothing says that such a word exists.

    >>> list(lemmas("fikr")), list(lemmas("otağ")), list(lemmas("mövqey"))
    ([('fikir', False)], [('otaq', False)], [('mövqek', False), ('mövqe', True)])
    """
    if changed == _WATER + "y":
        yield _WATER, False
    for lemma in _vowel_losers_by_short_form().get(changed, ()):
        yield lemma, False
    if changed[-1] in _HARD and changed[-2] in VOWELS and syllables(changed) > 1:
        yield changed[:-1] + _HARD[changed[-1]], False
    if changed[-1] == "y" and _takes_y(changed[:-1]):
        yield changed[:-1], True


def beginnings(lemma: str) -> Iterator[str]:
    """Yield what a folded stem may be in front of an ending: itself, and what `lemmas` undoes.

    >>> list(beginnings("fikir")), list(beginnings("otaq")), list(beginnings("mövqe"))
    (['fikir', 'fikr'], ['otaq', 'otağ'], ['mövqe', 'mövqey'])
    """
    yield lemma
    if lemma in _vowel_losers():
        yield lemma[:-2] + lemma[-1]
    if lemma[-1:] in _SOFT:
        yield lemma[:-1] + _SOFT[lemma[-1]]
    if lemma == _WATER or _takes_y(lemma):
        yield lemma + "y"


def _softens(stem: str) -> bool:
    """Tell whether a final k or q softens. Names keep theirs, and so do most loan words.

    In native words k follows front vowels and q follows back ones.
    """
    folded = fold(stem)
    before = FRONT_VOWELS if folded[-1:] == "k" else BACK_VOWELS
    if folded[-1:] not in _SOFT or folded[-2:-1] not in before or syllables(folded) == 1:
        return False
    is_name = stem[0] != folded[0] and not folded.endswith(("lıq", "lik", "luq", "lük"))
    return not is_name and folded not in _FIRM_LOANS


def _takes_y(folded: str) -> bool:
    return folded.endswith("e") or folded in _Y_BEFORE_POSSESSIVE


@cache
def _vowel_losers() -> frozenset[str]:
    text = (files("workbench.text") / "stems_with_vowel_loss.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@cache
def _vowel_losers_by_short_form() -> dict[str, list[str]]:
    by_short_form: dict[str, list[str]] = {}
    for lemma in sorted(_vowel_losers()):
        by_short_form.setdefault(lemma[:-2] + lemma[-1], []).append(lemma)
    return by_short_form
