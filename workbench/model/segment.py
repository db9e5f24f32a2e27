"""Pieces of text with exact offsets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points: `text[start:end]`.

    >>> Span(5, 12).of("Yeni qatarlar")
    'qatarla'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the piece of `text` the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence of an article, the unit of translation.

    Attributes:
        paragraph: Number of the paragraph, 0 is the heading.
        index: Number of the sentence in its paragraph, from 0.
        start: First code point within the paragraph.
        end: Code point after the last one within the paragraph.
        text: `paragraph_text[start:end]`, without outer white space.
    """

    paragraph: int
    index: int
    start: int
    end: int
    text: str
