"""Azerbaijani nominal suffixes: taken off a word, and put on a stem.

A noun carries, in this order, a plural, a possessive, a case and a predicative ending
(kitab-lar-ımız-da-dır, "it is in our books"); -kı after a locative or genitive makes a noun that
can be declined again (Bakı-da-kı-lar). All chains are built once for each of the eight classes of
stems (four harmonies, ending in a vowel or a consonant), so taking a word apart is a few look-ups.

Left alone on purpose: derivations (-lı, -sız, -çı, -lıq make other words) and verbs.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from workbench.text.casing import fold
from workbench.text.endings import (
    CASES,
    CASES_AFTER_HIS,
    IN_THE_EYES_OF,
    LOOSE_CASES,
    OWNERS,
    PASTS,
    PERSONS,
    PLURAL,
    PREDICATES,
    RELATIVE,
    VOWELS,
    Case,
    Ending,
    Owner,
    attach,
    close_vowel,
    ends_in_vowel,
    syllables,
)
from workbench.text.stems import lemmas, root

_LONGEST_SUFFIX = 24
_SHORTEST_STEM = 2
# One stem for each class; what is put on it fits on every stem of the class.
_MODELS = tuple(vowel + end for vowel in "ıuiü" for end in ("", "t"))
# Nouns that are also verbs: with a past ending they are read as verbs (yazdı, "wrote").
_ALSO_VERBS = """
ac al art at az bit çıx daş din don düz düş gül iç it köç qal qaz qat qır qur sağ san say sol soy
süz şiş tap tut uç üz yan yar yaz yağ yığ
"""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a chain of endings may be. One spelling can be several chains (-ın, -nin).

    Attributes:
        possessive: One of the chains has a possessive in it.
        genitive: One of them ends in a genitive.
    """

    possessive: bool = False
    genitive: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a word apart.

    Attributes:
        stem: The basic form as a dictionary has it, folded.
        suffix: The endings as they stand in the word, folded; "" for the word itself.
        possessive: The endings may hold a possessive.
        genitive: The endings may end in a genitive.
    """

    stem: str
    suffix: str
    possessive: bool = False
    genitive: bool = False


def readings(word: str, among: Container[str] | None = None) -> tuple[Reading, ...]:
    """Return every way to read `word` as a stem with nominal endings, longest stem first.

    The first reading is the word itself. Alternations are undone: k/y and q/ğ in words of more
    than one syllable, and the lost vowel of ağız, fikir and their like. Whether a stem exists is
    left to the caller, who has the words. Time is linear in the length of the word.

    Args:
        word: A word in any spelling.
        among: The `stems.beginnings` of the stems that the caller asks for; others are left out as
            far as that saves time, but for the word itself.

    >>> [(r.stem, r.suffix) for r in readings("fikrə")]
    [('fikrə', ''), ('fikr', 'ə'), ('fikir', 'ə')]
    >>> ("əməkdaşlıq", "a") in [(r.stem, r.suffix) for r in readings("əməkdaşlığa")]
    True
    >>> "qanun" in [r.stem for r in readings("qanuni")]
    False
    """
    folded = fold(word)
    found = [Reading(folded, "")]
    shortest = max(_SHORTEST_STEM, len(folded) - _LONGEST_SUFFIX)
    for cut in range(len(folded) - 1, shortest - 1, -1):
        stem = folded[:cut]
        if among is None or stem in among:
            found += _readings_at(stem, folded[cut:])
    return tuple(found)


def suffix_traits(suffix: str) -> Traits | None:
    """Return what `suffix` may be after a stem of unknown sound, None when it is no suffix.

    Abbreviations are read out letter by letter and foreign names by their own rules, so the
    spelling does not tell which harmony follows (ABŞ-a, BMT-yə, NATO-nun).

    >>> suffix_traits("nin"), suffix_traits("lik")
    (Traits(possessive=True, genitive=True), None)
    """
    return _any_suffix().get(fold(suffix))


def inflect(
    stem: str, *, plural: bool = False, owner: Owner = Owner.NOBODY, case: Case = Case.NOMINATIVE
) -> str:
    """Return `stem` with the endings asked for. Capitals of the stem stay.

    An abbreviation in capitals takes its endings after a hyphen.

    >>> inflect("qonaqlıq", case=Case.DATIVE), inflect("fikir", owner=Owner.OURS)
    ('qonaqlığa', 'fikrimiz')
    >>> inflect("Bakı", case=Case.GENITIVE), inflect("TDT", case=Case.GENITIVE)
    ('Bakının', 'TDT-nin')
    """
    chain = _chain(plural=plural, owner=owner, case=case)
    if not stem or not chain:
        return stem
    if len(stem) > 1 and stem.isupper():
        return f"{stem}-{_added(_sound_of_letters(stem), chain)}"
    changed = root(stem, chain[0])
    return changed + _added(fold(changed), chain)


def forms(stem: str) -> Iterator[str]:
    """Yield `stem` in both numbers, with every owner and in every case, without repetition.

    >>> list(forms("liman"))[:4]
    ['liman', 'limanın', 'limana', 'limanı']
    >>> sum(1 for _ in forms("liman"))
    80
    """
    every = (
        inflect(stem, plural=plural, owner=owner, case=case)
        for plural in (False, True)
        for owner in Owner
        for case in Case
    )
    yield from dict.fromkeys(every)


def _chain(*, plural: bool, owner: Owner, case: Case) -> list[Ending]:
    cases = CASES_AFTER_HIS if owner is Owner.HIS else CASES
    return [
        *([PLURAL] if plural else []),
        *([OWNERS[owner]] if owner else []),
        *([cases[case]] if case is not Case.NOMINATIVE else []),
    ]


def _added(stem: str, chain: list[Ending]) -> str:
    word = stem
    for ending in chain:
        word = attach(word, ending)
    return word[len(stem) :]


def _sound_of_letters(letters: str) -> str:
    """Return letters that sound, for harmony, like an abbreviation read out: TDT ends in -te."""
    folded = fold(letters)
    return folded if VOWELS.intersection(folded) else folded + "e"


def _readings_at(stem: str, suffix: str) -> Iterator[Reading]:
    model = _model(stem)
    if model is None:  # an abbreviation without a vowel: TDTnin
        if traits := suffix_traits(suffix):
            yield _reading(stem, suffix, traits)
        return
    traits = _suffixes(model).get(suffix) or _person(stem, suffix)
    if traits is None:
        return
    if not (stem in _also_verbs() and suffix in _endings(model, PASTS)):
        yield _reading(stem, suffix, traits)
    if suffix[0] in VOWELS:
        for lemma, needs_possessive in lemmas(stem):
            if traits.possessive or not needs_possessive:
                yield _reading(lemma, suffix, traits)


def _reading(stem: str, suffix: str, traits: Traits) -> Reading:
    return Reading(stem, suffix, traits.possessive, traits.genitive)


def _person(stem: str, suffix: str) -> Traits | None:
    """Read a personal ending (müəlliməm, "I am a teacher"), but not on a stem of one syllable.

    There it is nearly always the end of another word: adam is a man, ərik an apricot, addım a step.
    """
    model = _model(stem)
    if model is None or syllables(stem) == 1:
        return None
    return Traits() if suffix in _endings(model, PERSONS) else None


def _model(stem: str) -> str | None:
    """Return the model of the stem's class, None for a stem without vowels."""
    vowel = close_vowel(stem)
    return vowel and (vowel if ends_in_vowel(stem) else vowel + "t")


