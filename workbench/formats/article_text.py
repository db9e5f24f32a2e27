"""The archive's text format: lines to an article and back. Pure.

An article is written as ` date 2025-10-22 Title - RUBRIC`, `- 22 oktyabr, 2025`, `- 15:07`, one
line a paragraph, and the author on the last line. Archives vary, so lines may be missing or stand
in another order.
"""

import re
from collections.abc import Sequence

from workbench.errors import BadInput, Problem
from workbench.formats.article_stamps import Stamp, read_dated_title, read_stamp, spell_date
from workbench.model.article import Article

Line = tuple[int, str]
"""A line's number in the file, from 1, and its text."""

_HEAD = 6
"""Header lines stand among the first so many lines that are not blank."""
_TAIL = 3
"""Stamps at the end of an article stand among the last so many lines."""
_LONGEST_TITLE = 300

_DASHES = "-\N{EN DASH}\N{EM DASH}"
_RUBRIC = re.compile(rf"^(?P<title>.*\S)\s+[{_DASHES}]\s*(?P<rubric>[^{_DASHES}]+)$")
_LONGEST_RUBRIC = 30
_BYLINE = re.compile(r"^(?:Müəllif|Hazırladı|Hazırlayan)\s*:\s*")
_NAME_WORD = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]*|Dr\.|[^\W\d_](?:[^\W\d_]|['’ʼ-])*")
_INITIALS = re.compile(r"(?<=\b[^\W\d_])\.(?=\w)")  # `İ.Əliyev` is two words
_PATRONYMIC = frozenset({"oğlu", "qızı"})
_SURNAME = re.compile(r"(?:ov|ev|ova|eva|skaya|zadə|oğlu|qızı|l[ıiuü])$")
# A compound noun ends in a possessive (`Bakı Dövlət Universiteti`), a name seldom does; the
# surnames in -lı can be told from nouns in -l by what stands before it (`Caz Festivalı`).
_POSSESSIVE = re.compile(r"[ıiuü]$")
_LOAN_IN_L = re.compile(r"(?:[hintv]al|el|fil|[dm]ul)[ıiuü]$")
_FOUND_A_BITEXT = "expected an article, found a bitext; `workbench memory import` takes its pairs"
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|head|body)\b", re.IGNORECASE)
_BITEXT = re.compile(r"\.(?:tmx|tsv|jsonl)(?:\.gz)?$", re.IGNORECASE)
_EXPECTED = "expected ` date YYYY-MM-DD Title - RUBRIC` and paragraphs, one a line"


def parse_article(lines: Sequence[str], *, name: str, article_id: str) -> Article:
    """Return the article that the lines of a file hold.

    Title and paragraphs are kept as they stand, paragraphs with their outer white space. A line
    counts as the author only when it is last, has two to four capitalised words without a stop
    and does not read like a compound noun: otherwise text would be lost from translation.

    An archive file whose heading is lost, but not its date lines, is still an article: its first
    paragraph stands where the heading would.

    Raises BadInput, naming the file `name`, when there is no text, no title, or no body, and for
    the name of a bitext.
    """
    if _BITEXT.search(name):
        raise BadInput([Problem(name, None, _FOUND_A_BITEXT)])
    texts, stamps = _without_stamps(_filled(lines, name))
    if not texts:
        raise _no_article(name, None, f"{_EXPECTED}; found dates and no text")
    place, dated = _heading_place(texts)
    number, line = texts.pop(place)
    heading = dated[1] if dated else line.strip()
    if not (dated or stamps or _can_be_title(heading)):
        found = f"found a paragraph of {len(heading)} characters"
        raise _no_article(name, number, f"no title; {_EXPECTED}; {found}")
    author = _take_author(texts, place)
    if not texts:
        raise _no_article(name, number, "no body; expected paragraphs after the heading")
    moments = [dated[0], *stamps] if dated else stamps
    title, rubric = split_rubric(heading)
    return Article(
        id=article_id,
        title=title,
        rubric=rubric,
        date=next((moment.date for moment in moments if moment.date), None),
        time=next((moment.time for moment in moments if moment.time), None),
        author=author,
        paragraphs=tuple(text for _, text in texts),
    )


def article_lines(article: Article) -> list[str]:
    """Return the lines of the archive's text format, without line ends.

    `parse_article` reads them back to the same article, provided that its paragraphs are not
    themselves dates, and its author looks like one.
    """
    if article.date:
        head = [
            f" date {article.date.isoformat()} {article.heading}",
            f"- {spell_date(article.date)}",
        ]
    else:
        head = [article.heading]
    if article.time:
        head.append(f"- {article.time.isoformat('seconds' if article.time.second else 'minutes')}")
    return [*head, *article.paragraphs, *filter(None, [article.author])]


def split_rubric(heading: str) -> tuple[str, str]:
    """Return title and rubric of a heading. A rubric is the last part, all in capitals.

    A title may hold dashes itself, and a title that is all in capitals has no rubric.

    >>> split_rubric("Bakı - Tbilisi xətti açılıb - XƏBƏR")
    ('Bakı - Tbilisi xətti açılıb', 'XƏBƏR')
    >>> split_rubric("Bakı - Tbilisi xətti")
    ('Bakı - Tbilisi xətti', '')
    """
    found = _RUBRIC.match(heading)
    if not found or not _is_rubric(found["rubric"].strip()) or found["title"].isupper():
        return heading, ""
    return found["title"], found["rubric"].strip()


def is_author(line: str) -> bool:
    """Return whether a line is the name of a person, or several joined by commas or `və`.

    >>> is_author("Kamil Məmmədov"), is_author("Bakı Dövlət Universiteti")
    (True, False)
    """
    names = re.split(r"\s*,\s*|\s+və\s+", _BYLINE.sub("", line.strip()))
    return all(map(_is_name, names))


def _filled(lines: Sequence[str], name: str) -> list[Line]:
    """Return the lines that are not blank; raise BadInput when they cannot be an article's."""
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not filled:
        raise _no_article(name, None, f"{_EXPECTED}; found an empty file")
    if _MARKUP.match(filled[0][1]):
        raise _no_article(name, filled[0][0], f"{_EXPECTED}; found a page of markup")
    return filled


def _without_stamps(lines: Sequence[Line]) -> tuple[list[Line], list[Stamp]]:
    """Return the lines that are text, and the dates and times of those that are not."""
    texts: list[Line] = []
    stamps: list[Stamp] = []
    for place, (number, line) in enumerate(lines):
        outer = place < _HEAD or place >= len(lines) - _TAIL
        stamp = read_stamp(line) if outer else None
        if stamp:
            stamps.append(stamp)
        else:
            texts.append((number, line))
    return texts, stamps


def _heading_place(texts: Sequence[Line]) -> tuple[int, tuple[Stamp, str] | None]:
    """Return where the heading stands, with its parts when it is dated."""
    for place, (_, line) in enumerate(texts[:_HEAD]):
        if dated := read_dated_title(line):
            return place, dated
    return 0, None


def _take_author(texts: list[Line], body: int) -> str:
    """Take the author's line out of the texts: the last one, else one beside the heading."""
    if len(texts) < 2:
        return ""
    beside = [place for place in range(body + 1) if _has_surname(texts[place][1])]
    for place in (len(texts) - 1, *beside):
        if is_author(texts[place][1]):
            return _BYLINE.sub("", texts.pop(place)[1].strip())
    return ""


def _can_be_title(heading: str) -> bool:
    stopped = heading.endswith(".") and not heading.endswith("...")
    return len(heading) <= _LONGEST_TITLE and not stopped


def _is_rubric(text: str) -> bool:
    letters = text.replace(" ", "").replace("/", "")
    return letters.isalpha() and letters.isupper() and 2 <= len(letters) <= _LONGEST_RUBRIC


def _is_name(name: str) -> bool:
    words = _INITIALS.sub(". ", name).split()
    if not 2 <= len(words) <= 4 or len(words[-1]) < 2 or words[-1].endswith("."):
        return False
    if not all(map(_NAME_WORD.fullmatch, words)):
        return False
    capitalised = all(word[0].isupper() or word in _PATRONYMIC for word in words)
    return capitalised and (_has_surname(name) or not _POSSESSIVE.search(name))


def _has_surname(line: str) -> bool:
    name = line.strip()
    return bool(_SURNAME.search(name)) and not _LOAN_IN_L.search(name)


def _no_article(name: str, line: int | None, what: str) -> BadInput:
    return BadInput(
        [Problem(name, line, what)], hint="text without a header is read with `--plain`"
    )
