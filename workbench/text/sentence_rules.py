"""Whether a sentence ends at a stop: one rule after the other, the first that knows answers.

A rule returns True (a boundary), False (none) or None (the next rule decides).
"""

import re
from collections.abc import Callable

from workbench.text.abbreviation_rules import (
    abbreviation,
    looks_abbreviated,
    opener_follows,
    unknown_abbreviation,
    usage_at,
)
from workbench.text.casing import fold
from workbench.text.stops import Stop
from workbench.text.vocabulary import Vocabulary

Rule = Callable[[Stop, Vocabulary], bool | None]

_RUBRIC = re.compile(r"[A-ZÇƏĞİÖŞÜ]{3,}(?:[\s,/+-]+[A-ZÇƏĞİÖŞÜ]{2,}){0,3}\)?\s*")
_DASHES = ("-", "–", "—", "―")
_CONTINUES = tuple(",;:)]%/=…")
_MARKS = tuple(".!?")
_ADDRESS = re.compile(r"https?://|www\.")
_LIST_LETTER = re.compile(r"[^\W\d_]\)\s|[a-f]\.\s+(?P<capital>[^\W\d_])")
_LIST_MARKER = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[^\W\d_]")
_AFTER_COLON = re.compile(r"[:;]\s+$")
_PLACE = re.compile(r"[^\W\d_][\w-]+")
_AGENCY = re.compile(r"[A-ZÇƏĞİÖŞÜ][A-ZÇƏĞİÖŞÜ.]{2,}/")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,:/]\d+)*%?")
_DAY_OR_MONTH = re.compile(r"\d{1,2}\.\s*$")
_ROMAN = re.compile(r"[IVXLCDM]{2,}")
_CAPITAL = r"(?:[A-ZÇƏĞİÖŞÜÂÎÛÉÁÓА-ЯЁ]|Ch|Dj|Dz|Kh|Sh|Th|Ts|Ya|Ye|Yo|Yu|Zh)"
_INITIALS = re.compile(rf"(?:{_CAPITAL}\.-?)*{_CAPITAL}")
_LAST_WORDS = re.compile(r"(?:(?P<second>[\w'’-]+)\s+)?(?P<last>[\w'’-]+)\s+$")

_WEB = re.compile(
    r"\S*[@/=]|\S*\.(?:az|com|ru|tr|org|net|info|edu|gov|tv|ge|uk|eu)\b"
    r"|(?:ai|az|biz|com|edu|eu|ge|gov|info|io|ir|js|kz|net|org|ru|tr|tv|uk|us|uz)"
    r"(?:-?(?:a|ə|da|də|dan|dən|ın|in|un|ün))?\b",
    re.IGNORECASE,
)
_WEB_TOKEN = re.compile(r".*[./@_=&#]")
_NAME_WITH_INITIAL = re.compile(r"[^\W\d_]{1,2}\.[^\W\d_]")
_FINISHED = re.compile(r"\d{4}|\d+%|(?:[\w%]*[-'’])?[^\W\d_]{3,}")
_LONG_WORD = 5


def ends_sentence(stop: Stop, vocabulary: Vocabulary) -> bool:
    """Return whether a sentence ends at `stop`."""
    for rule in _RULES:
        verdict = rule(stop, vocabulary)
        if verdict is not None:
            return verdict
    return True


def _nothing_said(stop: Stop, _vocabulary: Vocabulary) -> bool | None:
    """`... Bakıda`, `(!) deyilən`: marks alone end nothing."""
    if stop.word:
        return None
    alone = stop.first or stop.before.endswith(("(", "["))
    return False if alone else None


def _small_word(stop: Stop, _vocabulary: Vocabulary) -> bool | None:
    """A sentence opens with a capital, a digit, a letter without case, `iPhone`, `a)`, `www.`."""
    first = stop.next[:1]
    more_marks = not stop.spaced and stop.lead.startswith(_MARKS)
    if not first or more_marks or stop.lead.startswith(_CONTINUES):
        return False
    if not first.islower():
        return None
    mixed_case = any(map(str.isupper, stop.next[1:4]))
    opens = mixed_case or _ADDRESS.match(stop.after) or _opens_point(stop)
    return None if opens else False


