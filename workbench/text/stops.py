"""The places where a sentence might end, each with the words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.text.quotations import QUOTES, Enclosures

_STOP = re.compile(
    r"(?P<mark>\.\s\.\s\.|[.!?…]+)"
    r"(?P<closers>(?:[\"'“”„‟«»’‘)\]*⁰¹²³⁴-⁹]|\[\d{1,3}\])*)"
    r"(?P<gap>\s*)"
)
_WORD_EDGE = re.compile(r".*[\s\"“”„‟«»‘’()\[\],;:!?…<>|]", re.DOTALL)
_NEXT = re.compile(r"(?P<lead>[\W_]{0,12})(?P<word>\w[\w'’-]{0,39})")
_SPACE = re.compile(r"\s*")
_LOOK = 64
_ADDRESSES = frozenset({"ww", "ht"})


@dataclass(frozen=True, slots=True)
class Stop:
    """A run of sentence-ending marks that something follows on the same line.

    Attributes:
        mark: The run itself: `.`, `?!`, `...`.
        closers: Closing marks and footnote numbers right after it.
        spaced: Whether white space follows.
        opens_quoted: Whether the sentence opens with a quotation mark.
        before: Up to 64 code points of the same sentence before `word`.
        word: The token that the mark ends, `M.Ə` in `M.Ə. Rəsulzadə`; may be empty.
        lead: What stands between the white space and the next word: dashes, opening marks.
        next: The next word, at most 40 code points; may be empty.
        after: Up to 64 code points from the start of `next`.
    """

    mark: str
    closers: str
    spaced: bool
    opens_quoted: bool
    before: str
    word: str
    lead: str
    next: str
    after: str

    @property
    def quoted(self) -> bool:
        """Whether a quotation is closed right after the mark."""
        return not QUOTES.isdisjoint(self.closers)

    @property
    def first(self) -> bool:
        """Whether `word` is the first of its sentence."""
        return not any(map(str.isalnum, self.before))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence might end and where the next one would start, within the line."""

    mark: int
    mark_end: int
    end: int
    resume: int


def places(line: str, enclosures: Enclosures) -> Iterator[Place]:
    """Yield, from left to right, the places that something but a small letter follows."""
    for match in _STOP.finditer(line):
        place = _place(line, match, enclosures)
        if place.resume >= len(line):
            return
        if _opens_small(line, place.resume) or enclosures.contain(place.end):
            continue
        yield place


def stop_at(line: str, place: Place, sentence: int) -> Stop:
    """Return the words around `place` in the sentence that starts at `line[sentence]`."""
    before = line[max(sentence, place.mark - _LOOK) : place.mark]
    edge = _WORD_EDGE.match(before)
    cut = edge.end() if edge else 0
    following = _NEXT.match(line, place.resume)
    at = following.start("word") if following else place.resume
    return Stop(
        mark=line[place.mark : place.mark_end],
        closers=line[place.mark_end : place.end],
        spaced=place.resume > place.end,
        opens_quoted=line[sentence] in QUOTES,
        before=before[:cut],
        word=before[cut:],
        lead=line[place.resume : at],
        next=following["word"] if following else "",
        after=line[at : at + _LOOK],
    )


def _place(line: str, match: re.Match[str], enclosures: Enclosures) -> Place:
    mark_end, end, resume = match.end("mark"), match.end("closers"), match.end()
    for index in range(mark_end, end):
        if enclosures.opens_at(index):
            return Place(match.start(), mark_end, index, index)
    if enclosures.closes_at(resume) and line[resume + 1 : resume + 2].isspace():
        end = resume + 1
        resume = _after_space(line, end)
    return Place(match.start(), mark_end, end, resume)


def _opens_small(line: str, index: int) -> bool:
    """Say at a glance that an ordinary small word follows; web addresses are left to the rules."""
    two = line[index : index + 2]
    return two.islower() and two.isalpha() and two not in _ADDRESSES


def _after_space(line: str, index: int) -> int:
    found = _SPACE.match(line, index)
    return found.end() if found else index
