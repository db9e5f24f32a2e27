"""How well translations keep to a glossary: success and consistency of terms.

After the terminology shared tasks of WMT 2023 and 2025 (Semenov et al. 2023): a term counts when
the reference renders it as the glossary says, and succeeds when the translation does.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from workbench.model.term import TermMatch, TermStatus
from workbench.terminology.matcher import TermMatcher
from workbench.terminology.renderings import find_renderings, missing_terms

_Key = TypeVar("_Key", bound=Hashable)
_GOOD = (TermStatus.PREFERRED, TermStatus.ADMITTED)


@dataclass(frozen=True, slots=True)
class TermUse:
    """One term of one sentence: wanted by the glossary, rendered by the reference.

    Attributes:
        article: Where the sentence stands.
        term: The source term.
        rendering: The good rendering that the translation has, or "" when it has none.
    """

    article: str
    term: str
    rendering: str

    @property
    def succeeded(self) -> bool:
        """Return whether the translation renders the term as the glossary says."""
        return bool(self.rendering)


@dataclass(frozen=True, slots=True)
class TermTally:
    """Terms counted together; `wanted` >= `succeeded`."""

    wanted: int = 0
    succeeded: int = 0

    @property
    def rate(self) -> float:
        """Return the share of terms rendered well, 0 to 1; 1 where nothing was wanted.

        >>> TermTally(4, 3).rate
        0.75
        """
        return self.succeeded / self.wanted if self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class TermScores:
    """The terms of a test set.

    Attributes:
        total: All of them.
        consistency: Share of uses that agree with the article's most frequent rendering of the
            term, over the terms that an article has twice or more; 0 to 1.
        by_term: Tally of each source term.
        by_article: Tally of each article.
    """

    total: TermTally
    consistency: float
    by_term: Mapping[str, TermTally] = field(repr=False)
    by_article: Mapping[str, TermTally] = field(repr=False)


def term_uses(
    matcher: TermMatcher, sentence: tuple[str, str, str], hypothesis: str
) -> Iterator[TermUse]:
    """Yield the terms of a sentence (article, source, reference) as the hypothesis has them.

    Left out are doubtful matches and terms that the reference itself renders in another way.
    """
    article, source, reference = sentence
    matches = [match for match in matcher.matches(source) if not match.check]
    other = {match.entry.source for match in missing_terms(matches, reference)}
    first = {match.entry.source: match for match in reversed(matches)}
    for term, match in sorted(first.items()):
        if term not in other and any(match.entry.renderings(*_GOOD)):
            yield TermUse(article, term, _rendering(match, hypothesis))


def score_terms(uses: Iterable[TermUse]) -> TermScores:
    """Return the figures over all uses.

    >>> uses = [TermUse("a", "TDT", "OTS"), TermUse("a", "TDT", ""), TermUse("a", "AB", "EU")]
    >>> scores = score_terms(uses)
    >>> scores.total, scores.consistency, scores.by_term["TDT"]
    (TermTally(wanted=3, succeeded=2), 0.5, TermTally(wanted=2, succeeded=1))
    """
    known = list(uses)
    return TermScores(
        _tally(known),
        _consistency(known),
        {term: _tally(own) for term, own in _grouped(known, lambda use: use.term)},
        {article: _tally(own) for article, own in _grouped(known, lambda use: use.article)},
    )


def _rendering(match: TermMatch, hypothesis: str) -> str:
    good = match.entry.renderings(*_GOOD)
    return next((text for text in good if find_renderings(hypothesis, text)), "")


def _tally(uses: Sequence[TermUse]) -> TermTally:
    return TermTally(len(uses), sum(use.succeeded for use in uses))


def _consistency(uses: Iterable[TermUse]) -> float:
    groups = [own for _, own in _grouped(uses, lambda use: (use.article, use.term)) if own[1:]]
    agreeing = sum(max(Counter(use.rendering for use in own).values()) for own in groups)
    return agreeing / sum(map(len, groups)) if groups else 1.0


def _grouped(
    uses: Iterable[TermUse], key: Callable[[TermUse], _Key]
) -> Iterator[tuple[_Key, list[TermUse]]]:
    groups: defaultdict[_Key, list[TermUse]] = defaultdict(list)
    for use in uses:
        groups[key(use)].append(use)
    yield from groups.items()
