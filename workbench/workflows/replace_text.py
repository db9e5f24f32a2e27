"""Search and replace in the targets of one article, looked at before it is done."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from workbench.errors import Conflict, NotFound
from workbench.model.segment import Span
from workbench.model.unit import Origin, Status
from workbench.store.editor_rows import EditorRows
from workbench.store.post_edits import PostEdits
from workbench.store.records import StoredSegment
from workbench.store.workspace import Workspace
from workbench.text.casing import fold_english
from workbench.workflows.post_edit import Desk, Typed, Wish, save_target


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacing:
    """What to look for in the targets, and what to put there.

    Attributes:
        find: Text, never empty.
        replace: Text, as it stands.
        match_case: Whether capitals matter.
        whole_words: Whether it may not begin or end inside a word.
        statuses: Only segments of these, none for all.
    """

    find: str
    replace: str
    match_case: bool = False
    whole_words: bool = False
    statuses: Collection[Status] = ()

    def spans(self, target: str) -> list[Span]:
        """Return where the text stands, from left to right, without overlap.

        >>> Replacing(find="port", replace="", whole_words=True).spans("Port of ports")
        [Span(start=0, end=4)]
        """
        needle = self.find if self.match_case else fold_english(self.find)
        hay = target if self.match_case else fold_english(target)
        pattern = re.escape(needle)
        if self.whole_words:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        return [Span(*found.span()) for found in re.finditer(pattern, hay)]

    def applied(self, target: str, spans: Collection[Span]) -> str:
        """Return the target with every place replaced."""
        parts, end = [], 0
        for span in spans:
            parts += [target[end : span.start], self.replace]
            end = span.end
        return "".join(parts) + target[end:]


@dataclass(frozen=True, slots=True)
class Change:
    """A segment in which something is replaced: the places, and the target afterwards."""

    segment: StoredSegment
    spans: tuple[Span, ...]
    after: str


@dataclass(slots=True)
class Replaced:
    """Keys of the segments that were written, and of those somebody else changed first."""

    written: list[int] = field(default_factory=list)
    conflicts: list[int] = field(default_factory=list)


def preview(workspace: Workspace, article: int, wanted: Replacing) -> list[Change]:
    """Return what replacing would do to an article. Raises NotFound."""
    return list(_changes(EditorRows(workspace), article, wanted))


def replace_in(
    desk: Desk,
    article: int,
    seen: Mapping[int, int],
    wanted: Replacing,
    *,
    user: str,
    change_id: str = "",
) -> Replaced:
    """Replace in the segments that were seen, as drafts.

    Args:
        desk: Where it is done.
        article: Number of the article.
        seen: Version of each segment to write, by key.
        wanted: What to replace.
        user: Who does it.
        change_id: Name of the whole; each segment is written once under it.

    Raises:
        NotFound: There is no such article, or a segment is not in it.
    """
    rows = EditorRows(desk.workspace)
    if lost := sorted(seen.keys() - set(rows.structure(article))):
        raise NotFound(f"article {article} has no segment {lost[0]}", hint="load it again")
    done = Replaced()
    changes = {one.segment.key: one for one in _changes(rows, article, wanted)}
    for key, version in seen.items():
        wish = Wish(key=key, version=version, user=user, change_id=_part(change_id, key))
        if PostEdits(desk.workspace).was_made(wish.change_id):
            done.written.append(key)
        elif key in changes:
            _replace(desk, wish, changes[key], done)
        elif desk.workspace.segment(key).version != version:
            done.conflicts.append(key)
    return done


def _replace(desk: Desk, wish: Wish, change: Change, done: Replaced) -> None:
    typed = Typed(target=change.after, confirms=False, origin=change.segment.origin or Origin.HUMAN)
    try:
        save_target(desk, wish, typed)
    except Conflict:
        done.conflicts.append(wish.key)
    else:
        done.written.append(wish.key)


def _changes(rows: EditorRows, article: int, wanted: Replacing) -> Iterator[Change]:
    for row in rows.article(article).rows:
        segment = row.segment
        spans = wanted.spans(segment.target)
        if spans and (not wanted.statuses or segment.status in wanted.statuses):
            yield Change(segment, tuple(spans), wanted.applied(segment.target, spans))


def _part(change_id: str, key: int) -> str:
    """Return the name of the change of one segment within a whole."""
    return change_id and sha256(f"{change_id} {key}".encode()).hexdigest()[:40]
