"""Whether a sentence ends at the full stop of an abbreviation, listed or unknown.

Of a listed one the table knows the kinds of use; the words around it choose between them. A
verdict is True (a boundary), False (none) or None (another rule decides).
"""

import re
from collections.abc import Callable

from workbench.text.abbreviations import Usage
from workbench.text.casing import fold
from workbench.text.stops import Stop
from workbench.text.vocabulary import Vocabulary

_LONGEST_PHRASE = 4
_ROMAN_NUMERAL = re.compile(r"[IVXLC]+\b(?!\.)")
_REFERENCE_NUMBER = re.compile(r"\d+(?:[,;)–-](?!\w)|\.?\s*$|\.\s)")
_INITIAL = re.compile(r"[^\W\d_]{1,2}\.")
_NEXT_ABBREVIATION = re.compile(r"[\w-]+(?=\.)")
_NUMERAL = re.compile(
    r"(?:\d|\b(?:min|yüz|milyon|milyard|bir|iki|üç|dörd|beş|altı|yeddi|səkkiz|doqquz|on))"
    r"\s?(?:(?:min|mln|mlrd|kv|kub|sq|cu)\.?\s?)?$"
)
_SITE = re.compile(r".*\.(?:az|com|ru|tr|org|net|info|edu|gov|tv|io|uk|de|fr|eu|ge|ir|biz)")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,4}\.)+[^\W\d_]{1,4}")
_NO_VOWEL = re.compile(r"[bcçdfgğhjklmnpqrsştvwxz]{2,5}")
_INTERJECTIONS = frozenset({"hm", "hmm", "şş", "şşş", "brr", "psst", "shh", "pfft"})
_LABELLING = frozenset({"label", "title", "military", "geo", "reference"})
# The other forms of an era (`i.`, `əs.`) stand after the year and close the date.
_BEFORE_THE_YEAR = frozenset(
    {"e.ə", "b.e.ə", "b.e", "y.e", "m.ö", "m.ə", "m.s", "h", "h.q", "h.ş", "h.e", "mil"}
)


def abbreviation(stop: Stop, vocabulary: Vocabulary) -> bool | None:
    """Judge the full stop of a listed abbreviation."""
    usage = usage_at(stop, vocabulary)
    if usage is None:
        return None
    if usage.also_a_word:
        return False if _used_as_abbreviation(stop, vocabulary, usage) else None
    for rule in _KINDS:
        verdict = rule(stop, vocabulary, usage)
        if verdict is not None:
            return verdict
    return _capital_or_date(stop, vocabulary)


def unknown_abbreviation(stop: Stop, vocabulary: Vocabulary) -> bool | None:
    """Judge a token that can be no word: without a vowel (`nmr.`), or dotted (`x.t.q.`)."""
    if not looks_abbreviated(stop.word) or _NUMERAL.search(stop.before):
        return None
    return opener_follows(stop, vocabulary)


def looks_abbreviated(word: str) -> bool:
    """Say whether `word` has the shape of an abbreviation that is in no list.

    >>> looks_abbreviated("prspk"), looks_abbreviated("x.t.q"), looks_abbreviated("oxu.az")
    (True, True, False)
    """
    if not word[1:].islower() or word in _INTERJECTIONS:
        return False
    folded = fold(word)
    if _NO_VOWEL.fullmatch(folded):
        return True
    return bool(_DOTTED.fullmatch(folded)) and not _SITE.fullmatch(folded)


def usage_at(stop: Stop, vocabulary: Vocabulary) -> Usage | None:
    """Return what the list says of the longest word or phrase that ends at `stop`."""
    word = fold(stop.word)
    if word in vocabulary.phrase_ends:
        words = fold(stop.before + stop.word).split()
        for count in range(min(_LONGEST_PHRASE, len(words)), 1, -1):
            phrase = vocabulary.usages.get(" ".join(words[-count:]))
            if phrase:
                return phrase
    return vocabulary.usages.get(word) or _last_part(word, vocabulary)


