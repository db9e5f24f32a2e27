"""Mistakes put into good translations on purpose, one kind a function.

Each takes a pair and a source of chance and returns the pair with the mistake in its target, or
None where the pair offers no place for it.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from workbench.checks.words import source_words, target_words
from workbench.model.finding import Pair
from workbench.terminology.matcher import TermMatcher
from workbench.terminology.renderings import find_renderings
from workbench.text.dates import english_months, english_weekdays
from workbench.text.number_words import Strength
from workbench.text.numbers import english_numbers

Chance = random.Random  # noqa: S311 - chance for mistakes, not for secrets
Mutate = Callable[[Pair, Chance], Pair | None]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SMALL = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "eleven", "twelve", "fifteen",
    "twenty",
)  # fmt: skip
_SCALES = ("thousand", "million", "billion", "trillion")
_UNITS = (
    ("manat", "dollar"), ("dollar", "euro"), ("euro", "dollar"), ("rouble", "manat"),
    ("$", "€"), ("€", "$"), ("₼", "$"), ("kilometre", "mile"), ("metre", "foot"), ("km", "miles"),
    ("tonne", "kilogram"), ("kilogram", "tonne"), ("hectare", "acre"), ("litre", "barrel"),
    ("barrel", "litre"), ("hour", "minute"), ("minute", "hour"), ("week", "month"),
    ("month", "year"),
)  # fmt: skip


_QUOTES = '["“”]'


class Place(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mistake, and the rules that are there to find it."""

    name: str
    rules: frozenset[str]
    mutate: Mutate


def figure_changed(pair: Pair, chance: Chance) -> Pair | None:
    """Put another digit in the place of one."""
    return _digit_changed(
        pair, chance, [found.start() for found in re.finditer(r"\d", pair.target)]
    )


def number_dropped(pair: Pair, chance: Chance) -> Pair | None:
    numbers = [one for one in english_numbers(pair.target) if one.strength > Strength.HINT]
    if not numbers:
        return None
    number = chance.choice(numbers)
    left = pair.target[: number.start].rstrip(" $€₼-–")
    return _with(pair, f"{left} {pair.target[number.end :].lstrip(' -%')}".strip())


def word_changed(pair: Pair, chance: Chance) -> Pair | None:
    words = [word for word in target_words(pair.target) if word.key in _SMALL]
    return _swapped(pair, chance, words, _SMALL)


def scale_changed(pair: Pair, chance: Chance) -> Pair | None:
    words = [word for word in target_words(pair.target) if word.text in _SCALES]
    return _swapped(pair, chance, words, _SCALES)


def day_changed(pair: Pair, chance: Chance) -> Pair | None:
    """Change a digit of a day or year beside a month."""
    months = english_months(pair.target)
    places = [
        found.start()
        for found in re.finditer(r"\d", pair.target)
        if any(month.start - 4 <= found.start() <= month.end + 8 for month in months)
    ]
    return _digit_changed(pair, chance, places)


def month_changed(pair: Pair, chance: Chance) -> Pair | None:
    months = [one for one in english_months(pair.target) if pair.target[one.start].isalpha()]
    return _swapped(pair, chance, [one for one in months if one.sure], _MONTHS)


def weekday_changed(pair: Pair, chance: Chance) -> Pair | None:
    return _swapped(pair, chance, english_weekdays(pair.target), _DAYS)


def unit_changed(pair: Pair, chance: Chance) -> Pair | None:
    places = [
        (found.start(), found.end(), new)
        for old, new in _UNITS
        for found in re.finditer(
            rf"(?<=\d ){old}(?=s?\b)|(?<!\w){re.escape(old)}(?=\d)", pair.target
        )
    ]
    if not places:
        return None
    start, end, new = chance.choice(places)
    return _with(pair, pair.target[:start] + new + pair.target[end:])


def percent_dropped(pair: Pair, _chance: Chance) -> Pair | None:
    target, count = re.subn(r"(?<=\d) ?(?:%|per ?cent\b)|\bper ?cent\b ?", "", pair.target)
    return _with(pair, target) if count else None


def copied(pair: Pair, _chance: Chance) -> Pair | None:
    return _with(pair, pair.source) if pair.source.count(" ") >= 2 else None


def looped(pair: Pair, chance: Chance) -> Pair | None:
    """Say the last words again and again."""
    words = target_words(pair.target)
    if len(words) < 6:
        return None
    length = chance.randint(1, 5)
    phrase = pair.target[words[-length].start : words[-1].end]
    return _with(pair, pair.target[: words[-1].end] + f" {phrase}" * chance.randint(2, 6) + ".")


