"""All words of a glossary's terms, laid out as a trie: one look-up for each next word."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from workbench.terminology.patterns import DASH, SPACE, Pattern, possessed_bases
from workbench.text.casing import fold
from workbench.text.stems import beginnings

START = ""
"""What stands before the first word of a term."""

Step = tuple[str, str]
"""What stands before a word, and the word, folded."""


@dataclass(slots=True)
class Node:
    """The place after some words of a term.

    Attributes:
        ends: Terms that end here.
        ends_owned: Terms whose last word is possessed ("his") and may come with another owner or
            number (Təşkilatımız for Təşkilatı), by the step to its bare form.
        steps: Where the next words lead.
    """

    ends: list[Pattern] = field(default_factory=list)
    ends_owned: dict[Step, list[Pattern]] = field(default_factory=dict)
    steps: dict[Step, "Node"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trie:
    """All terms of a glossary.

    Attributes:
        root: The place before the first word.
        words: Every word that leads anywhere, so that all others can be passed over.
        beginnings: What inflected forms of these words begin with.
    """

    root: Node
    words: frozenset[str]
    beginnings: frozenset[str]


def build_trie(patterns: Iterable[Pattern]) -> Trie:
    """Return the trie of the patterns; those without a word are left out."""
    root, words = Node(), set[str]()
    for pattern in patterns:
        if pattern.words:
            words |= _insert(root, pattern)
    begun = frozenset(one for word in words for one in beginnings(word))
    return Trie(root, frozenset(words), begun)


def _insert(root: Node, pattern: Pattern) -> set[str]:
    keys = [fold(word) for word in pattern.words]
    node = before = root
    for gap, key in zip((START, *pattern.gaps), keys, strict=True):
        before, node = node, _next(node, gap, key)
    node.ends.append(pattern)
    if len(keys) == 1:
        return {keys[0]}
    bases = possessed_bases(keys[-1])
    for base in bases:
        for gap in _ways(pattern.gaps[-1]):
            before.ends_owned.setdefault((gap, base), []).append(pattern)
    return {*bases, *keys}


def _next(node: Node, gap: str, key: str) -> Node:
    found = node.steps.get((gap, key)) or Node()
    for way in _ways(gap):
        found = node.steps.setdefault((way, key), found)
    return found


def _ways(gap: str) -> tuple[str, ...]:
    """Return what may stand in a text for `gap`: a name with a hyphen is also written without."""
    return (DASH, SPACE) if gap == DASH else (gap,)
