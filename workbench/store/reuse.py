"""Which stored segments a revised article can keep. Pure."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher


def reused_keys(
    standing: Sequence[tuple[int, str]], retired: Sequence[tuple[int, str]], sources: Sequence[str]
) -> list[int | None]:
    """Return for each new source the key of the old segment that goes on as it, or None.

    Sentences that stand in the same order as before are paired first. What is left over is
    paired by its text alone, so a paragraph that moved keeps its translation, and so does a
    sentence that was dropped and comes back. Only equal sources are paired, each key once.

    Args:
        standing: Key and source of the segments the article holds, in order.
        retired: Key and source of those it once held, the one to prefer first.
        sources: The sources of the revised article, in order.

    >>> reused_keys([(1, "Bir."), (2, "İki.")], [(3, "Üç.")], ["Üç.", "İki.", "Dörd."])
    [3, 2, None]
    """
    kept = dict(_in_order([source for _, source in standing], sources))
    keys = [standing[kept[place]][0] if place in kept else None for place in range(len(sources))]
    taken = set(keys)
    spare: defaultdict[str, deque[int]] = defaultdict(deque)
    for key, source in (*standing, *retired):
        if key not in taken:
            spare[source].append(key)
    return [
        spare[source].popleft() if key is None and spare[source] else key
        for key, source in zip(keys, sources, strict=True)
    ]


def _in_order(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield new and old place of what both sequences share in order."""
    for block in SequenceMatcher(None, old, new).get_matching_blocks():
        yield from ((block.b + step, block.a + step) for step in range(block.size))
