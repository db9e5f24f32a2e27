"""English terms put into a text in the place of what stands there."""

from collections.abc import Iterable

from workbench.model.segment import Span


def put_terms(text: str, replacements: Iterable[tuple[Span, str]]) -> str:
    """Return the text with each span replaced; the spans must not overlap.

    >>> put_terms("Orta Dəhlizin rolu", [(Span(0, 13), "Middle Corridor")])
    'Middle Corridor rolu'
    """
    for span, english in sorted(replacements, reverse=True):
        text = text[: span.start] + english + text[span.end :]
    return text
