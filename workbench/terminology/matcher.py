"""Glossary terms in running text, in any inflected form."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.model.term import Glossary, TermMatch
from workbench.terminology.lookalikes import lookalikes
from workbench.terminology.patterns import SPACE, Pattern, gap_kind, pattern
from workbench.terminology.trie import START, Node, Trie, build_trie
from workbench.text.suffixes import Reading, readings
from workbench.text.words import WORD, detached_suffix, normal

_MOST_REMEMBERED = 200_000
_LONGEST_REMEMBERED = 64


_Path = tuple[int, ...]
_Way = tuple[Node, str, _Path]  # where in the trie, what stands before the next word, words taken


class _Candidate(NamedTuple):
    """A reading of a word that leads somewhere in the glossary.

    `risky`: it may be the form of another word, so that the neighbours must be looked at.
    """

    stem: str
    reading: Reading
    risky: bool


class _Word(NamedTuple):
    """A word as it stands, composed, with what it may be and whether a term may begin with it."""

    surface: str
    opens: bool
    candidates: tuple[_Candidate, ...]


class _Found(NamedTuple):
    start: int
    end: int
    pattern: Pattern
    reading: Reading


class TermMatcher:
    """Finds the terms of one glossary. Loading is linear in the glossary, matching in the text.

    One matcher may be shared by threads.
    """

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self._trie = build_trie(map(pattern, glossary.entries))
        self._order = {id(entry): number for number, entry in enumerate(glossary.entries)}
        self._remembered: dict[str, _Word] = {}

    def matches(self, text: str) -> list[TermMatch]:
        """Return the terms in `text`, ordered by place, none overlapping another.

        Where several fit, the longest wins, then the one with the shorter suffix. Offsets are
        code points; suffixes belong to the match, those behind a hyphen or a closing quotation
        mark as well. Any string is accepted.
        """
        found = self._found(text)
        return [_match(text, one) for one in self._longest(found)] if found else []

    def occurrences(self, text: str) -> list[TermMatch]:
        """Return every term in `text`, also those that lie within a longer one."""
        once = {(one.start, one.end, id(one.pattern)): one for one in self._found(text)}
        return [_match(text, once[place]) for place in sorted(once, key=lambda place: place[:2])]

    def _found(self, text: str) -> list[_Found]:
        places = list(WORD.finditer(text))
        words = [self._word(place.group()) for place in places]
        walk = _Walk(text, places, words)
        return [
            found
            for first, word in enumerate(words)
            if word.opens
            for found in walk.from_word(first, self._trie)
        ]

    def _word(self, word: str) -> _Word:
        known = self._remembered.get(word)
        if known is not None:
            return known
        surface = normal(word)
        candidates = tuple(self._read(surface))
        opens = any((START, candidate.stem) in self._trie.root.steps for candidate in candidates)
        found = _Word(surface, opens, candidates)
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[word] = found
        return found

    def _read(self, word: str) -> Iterator[_Candidate]:
        every = readings(word, self._trie.beginnings)
        for reading in every:
            if reading.stem in self._trie.words:
                risky = lookalikes().concern(every[0].stem, reading.stem)
                yield _Candidate(reading.stem, reading, risky)

    def _longest(self, found: Sequence[_Found]) -> list[_Found]:
        kept: list[_Found] = []
        starts: list[int] = []
        ends: list[int] = []
        for one in sorted(found, key=self._preference):
            place = bisect_left(starts, one.end)  # as many kept ones start before this one ends
            if place == 0 or ends[place - 1] <= one.start:
                insort(starts, one.start)
                insort(ends, one.end)
                kept.append(one)
        return sorted(kept, key=lambda one: one.start)

    def _preference(self, one: _Found) -> tuple[int, int, int, int]:
        return (
            one.start - one.end,
            len(one.reading.suffix),
            one.start,
            self._order[id(one.pattern.entry)],
        )


class _Walk:
    """A text on its way through the trie."""

    def __init__(self, text: str, places: Sequence[re.Match[str]], words: Sequence[_Word]) -> None:
        self._text = text
        self._places = places
        self._words = words

    def from_word(self, first: int, trie: Trie) -> Iterator[_Found]:
        """Yield the terms whose first word is number `first`."""
        ways: list[_Way] = [(trie.root, START, (first,))]
        while ways:
            node, gap, path = ways.pop()
            for stem, reading, risky in self._words[path[-1]].candidates:
                step = (gap, stem)
                after = node.steps.get(step)
                if after:
                    if after.ends and not (risky and self._misleads(path, stem)):
                        yield from self._ends(after.ends, path, reading)
                    if after.steps:
                        ways += self._onward(after, path, reading)
                if reading.possessive and step in node.ends_owned:
                    yield from self._ends(node.ends_owned[step], path, reading)

    def _ends(self, patterns: Sequence[Pattern], path: _Path, reading: Reading) -> Iterator[_Found]:
        start, end = self._places[path[0]].start(), self._places[path[-1]].end()
        surfaces = [self._words[number].surface for number in path]
        apart = detached_suffix(self._text, end)
        for one in patterns:
            if one.allows(surfaces, reading):
                yield _Found(start, apart.end if apart else end, one, reading)

    def _onward(self, node: Node, path: _Path, reading: Reading) -> Iterator[_Way]:
        """Yield the ways to the next word. An inner word may stand in the genitive."""
        last = path[-1]
        end = self._places[last].end()
        if not reading.suffix or reading.genitive:
            yield from self._way(node, path, end, last + 1)
        if not reading.suffix:
            apart = detached_suffix(self._text, end)
            if apart and apart.traits.genitive:
                yield from self._way(node, path, apart.end, last + 2)

    def _way(self, node: Node, path: _Path, end: int, number: int) -> Iterator[_Way]:
        if number < len(self._words) and self._words[number].candidates:
            gap = gap_kind(self._text[end : self._places[number].start()])
            if gap is not None:
                yield node, gap, (*path, number)

    def _misleads(self, path: _Path, stem: str) -> bool:
        """Tell whether a term of one word only looks like standing here."""
        number = path[0]
        return len(path) == 1 and lookalikes().mislead(
            self._words[number].surface,
            stem,
            self._neighbour(number - 1, number),
            self._neighbour(number + 1, number),
        )

    def _neighbour(self, number: int, beside: int) -> str:
        """Return a neighbouring word, "" when there is none or something stands between."""
        if not 0 <= number < len(self._words):
            return ""
        left, right = sorted((number, beside))
        between = self._text[self._places[left].end() : self._places[right].start()]
        return self._words[number].surface if gap_kind(between) == SPACE else ""


def _match(text: str, one: _Found) -> TermMatch:
    return TermMatch(
        one.start, one.end, text[one.start : one.end], one.pattern.entry, one.pattern.doubtful
    )
