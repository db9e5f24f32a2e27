"""Saves of the editor: each made once however often it is sent, each with a version."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from workbench.errors import NotFound
from workbench.model.acceptance import open_findings
from workbench.model.finding import Finding
from workbench.store import changes, targets
from workbench.store.columns import worst
from workbench.store.comments import insert_comment
from workbench.store.editing_schema import CommentKind, ignored
from workbench.store.editor_rows import repeats_of
from workbench.store.records import PostEdit, StoredSegment
from workbench.store.rows import chunks, segment
from workbench.store.schema import segments
from workbench.store.workspace import Workspace

Write = Callable[[Connection, PostEdit, datetime], StoredSegment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """A post-edit on its way into the workspace.

    Attributes:
        key: The segment.
        edit: What is saved.
        change_id: The browser's name for it, "" for none.
        follows: Own earlier saves nobody answered; a version one of them made is no conflict.
        reasons: Why findings are accepted with this save, by the entry of what is accepted.
        remark: What a reviewer says with it, or "".
    """

    key: int
    edit: PostEdit
    change_id: str = ""
    follows: Sequence[str] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """The segment as it stands, and whether the save had been made before."""

    segment: StoredSegment
    replayed: bool = False


class PostEdits:
    """Writing for the editor. Each method is one transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def save(self, save: Save) -> Saved:
        """Save a post-edit.

        Raises:
            Conflict: Somebody else saved first; nothing was written.
            NotFound: There is no such segment, or it has left its article.
        """
        return self._once(
            save,
            lambda connection, edit, now: targets.save_post_edit(connection, save.key, edit, now),
        )

    def revert(self, save: Save, number: int) -> Saved:
        """Save the text of an older revision. Raises as `save` does."""
        return self._once(
            save,
            lambda connection, edit, now: targets.revert(
                connection, save.key, edit, number=number, now=now
            ),
        )

    def propagate(
        self, save: Save, keys: Collection[int] | None, edits: Mapping[int, PostEdit]
    ) -> list[int]:
        """Save edits to unconfirmed segments with the source of `save.key`; return their keys.

        Whatever was confirmed meanwhile, or is no repeat, is passed over.

        Args:
            save: Names the segment that is repeated, its version and the change.
            keys: Only these, None for all.
            edits: What to save, by key.

        Raises:
            Conflict: The repeated segment has another version.
        """
        with self._workspace.writing() as connection:
            now = self._workspace.now()
            if changes.made(connection, save.change_id):
                return [key for key in edits if keys is None or key in keys]
            one = targets.seen(connection, save.key, save.edit)
            chosen = [
                repeat
                for repeat, _ in repeats_of(connection, one)
                if repeat.key in edits and (keys is None or repeat.key in keys)
            ]
            for repeat in chosen:
                edit = replace(edits[repeat.key], version=repeat.version)
                targets.save_post_edit(connection, repeat.key, edit, now)
            changes.record(connection, save.change_id, save.key, now=now)
            return [repeat.key for repeat in chosen]

    def renew_findings(
        self, found: Mapping[int, tuple[int, Sequence[Finding]]], glossary: str | None = None
    ) -> None:
        """Write findings computed anew, by key with the version they belong to.

        Text, status and version stay; a segment that was saved meanwhile is passed over.

        Args:
            found: Version and findings by key.
            glossary: `name@version` of the glossary behind them, None where none was asked.
        """
        behind = {} if glossary is None else {"glossary": glossary}
        with self._workspace.writing() as connection:
            accepted = _accepted(connection, found)
            rows = [
                {"of": key, "seen": version, "found": findings}
                | {"rank": worst(open_findings(findings, accepted.get(key, ())))}
                for key, (version, findings) in found.items()
            ]
            if rows:
                connection.execute(_RENEW.values(**behind), rows)

    def was_made(self, change_id: str) -> bool:
        """Return whether the change of this name has been made."""
        with self._workspace.reading() as connection:
            return changes.made(connection, change_id) is not None

    def _once(self, save: Save, write: Write) -> Saved:
        with self._workspace.writing() as connection:
            now = self._workspace.now()  # not before it is our turn: who waits for news asks by it
            current = segment(connection, save.key)
            if changes.made(connection, save.change_id):
                return Saved(current, replayed=True)
            _stands(current)
            written = write(connection, _following(connection, save), now)
            _keep_reasons(connection, save, now)
            if save.remark:
                kind = CommentKind.REVIEW
                user, remark = save.edit.user, save.remark
                insert_comment(connection, save.key, user, remark, now=now, kind=kind)
            changes.record(connection, save.change_id, save.key, version=written.version, now=now)
            return Saved(written)


_RENEW = (
    update(segments)
    .where(segments.c.key == bindparam("of"), segments.c.version == bindparam("seen"))
    .values(findings=bindparam("found"), severity=bindparam("rank"))
)


def _accepted(connection: Connection, keys: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return what people accepted in segments, by key."""
    query = select(segments.c.key, segments.c.accepted)
    return {
        row[0]: row[1]
        for piece in chunks(keys)
        for row in connection.execute(query.where(segments.c.key.in_(piece)))
    }


def _stands(current: StoredSegment) -> None:
    if current.retired is not None:
        raise NotFound(
            f"segment {current.key} stands in its article no more: it was split or merged, or the "
            "article was deleted or read anew",
            hint="keep your text, load the article again and put it in there",
        )


def _following(connection: Connection, save: Save) -> PostEdit:
    """Return the edit with the version its own unanswered predecessors made."""
    own = changes.newest_version(connection, save.key, save.follows)
    if own is None or own < save.edit.version:
        return save.edit
    return replace(save.edit, version=own)


def _keep_reasons(connection: Connection, save: Save, now: datetime) -> None:
    """Keep the reasons of what is accepted now, and forget those of what is no longer."""
    this = ignored.c.segment == save.key
    connection.execute(delete(ignored).where(this, ignored.c.check_id.not_in(save.edit.accepted)))
    if save.reasons:
        connection.execute(delete(ignored).where(this, ignored.c.check_id.in_(save.reasons)))
    rows = [
        {"segment": save.key, "check_id": check_id, "reason": reason, "user": save.edit.user}
        for check_id, reason in save.reasons.items()
    ]
    if rows:
        connection.execute(insert(ignored), [row | {"when": now} for row in rows])
