"""Azerbaijani and English text divided into sentences, with exact offsets."""

import re
from collections.abc import Iterator, Sequence

from workbench.model.segment import Segment, Span
from workbench.text.quotations import Enclosures
from workbench.text.sentence_rules import ends_sentence
from workbench.text.stops import places, stop_at
from workbench.text.vocabulary import Vocabulary, vocabulary

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def split_sentences(
    text: str, *, inside_quotations: bool = False, language: str = "az"
) -> list[Span]:
    """Return the sentences of `text` from left to right.

    A span has no white space at its edges, and between two spans there is nothing else, so the
    spans and the gaps together give `text` back. A line break always ends a sentence.

    Args:
        text: Any text, NFC if the abbreviations are to be known.
        inside_quotations: Whether a remark of two sentences that is woven into a sentence is
            divided too. By default it stays whole, with the sentence that quotes it; direct
            speech and longer quotations are always divided.
        language: "az" or "en".

    Raises:
        WorkbenchError: There are no rules for `language`.

    >>> text = "Görüşdə prof. Ə.Quliyev iştirak edib. O, 1939-cu ildə doğulub."
    >>> [span.of(text) for span in split_sentences(text)]
    ['Görüşdə prof. Ə.Quliyev iştirak edib.', 'O, 1939-cu ildə doğulub.']
    """
    words = vocabulary(language)
    return [
        Span(line.start() + start, line.start() + end)
        for line in _LINE.finditer(text)
        for start, end in _sentences(line[0], words, inside_quotations=inside_quotations)
    ]


def segments(texts: Sequence[str], *, inside_quotations: bool = False) -> list[Segment]:
    """Return the segments of an Azerbaijani article, whose paragraphs are `texts`.

    Paragraphs are numbered from 0; an empty one has no segments but keeps its number.

    >>> [(s.paragraph, s.index, s.text) for s in segments(["Xəbər", "", "Bəli. Xeyr."])]
    [(0, 0, 'Xəbər'), (2, 0, 'Bəli.'), (2, 1, 'Xeyr.')]
    """
    return [
        Segment(number, index, span.start, span.end, span.of(text))
        for number, text in enumerate(texts)
        for index, span in enumerate(split_sentences(text, inside_quotations=inside_quotations))
    ]


def _sentences(
    line: str, words: Vocabulary, *, inside_quotations: bool
) -> Iterator[tuple[int, int]]:
    end = len(line.rstrip())
    if not end:
        return
    start = len(line) - len(line.lstrip())
    enclosures = Enclosures(line, quotations=not inside_quotations)
    for place in places(line, enclosures):
        if ends_sentence(stop_at(line, place, start), words):
            yield start, place.end
            start = place.resume
    yield start, end
