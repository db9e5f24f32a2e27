"""Words that stand for numbers, in Azerbaijani with its suffixes and in English."""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum, IntEnum
from functools import lru_cache
from typing import NamedTuple


class Kind(Enum):
    """How a number word combines with its neighbours."""

    ONES = "ones"
    TEENS = "teens"
    TENS = "tens"
    HUNDRED = "hundred"
    SCALE = "scale"
    HALF = "half"
    LOOSE = "loose"


class Strength(IntEnum):
    """How surely a place states a number that a translation has to give back.

    HINT: supports a number elsewhere and states none (`twice`, `a hundred`, `yarım`).
    WORD: a small number in words (`üç`, `seven`), for which other words are often found.
    FIRM: figures, and larger numbers in words.
    """

    HINT = 0
    WORD = 1
    FIRM = 2


class NumberWord(NamedTuple):
    """One word of a number.

    Attributes:
        kind: How it combines; a loose word (twice, dozen, third) never does.
        values: What it may mean, the likeliest first.
        closed: Whether the number ends here, as after a case suffix or an ordinal.
        strength: What the word states when it stands alone; `one`, `hundred`, `second` only hint.
    """

    kind: Kind
    values: tuple[Decimal, ...]
    closed: bool = False
    strength: Strength = Strength.WORD


# Half an hour is 30 minutes, half a year 6 months, half of them 50 per cent, one and a half 1.5.
_HALF_READINGS = (Decimal("0.5"), Decimal("1.5"), Decimal(30), Decimal(50), Decimal(2), Decimal(6))
_LONGEST_WORD = 24

_AZ_ONES = {
    "sıfır": 0, "bir": 1, "iki": 2, "üç": 3, "dörd": 4, "beş": 5, "altı": 6, "yeddi": 7,
    "səkkiz": 8, "doqquz": 9,
}  # fmt: skip
_AZ_TENS = {
    "on": 10, "iyirmi": 20, "otuz": 30, "qırx": 40, "əlli": 50, "altmış": 60, "yetmiş": 70,
    "səksən": 80, "doxsan": 90,
}  # fmt: skip
_AZ_SCALES = {
    "min": 10**3, "milyon": 10**6, "mln": 10**6, "milyard": 10**9, "mlrd": 10**9,
    "trilyon": 10**12, "trln": 10**12,
}  # fmt: skip
_AZ_STEMS = {
    **{word: (Kind.ONES, value) for word, value in _AZ_ONES.items()},
    **{word: (Kind.TENS, value) for word, value in _AZ_TENS.items()},
    "yüz": (Kind.HUNDRED, 100),
    **{word: (Kind.SCALE, value) for word, value in _AZ_SCALES.items()},
}
_AZ_LOOSE = {
    "cüt": (2,), "əkiz": (2,), "ilk": (1,), "tək": (1,), "rüb": (3,), "rüblük": (3,),
    "əsr": (1, 100), "əsrdən": (1, 100), "əsrə": (1, 100), "əsrdir": (1, 100),
    "əsrlik": (100,), "dekada": (10,), "ongünlük": (10,),
    "gecəyarısı": (0, 12, 24),
    "günorta": (12,), "günortaya": (12,), "sutka": (24, 1), "sutkada": (24, 1),
    "sutkadan": (24, 1), "sutkalıq": (24, 1), "dördlük": (4,), "ondabir": (10, 1),
}  # fmt: skip
_AZ_HALVES = re.compile(
    r"yarı(?:m(?:ı\w{0,4}|lıq\w{0,3}|d[aı]\w{0,2}|a)?|s(?:ı\w{0,4})|dan|ya|yadək)?"
)

_SUFFIX = (
    r"(?:l[ıiuü][kqğy]|l[aə]r|s?[ıiuü]n?|m[ıiuü]z|n[ıiuü]n?|n?[dt][aə]n?|[ny]?[aə]|y[ıiuü]"
    r"|y?l[aə]|d[ıiuü]r|k[ıi]|y?[aə]?d[əa]k|c[aə]|l[ıiuü])"
)
_AZ_WORD = re.compile(
    rf"(?P<stem>{'|'.join(sorted(_AZ_STEMS, key=len, reverse=True))})"
    rf"(?P<ordinal>[ıiuü]?nc[ıiuü])?(?P<tail>{_SUFFIX}{{0,4}})"
)
_AZ_NAMED = re.compile(r"l[ıiuü][kqğy]")
# A stem that opens a longer word: ikiqat, üçmərtəbəli, beşillik.
_AZ_OPENING = re.compile(
    rf"(?P<stem>{'|'.join(sorted(_AZ_STEMS.keys() - {'bir', 'min', 'on', 'altı', 'yüz'}))}"
    r"|(?:on|altı|yüz|min)(?=il|gün|ay|saat|mərtəbə|otaq|qat|dəfə|mil|min|nəfər|təkər|guşə|bucaq))\w+"
)
# Words that only begin like a number: `üçün` (for), `minmək` (to mount), the mine under the ground,
# the cradle.
_AZ_NEVER = re.compile(r"üçün(?:dür\w*|mü)?|min(?:a|ir|ən|ər|di(?!r\b)|ib)\w*|beşi[ky]\w*")
# Mostly pronouns (`onun`: his) and places (`altında`: under), but `onda biri` is a tenth.
_AZ_SELDOM = re.compile(
    r"(?P<ten>on(?:[ua]n?|unla\w*|und\w*|lar(?!la)\w*|da\w*|suz))|(?P<six>altı?n(?!c)\w*)"
)

