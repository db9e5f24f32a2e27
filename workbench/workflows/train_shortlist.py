"""Make a model's lexical shortlist from bitexts and a glossary."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from workbench.alignment.shortlist import Shortlist, likely_translations, most_frequent
from workbench.engines.checkpoint import Checkpoint
from workbench.engines.vocabulary import MarianVocabulary
from workbench.errors import WorkbenchError
from workbench.model.term import Glossary, TermStatus
from workbench.terminology.english import rendering_forms
from workbench.training.cleaning import clean_pairs
from workbench.training.recipe import Pair

ALWAYS = 3000
"""Most frequent target pieces, which every source allows: grammar and common words."""
TRANSLATIONS = 20
ORIGINS = 5
LONGEST = 60
"""Pieces of a side beyond which a pair is left out: memory grows with the product of two sides."""
MOST = 60_000
"""Pairs that are read at most, drawn from all; more cost memory, not quality."""
SAMPLE = 1000
SEED = 1
_WORD_START = "\N{LOWER ONE EIGHTH BLOCK}"

Example = tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a shortlist costs and loses on the bitexts it was made from.

    Attributes:
        allowed: Target pieces that a sentence allows, on average.
        of: All target pieces.
        covered: Share of the targets' pieces that their sources allow, 0 to 1.
    """

    allowed: float
    of: int
    covered: float


def train_shortlist(
    checkpoint: Checkpoint, pairs: Iterable[Pair], glossary: Glossary
) -> tuple[Shortlist, Coverage]:
    """Return the shortlist of a Marian model, and what it covers; the same input gives the same.

    A source piece allows its likely translations and its copies. Always allowed are the most
    frequent target pieces, single characters, what has no letter, and every piece of the
    glossary's renderings, in both numbers, with and without a capital.

    Raises WorkbenchError for a model of another family and where there are no pairs.
    """
    if checkpoint.family != "marian":
        raise WorkbenchError(
            f"{checkpoint.folder}: shortlists are made for Marian models, this is of the family "
            f"{checkpoint.family}"
        )
    vocabulary = MarianVocabulary(checkpoint)
    cleaned = clean_pairs([*pairs, *_term_pairs(glossary)]).pairs
    chance = random.Random(SEED)  # noqa: S311 - not for secrets
    examples = list(_examples(vocabulary, chance.sample(cleaned, min(len(cleaned), MOST))))
    if not examples:
        raise WorkbenchError("no pairs to make a shortlist from", hint="give a bitext with --data")
    shortlist = _made(vocabulary, examples, glossary)
    return shortlist, _coverage(shortlist, examples, len(vocabulary.target_pieces))


def _made(
    vocabulary: MarianVocabulary, examples: Sequence[Example], glossary: Glossary
) -> Shortlist:
    targets = frozenset(vocabulary.target_pieces)
    frequent = most_frequent((target for _, target in examples), ALWAYS)
    always = frequent | _rendering_pieces(vocabulary, glossary) | set(filter(_is_small, targets))
    likely = likely_translations(examples, translations=TRANSLATIONS, origins=ORIGINS)
    candidates = {
        piece: frozenset(targets & (copies | likely.get(piece, set())))
        for piece, copies in _copies(vocabulary)
    }
    return Shortlist(always & targets, candidates)


def _term_pairs(glossary: Glossary) -> Iterator[Pair]:
    return ((term.source, term.target) for term in glossary.terms if _is_good(term.status))


def _is_good(status: TermStatus) -> bool:
    return status is not TermStatus.FORBIDDEN


def _examples(vocabulary: MarianVocabulary, pairs: Sequence[Pair]) -> Iterator[Example]:
    """Yield the pairs as text pieces the model knows, but for the longest."""
    known = frozenset(vocabulary.source_pieces), frozenset(vocabulary.target_pieces)
    sources = vocabulary.encode([source for source, _ in pairs])
    targets = vocabulary.encode_targets([target for _, target in pairs])
    for pair in zip(sources, targets, strict=True):
        if max(map(len, pair)) <= LONGEST:
            source, target = (
                [piece for piece in side if piece in names]
                for side, names in zip(pair, known, strict=True)
            )
            yield source, target


def _rendering_pieces(vocabulary: MarianVocabulary, glossary: Glossary) -> set[str]:
    """Return the pieces of all renderings, at the start of a word and behind a bracket."""
    good = [target for _, target in _term_pairs(glossary)]
    forms = dict.fromkeys(form for target in good for form in rendering_forms(target))
    texts = [text for form in forms for text in (form, f"({form}")]
    return {piece for pieces in vocabulary.encode_targets(texts) for piece in pieces}


def _copies(vocabulary: MarianVocabulary) -> Iterator[tuple[str, set[str]]]:
    """Yield each source piece with the target pieces that copy it: names stand in both texts."""
    pieces = vocabulary.source_pieces
    encoded = vocabulary.encode_targets([piece.replace(_WORD_START, " ") for piece in pieces])
    for piece, copies in zip(pieces, encoded, strict=True):
        yield piece, {piece, *copies, *(copy.removeprefix(_WORD_START) for copy in copies)}


def _is_small(piece: str) -> bool:
    """Tell whether a piece is one character or has no letter, bytes (`<0x41>`) among them."""
    text = piece.removeprefix(_WORD_START)
    return len(text) <= 1 or text.startswith("<0x") or not any(map(str.isalpha, text))


def _coverage(shortlist: Shortlist, examples: Sequence[Example], size: int) -> Coverage:
    sample = examples[:: max(1, len(examples) // SAMPLE)]
    allowed = [shortlist.allowed(source) for source, _ in sample]
    covered = [
        piece in pieces
        for pieces, (_, target) in zip(allowed, sample, strict=True)
        for piece in target
    ]
    return Coverage(mean(map(len, allowed)), size, mean(covered))
