"""Where sentences begin and end: splitting one, merging two, and taking either back.

A segment's source never changes, so both make new segments and retire the old ones; undoing
retires the new ones and puts the old ones back, with everything they had.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from workbench.errors import Conflict, NotFound, Refused
from workbench.model.article import Article
from workbench.model.finding import Finding
from workbench.model.unit import Origin, Status
from workbench.store import changes, comments, folding
from workbench.store.articles import source_hash
from workbench.store.columns import worst
from workbench.store.editing_schema import Rearrangement, operations
from workbench.store.records import StoredSegment
from workbench.store.rows import as_stored, segment, stored
from workbench.store.schema import articles, revisions, segments, standing
from workbench.store.workspace import Workspace

Judge = Callable[[str, str], Sequence[Finding]]
"""Returns what the checks object to in a source and a target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rearranged:
    """What a split, a merge or an undo did.

    Attributes:
        operation: Number of the split or merge, to be undone by.
        article: Number of the article.
        keys: The segments that stand now in the place of those removed, in order.
        removed: The segments that stood there before.
        replayed: Whether it had been done before.
    """

    operation: int
    article: int
    keys: tuple[int, ...]
    removed: tuple[int, ...]
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks for what: key and version as seen, user, the browser's name for the change."""

    key: int
    version: int
    user: str
    change_id: str = ""


class Structure:
    """Splitting and merging. Each method is one transaction."""

    def __init__(self, workspace: Workspace, judge: Judge) -> None:
        self._workspace = workspace
        self._judge = judge

    def split(self, request: Request, *, source_at: int, target_at: int) -> Rearranged:
        """Split a segment before the code points `source_at` and `target_at`.

        White space at the cut is left out of both parts. What a person has touched becomes two
        drafts; a part without text is empty.

        Raises:
            Refused: A part of the source would be empty, or the segment has left its article.
            Conflict: Somebody else saved first.
        """
        with self._workspace.writing() as connection:
            known = _made(connection, request.change_id)
            if known:
                return known
            old = _current(connection, request.key, request.version)
            parts = _halves(old, source_at, target_at)
            return self._replace(connection, request, Rearrangement.SPLIT, old=[old], new=parts)

    def merge(self, request: Request, *, next_version: int) -> Rearranged:
        """Merge a segment with the one after it in its paragraph.

        Raises:
            Refused: It is the last one of its paragraph, or has left its article.
            Conflict: Somebody else saved one of them first.
        """
        with self._workspace.writing() as connection:
            known = _made(connection, request.change_id)
            if known:
                return known
            first = _current(connection, request.key, request.version)
            second = _after(connection, first)
            _same_version(second, next_version)
            whole = _joined(first, second, _paragraph(connection, first))
            return self._replace(
                connection, request, Rearrangement.MERGE, old=[first, second], new=[whole]
            )

    def undo(self, operation: int) -> Rearranged:
        """Take a split or merge back; done twice, it is done once.

        Raises:
            NotFound: There is no such operation.
            Conflict: What it made was changed or rearranged meanwhile.
        """
        now = self._workspace.now()
        with self._workspace.writing() as connection:
            row = connection.execute(
                select(operations).where(operations.c.id == operation)
            ).one_or_none()
            if row is None:
                raise NotFound(f"there is no operation {operation}", hint="load the article again")
            done = Rearranged(
                operation=operation,
                article=row.article,
                keys=tuple(row.before),
                removed=tuple(key for key, _ in row.after),
                replayed=row.undone is not None,
            )
            if done.replayed:
                return done
            made = [_current(connection, key, version) for key, version in row.after]
            back = [segment(connection, key) for key in row.before]
            _retire(connection, made, now)
            _make_room(connection, made, row.article, len(back))
            _put_back(connection, back, made[0].index)
            comments.move(connection, done.removed, back[0].key)
            this = operations.c.id == operation
            connection.execute(update(operations).where(this).values(undone=now))
            return done

    def _replace(
        self,
        connection: Connection,
        request: Request,
        kind: Rearrangement,
        *,
        old: Sequence[StoredSegment],
        new: Sequence[StoredSegment],
    ) -> Rearranged:
        now = self._workspace.now()
        number = _article_number(connection, old[0].key)
        _retire(connection, old, now)
        _make_room(connection, old, number, len(new))
        made = [
            replace(one, index=old[0].index + step, findings=self._found(one))
            for step, one in enumerate(new)
        ]
        keys = [_insert(connection, number, one, user=request.user, now=now) for one in made]
        folding.add_new(connection, segments.c.key.in_(keys))
        comments.move(connection, [one.key for one in old], keys[0])
        row = {
            "kind": kind,
            "article": number,
            "user": request.user,
            "when": now,
            "before": [one.key for one in old],
            "after": [[key, 1] for key in keys],
        }
        (operation,) = connection.execute(insert(operations), row).inserted_primary_key or (0,)
        changes.record(connection, request.change_id, operation, now=now)
        return Rearranged(
            operation=operation,
            article=number,
            keys=tuple(keys),
            removed=tuple(one.key for one in old),
        )

    def _found(self, one: StoredSegment) -> tuple[Finding, ...]:
        return tuple(self._judge(one.source, one.target)) if one.target else ()


def _made(connection: Connection, change_id: str) -> Rearranged | None:
    """Return what the change did when it was made before."""
    known = changes.made(connection, change_id)
    if known is None:
        return None
    row = connection.execute(select(operations).where(operations.c.id == known.number)).one()
    return Rearranged(
        operation=row.id,
        article=row.article,
        keys=tuple(key for key, _ in row.after),
        removed=tuple(row.before),
        replayed=True,
    )


