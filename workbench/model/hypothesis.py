"""What an engine answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation by an engine.

    Attributes:
        text: The English sentence, detokenized.
        score: Mean log-probability of a target piece, <= 0; comparable within one engine only.
        engine: Id of the engine with its model's revision, `starter@3f2a91c0`.
        agreement: How alike the engine's next best translations are to this one, 0 to 1; None
            where it had none.
        confidence: Share of its words that is expected to stand, 0 to 1; None until it is judged.
    """

    text: str
    score: float
    engine: str
    agreement: float | None = None
    confidence: float | None = None
