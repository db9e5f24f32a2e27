"""What an engine answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation by an engine.

    Attributes:
        text: The English sentence, detokenized.
        score: Mean log-probability of a target piece, <= 0; comparable within one engine only.
        engine: Id of the engine with its model's revision, `starter@3f2a91c0`.
    """

    text: str
    score: float
    engine: str
