"""Is all of the source there, once?"""

import re
from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check, shortened
from workbench.checks.length import surplus
from workbench.checks.words import target_words
from workbench.model.finding import Finding, Pair, Replacement, Severity
from workbench.model.segment import Span
from workbench.text.sentences import split_sentences

# How much shorter than expected the target must be (see length.surplus) before a missing sentence
# boundary counts as a missing sentence. Joined sentences of references stay above it.
_TOO_SHORT = -3.0
_BOUNDARY = re.compile(r"[.!?…]")
_FEWEST_WORDS = 4
# No English sentence ends with one of these.
_OPEN_WORDS = frozenset(
    {
        "the", "a", "an", "and", "or", "nor", "my", "your", "our", "their", "because", "although",
        "than", "per", "via",
    }
)  # fmt: skip
_LINK = re.compile(
    r"https?://[^\s<>\"”»]+|www\.[^\s<>\"”»]+|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}"
)
_QUOTES = frozenset("\"'\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}")
_AFTER_LINK = ".,;:!?)]'’"


class DroppedSentence(Check):
    """The source has more sentences than the target, which is also too short.

    Left alone: two sentences joined into one, as long as nothing seems to be missing.
    """

    id: ClassVar[str] = "dropped-sentence"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "Neural engines drop whole sentences without a trace."
    reason_az: ClassVar[str] = "Neyron mühərriklər bəzən bütöv cümləni buraxır və bundan iz qalmır."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        short = bool(pair.target.strip()) and surplus(pair.source, pair.target) < _TOO_SHORT
        if not short or not _BOUNDARY.search(pair.source):
            return
        source = split_sentences(pair.source)
        target = split_sentences(pair.target, language="en")
        if len(source) > len(target):
            yield self.finding(
                f"{len(source)} sentences in the source, {len(target)} in a short target.",
                f"Orijinalda cümlə sayı: {len(source)}, qısa tərcümədə: {len(target)}.",
            )


class RepeatedSentence(Check):
    """The target has the same sentence twice.

    Left alone: sentences of fewer than four words (`Thank you.`), and a source that repeats one.
    """

    id: ClassVar[str] = "repeated-sentence"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "An engine that has finished early fills up by saying it again."
    reason_az: ClassVar[str] = "Tərcüməni tez bitirən mühərrik qalan yeri eyni cümlə ilə doldurur."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if len(_BOUNDARY.findall(pair.target)) < 2:
            return
        repeated = _repeated(pair.target, split_sentences(pair.target, language="en"))
        if not repeated or _repeated(pair.source, split_sentences(pair.source)):
            return
        for previous_end, span in repeated:
            yield self.finding(
                f"'{shortened(span.of(pair.target))}' is said twice.",
                f"“{shortened(span.of(pair.target))}” cümləsi təkrarlanır.",
                target=(span.start, span.end),
                fix=Replacement(previous_end, span.end, ""),
            )


class TruncatedTarget(Check):
    """The target breaks off behind a word that no sentence ends with, such as `the` or `and`.

    Left alone: texts in capitals, one word alone, and a letter in quotes ("a").
    """

    id: ClassVar[str] = "truncated-target"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "The engine ran out of length before the end of the sentence."
    reason_az: ClassVar[str] = "Mühərrik cümləni yarıda kəsib."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        words = target_words(pair.target)
        last = words[-1] if len(words) > 1 else None
        if (
            last
            and last.text in _OPEN_WORDS
            and pair.target[last.end : last.end + 1] not in _QUOTES
        ):
            yield self.finding(
                f"The target breaks off after '{last.text}'.",
                f"Tərcümə “{last.text}” sözündən sonra yarımçıq qalır.",
                target=(last.start, last.end),
            )


class Links(Check):
    """A web or e-mail address of one side that is not on the other, letter for letter."""

    id: ClassVar[str] = "links"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "An address with one letter changed leads nowhere."
    reason_az: ClassVar[str] = "Bir hərfi dəyişən ünvan heç yerə aparmır."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        source, target = _links(pair.source), _links(pair.target)
        for link, span in source.items():
            if link not in target and pair.target.strip():
                yield self.finding(
                    f"The target lacks {shortened(link)}.",
                    f"Tərcümədə {shortened(link)} ünvanı yoxdur.",
                    source=(span.start, span.end),
                )
        for link, span in target.items():
            if link not in source and pair.source.strip():
                yield self.finding(
                    f"The source has no {shortened(link)}.",
                    f"Orijinalda {shortened(link)} ünvanı yoxdur.",
                    target=(span.start, span.end),
                )


def _repeated(text: str, sentences: list[Span]) -> list[tuple[int, Span]]:
    """Return the sentences said before, each with the end of the sentence it follows."""
    known: set[str] = set()
    found = []
    for number, span in enumerate(sentences):
        sentence = span.of(text).casefold()
        if sentence in known:
            found.append((sentences[number - 1].end, span))
        elif sentence.count(" ") >= _FEWEST_WORDS - 1:
            known.add(sentence)
    return found


def _links(text: str) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for link in _LINK.finditer(text):
        address = link[0].rstrip(_AFTER_LINK)
        found.setdefault(address, Span(link.start(), link.start() + len(address)))
    return found