class _Form(NamedTuple):
    text: str
    possessive: bool
    genitive: bool = False


@cache
def _suffixes(model: str) -> dict[str, Traits]:
    """Return all chains of endings after stems of a class, with what they may be."""
    found: dict[str, Traits] = {}
    for form in _predicated(_noun_forms(model)):
        _add(found, form.text[len(model) :], Traits(form.possessive, form.genitive))
    del found[""]
    return found


@cache
def _any_suffix() -> dict[str, Traits]:
    found: dict[str, Traits] = {}
    for model in _MODELS:
        for suffix, traits in _suffixes(model).items():
            _add(found, suffix, traits)
    return found


def _add(found: dict[str, Traits], suffix: str, traits: Traits) -> None:
    known = found.get(suffix, traits)
    found[suffix] = Traits(known.possessive or traits.possessive, known.genitive or traits.genitive)


@cache
def _also_verbs() -> frozenset[str]:
    return frozenset(_ALSO_VERBS.split())


@cache
def _endings(model: str, endings: tuple[Ending, ...]) -> frozenset[str]:
    return frozenset(attach(model, ending)[len(model) :] for ending in endings)


def _noun_forms(model: str) -> Iterator[_Form]:
    for number in (model, attach(model, PLURAL)):
        yield from _declined(number, CASES, possessive=False)
        for owner, ending in OWNERS.items():
            owned = attach(number, ending)
            cases = CASES_AFTER_HIS if owner is Owner.HIS else CASES
            yield from _declined(owned, cases, possessive=True)
            yield _Form(attach(owned, IN_THE_EYES_OF[owner]), possessive=True)


def _declined(form: str, cases: dict[Case, Ending], *, possessive: bool) -> Iterator[_Form]:
    yield _Form(form, possessive)
    for ending in LOOSE_CASES:
        yield _Form(attach(form, ending), possessive)
    for case, ending in cases.items():
        declined = attach(form, ending)
        yield _Form(declined, possessive, genitive=case is Case.GENITIVE)
        if case in {Case.GENITIVE, Case.LOCATIVE}:
            yield from _relative(attach(declined, RELATIVE), possessive=possessive)


def _relative(relative: str, *, possessive: bool) -> Iterator[_Form]:
    """Yield the declension of what is at, or belongs to: Bakıdakılar, Bakıdakını."""
    several = attach(relative, PLURAL)
    yield _Form(relative, possessive)
    yield _Form(several, possessive)
    for case, ending in CASES.items():
        yield _Form(attach(several, ending), possessive)
        yield _Form(attach(relative, CASES_AFTER_HIS[case]), possessive)


def _predicated(forms_of_nouns: Iterator[_Form]) -> Iterator[_Form]:
    for form in forms_of_nouns:
        yield form
        for ending in PREDICATES:
            yield _Form(attach(form.text, ending), form.possessive)
