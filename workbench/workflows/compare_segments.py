"""Compare the segments of an article: names and sentences the same way from first to last."""

from collections import OrderedDict, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from workbench.checks.catalogue import corpus_checks
from workbench.model.finding import Finding
from workbench.model.unit import TranslationUnit
from workbench.store.article_texts import ArticleText, ArticleTexts
from workbench.store.post_edits import PostEdits
from workbench.store.workspace import Workspace

_RULES = corpus_checks()

COMPARING = frozenset(rule.id for rule in _RULES)
"""The rules that compare; their findings stand with the later of two segments."""

_MOST_ARTICLES = 50

Told = Mapping[int, tuple[Finding, ...]]
"""What the rules object to, by key; segments without a finding are left out."""


def compared(texts: Sequence[ArticleText]) -> Told:
    """Return what the rules that compare object to in the segments of one article, in order.

    Units are numbered as the editor numbers segments, from 1.
    """
    return _compared(enumerate(texts, start=1))


class ComparedArticle:
    """The texts of an article, and what the rules that compare object to in them.

    Attributes:
        texts: By key, in order.
        told: What `compared` returns for them.
    """

    def __init__(self, texts: Sequence[ArticleText]) -> None:
        self.texts = {one.key: one for one in texts}
        self.told: Told = compared(texts)
        self._numbers = {one.key: number for number, one in enumerate(texts, start=1)}
        self._sharing: defaultdict[Hashable, set[int]] = defaultdict(set)
        for one in texts:
            self._note(one)

    def versions(self) -> list[tuple[int, int]]:
        """Return key and version of the segments, in order."""
        return [(one.key, one.version) for one in self.texts.values()]

    def has(self, key: int, version: int) -> bool:
        """Return whether this version of a segment is the one compared."""
        return key in self.texts and self.texts[key].version == version

    def with_target(self, key: int, target: str) -> tuple[Finding, ...]:
        """Return what would be objected to in a segment if `target` were its text."""
        changed = self.texts[key]._replace(target=target)
        number = self._numbers[key]
        before = [one for one in self._met_by(changed) if self._numbers[one] < number]
        return _compared([*self._numbered(before), (number, changed)]).get(key, ())

    def put(self, text: ArticleText) -> set[int]:
        """Take the new text of a segment in; return the segments that are judged otherwise now."""
        old = self.texts[text.key]
        later = self._met_by(old) | self._met_by(text) | {text.key}
        for subject in _subjects(old):
            self._sharing[subject].discard(text.key)
        self.texts[text.key] = text
        self._note(text)
        return self._judge({one for one in later if self._numbers[one] >= self._numbers[text.key]})

    def _judge(self, keys: set[int]) -> set[int]:
        """Judge segments anew, and return those that are judged otherwise."""
        around = keys.union(*(self._met_by(self.texts[key]) for key in keys))
        fresh = _compared(self._numbered(around))
        changed = {key for key in keys if fresh.get(key) != self.told.get(key)}
        others = {key: found for key, found in self.told.items() if key not in changed}
        self.told = others | {key: fresh[key] for key in changed if key in fresh}
        return changed

    def _note(self, text: ArticleText) -> None:
        for subject in _subjects(text):
            self._sharing[subject].add(text.key)

    def _met_by(self, text: ArticleText) -> set[int]:
        """Return the segments that a text is compared with."""
        return set().union(*(self._sharing.get(subject, ()) for subject in _subjects(text)))

    def _numbered(self, keys: Iterable[int]) -> list[tuple[int, ArticleText]]:
        return sorted((self._numbers[key], self.texts[key]) for key in keys)


@dataclass
class _Known:
    """What was found in an article, since when it stands so, and what of it is not stored yet."""

    article: ComparedArticle = field(default_factory=lambda: ComparedArticle([]))
    changed: set[int] = field(default_factory=set)
    unsure: set[int] = field(default_factory=set)
    since: dict[int, datetime] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


class Comparisons:
    """Keeps what comparing finds in the articles that are open. Threads share it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._texts = ArticleTexts(workspace)
        self._known: OrderedDict[int, _Known] = OrderedDict()
        self._lock = Lock()

    def with_target(self, key: int, target: str) -> tuple[Finding, ...]:
        """Return what is objected to in a segment if `target` were its text; none if retired."""
        number = self._texts.article_of(key)
        if number is None:
            return ()
        known = self._article(number)
        with known.lock:
            self._catch_up(known, number)
            return known.article.with_target(key, target) if key in known.article.texts else ()

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
            self._catch_up(known, number)
            self._store(known)
            changed = {key for key, when in known.since.items() if since and when >= since}
            return [key for key in known.article.texts if key in changed]

    def _article(self, number: int) -> _Known:
        """Return what is known of an article; what has not been asked for longest is forgotten."""
        with self._lock:
            known = self._known.setdefault(number, _Known())
            self._known.move_to_end(number)
            while len(self._known) > _MOST_ARTICLES:
                self._known.popitem(last=False)
            return known

    def _catch_up(self, known: _Known, number: int) -> None:
        """Compare what has changed since; all of it where segments came, went or moved."""
        before, now = known.article.versions(), self._texts.versions(number)
        if _keys(before) != _keys(now):
            self._begin(known, number)
            return
        fresh = [key for (key, version), old in zip(now, before, strict=True) if version != old[1]]
        for text in self._texts.among(fresh):
            known.changed |= known.article.put(text)
            known.unsure.add(text.key)

    def _begin(self, known: _Known, number: int) -> None:
        """Compare a whole article."""
        before = known.article.told
        known.article = ComparedArticle(self._texts.of(number))
        now = known.article.told
        known.changed |= {key for key in {*before, *now} if before.get(key) != now.get(key)}
        known.unsure.update(known.article.texts)

    def _store(self, known: _Known) -> None:
        """Write the findings that are not stored as they are."""
        stored = self._texts.findings(known.changed | known.unsure)
        wanted = {
            key: (version, (*_alone(found), *known.article.told.get(key, ())))
            for key, (version, found) in stored.items()
            if known.article.has(key, version)
        }
        stale = {key: one for key, one in wanted.items() if one != stored[key]}
        if stale:
            PostEdits(self._workspace).renew_findings(stale)
        known.since.update(dict.fromkeys({*stale, *known.changed}, self._workspace.now()))
        known.changed, known.unsure = set(), set()


def _compared(numbered: Iterable[tuple[int, ArticleText]]) -> Told:
    rules = corpus_checks()
    told = {}
    for number, text in numbered:
        unit = _unit(text)
        told[text.key] = tuple(found for rule in rules for found in rule.findings(number, unit))
    return {key: findings for key, findings in told.items() if findings}


def _subjects(text: ArticleText) -> list[Hashable]:
    unit = _unit(text)
    return [(rule.id, subject) for rule in _RULES for subject in rule.subjects(unit)]


def _alone(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.check_id not in COMPARING)


def _keys(versions: Sequence[tuple[int, int]]) -> list[int]:
    return [key for key, _ in versions]


def _unit(text: ArticleText) -> TranslationUnit:
    return TranslationUnit(
        article="",
        paragraph=text.paragraph,
        index=text.place,
        source=text.source,
        target=text.target,
    )
