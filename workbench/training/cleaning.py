"""Which pairs are fit for training, and why the others are not."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from workbench.training.recipe import Pair

LONGEST_RATIO = 3.0
_ENGLISH_WORDS = frozenset(
    {
        "the", "of", "and", "to", "is", "for", "with", "that", "by", "from", "are", "was", "this",
        "be", "or", "as", "it", "you", "your",
    }
)  # fmt: skip
_SCHWA = frozenset("\N{LATIN SMALL LETTER SCHWA}\N{LATIN CAPITAL LETTER SCHWA}")
SHORT = 20
"""Below this many characters a ratio says nothing: `AB` and `European Union` are a pair."""


@dataclass(slots=True)
class Cleaned:
    """The pairs that were kept, and how many were dropped for each reason."""

    pairs: list[Pair] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def clean_pairs(pairs: Iterable[Pair], *, held_out: Collection[str] = ()) -> Cleaned:
    """Sort pairs into kept and dropped, in order; white space is folded to single blanks.

    Dropped are: `empty` sides, `identical` sides of more than two words (untranslated text),
    `ratio` of lengths above 3, sides in another `language`, `duplicate` pairs, and `held out` pairs
    whose source or target stands in a test set (both given folded by `key`).

    >>> cleaned = clean_pairs([("Salam", "Hello"), ("Salam", "Hello"), ("Bir", "")])
    >>> cleaned.pairs, dict(cleaned.dropped)
    ([('Salam', 'Hello')], {'duplicate': 1, 'empty': 1})
    """
    cleaned = Cleaned()
    seen: set[Pair] = set()
    for raw_source, raw_target in pairs:
        pair = (" ".join(raw_source.split()), " ".join(raw_target.split()))
        reason = _reason(pair, seen, held_out)
        if reason:
            cleaned.dropped[reason] += 1
        else:
            seen.add(pair)
            cleaned.pairs.append(pair)
    return cleaned


def key(sentence: str) -> str:
    """Return a sentence reduced to its letters and digits, to find it in another edition.

    >>> key("“Liman açılıb”, dedi.") == key("Liman açılıb, dedi")
    True
    """
    return "".join(filter(str.isalnum, sentence)).casefold()


def _reason(pair: Pair, seen: Collection[Pair], held_out: Collection[str]) -> str:
    for reason, is_unfit in _UNFIT.items():
        if is_unfit(*pair):
            return reason
    if pair in seen:
        return "duplicate"
    return "held out" if any(key(side) in held_out for side in pair) else ""


def _is_empty(source: str, target: str) -> bool:
    return not source or not target


def _is_copied(source: str, target: str) -> bool:
    return source == target and len(source.split()) > 2


def _is_lopsided(source: str, target: str) -> bool:
    shorter, longer = sorted([len(source), len(target)])
    return longer > SHORT and longer / shorter > LONGEST_RATIO


def _is_in_another_language(source: str, target: str) -> bool:
    other_letters = _is_in_other_letters(source) or _is_in_other_letters(target)
    return other_letters or _is_english(source) or _has_azerbaijani(target)


def _is_english(source: str) -> bool:
    """Tell whether a third of the words are such as only English has.

    >>> _is_english("Turn on the light of the room")
    True
    """
    words = source.lower().split()
    return len(words) > 3 and 3 * sum(word in _ENGLISH_WORDS for word in words) >= len(words)


def _has_azerbaijani(target: str) -> bool:
    """Tell whether a third of the words have a letter that no word of English has."""
    words = target.split()
    return 3 * sum(not _SCHWA.isdisjoint(word) for word in words) > len(words)


def _is_in_other_letters(side: str) -> bool:
    """Tell whether most letters are none of the Latin alphabet: Cyrillic, Arabic, Chinese ..."""
    letters = [letter for letter in side if letter.isalpha()]
    return 2 * sum("LATIN" not in unicodedata.name(letter, "LATIN") for letter in letters) > len(
        letters
    )


_UNFIT = {
    "empty": _is_empty,
    "identical": _is_copied,
    "ratio": _is_lopsided,
    "language": _is_in_another_language,
}
