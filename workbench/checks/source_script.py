"""Azerbaijani in Cyrillic letters, which neither engine nor rules can read."""

import re
from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check, shortened
from workbench.model.finding import Finding, Pair, Severity
from workbench.text.scripts import CYRILLIC, LETTERS, is_cyrillic, is_mixed

# Letters of the Azerbaijani Cyrillic alphabet that Russian does not have, both cases.
_AZERBAIJANI = re.compile(r"[әғҝјһҹөүӘҒҜЈҺҸӨҮ]")


class CyrillicSource(Check):
    """The source is in Cyrillic letters, or has some among the Latin ones of a word.

    Terms are found in it all the same; words for numbers, months and days are not. Left alone: a
    quoted Russian title, that is words without a letter of the Azerbaijani alphabet (`ә`, `ҝ`, `ҹ`)
    in a text that is mostly Latin.
    """

    id: ClassVar[str] = "cyrillic-source"
    severity: ClassVar[Severity] = Severity.WARNING
    reason_en: ClassVar[str] = "The engine and most rules read Latin letters alone."
    reason_az: ClassVar[str] = "Mühərrik və yoxlamaların çoxu yalnız latın hərflərini oxuyur."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        if not CYRILLIC.search(pair.source):
            return
        words = list(LETTERS.finditer(pair.source))
        cyrillic = [word for word in words if is_cyrillic(word[0])]
        if 2 * len(cyrillic) > len(words) or any(_AZERBAIJANI.search(one[0]) for one in cyrillic):
            yield self._in_cyrillic(pair.source, cyrillic[0].start(), cyrillic[-1].end())
        yield from (self._mixed(word) for word in words if is_mixed(word[0]))

    def _in_cyrillic(self, source: str, start: int, end: int) -> Finding:
        text = shortened(source[start:end])
        return self.finding(
            f"'{text}' is in Cyrillic letters; write the source in Latin ones.",
            f"“{text}” kiril hərfləri ilədir, orijinalı latın əlifbasına keçirin.",
            source=(start, end),
        )

    def _mixed(self, word: re.Match[str]) -> Finding:
        letters = shortened(", ".join(sorted(set(CYRILLIC.findall(word[0])))))
        return self.finding(
            f"'{shortened(word[0])}' of the source has Cyrillic letters: {letters}.",
            f"Orijinaldakı “{shortened(word[0])}” sözündə kiril hərfi var: {letters}.",
            source=word.span(),
        )
