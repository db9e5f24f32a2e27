"""Is the target as long as a translation of this source should be?"""

import math
from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check
from workbench.model.finding import Finding, Pair, Severity

# English for Azerbaijani news, in characters. Measured on two references: 1.11 and 0.92.
EXPECTED_RATIO = 1.02
# The spread of a translation's length grows with the root of the source's length (Gale and
# Church 1993, "A Program for Aligning Sentences in Bilingual Corpora"). All but one in a thousand
# of the reference pairs lie within these bounds, in characters by root character.
SHORTEST = -6.0
LONGEST = 7.0
# Names and labels of a few letters may grow or shrink by this much without a meaning.
_SLACK = 8


def surplus(source: str, target: str) -> float:
    """Return how much longer the target is than expected: 0 as expected, negative when shorter.

    In characters by the root of the source's length, so that short and long sentences compare.

    >>> surplus("a" * 100, "b" * 102), surplus("a" * 100, "b" * 52)
    (0.0, -5.0)
    """
    length = max(len(source), 1)
    return (len(target) - EXPECTED_RATIO * length) / math.sqrt(length)


class LengthRatio(Check):
    """The target is far too short or far too long for its source."""

    id: ClassVar[str] = "length-ratio"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "Far too short or too long: a part is lost, invented or misaligned."
    reason_az: ClassVar[str] = "Çox qısa və ya uzun tərcümədə nəsə itib, artırılıb, ya da sürüşüb."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        source, target = pair.source.strip(), pair.target.strip()
        if not source or not target:
            return
        if abs(len(target) - EXPECTED_RATIO * len(source)) <= _SLACK:
            return
        more = surplus(source, target)
        if not SHORTEST <= more <= LONGEST:
            expected = round(EXPECTED_RATIO * len(source))
            yield self.finding(
                f"About {expected} characters expected, {len(target)} found.",
                f"Təxminən {expected} işarə gözlənilirdi, {len(target)} işarə var.",
                about="too long" if more > LONGEST else "too short",
            )
