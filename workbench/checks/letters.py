"""Letters of the wrong language, and capitals."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check, shortened
from workbench.checks.words import Word, source_words, target_words
from workbench.model.finding import Finding, Pair, Replacement, Severity
from workbench.text.casing import fold
from workbench.text.scripts import LATIN, LOOKALIKES

_SCHWA = frozenset("əƏ")
_TURKIC = frozenset("ğĞıİ")
_LEFT_OVER = re.compile(r"[əƏğĞıİ]")
_CYRILLIC_OR_GREEK = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_GREEK = re.compile(r"[\u0370-\u03ff]")
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST_CAPITALS = 6


class AzerbaijaniLetters(Check):
    """Letters English does not have: ə, ğ, ı, İ, also within names.

    A name is written the English way: Əliyev is Aliyev, Ağdam is Aghdam. Left alone: ç, ö, ş, ü,
    which English prints in names (Türkiye, Köln), and a capitalised name with ğ, ı or İ that the
    source spells differently: that is Turkish spelling on purpose (Erdoğan for Ərdoğan). A single
    letter is talked about, and so is a word in small letters that both sides have in quotes.
    """

    id: ClassVar[str] = "azerbaijani-letters"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "The letters ə, ğ, ı and İ show that a word was not translated."
    reason_az: ClassVar[str] = "ə, ğ, ı və İ hərfləri sözün tərcümə olunmadığını göstərir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if not _LEFT_OVER.search(pair.target):
            return
        source = sorted({word.key for word in source_words(pair.source)})
        for word in target_words(pair.target):
            letters = set(word.text)
            foreign = word.text[0].isupper() and not _begins_a_word(source, fold(word.text))
            if len(word.text) == 1 or _is_talked_about(word, pair):
                continue
            if letters & _SCHWA or (letters & _TURKIC and not foreign):
                yield self.finding(
                    f"'{word.text}' has letters that English does not use.",
                    f"“{word.text}” sözündə ingilis əlifbasında olmayan hərf var.",
                    target=(word.start, word.end),
                )


def _is_talked_about(word: Word, pair: Pair) -> bool:
    quoted = re.compile(rf"[\"'‘“«]{re.escape(word.text)}[\"'’”»]")
    near = pair.target[max(0, word.start - 1) : word.end + 1]
    return word.text.islower() and bool(quoted.match(near) and quoted.search(pair.source))


class MixedScripts(Check):
    """Cyrillic or Greek letters in the English, alone or looking like Latin ones within a word.

    Left alone: words of that script the source has too (a quoted Russian title), and a single
    Greek letter (a formula).
    """

    id: ClassVar[str] = "mixed-scripts"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "Look-alike letters of another script break search and spelling."
    reason_az: ClassVar[str] = "Başqa əlifbanın oxşar hərfləri axtarışı və orfoqrafiyanı pozur."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if not _CYRILLIC_OR_GREEK.search(pair.target):
            return
        known = {word.text for word in source_words(pair.source)}
        for word in target_words(pair.target):
            foreign = _CYRILLIC_OR_GREEK.findall(word.text)
            formula = len(word.text) == 1 and bool(_GREEK.match(word.text))
            alone = not LATIN.search(word.text) and (formula or word.text in known)
            if foreign and not alone:
                letters = shortened(", ".join(sorted(set(foreign))))
                yield self.finding(
                    f"'{shortened(word.text)}' has letters of another script: {letters}.",
                    f"“{shortened(word.text)}” sözündə başqa əlifbanın hərfləri var: {letters}.",
                    target=(word.start, word.end),
                    fix=_in_latin(word),
                )


class CapitalAtStart(Check):
    """The source begins with a capital and the target with a small letter."""

    id: ClassVar[str] = "capital-at-start"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "A sentence begins with a capital, or its beginning is missing."
    reason_az: ClassVar[str] = "Cümlə böyük hərflə başlayır: başlamırsa, bəlkə də əvvəli itib."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        source, target = source_words(pair.source), target_words(pair.target)
        if not source or not target or not source[0].text[0].isupper():
            return
        first = target[0]
        if first.text.isascii() and first.text.islower() and first.text[0].isalpha():
            yield self.finding(
                f"'{first.text}' opens the sentence with a small letter.",
                f"Cümlə kiçik hərflə başlayır: “{first.text}”.",
                target=(first.start, first.start + 1),
                fix=Replacement(first.start, first.start + 1, first.text[0].upper()),
            )


class AllCapitals(Check):
    """One side is set in capitals throughout and the other is not.

    Left alone: texts of fewer than six letters or a single word, which may be an abbreviation.
    """

    id: ClassVar[str] = "all-capitals"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "Headlines in capitals stay so, and nothing else becomes one."
    reason_az: ClassVar[str] = "Böyük hərflə yazılan başlıq elə qalır, başqa heç nə belə yazılmır."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if not (_is_long(pair.source) and _is_long(pair.target)):
            return
        loud, shouting = pair.source.isupper(), pair.target.isupper()
        if loud != shouting:
            yield self.finding(
                "The source is in capitals, the target is not."
                if loud
                else "The target is in capitals, the source is not.",
                "Orijinal başdan-başa böyük hərflədir, tərcümə isə yox."
                if loud
                else "Tərcümə başdan-başa böyük hərflədir, orijinal isə yox.",
            )


def _in_latin(word: Word) -> Replacement | None:
    """Return the word in Latin letters when nothing but look-alikes keeps it from being so."""
    latin = word.text.translate(LOOKALIKES)
    return None if _CYRILLIC_OR_GREEK.search(latin) else Replacement(word.start, word.end, latin)


def _begins_a_word(words: Sequence[str], beginning: str) -> bool:
    """Return whether one of the sorted words begins so."""
    place = bisect_left(words, beginning)
    return place < len(words) and words[place].startswith(beginning)


def _is_long(text: str) -> bool:
    return " " in text.strip() and len(_LETTER.findall(text)) >= _FEWEST_CAPITALS