def opener_follows(stop: Stop, vocabulary: Vocabulary) -> bool:
    """Say whether the next word opens a sentence and can be neither a name nor an initial."""
    return fold(stop.next) in vocabulary.openers and not _INITIAL.match(stop.after)


def _last_part(word: str, vocabulary: Vocabulary) -> Usage | None:
    """Return the usage of `ş` in `sumqayıt.ş`, if a name or an explanation always follows it."""
    _, dot, last = word.rpartition(".")
    usage = vocabulary.usages.get(last) if dot else None
    return usage if usage and "never" in usage.categories and not usage.also_a_word else None


def _used_as_abbreviation(stop: Stop, vocabulary: Vocabulary, usage: Usage) -> bool:
    """Say whether `Az.`, `gen.`, `kod.` stands for more than the word it looks like."""
    if stop.first and usage.domains & _LABELLING:
        return True
    if usage.domains & {"title", "military"} and _INITIAL.match(stop.after):
        return True
    if usage.domains & {"reference", "geo"} and _REFERENCE_NUMBER.match(stop.after):
        return True
    if "reference" in usage.domains and fold(stop.next) in vocabulary.labels:
        return True
    following = _NEXT_ABBREVIATION.match(stop.after)
    next_usage = vocabulary.usages.get(fold(following[0])) if following else None
    return next_usage is not None and "never" in next_usage.categories


def _amount(stop: Stop, vocabulary: Vocabulary, usage: Usage) -> bool | None:
    """`5 mln. ABŞ dolları` goes on, `eni 8 km. Sahil` does not."""
    if "unit" not in usage.domains or not _NUMERAL.search(stop.before):
        return None
    if vocabulary.money.match(stop.after):
        return False
    return _capital_or_date(stop, vocabulary)


def _era(stop: Stop, vocabulary: Vocabulary, usage: Usage) -> bool | None:
    """`e.ə. III əsr` and `e.ə. Manna` go on; `IV əsr e.ə. Divarlar` does not."""
    if "era" not in usage.domains:
        return None
    if _number_follows(stop):
        return False
    return fold(stop.word) not in _BEFORE_THE_YEAR or bool(vocabulary.dating.search(stop.before))


def _reference(stop: Stop, _vocabulary: Vocabulary, usage: Usage) -> bool | None:
    """`səh. 45`, `m. 5`, `c. III`."""
    return False if "before-number" in usage.categories and _number_follows(stop) else None


def _title(stop: Stop, vocabulary: Vocabulary, usage: Usage) -> bool | None:
    """`prof. Quliyev`, `Nizami küç. Bakı`; but `Nizami küç. Bu ünvanda` is a boundary."""
    if "never" not in usage.categories:
        return None
    return not stop.first and opener_follows(stop, vocabulary)


def _company(stop: Stop, vocabulary: Vocabulary, usage: Usage) -> bool | None:
    """`Apple Inc. 2024-cü ildə`, `Samsung Electronics Co. Ltd. bağlayıb`."""
    if "company" not in usage.domains:
        return None
    following = _NEXT_ABBREVIATION.match(stop.after)
    more = vocabulary.usages.get(fold(following[0])) if following else None
    goes_on = stop.next[0].isdigit() or (more is not None and "company" in more.domains)
    return False if goes_on else None


_KINDS: tuple[Callable[[Stop, Vocabulary, Usage], bool | None], ...] = (
    _amount,
    _era,
    _reference,
    _title,
    _company,
)


def _number_follows(stop: Stop) -> bool:
    return stop.next[0].isdigit() or bool(_ROMAN_NUMERAL.match(stop.after))


def _capital_or_date(stop: Stop, vocabulary: Vocabulary) -> bool:
    """Say whether a sentence opens after an abbreviation that may end one."""
    return not stop.next[0].isdigit() or bool(vocabulary.date.match(stop.after))
