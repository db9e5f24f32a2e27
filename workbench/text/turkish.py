"""Turkish text in Azerbaijani spelling, so that Turkish pairs can teach Azerbaijani words.

The two languages share most stems and suffixes, and differ in sound by regular laws (Johanson and
Csató, "The Turkic Languages", 1998, chapters on Azerbaijanian and Turkish). What follows keeps to
laws and to the commonest words; it makes training text, not good Azerbaijani. Names are kept
where an apostrophe marks them.
"""

import re
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)?")
_APOSTROPHE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]")
_CIRCUMFLEX = str.maketrans("âîûÂÎÛ", "aiuAİU")

# Laws in the order in which they apply, on lower-case words; a pattern and what it becomes.
_LAWS = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"(?<=[ıiuü])yorum$", "rəm"),  # gidiyorum: the present tense in -ır
        (r"(?<=[ıiuü])yorsunuz$", "rsiniz"),
        (r"(?<=[ıiuü])yorsun$", "rsən"),
        (r"(?<=[ıiuü])yoruz$", "rik"),
        (r"(?<=[ıiuü])yor", "r"),
        (r"(?<=[aeəıioöuü])y(?=[ıiuü]$)", "n"),  # arabayı: the accusative after a vowel
        (r"(?<=[eiöü])ğ", "y"),  # öğren: soft g after a front vowel
        (r"k(?=[aıou])", "q"),  # kar, olacak
        (r"(?<=[aıou])k$", "q"),
        (r"(?<=[aıou])k(?=[^aeəıioöuük])", "q"),
        (r"^b(?=[ei]n)", "m"),  # ben, bin
        (r"^(?=yıl)y", ""),
    )
)
_CLOSED_E = re.compile(r"^(ver|et|ed|ev|gec|beş|sev|şey|ye|en|eş|kes|seç|geç|geniş|key|tez)")


def _common_words() -> dict[str, str]:
    rows = files("workbench.text").joinpath("turkish_words.tsv").read_text(encoding="utf-8")
    return dict(row.split("\t") for row in rows.splitlines() if row and row[0] != "#")


_WORDS = _common_words()


def respell_turkish(text: str) -> str:
    """Return Turkish text as an Azerbaijani reader would spell its words.

    Only letters change: punctuation, digits, word order and capitals stay, the apostrophe before
    the suffix of a name goes, as Azerbaijani has none. Unknown words follow the sound laws, so
    names of other languages are changed too where they look Turkish.

    >>> respell_turkish("Ben bu haber için kapıya gelmek istiyorum.")
    'Mən bu xəbər üçün qapıya gəlmək istəyirəm.'
    >>> respell_turkish("Ankara'nın yeni köprüleri")
    'Ankaranın yeni köprüləri'
    """
    return _WORD.sub(lambda match: _respell_word(match[0]), text.translate(_CIRCUMFLEX))


def _respell_word(word: str) -> str:
    name, *suffix = _APOSTROPHE.split(word)
    if suffix:  # only names take the apostrophe, and a name keeps its spelling
        return name + _lower(suffix[0]).replace("e", "ə")
    lower = _lower(word)
    return _recapitalise(_WORDS.get(lower) or _by_law(lower), word)


def _by_law(word: str) -> str:
    for pattern, becomes in _LAWS:
        word = pattern.sub(becomes, word)
    closed = _CLOSED_E.match(word)
    kept = closed.end() if closed else 0
    return word[:kept] + word[kept:].replace("e", "ə")


def _lower(word: str) -> str:
    return word.replace("I", "ı").replace("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "i").lower()


def _upper(word: str) -> str:
    return word.replace("i", "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}").replace("ı", "I").upper()


def _recapitalise(spelled: str, model: str) -> str:
    if model[0].islower():
        return spelled
    if len(model) > 1 and model.isupper():
        return _upper(spelled)
    return _upper(spelled[0]) + spelled[1:]