def _opens_point(stop: Stop) -> bool:
    """`b) ikinci`, `b. İkinci`: a small letter that counts."""
    point = _LIST_LETTER.match(stop.after)
    return point is not None and (point["capital"] or "A").isupper()


def _missing_space(stop: Stop, vocabulary: Vocabulary) -> bool | None:
    """`bitib.Sabah` is a boundary; `Alem.AI`, `M.Ə.Rəsulzadə`, `report.az` are none."""
    if stop.spaced:
        return None
    if _WEB.match(stop.after) or _WEB_TOKEN.match(stop.word):
        return False
    return _starts_plainly(stop, vocabulary) and _finishes_plainly(stop, vocabulary)


def _starts_plainly(stop: Stop, vocabulary: Vocabulary) -> bool:
    """Say whether what is glued to the mark is surely a new word, not the rest of a name."""
    if stop.next[0].isdigit():
        return bool(vocabulary.date.match(stop.after))
    if stop.next[1:2].islower() or opener_follows(stop, vocabulary):
        return True
    return (
        stop.mark != "."
        or len(stop.word) >= _LONG_WORD
        or bool(_NAME_WITH_INITIAL.match(stop.after))
    )


def _finishes_plainly(stop: Stop, vocabulary: Vocabulary) -> bool:
    """Say whether the word before the mark is surely the last of its sentence."""
    if stop.mark != "." or stop.quoted or not stop.word:
        return True
    usage = usage_at(stop, vocabulary)
    if usage and not usage.also_a_word and "may-end" not in usage.categories:
        return False
    if looks_abbreviated(stop.word) or len(stop.word) == 1:
        return False
    if opener_follows(stop, vocabulary):
        return True
    return bool(_FINISHED.fullmatch(stop.word)) and not stop.word[:1].isupper()


def _dateline(stop: Stop, vocabulary: Vocabulary) -> bool | None:
    """`Bakı. 5 may. REPORT.AZ/ Ölkədə...`: place, day and agency open the first sentence."""
    place, _, day = (stop.before + stop.word).partition(". ")
    if not _PLACE.fullmatch(place) or (day and not vocabulary.date.fullmatch(day)):
        return None
    date = None if day else vocabulary.date.match(stop.after)
    rest = stop.after[date.end() :].removeprefix(". ") if date else stop.after
    return False if (day or date) and _AGENCY.match(rest) else None


def _dash(stop: Stop, vocabulary: Vocabulary) -> bool | None:
    """A new speaker opens a sentence; `- Nazir dedi.`, about the one who spoke, goes on."""
    if not stop.lead.startswith(_DASHES):
        return None
    if stop.quoted or vocabulary.speech.match(stop.after):
        return False
    figure = stop.next[0].isdigit() and not vocabulary.date.match(stop.after)
    return False if figure else None


def _rubric(stop: Stop, _vocabulary: Vocabulary) -> bool | None:
    """`Kim qalib gələcək? - TƏHLİL`, `Zəlzələ oldu! (FOTO)`: a headline and its rubric."""
    return False if stop.lead.strip() and _RUBRIC.fullmatch(stop.after) else None


def _list_marker(stop: Stop, _vocabulary: Vocabulary) -> bool | None:
    """`2. Hesabat`, `1.1. Ümumi`, `II. Giriş`: the marker belongs to what it counts."""
    opens_point = stop.first or _AFTER_COLON.search(stop.before)
    if stop.mark != "." or stop.closers or not opens_point:
        return None
    return False if _LIST_MARKER.fullmatch(stop.word) else None


