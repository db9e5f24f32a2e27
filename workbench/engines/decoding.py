"""What both runtimes share: from sources to batches and from pieces back to hypotheses."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import Protocol

from workbench.confidence.calibration import UNCALIBRATED, Calibration
from workbench.engines.batching import TOKEN_BUDGET, group_duplicates, token_batches
from workbench.engines.repetition import is_loop
from workbench.engines.splitting import split_long
from workbench.errors import Cancelled
from workbench.model.hypothesis import Hypothesis
from workbench.text.similarity import fuzzy_score

Pieces = list[str]
Batch = list[Pieces]


@dataclass(frozen=True, slots=True)
class Search:
    """How to look for a translation.

    Attributes:
        beam: Hypotheses kept at each step, 1 is greedy.
        hypotheses: Translations wanted for each source, at most `beam`.
        no_repeat: Length in pieces of the sequences that may not come twice, 0 for no ban.
    """

    beam: int = 4
    hypotheses: int = 1
    no_repeat: int = 0

    def guarded(self) -> "Search":
        """Return a search that cannot loop and that offers every hypothesis of its beam."""
        # Four times the same piece are twice the same three.
        return replace(self.whole(), no_repeat=3)

    def whole(self) -> "Search":
        """Return a search that offers every hypothesis of its beam, which costs nothing more."""
        return replace(self, hypotheses=self.beam)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A translation of one sequence: its text, its mean log-probability, its pieces.

    `agreement` is how alike the next best translations are to it, None where there are none.
    """

    text: str
    score: float
    pieces: int
    agreement: float | None = None


