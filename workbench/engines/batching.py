"""Which sentences go through the model together. Pure."""

from collections.abc import Iterable, Sequence

TOKEN_BUDGET = 1024


def group_duplicates(texts: Iterable[str]) -> dict[str, list[int]]:
    """Return each different text with all its positions, in order of first appearance.

    Empty texts are left out: they are not for the model.

    >>> group_duplicates(["Bəli.", "", "Xeyr.", "Bəli."])
    {'Bəli.': [0, 3], 'Xeyr.': [2]}
    """
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if text:
            places.setdefault(text, []).append(place)
    return places


def token_batches(lengths: Sequence[int], budget: int = TOKEN_BUDGET) -> list[list[int]]:
    """Return batches of positions in `lengths`, longest sequences first.

    A batch costs its longest sequence times its size, padding included, and never costs more
    than `budget` tokens, unless a single sequence does. Its sequences share a length class, so
    that a source gets the same bound, and with it the same translation, in any company. Long
    sequences go first so that parallel workers end together; equal lengths keep their order.

    >>> token_batches([3, 9, 40, 10], budget=20)
    [[2], [3, 1], [0]]
    """
    batches: list[list[int]] = []
    longest = 0
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        same = length_class(lengths[place]) == length_class(longest)
        if not (batches and same and longest * (len(batches[-1]) + 1) <= budget):
            batches.append([])
            longest = lengths[place]
        batches[-1].append(place)
    return batches


def length_class(length: int) -> int:
    """Return the power of two, 16 or more, that the length does not exceed.

    >>> [length_class(length) for length in (1, 16, 17, 100)]
    [16, 16, 32, 128]
    """
    return max(16, 1 << (length - 1).bit_length())


def length_bound(longest: int, positions: int) -> int:
    """Return how many pieces a translation may have at most.

    Twice the length class of the source: English needs about 1.3 pieces for an Azerbaijani
    one, and an abbreviation may become five words. A model that loops is stopped there. Models
    cannot count beyond `positions`, two of which are taken by the start and the end.

    >>> length_bound(10, 512), length_bound(20, 512), length_bound(400, 512)
    (32, 64, 510)
    """
    return max(1, min(2 * length_class(longest), positions - 2))
