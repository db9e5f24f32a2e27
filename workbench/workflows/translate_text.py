"""Translate running texts and HTML; what stands between the sentences stays as it is."""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from workbench.model.segment import Span
from workbench.text.sentences import split_sentences
from workbench.workflows.drafting import NOBODY, Draft, Drafter, Watch

_MARKUP = re.compile(
    r"""
      <(script|style)\b .*? (?:</\1\s*>|\Z)  # what is never closed reaches to the end,
    | <!-- .*? (?:-->|\Z)                      # as in a browser
    | < (?: =\s*+(?>"[^"]*"|'[^']*')?+ | [^<>=] )*+ >  # values may hold < and >
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)


def translate_texts(texts: Sequence[str], drafter: Drafter, watch: Watch = NOBODY) -> list[str]:
    """Return texts in English, sentence by sentence; white space between sentences is kept.

    All sentences go to the engine in one call. Raises Cancelled when the watch says so.
    """
    divided = [split_sentences(text) for text in texts]
    sources = [span.of(text) for text, spans in zip(texts, divided, strict=True) for span in spans]
    drafts = iter(drafter.drafts(sources, watch))
    return [_joined(text, spans, drafts) for text, spans in zip(texts, divided, strict=True)]


def translate_html(pages: Sequence[str], drafter: Drafter, watch: Watch = NOBODY) -> list[str]:
    """Return HTML with its texts in English; tags, comments, scripts and styles are kept.

    A text ends where a tag begins, so a sentence with a word in bold is translated in parts.
    """
    divided = [list(_parts(page)) for page in pages]
    texts = [unescape(part) for parts in divided for part, is_text in parts if is_text]
    english = iter(translate_texts(texts, drafter, watch))
    return [
        "".join(escape(next(english), quote=False) if is_text else part for part, is_text in parts)
        for parts in divided
    ]


def _joined(text: str, spans: Sequence[Span], drafts: Iterator[Draft]) -> str:
    pieces = []
    end = 0
    for span in spans:
        pieces += [text[end : span.start], next(drafts).hypothesis.text]
        end = span.end
    return "".join((*pieces, text[end:]))


def _parts(page: str) -> Iterator[tuple[str, bool]]:
    """Yield the page in order, text and markup, and which is text.

    >>> list(_parts("<b>Bəli</b>."))
    [('<b>', False), ('Bəli', True), ('</b>', False), ('.', True)]
    """
    end = 0
    for markup in _MARKUP.finditer(page):
        if markup.start() > end:
            yield page[end : markup.start()], True
        yield markup[0], False
        end = markup.end()
    if end < len(page):
        yield page[end:], True