def truncated(pair: Pair, chance: Chance) -> Pair | None:
    """Break off somewhere in the second half."""
    words = target_words(pair.target)
    if len(words) < 8:
        return None
    return _with(pair, pair.target[: words[chance.randrange(len(words) // 2, len(words) - 1)].end])


def dropped(pair: Pair, _chance: Chance) -> Pair | None:
    """Lose a sentence; the pairs for this are two sentences long."""
    end = re.search(r"[.!?][\"”]? (?=[A-Z])", pair.target)
    return _with(pair, pair.target[: end.start() + 1]) if end else None


def left_in_azerbaijani(pair: Pair, chance: Chance) -> Pair | None:
    """Put a word of the source into the target."""
    words = target_words(pair.target)
    source = [word for word in source_words(pair.source) if word.text.islower()]
    if len(words) < 3 or not source:
        return None
    place, word = chance.choice(words[1:]), chance.choice(source)
    return _with(pair, pair.target[: place.start] + word.text + pair.target[place.end :])


def lookalike(pair: Pair, chance: Chance) -> Pair | None:
    places = [found.start() for found in re.finditer("[aeopc]", pair.target)]
    if not places:
        return None
    place = chance.choice(places)
    cyrillic = dict(zip("aeopc", "\u0430\u0435\u043e\u0440\u0441", strict=True))[pair.target[place]]
    return _with(pair, pair.target[:place] + cyrillic + pair.target[place + 1 :])


def doubled(pair: Pair, chance: Chance) -> Pair | None:
    words = [word for word in target_words(pair.target) if word.text.islower()]
    if not words:
        return None
    word = chance.choice(words)
    return _with(pair, f"{pair.target[: word.end]} {word.text}{pair.target[word.end :]}")


def end_mark_dropped(pair: Pair, _chance: Chance) -> Pair | None:
    return _with(pair, pair.target[:-1]) if pair.target[-1:] in {".", "?"} else None


def bracket_dropped(pair: Pair, chance: Chance) -> Pair | None:
    return _without_one(pair, chance, "[()]")


def quote_dropped(pair: Pair, chance: Chance) -> Pair | None:
    """Take one mark of a pair away; where one is missing already, that could mend the text."""
    odd = len(re.findall(_QUOTES, pair.target)) % 2
    return None if odd else _without_one(pair, chance, _QUOTES)


def term_changed(matcher: TermMatcher) -> Mutate:
    """Return what puts "this thing" in the place of a rendered term."""

    def mutate(pair: Pair, chance: Chance) -> Pair | None:
        renderings = [
            span
            for match in matcher.matches(pair.source)
            if not match.check
            for span in find_renderings(pair.target, match.entry.preferred.target)[:1]
        ]
        if not renderings:
            return None
        span = chance.choice(renderings)
        return _with(pair, pair.target[: span.start] + "this thing" + pair.target[span.end :])

    return mutate


def kinds(matcher: TermMatcher) -> list[Kind]:
    """Return every kind; those of one table row are measured on the same pairs."""
    numbers = frozenset({"numbers", "dates"})
    lost = frozenset({"length-ratio", "dropped-sentence", "end-punctuation", "truncated-target"})
    return [
        Kind("figure changed", numbers, figure_changed),
        Kind("number dropped", numbers, number_dropped),
        Kind("number word changed", numbers, word_changed),
        Kind("million to billion and the like", numbers, scale_changed),
        Kind("day or year changed", numbers, day_changed),
        Kind("month changed", frozenset({"dates"}), month_changed),
        Kind("day of the week changed", frozenset({"weekdays"}), weekday_changed),
        Kind("unit or currency changed", frozenset({"units"}), unit_changed),
        Kind("per cent dropped", frozenset({"units"}), percent_dropped),
        Kind("term rendered otherwise", frozenset({"missing-term"}), term_changed(matcher)),
        Kind("source copied", frozenset({"target-equals-source"}), copied),
        Kind("repetition loop", frozenset({"repetition-loop", "doubled-word"}), looped),
        Kind("broken off", lost, truncated),
        Kind("sentence dropped", lost, dropped),
        Kind(
            "Azerbaijani word left",
            frozenset({"untranslated-words", "azerbaijani-letters"}),
            left_in_azerbaijani,
        ),
        Kind("Cyrillic look-alike", frozenset({"mixed-scripts"}), lookalike),
        Kind("word doubled", frozenset({"doubled-word"}), doubled),
        Kind("end mark dropped", frozenset({"end-punctuation"}), end_mark_dropped),
        Kind("bracket dropped", frozenset({"brackets", "lost-remark"}), bracket_dropped),
        Kind("quotation mark dropped", frozenset({"quotes"}), quote_dropped),
    ]


def two_sentences(pairs: Sequence[Pair]) -> list[Pair]:
    """Return neighbouring sentences joined, for mistakes that need two of them."""
    whole = [pair for pair in pairs if pair.source.endswith(".") and pair.target.endswith(".")]
    return [
        Pair(f"{one.source} {other.source}", f"{one.target} {other.target}")
        for one, other in zip(whole[::2], whole[1::2], strict=False)
    ]


def _with(pair: Pair, target: str) -> Pair:
    return Pair(pair.source, target)


def _digit_changed(pair: Pair, chance: Chance, places: list[int]) -> Pair | None:
    if not places:
        return None
    place = chance.choice(places)
    digit = chance.choice([digit for digit in "123456789" if digit != pair.target[place]])
    return _with(pair, pair.target[:place] + digit + pair.target[place + 1 :])


def _swapped(
    pair: Pair, chance: Chance, places: Sequence[Place], words: Sequence[str]
) -> Pair | None:
    if not places:
        return None
    place = chance.choice(places)
    old = pair.target[place.start : place.end]
    new = chance.choice([word for word in words if word.lower() not in old.lower()])
    plural = "s" if old.endswith("s") and old not in words else ""
    return _with(pair, pair.target[: place.start] + new + plural + pair.target[place.end :])


def _without_one(pair: Pair, chance: Chance, marks: str) -> Pair | None:
    places = [found.start() for found in re.finditer(marks, pair.target)]
    if not places:
        return None
    place = chance.choice(places)
    return _with(pair, pair.target[:place] + pair.target[place + 1 :])
