"""The sentence rules as an SRX 2.0 document, for OmegaT, Okapi and memoQ.

SRX (Segmentation Rules eXchange 2.0, OSCAR/LISA 2008) knows pairs of regular expressions, one
before and one after a place in the text; the first pair that matches there decides. The document
is built from the same words as `workbench.text.sentences` and agrees with it wherever two
expressions can see what the splitter sees. Of quotations and parentheses they see those without
others inside; out of their reach is the beginning of the sentence behind.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from workbench.text.abbreviations import Abbreviation, abbreviations
from workbench.text.casing import capitalise
from workbench.text.quotations import LONGEST_PARENTHESIS, LONGEST_QUOTATION
from workbench.text.vocabulary import vocabulary

_WORD = r"(?<![\p{L}\p{N}-])"
_END = r"(?![\p{L}\p{N}])"
_POINT = r"(?:^|\n|[\p{Ll}]{4}[.!?…\"”»]{1,3}\s|[:;]\s)\s*"
_OPENING = r"[\"'“„«‘(\[]*"
_CLOSING = r"(?:[\"'”“»’)\]*⁰¹²³⁴-⁹]|\[\d{1,3}\])*"
_CAPITAL = r"\s+" + _OPENING + r"[\p{Lu}]"
_FIGURE = r"\s+[(\[+]?\d"
_COUNT = r"\s+(?:[(\[+]?\d|[IVXLC]+(?![\p{L}\p{N}.]))"
_INITIALS = _WORD + r"(?:[\p{Lu}]\.-?)*(?:[\p{Lu}]|Ch|Dz|Kh|Sh|Ya|Ye|Yu)\."
_CONSONANTS = "bcçdfgğhjklmnpqrsştvwxz"
_NO_VOWEL = rf"{_WORD}[{_CONSONANTS}{_CONSONANTS.upper()}][{_CONSONANTS}]{{1,4}}\."
_SITES = "".join(rf"(?<!\.{end})" for end in ("az", "com", "ru", "org", "tr", "net", "info", "tv"))
_DOTTED = rf"{_WORD}(?:[\p{{Ll}}]{{1,4}}\.)+[\p{{Ll}}]{{1,4}}{_SITES}\."
_NUMERAL = r"(?:\d|min|mln|mlrd|mln\.|mlrd\.|kv\.)\s?"
_DATED = r"(?:əsr[\p{L}]*|il[\p{L}]*|minillik[\p{L}]*|\d|[IVXL])\s+"
_BEFORE_THE_YEAR = ("e.ə.", "b.e.ə.", "b.e.", "y.e.", "m.ö.", "m.ə.", "m.s.", "h.", "h.q.", "h.ş.")
_LABELLING = frozenset({"label", "title", "military", "geo", "reference"})
_SURNAME = r"[\p{Ll}]+(?:[oe]va?|zadə|oğlu|qızı|bəyli|ski|skaya)"
_PLACE = r"(?:^|\n)[\p{L}][\p{L}\p{N}-]+"
_AGENCY = r"\s+[\p{Lu}][\p{Lu}.]{2,}/"
_MARKER = r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[\p{L}])\."
_MARKS = r"(?:[!?…]|\.\.)[.!?…]*"
_FINISHED = r"(?<![\p{Lu}\p{N}._@/=&])(?:[\p{N}%]+-)?[\p{Ll}]{3,}"
_SITE_FOLLOWS = r"(?!(?:Az|AZ|Com|Ru|Org|Net|İnfo|Info|Tv|TV|AI)(?![\p{L}]))(?![\p{L}\p{N}.]*@)"

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="no">
<formathandle type="start" include="no"/>
<formathandle type="end" include="yes"/>
<formathandle type="isolated" include="no"/>
</header>
<body>
<languagerules>
<languagerule languagerulename="Azerbaijani">"""
_TAIL = """\
</languagerule>
</languagerules>
<maprules>
<languagemap languagepattern="(?i)az.*" languagerulename="Azerbaijani"/>
</maprules>
</body>
</srx>
"""


@dataclass(frozen=True, slots=True)
class SrxRule:
    """One rule: where `before` ends and `after` begins there is a boundary, or there is none."""

    breaks: bool
    before: str
    after: str

    def element(self) -> str:
        """Return the rule as an XML element."""
        return (
            f'<rule break="{"yes" if self.breaks else "no"}">'
            f"<beforebreak>{escape(self.before, quote=False)}</beforebreak>"
            f"<afterbreak>{escape(self.after, quote=False)}</afterbreak></rule>"
        )


