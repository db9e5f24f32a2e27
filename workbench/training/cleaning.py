"""Which pairs are fit for training, and why the others are not."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from workbench.training.recipe import Pair

LONGEST_RATIO = 3.0
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
    `ratio` of lengths above 3, `duplicate` pairs, and `held out` pairs whose source or target
    stands in a test set (both given folded by `key`).

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
    source, target = pair
    if not source or not target:
        return "empty"
    if source == target and len(source.split()) > 2:
        return "identical"
    if _is_lopsided(len(source), len(target)):
        return "ratio"
    if pair in seen:
        return "duplicate"
    return "held out" if key(source) in held_out or key(target) in held_out else ""


def _is_lopsided(source_length: int, target_length: int) -> bool:
    longer, shorter = max(source_length, target_length), min(source_length, target_length)
    return longer > SHORT and longer / shorter > LONGEST_RATIO