_EN_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9,
}  # fmt: skip
_EN_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_EN_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_EN_SCALES = {
    "thousand": 10**3, "million": 10**6, "mln": 10**6, "mn": 10**6, "billion": 10**9,
    "bn": 10**9, "mlrd": 10**9, "trillion": 10**12, "tn": 10**12, "trn": 10**12, "trln": 10**12,
}  # fmt: skip
_EN_ORDINALS = {
    "first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight",
    "ninth": "nine", "twelfth": "twelve",
}  # fmt: skip
_EN_LOOSE: dict[str, tuple[int | Decimal, ...]] = {
    "once": (1,), "single": (1,), "sole": (1,), "only": (1,), "solo": (1,), "twice": (2,),
    "thrice": (3,), "both": (2,), "pair": (2,), "pairs": (2,), "couple": (2,), "twin": (2,),
    "twins": (2,), "duo": (2,), "double": (2,), "doubled": (2,), "doubles": (2,),
    "doubling": (2,), "dual": (2,), "bilateral": (2,), "either": (2,),
    "triple": (3,), "tripled": (3,), "triples": (3,), "trilateral": (3,),
    "trio": (3,), "quadruple": (4,), "quadrupled": (4,), "quartet": (4,),
    "dozen": (10, 12), "dozens": (10, 12),
    "tens": (10,), "hundreds": (100,), "thousands": (1000,), "millions": (10**6,),
    "billions": (10**9,), "decade": (10,), "decades": (10,), "century": (1, 100),
    "centuries": (1, 100), "semicentennial": (50,), "centenary": (100,), "centennial": (100,),
    "sesquicentennial": (150,), "sesquicentenary": (150,), "bicentennial": (200,),
    "tercentenary": (300,), "tricentennial": (300,), "quatercentenary": (400,),
    "quincentenary": (500,), "quincentennial": (500,), "decennial": (10,), "millennium": (1000,),
    "millennia": (1000,), "millenary": (1000,), "annual": (1,), "annually": (1,), "yearly": (1,),
    "biennial": (2,), "biweekly": (2,), "bimonthly": (2,), "triennial": (3,), "brace": (2,),
    "quarterly": (3, 4), "quintet": (5,), "quintupled": (5,),
    "fortnight": (14, 15, 2), "fortnightly": (14, 15, 2), "nil": (0,), "goalless": (0,),
    "scoreless": (0,), "semifinal": (2,), "semifinals": (2,), "quarterfinal": (4,),
    "quarterfinals": (4,), "day": (24,), "noon": (12,), "midday": (12,), "midnight": (0, 12, 24),
    "quarter": (4, Decimal("0.25"), 15, 25, 3), "quarters": (4, 15, 25),
    "teenager": (13,), "halve": _HALF_READINGS, "halved": _HALF_READINGS,
    "halving": _HALF_READINGS, "halves": _HALF_READINGS, "bicentenary": (200,), "troika": (3,),
    "triplicate": (3,), "duplicate": (2,), "tenner": (10,), "fiver": (5,),
}  # fmt: skip


@lru_cache(maxsize=1 << 14)
def azerbaijani_number_word(word: str) -> NumberWord | None:
    """Return what the folded word says as a number, None when it says nothing.

    Case, possessive, plural and ordinal suffixes are seen through; words that only look like a
    number (`üçün` for) are left alone, those that mostly do (`onun` his, `altında` under) hint.

    >>> azerbaijani_number_word("yeddinci").values[0], azerbaijani_number_word("üçün")
    (Decimal('7'), None)
    """
    if len(word) > _LONGEST_WORD or _AZ_NEVER.fullmatch(word):
        return None
    if _AZ_HALVES.fullmatch(word):
        return NumberWord(Kind.HALF, _HALF_READINGS, strength=Strength.HINT)
    if loose := _azerbaijani_hint(word):
        return _loose(loose)
    found = _AZ_WORD.fullmatch(word)
    return _inflected(found) if found else _opening(word)


