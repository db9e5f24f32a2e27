"""English renderings in running text: plural, article, hyphen and capitals may differ."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from workbench.model.segment import Span
from workbench.text.words import WORD

_WORD = re.compile(r"[^\s\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]+")
_QUOTE = "[\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]?"
_BETWEEN = rf"{_QUOTE}(?:\s+|\s*[-\N{{HYPHEN}}\N{{NON-BREAKING HYPHEN}}\N{{EN DASH}}]\s*){_QUOTE}"
_ARTICLES = frozenset({"the", "a", "an"})
# A noun before one of these is the head and takes the plural: heads of state.
_PREPOSITIONS = frozenset(
    {"of", "for", "to", "in", "on", "at", "from", "with", "by", "against", "between", "and"}
)
# An adjective behind its noun: secretaries general.
_AFTER_THE_NOUN = frozenset({"general", "elect", "designate"})
_IRREGULAR_PLURALS = {
    "person": "people",
    "man": "men",
    "woman": "women",
    "child": "children",
    "memorandum": "memoranda",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "half": "halves",
    "leaf": "leaves",
    "life": "lives",
    "wolf": "wolves",
    "medium": "media",
    "datum": "data",
}
_IRREGULAR_SINGULARS = {plural: singular for singular, plural in _IRREGULAR_PLURALS.items()}
_SAME_IN_BOTH_NUMBERS = ("ics", "news", "series", "species", "means")
_SINGULARS_IN_S = ("ss", "us", "is")
_APOSTROPHES = "['\N{RIGHT SINGLE QUOTATION MARK}]"
_PLAIN = re.compile("[a-z0-9]*")
# What Python takes for a plain letter where capitals do not count.
_LIKE_PLAIN = str.maketrans(
    {
        "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}": "i",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "\N{LATIN SMALL LETTER LONG S}": "s",
        "\N{KELVIN SIGN}": "k",
    }
)
_RECENT = 64


def find_renderings(target: str, rendering: str) -> list[Span]:
    """Return where `rendering` stands in English text, in order, without overlap.

    Plural and singular, a hyphen for a space, an article before or after a preposition, and
    capitals may differ; a possessive 's follows without belonging to the span. It must be whole
    words: OTS does not stand in "lots". Abbreviations need all their capitals (US is not "us"),
    and a name of one word needs its first (Turkey is not "turkey").

    >>> text = "Heads of state met; lots of the OTS's head of state-level talks followed."
    >>> [span.of(text) for span in find_renderings(text, "head of state")]
    ['Heads of state', 'head of state']
    >>> [span.of(text) for span in find_renderings(text, "OTS")]
    ['OTS']
    """
    if not _may_stand(rendering, target):
        return []
    pattern = _pattern(rendering)
    return [Span(*found.span()) for found in pattern.finditer(target)] if pattern else []


def key_words(rendering: str) -> frozenset[str]:
    """Return small-letter forms of the longest word: one of them stands wherever it is rendered.

    >>> sorted(key_words("member states"))
    ['member', 'members']
    """
    words = [word for word in WORD.findall(rendering.lower()) if word not in _ARTICLES]
    return frozenset(_numbers(max(words, key=len))) if words else frozenset()


def rendering_forms(rendering: str) -> Iterator[str]:
    """Yield a rendering with each of its words in both numbers, small and with a capital.

    Some are no English; find_renderings would know all that are.

    >>> list(rendering_forms("port"))
    ['port', 'Port', 'ports', 'Ports']
    """
    words = rendering.split()
    for place, word in enumerate(words):
        for form in _numbers(word):
            text = " ".join([*words[:place], form, *words[place + 1 :]])
            yield text
            yield text[:1].upper() + text[1:]


def is_capitalised(rendering: str) -> bool:
    """Tell whether the first word and all that count begin with a capital or a digit.

    >>> [is_capitalised(text) for text in ("OTS", "Ministry of Defence", "head of state")]
    [True, True, False]
    """
    words = [word for word in _words(rendering) if word not in _PREPOSITIONS | _ARTICLES]
    capitals = [word[0].isupper() or word[0].isdigit() for word in words]
    return bool(words) and all(capitals) and rendering.lstrip()[0] == words[0][0]


def number_of(word: str, *, like: str, of: str) -> str:
    """Return a noun in the number in which another noun, given as it is `of` itself, stands.

    >>> number_of("ferry", like="Ports", of="port"), number_of("ferry", like="Port", of="port")
    ('ferries', 'ferry')
    """
    return word if like.lower() == of.lower() else next(islice(_numbers(word), 1, None), word)


def _may_stand(rendering: str, target: str) -> bool:
    """Tell whether the beginnings of all words are in the target: of most renderings they are not.

    That is known in a hundredth of the time that a pattern takes to be made.
    """
    folded = _folded(target)
    return all(beginning in folded for beginning in _beginnings(rendering))


@lru_cache(maxsize=_RECENT)
def _folded(target: str) -> str:
    return target.translate(_LIKE_PLAIN).lower()


@lru_cache(maxsize=50_000)
def _beginnings(rendering: str) -> tuple[str, ...]:
    """Return what both numbers of each word begin with, as far as its letters are plain."""
    forms = (tuple(map(str.lower, _numbers(word))) for word in _words(rendering))
    plain = (found[0] for some in forms if (found := _PLAIN.match(_common_beginning(some))))
    return tuple(sorted(set(plain), key=len, reverse=True))


def _common_beginning(words: Sequence[str]) -> str:
    """Return what all of the words begin with.

    >>> _common_beginning(["ministry", "ministries"])
    'ministr'
    """
    first, last = min(words), max(words)
    same = takewhile(lambda letters: letters[0] == letters[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in same)


@lru_cache(maxsize=50_000)
def _pattern(rendering: str) -> re.Pattern[str] | None:
    words = _words(rendering)
    if not words:
        return None
    pieces = [_piece(word, words[number + 1 : number + 2]) for number, word in enumerate(words)]
    body = pieces[0]
    for before, piece in zip(words, pieces[1:], strict=False):
        article = rf"(?:(?:the|an?){_BETWEEN})?" if before.lower() in _PREPOSITIONS else ""
        body += _BETWEEN + article + piece
    flags = re.NOFLAG if len(words) == 1 and words[0][0].isupper() else re.IGNORECASE
    # A sign of currency may stand against a figure, a word not against another.
    begin = r"(?<!\w)" if words[0][0].isalnum() else ""
    end = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return re.compile(begin + body + end, flags)


def _words(rendering: str) -> list[str]:
    """Return the words of a rendering without its articles, unless it is nothing else."""
    words = _WORD.findall(rendering)
    return [word for word in words if word.lower() not in _ARTICLES] or words


def _piece(word: str, following: list[str]) -> str:
    """Return a pattern of one word; nouns that end the rendering or a head take both numbers."""
    if word.isupper() and len(word) > 1:
        return rf"(?-i:{_literal(word)}s?)"
    is_head = not following or following[0].lower() in _PREPOSITIONS | _AFTER_THE_NOUN
    if not is_head or word.lower() in _PREPOSITIONS:
        return _literal(word)
    return f"(?:{'|'.join(_literal(form) for form in _numbers(word))})"


def _literal(word: str) -> str:
    return re.sub(_APOSTROPHES, _APOSTROPHES, re.escape(word))


def _numbers(word: str) -> Iterator[str]:
    """Yield a noun in both numbers, the form given first."""
    yield word
    small = word.lower()
    if irregular := _IRREGULAR_PLURALS.get(small) or _IRREGULAR_SINGULARS.get(small):
        yield irregular if word == small else irregular.capitalize()
    elif small.endswith("s") and not small.endswith(_SAME_IN_BOTH_NUMBERS + _SINGULARS_IN_S):
        yield from _singulars(word)
    elif not small.endswith(_SAME_IN_BOTH_NUMBERS):
        yield _plural(word)
        if small.endswith("o"):
            yield word + "es"


def _singulars(word: str) -> Iterator[str]:
    yield word[:-1]
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield word[:-2]


def _plural(word: str) -> str:
    if re.search("[^aeiou]y$", word):
        return word[:-1] + "ies"
    if word.endswith("sis"):
        return word[:-2] + "es"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
