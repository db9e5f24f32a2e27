"""Neighbouring pairs read as one, so that a model meets sentences longer than most in its bitexts.

Kondo et al., "Sentence Concatenation Approach to Data Augmentation for Neural Machine
Translation", 2021: joined neighbours help most where long sentences are rare.
"""

from collections.abc import Iterator, Sequence

from workbench.training.recipe import Pair


def joined_pairs(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield the first pair joined with the second, the third with the fourth, and so on.

    A space stands between them. A last pair without a neighbour is left out.

    >>> list(joined_pairs([("Bəli.", "Yes."), ("Gəlirəm.", "I am coming."), ("Bax!", "Look!")]))
    [('Bəli. Gəlirəm.', 'Yes. I am coming.')]
    """
    for first, second in zip(pairs[::2], pairs[1::2], strict=False):
        yield f"{first[0]} {second[0]}", f"{first[1]} {second[1]}"