def srx_rules(*, inside_quotations: bool = False) -> str:
    """Return the document, ready to be saved as `az.srx` in UTF-8.

    Args:
        inside_quotations: Whether a remark of two sentences that is woven into a sentence is
            divided too, as `split_sentences` has it.

    >>> srx_rules().splitlines()[1]
    '<srx xmlns="http://www.lisa.org/srx20" version="2.0">'
    """
    woven = [] if inside_quotations else [_woven_quotation()]
    rules = (
        _yes(r"\n", ""),
        _parenthesis(),
        *woven,
        *_lines_and_points(),
        *_numbers(),
        *_names(),
        *_abbreviations(),
        *_marks(),
    )
    return "\n".join([_HEAD, *(rule.element() for rule in rules), _TAIL])


def _no(before: str, after: str) -> SrxRule:
    return SrxRule(breaks=False, before=before, after=after)


def _yes(before: str, after: str) -> SrxRule:
    return SrxRule(breaks=True, before=before, after=after)


def _parenthesis() -> SrxRule:
    """A short parenthesis inside a sentence is not divided."""
    inner = rf"[^()\n]{{0,{LONGEST_PARENTHESIS}}}"
    return _no(rf"[^\s.!?…\"”»]\s{{0,7}}\({inner}[.!?…]+{_CLOSING}", rf"\s{inner}\)")


def _woven_quotation() -> SrxRule:
    """A quotation that opens inside a sentence, not after a colon, and has two sentences.

    Before the place and behind it there may be stops, but none that ends a third sentence.
    """
    inner = (
        r"(?:[^.!?…\"“”„‟«»\n]|[.!?…](?!\s+[^\sa-zçəğıöşü.]))"
        rf"{{0,{LONGEST_QUOTATION}}}"
    )
    opened = r"(?:[^\s.!?…\"”»:]\s{1,7}[\"“”„‟«]|[(\[{–—/=-][\"“”„‟«])(?=\S)"
    closed = r"(?:(?<=\S)[\"“”‟]|»)"
    return _no(opened + inner + r"[.!?…]+", r"\s+" + inner + closed)


def _lines_and_points() -> list[SrxRule]:
    """List markers, speakers, rubrics."""
    words = vocabulary()
    quoted = r"[\"”“»]"
    return [
        _no(r"(?:^|[(\[])\s*[.!?…]+[)\]]?", ""),
        _no(_PLACE + r"\.", r"\s+" + _portable(words.date) + r"\." + _AGENCY),
        _no(_PLACE + r"\.\s+" + _portable(words.date) + r"\.", _AGENCY),
        _no(r"[.!?…][)\]]*", r"[.!?)\]]"),
        _no(_POINT + _MARKER, r"\s"),
        _no(_POINT + _any_case([*words.labels, "§"]) + r"\s+(?:\d+|[IVX]+)\.", _CAPITAL),
        _no(r"[.!?…]+" + quoted, r"\s+[-–—]"),
        _no(r"[!?…]" + quoted, r"\s+" + _portable(words.speech)),
        _no(r"[.!?…]", r"\s+[-–—]\s*" + _portable(words.speech)),
        _no(r"[.!?…]", r"\s+[-–—(]\s*[\p{Lu}]{3,}(?:[\s,/+-]+[\p{Lu}]{2,})*\)?\s*(?:\n|$)"),
        _yes(r"[.!?…]", r"\s+(?:[\p{Ll}]\)\s|[a-f]\.\s+[\p{Lu}]|www\.|https?:)"),
    ]


def _numbers() -> list[SrxRule]:
    """Figures before and after a full stop, Roman numerals."""
    words = vocabulary()
    date = r"\s+" + _portable(words.date)
    return [
        _no(r"\d{1,2}\.\s+\d{1,2}\.", r"\s+\d"),
        _yes(r"(?<![\d.,:])\d{1,2}\.", date),
        _no(r"(?<![\d.,:])\d{1,2}\.", r"\s+\d"),
        _no(_any_case(words.rulers) + r"\s+[IVXL]+\.", r"\s"),
        _no(_WORD + r"[IVXL]+\.", r"\s+Dünya" + _END),
        _yes(r"[\p{L}]\s+[\p{Lu}][\p{Ll}]+\s+I\.", _CAPITAL),
        _yes(_MARKS + _CLOSING, date),
        _no(r"(?:\.\.|…)", _FIGURE),
    ]


def _names() -> list[SrxRule]:
    """Initials: a surname follows, unless the next word cannot be one."""
    words = vocabulary()
    return [
        _yes(_any_case(words.lettered) + r"\s+[\p{Lu}]\.", _CAPITAL),
        _yes(r"(?:[\p{Ll}]|:)\s+[\p{Lu}]" + _SURNAME + r"\s+(?:[\p{Lu}]\.){2}", _CAPITAL),
        _yes(_INITIALS, r"\s+" + _next_word(words.openers | words.not_surnames)),
        _no(_INITIALS, r"(?:\s+|-)" + _OPENING + r"(?:[\p{Lu}]|\d)"),
    ]