def _current(connection: Connection, key: int, version: int) -> StoredSegment:
    one = segment(connection, key)
    if one.retired is not None:
        raise Conflict(
            f"segment {key} stands in its article no more: it was split, merged or re-imported",
            hint="load the article again",
        )
    _same_version(one, version)
    return one


def _same_version(one: StoredSegment, version: int) -> None:
    if one.version != version:
        raise Conflict(
            f"segment {one.key} was changed: expected version {version}, found {one.version}",
            hint="look at the new text, then do it again",
        )


def _halves(old: StoredSegment, source_at: int, target_at: int) -> list[StoredSegment]:
    left, right = old.source[:source_at].rstrip(), old.source[source_at:].lstrip()
    if not left or not right:
        raise Refused(
            f"segment {old.key} cannot be split at {source_at}: one part would be empty",
            hint="put the caret between two words of the source",
        )
    first, second = old.target[:target_at].rstrip(), old.target[target_at:].lstrip()
    return [
        _part(old, left, first, start=old.start),
        _part(old, right, second, start=old.end - len(right)),
    ]


def _part(old: StoredSegment, source: str, target: str, *, start: int) -> StoredSegment:
    untouched = old.target == old.engine_text
    return replace(
        old,
        source=source,
        target=target,
        start=start,
        end=start + len(source),
        status=_status([old.status], target),
        engine_text=target if untouched else None,
        engine=old.engine if untouched else "",
        score=None,
        edit_distance=0 if untouched else None,
    )


def _joined(first: StoredSegment, second: StoredSegment, paragraph: str) -> StoredSegment:
    target = " ".join(text for text in (first.target, second.target) if text)
    texts = (first.engine_text, second.engine_text)
    of_one_engine = first.engine == second.engine and None not in texts
    engine_text = " ".join(filter(None, texts)) if of_one_engine else None
    untouched = engine_text == target
    human = Origin.HUMAN if not untouched else Origin.ENGINE
    return replace(
        first,
        source=paragraph[first.start : second.end],
        target=target,
        end=second.end,
        status=_status([first.status, second.status], target),
        origin=human if target else Origin.NONE,
        engine=first.engine if untouched else "",
        engine_text=engine_text if untouched else None,
        score=None,
        edit_distance=0 if untouched else None,
    )


def _status(before: Sequence[Status], target: str) -> Status:
    """Return the status of a new segment: a person's text is a draft now."""
    if any(status.is_human for status in before):
        return Status.DRAFT
    return Status.MACHINE if target else Status.EMPTY


def _after(connection: Connection, first: StoredSegment) -> StoredSegment:
    same = (segments.c.article == _article_number(connection, first.key)) & (
        segments.c.paragraph == first.paragraph
    )
    later = stored(same, standing, segments.c["index"] > first.index)
    for one in as_stored(connection, later.order_by(segments.c["index"]).limit(1)):
        return one
    raise Refused(
        f"segment {first.key} is the last one of its paragraph",
        hint="segments are merged within one paragraph",
    )


def _paragraph(connection: Connection, one: StoredSegment) -> str:
    """Return the text the segment was cut from."""
    row = connection.execute(
        select(articles.c.title, articles.c.rubric, articles.c.paragraphs).where(
            articles.c.id == one.article
        )
    ).one()
    article = Article(id="", title=row.title, rubric=row.rubric, paragraphs=row.paragraphs)
    return article.texts[one.paragraph]


def _article_number(connection: Connection, key: int) -> int:
    number: int = connection.scalars(select(segments.c.article).where(segments.c.key == key)).one()
    return number


def _retire(connection: Connection, old: Sequence[StoredSegment], now: datetime) -> None:
    keys = [one.key for one in old]
    connection.execute(update(segments).where(segments.c.key.in_(keys)).values(retired=now))


def _make_room(
    connection: Connection, old: Sequence[StoredSegment], number: int, count: int
) -> None:
    """Move what follows in the paragraph, so that `count` segments fit where `old` stood.

    By way of negative numbers: two segments may never have one place, not even for a moment.
    """
    shift = count - len(old)
    index = segments.c["index"]
    there = (segments.c.article == number) & (segments.c.paragraph == old[0].paragraph) & standing
    later = there & (index > old[-1].index)
    connection.execute(update(segments).where(later).values({"index": -1 - (index + shift)}))
    connection.execute(update(segments).where(there & (index < 0)).values({"index": -1 - index}))


def _put_back(connection: Connection, old: Sequence[StoredSegment], index: int) -> None:
    for step, one in enumerate(old):
        place = {"retired": None, "index": index + step}
        connection.execute(update(segments).where(segments.c.key == one.key).values(place))


def _insert(
    connection: Connection, number: int, one: StoredSegment, *, user: str, now: datetime
) -> int:
    """Store a new segment with a first revision, and return its key."""
    kept: dict[str, Any] = {
        name: getattr(one, name)
        for name in (
            "paragraph", "index", "start", "end", "source", "target", "status", "origin",
            "engine", "engine_text", "score", "edit_distance", "glossary", "findings",
            "translator", "match_percent",
        )
    }  # fmt: skip
    computed = {
        "article": number,
        "source_hash": source_hash(one.source),
        "severity": worst(one.findings),
        "version": 1,
        "created": one.created or now,
        "changed": now,
    }
    (key,) = connection.execute(insert(segments), kept | computed).inserted_primary_key or (0,)
    revision = {
        "segment": key,
        "number": 1,
        "when": now,
        "user": user,
        "engine": one.engine if one.origin is Origin.ENGINE else "",
        "seconds": 0.0,
        "keys_pressed": 0,
    }
    shared = {name: kept[name] for name in ("origin", "status", "target", "match_percent")}
    connection.execute(insert(revisions), revision | shared)
    return int(key)