class Decoder(Protocol):
    """A model in memory, ready to translate batches of pieces."""

    @property
    def limit(self) -> int:
        """Return the most pieces of a source the model takes, its own ones included."""
        ...

    def encode(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the pieces of each text, those the model wants around them included."""
        ...

    def decode(self, batches: Iterable[Batch], search: Search) -> Iterator[list[list[Decoded]]]:
        """Yield, batch by batch and in order, the translations of each sequence, best first."""
        ...

    def encode_targets(self, texts: Sequence[str]) -> Batch:
        """Return the pieces of translations, with nothing around them."""
        ...

    def judge(self, batch: Batch, targets: Batch) -> list[Decoded]:
        """Return the translation given for each sequence with its score."""
        ...

    def complete(self, batch: Batch, beginnings: Batch) -> list[Decoded]:
        """Return a translation of each sequence that begins with the pieces given for it."""
        ...


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a source that goes through the model as one sequence."""

    owner: int
    text: str
    pieces: Pieces = field(repr=False)


@dataclass(frozen=True, slots=True)
class BatchedEngine:
    """The `Engine` on top of any decoder.

    Attributes:
        id: Catalogue id, hub id or folder name.
        revision: First digits of the model's commit or content hash.
        decoder: The model.
        search: Beam and bans of the first try.
        guard: Whether a translation that loops is looked for once more, without repetitions.
        budget: Tokens of a batch, padding included.
        calibration: What the scores are worth.
    """

    id: str
    revision: str
    decoder: Decoder = field(repr=False)
    search: Search = field(default_factory=Search)
    guard: bool = True
    budget: int = TOKEN_BUDGET
    calibration: Calibration = field(default=UNCALIBRATED, repr=False)

    @property
    def name(self) -> str:
        """Return `id@revision`."""
        return f"{self.id}@{self.revision}"

    def translate(
        self,
        sources: Sequence[str],
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Hypothesis]:
        """Translate every source, in order; see `Engine.translate`."""
        report = progress or _ignore
        hypotheses: dict[int, Hypothesis] = {}
        for place, hypothesis in self.stream(sources, cancelled=cancelled):
            hypotheses[place] = hypothesis
            report(1)
        return [hypotheses[place] for place in range(len(sources))]

    def stream(
        self, sources: Sequence[str], *, cancelled: Callable[[], bool] | None = None
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield each place with its translation, as soon as that is there; see `Engine.stream`."""
        texts = [clean(source) for source in sources]
        for place, text in enumerate(texts):
            if not has_words(text):
                yield place, self._hypothesis(Decoded(text, 0.0, 0))
        places = group_duplicates(text if has_words(text) else "" for text in texts)
        different = list(places)
        for number, decoded in self._decode_texts(different, cancelled or _never):
            for place in places[different[number]]:
                yield place, self._hypothesis(decoded)

    def alternatives(self, sources: Sequence[str], n: int) -> list[list[Hypothesis]]:
        """Return up to `n` different translations of each source, best first.

        The k-th alternative of an over-long source joins the k-th alternatives of its parts.
        """
        texts = [clean(source) for source in sources]
        offers: list[list[Hypothesis]] = [
            [self._hypothesis(Decoded(text, 0.0, 0))] if text and n > 0 else [] for text in texts
        ]
        places = group_duplicates(text if n > 0 and has_words(text) else "" for text in texts)
        different = list(places)
        search = replace(self.search, beam=max(self.search.beam, n), hypotheses=n)
        for text, ranks in zip(different, self._ranked(different, search), strict=True):
            for place in places[text]:
                offers[place] = [self._hypothesis(one) for one in ranks]
        return offers

    def judgements(self, sources: Sequence[str], targets: Sequence[str]) -> list[Hypothesis | None]:
        """Return each target with its score; see `Engine.judgements`."""
        judged = self._led(sources, targets, self.decoder.judge)
        # Its pieces may lack a letter that the model does not know; the text is as it was given.
        return [
            one and replace(one, text=target) for one, target in zip(judged, targets, strict=True)
        ]

    def continuations(
        self, sources: Sequence[str], beginnings: Sequence[str]
    ) -> list[Hypothesis | None]:
        """Return a translation of each source that begins so; see `Engine.continuations`."""
        return self._led(sources, beginnings, self.decoder.complete)

    def _led(
        self,
        sources: Sequence[str],
        words: Sequence[str],
        ask: Callable[[Batch, Batch], list[Decoded]],
    ) -> list[Hypothesis | None]:
        """Return what the decoder makes of sources for which words are given."""
        texts = [clean(source) for source in sources]
        limit = self.decoder.limit
        encoded = self._encode(texts)
        given = self.decoder.encode_targets([clean(some) for some in words]) if words else []
        places = [
            place
            for place, pieces in enumerate(encoded)
            if has_words(texts[place]) and max(len(pieces), len(given[place]) + 2) <= limit
        ]
        made: list[Hypothesis | None] = [None] * len(texts)
        lengths = [len(encoded[place]) for place in places]
        for batch in token_batches(lengths, self.budget):
            chosen = [places[at] for at in batch]
            answers = ask([encoded[place] for place in chosen], [given[place] for place in chosen])
            for place, decoded in zip(chosen, answers, strict=True):
                made[place] = self._hypothesis(decoded)
        return made

    def _ranked(self, texts: list[str], search: Search) -> Iterator[list[Decoded]]:
        """Yield the different translations of each text that a search finds, best first."""
        parts = self._parts(texts)
        answers = dict(self._run(parts, range(len(parts)), search, _never))
        for _, places in groupby(range(len(parts)), key=lambda place: parts[place].owner):
            own = (answers[place] for place in places)
            joined = (join(rank) for rank in zip(*own, strict=False))
            yield list({one.text: one for one in joined if one.text}.values())

    def _hypothesis(self, decoded: Decoded) -> Hypothesis:
        return Hypothesis(decoded.text, decoded.score, self.name, decoded.agreement)

    def _decode_texts(
        self, texts: list[str], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, Decoded]]:
        """Yield the number of each text with its translation, as soon as all parts are there."""
        parts = self._parts(texts)
        missing = Counter(part.owner for part in parts)
        answers: dict[int, dict[int, Decoded]] = {}
        for place, decoded in self._decode_parts(parts, cancelled):
            owner = parts[place].owner
            answers.setdefault(owner, {})[place] = decoded
            missing[owner] -= 1
            if not missing[owner]:
                yield (
                    owner,
                    join(
                        [
                            found
                            for _, found in sorted(answers.pop(owner).items(), key=itemgetter(0))
                        ]
                    ),
                )

    def _parts(self, texts: list[str]) -> list[_Part]:
        """Return the texts cut to what the model takes."""
        parts = []
        for owner, (text, pieces) in enumerate(zip(texts, self._encode(texts), strict=True)):
            if len(pieces) <= self.decoder.limit:
                parts.append(_Part(owner, text, pieces))
                continue
            short = split_long(text, self._count, self.decoder.limit)
            parts += map(_Part, [owner] * len(short), short, self._encode(short))
        return parts

    def _encode(self, texts: list[str]) -> list[Pieces]:
        return self.decoder.encode(texts) if texts else []

    def _count(self, text: str) -> int:
        return len(self.decoder.encode([text])[0])

    def _decode_parts(
        self, parts: list[_Part], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, Decoded]]:
        """Yield the place of each part with its translation; loops are decoded twice."""
        doubtful: dict[int, Decoded] = {}
        everything = range(len(parts))
        for place, (best, *others) in self._run(parts, everything, self.search.whole(), cancelled):
            if not best.text or (self.guard and is_loop(best.text)):
                doubtful[place] = best
            else:
                yield place, replace(best, agreement=agreement(best, others))
        guarded = self.search.guarded()
        for place, offers in self._run(parts, list(doubtful), guarded, cancelled):
            last_resort = [doubtful[place], Decoded(parts[place].text, doubtful[place].score, 1)]
            yield place, next(offer for offer in [*offers, *last_resort] if offer.text)

    def _run(
        self,
        parts: list[_Part],
        places: Sequence[int],
        search: Search,
        cancelled: Callable[[], bool],
    ) -> Iterator[tuple[int, list[Decoded]]]:
        lengths = [len(parts[place].pieces) for place in places]
        batches = [[places[at] for at in batch] for batch in token_batches(lengths, self.budget)]
        stream = self.decoder.decode(
            ([parts[place].pieces for place in batch] for batch in batches), search
        )
        for batch in batches:
            if cancelled():
                raise Cancelled("the translation was stopped")
            yield from zip(batch, next(stream), strict=True)


def clean(source: str) -> str:
    r"""Return the source as a model can read it: one line, single spaces, valid Unicode.

    >>> clean(" Bakı\nlimanı ")
    'Bakı limanı'
    """
    return " ".join(source.encode("utf-8", "replace").decode("utf-8").split())


def has_words(text: str) -> bool:
    """Return whether there is anything to translate: a letter or a digit.

    >>> has_words("* * *"), has_words("2025")
    (False, True)
    """
    return any(map(str.isalnum, text))


def join(parts: Sequence[Decoded]) -> Decoded:
    """Return the parts of one source as one translation, its score weighted by pieces.

    >>> join([Decoded("The port", -0.5, 2), Decoded("is open.", -1.0, 2)])
    Decoded(text='The port is open.', score=-0.75, pieces=4, agreement=None)
    """
    known = [(part.agreement, part.pieces) for part in parts if part.agreement is not None]
    return Decoded(
        " ".join(part.text for part in parts),
        _mean([(part.score, part.pieces) for part in parts]),
        sum(part.pieces for part in parts),
        _mean(known) if known else None,
    )


def _mean(weighed: Sequence[tuple[float, int]]) -> float:
    pieces = sum(size for _, size in weighed)
    return sum(value * size for value, size in weighed) / max(pieces, 1)


def agreement(best: Decoded, others: Sequence[Decoded]) -> float | None:
    """Return how alike the other translations are to the best one, 0 to 1, in words.

    >>> agreement(Decoded("A b c .", -0.5, 4), [Decoded("A b d .", -0.6, 4)])
    0.75
    """
    if not others:
        return None
    return sum(fuzzy_score(best.text, other.text) for other in others) / (100 * len(others))


def _ignore(_finished: int) -> None:
    """Let progress pass unseen."""


def _never() -> bool:
    return False