def _abbreviations() -> list[SrxRule]:
    """The listed abbreviations by their use, then the shapes that can be no word."""
    words = vocabulary()
    plain = [row for row in abbreviations() if not row.also_a_word and row.text.endswith(".")]
    doubtful = [row for row in abbreviations() if row.also_a_word and row.domain in _LABELLING]
    never = _alternatives(row for row in plain if row.category == "never")
    before_number = _alternatives(row for row in plain if row.category == "before-number")
    may_end = _alternatives(row for row in plain if row.category == "may-end")
    units = _alternatives(row for row in plain if row.domain == "unit")
    everything = _alternatives(plain)
    companies = _alternatives(row for row in plain if row.domain == "company")
    eras = _any_case(_BEFORE_THE_YEAR)
    opener = r"\s+" + _OPENING + _next_word(words.openers)
    date = r"\s+" + _portable(words.date)
    return [
        _no(r"^\s*" + _alternatives(doubtful), r"\s"),
        _no(_alternatives(doubtful), r"\s+" + never),
        _no(_alternatives(doubtful), r"\s+\d+(?:[,;)]|\.?\s*$|\.\s)"),
        _no(_NUMERAL + units, r"\s+" + _portable(words.money)),
        _yes(_NUMERAL + units, _CAPITAL),
        _yes(_NUMERAL + units, date),
        _no(everything + r"\)", _CAPITAL + "|" + _FIGURE),
        _no(eras, _COUNT),
        _yes(_DATED + eras, _CAPITAL),
        _no(eras, r"\s"),
        _yes(r"[^\s]\s+" + never, opener),
        _no(never, r"\s|[\p{Lu}]"),
        _no(companies, _FIGURE + r"|\s+" + companies),
        _no(before_number, _COUNT),
        _yes(may_end, date),
        _no(may_end, _FIGURE),
        _yes(_either([_NO_VOWEL, _DOTTED]), opener),
        _no(_either([_NO_VOWEL, _DOTTED]) + r"(?<!\d\s..\.)", r"\s"),
    ]


def _marks() -> list[SrxRule]:
    """What ends a sentence when nothing above has spoken."""
    sentence = r"\s+(?:[-–—]\s*)?(?:[^\p{L}\p{N}\s,;:)\]%/=]\s*)*[\p{Lu}\d]"
    mixed_case = r"\s+" + _OPENING + r"[\p{Ll}]{1,2}-?[\p{Lu}]"
    glued = _SITE_FOLLOWS + r"(?:[\p{Lu}][\p{Ll}]|O[,\s])"
    return [
        _yes(r"[.!?…]", r"\s+[-–—]\s*" + _portable(vocabulary().date)),
        _no(r"[.!?…]" + _CLOSING, r"\s+[-–—]\s*\d"),
        _yes(r"[.!?…]" + _CLOSING, sentence),
        _yes(r"[.!?…]" + _CLOSING, mixed_case),
        _yes(_FINISHED + r"\.", glued),
        _yes(_FINISHED + r"\.", r"(?=\d)" + _portable(vocabulary().date)),
        _yes(r"[\p{L}\p{N}]" + _MARKS, glued),
        _yes(r"[\p{Ll}][\"”»]\.", glued),
    ]


def _alternatives(rows: Iterable[Abbreviation]) -> str:
    """Return an expression for the texts of `rows`, also with a capital at the beginning."""
    texts = {text for row in rows for text in (row.text, capitalise(row.text))}
    return _WORD + _either(re.escape(text) for text in sorted(texts, key=len, reverse=True))


def _any_case(words: Iterable[str]) -> str:
    texts = sorted({text for word in words for text in (word, capitalise(word))})
    return _WORD + _either(map(re.escape, texts))


def _next_word(words: Iterable[str]) -> str:
    texts = sorted(capitalise(word) for word in words)
    return _either(map(re.escape, texts)) + r"(?![\p{L}\p{N}.'’-])"


def _either(expressions: Iterable[str]) -> str:
    return "(?:" + "|".join(expressions) + ")"


def _portable(pattern: re.Pattern[str]) -> str:
    """Write a Python pattern so that Java and ICU read the same letters into it."""
    text = pattern.pattern.replace(r"[^\W\d_]", r"[\p{L}]").replace(r"\w", r"[\p{L}\p{N}]")
    return "(?:" + text.replace(r"\b", _END) + ")"