def _azerbaijani_hint(word: str) -> tuple[int, ...]:
    if seldom := _AZ_SELDOM.fullmatch(word):
        return (10 if seldom["ten"] else 6,)
    return _AZ_LOOSE.get(word, ())


def _opening(word: str) -> NumberWord | None:
    found = _AZ_OPENING.match(word)
    return _loose((_AZ_STEMS[found["stem"]][1],)) if found else None


@lru_cache(maxsize=1 << 14)
def english_number_word(word: str) -> NumberWord | None:
    """Return what the word in small letters says as a number, None when it says nothing.

    >>> english_number_word("twelfth").values[0], english_number_word("port")
    (Decimal('12'), None)
    """
    return _EN_WORDS.get(word)


def _inflected(found: re.Match[str]) -> NumberWord:
    kind, value = _AZ_STEMS[found["stem"]]
    tail, ordinal = found["tail"], found["ordinal"]
    if re.match(r"l[aə]r", tail) and not ordinal:
        return _loose((value,))
    # "the second" is also the other, the latter and the runner-up; ikilik a bad mark at school.
    vague = (ordinal and value == 2) or _AZ_NAMED.match(tail)
    strength = Strength.HINT if vague else _strength(kind, value)
    return NumberWord(kind, (Decimal(value),), closed=bool(tail or ordinal), strength=strength)


def _loose(values: tuple[int | Decimal, ...] | tuple[int, ...]) -> NumberWord:
    return NumberWord(Kind.LOOSE, tuple(map(Decimal, values)), closed=True, strength=Strength.HINT)


def _strength(kind: Kind, value: int) -> Strength:
    vague = value <= 1 or kind in {Kind.HUNDRED, Kind.SCALE}
    return Strength.HINT if vague else Strength.WORD


def _english_words() -> Iterator[tuple[str, NumberWord]]:
    cardinals = (
        (Kind.ONES, _EN_ONES),
        (Kind.TEENS, _EN_TEENS),
        (Kind.TENS, _EN_TENS),
        (Kind.HUNDRED, {"hundred": 100}),
        (Kind.SCALE, _EN_SCALES),
    )
    for kind, words in cardinals:
        for word, value in words.items():
            yield word, NumberWord(kind, (Decimal(value),), strength=_strength(kind, value))
            yield word + "fold", _fold(kind, value)
            ordinal = word[:-1] + "ieth" if word.endswith("y") else word + "th"
            yield ordinal, _ordinal(kind, value)
            yield ordinal + "s", _fraction(kind, value)
    by_name = {word: (kind, value) for kind, words in cardinals for word, value in words.items()}
    for ordinal, word in _EN_ORDINALS.items():
        yield ordinal, _ordinal(*by_name[word])
        if ordinal != "second":
            yield ordinal + "s", _ordinal(*by_name[word])
    for word, value in _EN_TENS.items():
        decade = (Decimal(value), Decimal(1900 + value))
        yield word[:-1] + "ies", NumberWord(Kind.TENS, decade, closed=True)
    for word, values in _EN_LOOSE.items():
        yield word, _loose(values)
    for word, value in _EN_ONES.items():
        yield f"{word}es" if word.endswith("x") else f"{word}s", _loose((value,))
    yield "thirds", _loose((3,))
    yield "half", NumberWord(Kind.HALF, _HALF_READINGS, strength=Strength.HINT)


def _fold(kind: Kind, value: int) -> NumberWord:
    """Return `twofold`, which stands alone, and `ten thousandfold`, which goes with the ten."""
    if kind not in {Kind.HUNDRED, Kind.SCALE}:
        return _loose((value,))
    return NumberWord(kind, (Decimal(value),), closed=True, strength=Strength.HINT)


def _ordinal(kind: Kind, value: int) -> NumberWord:
    # "second" is also a unit of time, "third" a fraction: they support a number, but state none.
    strength = _strength(kind, value) if value > 3 else Strength.HINT
    return NumberWord(kind, (Decimal(value),), closed=True, strength=strength)


def _fraction(kind: Kind, value: int) -> NumberWord:
    """Return `tenths` and the like; `seven hundredths` are not 700."""
    return _loose((value,)) if kind in {Kind.HUNDRED, Kind.SCALE} else _ordinal(kind, value)


_EN_WORDS = dict(_english_words())
