"""Corpus scores against references, each with the signature that makes it comparable.

BLEU: Papineni et al. 2002. chrF2++: Popović 2017. TER: Snover et al. 2006. All by sacrebleu
(Post 2018) with its defaults, so the figures can stand beside published ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric


@dataclass(frozen=True, slots=True)
class Score:
    """One figure.

    Attributes:
        metric: `BLEU`, `chrF2++` or `TER`.
        value: 0 to 100; TER can be higher. BLEU and chrF2++ are better when higher, TER when lower.
        signature: sacrebleu's settings and version.
    """

    metric: str
    value: float
    signature: str


def score_corpus(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[Score, ...]:
    """Return BLEU, chrF2++ and TER of hypotheses against one reference each.

    Raises WorkbenchError when the two are not of the same length, or are empty.

    >>> [s.metric for s in score_corpus(["The port is open."], ["The port is open."])]
    ['BLEU', 'chrF2++', 'TER']
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    if len(hypotheses) != len(references):
        raise WorkbenchError(
            f"{len(hypotheses)} hypotheses but {len(references)} references",
            hint="both need one sentence a line, in the same order",
        )
    if not references:
        raise WorkbenchError("there is nothing to score", hint="both files are empty")
    return tuple(
        _score(name, metric, hypotheses, references)
        for name, metric in (("BLEU", BLEU()), ("chrF2++", CHRF(word_order=2)), ("TER", TER()))
    )


def sentence_edit_rates(hypotheses: Sequence[str], references: Sequence[str]) -> list[float]:
    """Return the TER of each hypothesis by itself, in per cent of its reference's words.

    >>> sentence_edit_rates(["The port is open.", "A port."], ["The port is open.", "A bay."])
    [0.0, 50.0]
    """
    from sacrebleu.metrics.ter import TER

    metric = TER()
    return [
        float(metric.sentence_score(hypothesis, [reference]).score)
        for hypothesis, reference in zip(hypotheses, references, strict=True)
    ]


def _score(
    name: str, metric: "Metric", hypotheses: Sequence[str], references: Sequence[str]
) -> Score:
    value = metric.corpus_score(list(hypotheses), [list(references)]).score
    return Score(name, float(value), str(metric.get_signature()))
