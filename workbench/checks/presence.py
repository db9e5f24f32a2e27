"""Is there a translation at all?"""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check
from workbench.checks.words import source_words
from workbench.model.finding import Finding, Pair, Severity
from workbench.text.casing import fold

# Below this a copied text is most likely a name, a label or a number.
_SHORTEST_COPY = 2


class EmptyTarget(Check):
    """The source says something and the target nothing."""

    id: ClassVar[str] = "empty-target"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "A sentence without a translation is lost to the reader."
    reason_az: ClassVar[str] = "Tərcüməsi olmayan cümlə oxucuya çatmır."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if pair.source.strip() and not pair.target.strip():
            yield self.finding("The target is empty.", "Tərcümə boşdur.")


class EmptySource(Check):
    """The target says something and the source nothing."""

    id: ClassVar[str] = "empty-source"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "A translation of nothing is an invention or a slipped alignment."
    reason_az: ClassVar[str] = "Orijinalsız tərcümə ya uydurmadır, ya da sətirlər sürüşüb."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if pair.target.strip() and not pair.source.strip():
            yield self.finding(
                "The source is empty but the target is not.", "Orijinal boşdur, tərcümə isə yox."
            )


class TargetEqualsSource(Check):
    """The target is the source once more, capitals and outer space aside.

    Left alone: names, labels and figures, that is a text without a word in small letters or of
    a single word (`NATO`, `Azerspace-2`, `Milan – Inter 2:1`).
    """

    id: ClassVar[str] = "target-equals-source"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "A copied source has not been translated."
    reason_az: ClassVar[str] = "Orijinalın surəti tərcümə deyil."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        source = pair.source.strip()
        if not source or fold(source) != fold(pair.target.strip()):
            return
        words = [word.text for word in source_words(source) if not word.text.isdecimal()]
        if len(words) >= _SHORTEST_COPY and any(word.islower() for word in words):
            yield self.finding(
                "The target repeats the source word for word.",
                "Tərcümə orijinalı sözbəsöz təkrarlayır.",
            )
