"""The same sentence the same way throughout a corpus, in both directions."""

from collections.abc import Hashable, Iterable, Iterator
from functools import lru_cache
from typing import ClassVar, NamedTuple

from rapidfuzz.distance import Indel
from typing_extensions import override

from workbench.checks.check import CorpusCheck, shortened
from workbench.checks.words import Word, source_words, target_words
from workbench.model.finding import Finding, Pair, Severity
from workbench.model.unit import TranslationUnit

# An open article is compared again and again: the pairs of two large ones.
_COMPARED = 1 << 12
# Shorter targets ("Yes.", "Photo: archive") may well stand for several sources.
_FEWEST_WORDS = 4
# Sources this much alike, from 0 to 1, may share a target: another spelling, another suffix.
_ALIKE = 0.6


class _Seen(NamedTuple):
    number: int
    text: str
    key: tuple[str, ...]


class OneSourceTwoTargets(CorpusCheck):
    """A source that was translated in another way before.

    Left alone: capitals, punctuation and white space.
    """

    id: ClassVar[str] = "one-source-two-targets"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "The same sentence should read the same everywhere."
    reason_az: ClassVar[str] = "Eyni cümlə hər yerdə eyni cür tərcümə olunmalıdır."

    def __init__(self) -> None:
        self._targets: dict[int, _Seen] = {}

    @override
    @staticmethod
    def subjects(unit: TranslationUnit) -> Iterable[Hashable]:
        source, target = _keys(unit.pair)
        return (hash(source),) if source and target else ()

    @override
    def findings(self, number: int, unit: TranslationUnit) -> Iterator[Finding]:
        source, target = _keys(unit.pair)
        if not source or not target:
            return
        seen = self._targets.setdefault(hash(source), _Seen(number, unit.target, target))
        if seen.key != target:
            yield self.finding(
                f"Unit {seen.number} has the same source with: {shortened(seen.text)}",
                f"{seen.number} nömrəli cütdə eyni orijinal belə tərcümə olunub: "
                f"{shortened(seen.text)}",
                about=seen.text,
            )


class OneTargetTwoSources(CorpusCheck):
    """A target that stands for quite another source before: a copy, or lines that slipped.

    Left alone: targets of fewer than four words, and sources that are much alike.
    """

    id: ClassVar[str] = "one-target-two-sources"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "Two sentences cannot mean the same; one pair has slipped."
    reason_az: ClassVar[str] = "Fərqli cümlələrin tərcüməsi eyni ola bilməz: sətirlər sürüşüb."

    def __init__(self) -> None:
        self._sources: dict[int, _Seen] = {}

    @override
    @staticmethod
    def subjects(unit: TranslationUnit) -> Iterable[Hashable]:
        source, target = _keys(unit.pair)
        return (hash(target),) if source and len(target) >= _FEWEST_WORDS else ()

    @override
    def findings(self, number: int, unit: TranslationUnit) -> Iterator[Finding]:
        source, target = _keys(unit.pair)
        if not source or len(target) < _FEWEST_WORDS:
            return
        seen = self._sources.setdefault(hash(target), _Seen(number, unit.source, source))
        if seen.key != source and Indel.normalized_similarity(seen.key, source) < _ALIKE:
            yield self.finding(
                f"Unit {seen.number} has the same target for: {shortened(seen.text)}",
                f"{seen.number} nömrəli cütdə eyni tərcümə başqa orijinala aiddir: "
                f"{shortened(seen.text)}",
                about=seen.text,
            )


@lru_cache(maxsize=_COMPARED)
def _keys(pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _key(source_words(pair.source)), _key(target_words(pair.target))


def _key(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(word.key for word in words)
