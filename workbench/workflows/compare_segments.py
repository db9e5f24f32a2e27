"""Compare the segments of an article: names and sentences the same way from first to last."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from workbench.checks.catalogue import corpus_checks
from workbench.model.finding import Finding
from workbench.model.unit import TranslationUnit
from workbench.store.article_texts import ArticleText, ArticleTexts
from workbench.store.post_edits import PostEdits
from workbench.store.workspace import Workspace

COMPARING = frozenset(rule.id for rule in corpus_checks())
"""The rules that compare; their findings stand with the later of two segments."""

_MOST_ARTICLES = 100

Told = Mapping[int, tuple[Finding, ...]]
"""What the rules object to, by key; segments without a finding are left out."""


def compared(texts: Sequence[ArticleText]) -> Told:
    """Return what the rules that compare object to in the segments of one article, in order.

    Units are numbered as the editor numbers segments, from 1.
    """
    rules = corpus_checks()
    told = {
        text.key: tuple(finding for rule in rules for finding in rule.findings(number, _unit(text)))
        for number, text in enumerate(texts, start=1)
    }
    return {key: findings for key, findings in told.items() if findings}


def compared_with_article(workspace: Workspace, key: int, target: str) -> tuple[Finding, ...]:
    """Return what comparing objects to in a segment if `target` were its text; none if retired."""
    texts = ArticleTexts(workspace).around(key)
    place = next((place for place, one in enumerate(texts) if one.key == key), None)
    if place is None:
        return ()
    before = [*texts[:place], texts[place]._replace(target=target)]
    return compared(before).get(key, ())


@dataclass
class _Known:
    """What was found in an article, and since when it stands so."""

    versions: Sequence[tuple[int, int]] = ()
    told: Told = field(default_factory=dict)
    since: dict[int, datetime] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


class Comparisons:
    """Keeps what comparing finds in the articles that are open. Threads share it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: OrderedDict[int, _Known] = OrderedDict()
        self._lock = Lock()

    def renew(self, number: int, since: datetime | None = None) -> list[int]:
        """Bring the stored findings of an article up to date, if one of its texts has changed.

        Texts, statuses, versions and dates stay.

        Args:
            number: The article.
            since: A moment.

        Returns:
            Keys of the segments whose findings of this kind became others at that moment or later.
        """
        known = self._article(number)
        with known.lock:
            versions = ArticleTexts(self._workspace).versions(number)
            if versions != known.versions:
                self._compare(known, ArticleTexts(self._workspace).of(number))
                known.versions = versions
            changed = {key for key, when in known.since.items() if since and when >= since}
            return [key for key, _ in versions if key in changed]

    def _article(self, number: int) -> _Known:
        """Return what is known of an article; what has not been asked for longest is forgotten."""
        with self._lock:
            known = self._known.setdefault(number, _Known())
            self._known.move_to_end(number)
            while len(self._known) > _MOST_ARTICLES:
                self._known.popitem(last=False)
            return known

    def _compare(self, known: _Known, texts: Sequence[ArticleText]) -> None:
        told = compared(texts)
        found = {one.key: (one.version, _renewed(one, told)) for one in texts}
        stale = {one.key for one in texts if found[one.key][1] != one.findings}
        if stale:
            PostEdits(self._workspace).renew_findings({key: found[key] for key in stale})
        now = self._workspace.now()
        others = {key for key in {*told, *known.told} if told.get(key) != known.told.get(key)}
        known.since.update(dict.fromkeys(stale | others, now))
        known.told = told


def _renewed(text: ArticleText, told: Told) -> tuple[Finding, ...]:
    alone = (one for one in text.findings if one.check_id not in COMPARING)
    return (*alone, *told.get(text.key, ()))


def _unit(text: ArticleText) -> TranslationUnit:
    return TranslationUnit(
        article="",
        paragraph=text.paragraph,
        index=text.place,
        source=text.source,
        target=text.target,
    )