def _strong_mark(stop: Stop, vocabulary: Vocabulary) -> bool | None:
    """After `!`, `?` a capital or a digit opens a sentence; after `...` a capital or a date.

    The one exception names the speaker: `"Hara gedirsən?" Əli soruşdu.`
    """
    if stop.mark == ".":
        return None
    speaker_follows = stop.quoted and stop.opens_quoted and not stop.lead
    if speaker_follows and vocabulary.speech.match(stop.after):
        return False
    if stop.mark.strip(". …") or not stop.next[0].isdigit():
        return True
    return bool(vocabulary.date.match(stop.after))


def _closed(stop: Stop, vocabulary: Vocabulary) -> bool | None:
    """A closed quotation ends with its stop; `(Bakı və s.) Prezident` goes on."""
    if stop.quoted:
        return True
    if ")" not in stop.closers:
        return None
    usage = usage_at(stop, vocabulary)
    abbreviated = looks_abbreviated(stop.word) or (usage and not usage.also_a_word)
    return not abbreviated or opener_follows(stop, vocabulary)


def _number(stop: Stop, vocabulary: Vocabulary) -> bool | None:
    """`m. 5. Tel.` is a boundary; `22. 10. 2025` and the heading `Maddə 5. Mülkiyyət` are none."""
    if not _NUMBER.fullmatch(stop.word):
        return None
    if stop.next[0].isdigit() and len(stop.word) <= 2:
        starts_date = vocabulary.date.match(stop.after) and not _DAY_OR_MONTH.search(stop.before)
        return bool(starts_date)
    return not _labels(stop, vocabulary)


def _roman_number(stop: Stop, vocabulary: Vocabulary) -> bool | None:
    """`Kral II. Karl` and `II. Dünya müharibəsi` go on; `Çarlz III. Səfər` does not."""
    if not _ROMAN.fullmatch(stop.word):
        return None
    counts_next = _last_word(stop) in vocabulary.rulers or stop.next == "Dünya"
    return not counts_next and not _labels(stop, vocabulary)


def _initials(stop: Stop, vocabulary: Vocabulary) -> bool | None:
    """`M.Ə. Rəsulzadə`, `Ş. Q. Məmmədov`: a surname follows, unless the next word cannot be one."""
    if not _INITIALS.fullmatch(stop.word):
        return None
    if (
        _crowned(stop)
        or _last_word(stop) in vocabulary.lettered
        or opener_follows(stop, vocabulary)
    ):
        return True
    if fold(stop.next) in vocabulary.not_surnames:
        return True
    return _surname_first(stop, vocabulary)


def _crowned(stop: Stop) -> bool:
    """`çar Pyotr I.`: after a name the capital is a numeral; no Azerbaijani name begins with it."""
    words = _LAST_WORDS.search(stop.before)
    return (
        stop.word == "I" and words is not None and bool(words["second"]) and words["last"].istitle()
    )


def _surname_first(stop: Stop, vocabulary: Vocabulary) -> bool:
    """`Nəbiyev Tural C.`, `Sədr: Nəbiyev T.C.`: an official name ends with its initials.

    At the beginning of a sentence it is taken for an entry of a bibliography, and goes on.
    """
    words = _LAST_WORDS.search(stop.before)
    if not words or not words["last"][0].isupper():
        return False
    surname = vocabulary.surname.fullmatch
    if not words["second"]:
        after_label = stop.before[: words.start("last")].endswith(": ")
        return after_label and "." in stop.word and bool(surname(words["last"]))
    if surname(words["last"]):
        return "." in stop.word and words["second"].islower()
    return bool(surname(words["second"]))


def _labels(stop: Stop, vocabulary: Vocabulary) -> bool:
    """Say whether a noun that opens the sentence is numbered: `Cədvəl 2.`."""
    label = stop.before.strip()
    return fold(label) in vocabulary.labels


def _last_word(stop: Stop) -> str:
    words = _LAST_WORDS.search(stop.before)
    return fold(words["last"]) if words else ""


_RULES: tuple[Rule, ...] = (
    _nothing_said,
    _small_word,
    _missing_space,
    _dateline,
    _rubric,
    _dash,
    _strong_mark,
    _list_marker,
    _closed,
    _number,
    _roman_number,
    _initials,
    abbreviation,
    unknown_abbreviation,
)
