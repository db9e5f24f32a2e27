"""What people do to a segment: type, confirm, review, ignore a finding, go back, propagate."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from workbench.checks.catalogue import find
from workbench.checks.check import Check
from workbench.errors import NotFound, Refused
from workbench.model.acceptance import accepted_by, check_of, finding_names
from workbench.model.finding import Finding, Pair, Severity
from workbench.model.unit import Origin, Status
from workbench.store.article_texts import ArticleTexts
from workbench.store.editor_rows import EditorRows
from workbench.store.post_edits import PostEdits, Save
from workbench.store.records import PostEdit, StoredSegment
from workbench.store.workspace import Workspace
from workbench.workflows.compare_segments import Comparisons, compared

CONFIRMED_WITH_ERROR = "confirmed with error"
"""The reason that is recorded when somebody confirms in spite of an error."""

_FINISHED = (Status.CONFIRMED, Status.REVIEWED)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every change of a segment needs: the workspace, and the rules it is judged by.

    Attributes:
        workspace: Where it is saved.
        checks: The rules.
        glossary: `name@version` of the glossary behind them.
        comparisons: What is known of the open articles, None to read an article anew each time.
    """

    workspace: Workspace
    checks: tuple[Check, ...]
    glossary: str
    comparisons: Comparisons | None = None

    def findings(self, source: str, target: str) -> tuple[Finding, ...]:
        """Return what the rules object to in a pair."""
        return find(Pair(source, target), self.checks)

    def findings_in(self, segment: StoredSegment, target: str) -> tuple[Finding, ...]:
        """Return what they object to in a segment with this target, its article in view."""
        comparisons = self.comparisons or Comparisons(self.workspace)
        there = comparisons.with_target(segment.key, target)
        return (*self.findings(segment.source, target), *there)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Who wants to change which segment.

    Attributes:
        key: The segment.
        version: As the person saw it.
        user: Who it is.
        change_id: The browser's name for the change, "" for none.
        follows: Own earlier saves nobody answered.
    """

    key: int
    version: int
    user: str
    change_id: str = ""
    follows: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a person typed.

    Attributes:
        target: English text.
        confirms: Whether it is finished; otherwise it is a draft.
        origin: What the text began as.
        match_percent: How near the memory match was that it began as.
        seconds: Time spent since the last save.
        keys_pressed: Keys pressed since the last save.
        with_errors: Whether errors that were shown before are accepted.
    """

    target: str
    confirms: bool
    origin: Origin = Origin.HUMAN
    match_percent: int | None = None
    seconds: float = 0.0
    keys_pressed: int = 0
    with_errors: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The segment as it stands after a change.

    Attributes:
        segment: The segment.
        held_back: Whether a confirm became a draft because of an error.
        replayed: Whether the change had been made before.
    """

    segment: StoredSegment
    held_back: bool = False
    replayed: bool = False


def save_target(desk: Desk, wish: Wish, typed: Typed) -> Outcome:
    """Save what a person typed.

    A confirm with an error that nobody accepted is saved as a draft and held back, unless the
    person has seen the error and insists. A text that is there already changes nothing: neither
    does it make a draft of what is confirmed, nor a confirmed segment of a reviewed one.

    Raises:
        Conflict: Somebody else saved first; nothing was written.
        NotFound: There is no such segment, or it has left its article.
    """
    current = desk.workspace.segment(wish.key)
    findings = desk.findings_in(current, typed.target)
    accepted = still_accepted(current, findings)
    errors = open_errors(findings, accepted) if typed.confirms else []
    held_back = bool(errors) and not typed.with_errors
    reasons = {} if held_back else dict.fromkeys(errors, CONFIRMED_WITH_ERROR)
    status = Status.CONFIRMED if typed.confirms and not held_back else Status.DRAFT
    if not reasons and _is_there(current, typed, status):
        made = PostEdits(desk.workspace).was_made(wish.change_id)
        return Outcome(current, held_back, replayed=made)
    edit = PostEdit(
        target=typed.target,
        status=status,
        version=wish.version,
        user=wish.user,
        seconds=typed.seconds,
        keys_pressed=typed.keys_pressed,
        origin=typed.origin,
        findings=findings,
        accepted=(*accepted, *reasons),
        glossary=desk.glossary,
        match_percent=typed.match_percent,
    )
    return replace(_saved(desk, wish, edit, reasons=reasons), held_back=held_back)


def review(desk: Desk, wish: Wish, *, accepts: bool, comment: str = "") -> Outcome:
    """Accept a confirmed segment, or return it with a comment.

    Raises:
        Refused: It is not confirmed, or returned without a word.
        Conflict: Somebody else saved first; nothing was written.
    """
    current = desk.workspace.segment(wish.key)
    if PostEdits(desk.workspace).was_made(wish.change_id):
        return Outcome(current, replayed=True)
    if current.status not in _FINISHED:
        raise Refused(
            f"segment {wish.key} is {current.status}; only confirmed segments are reviewed",
            hint="wait until its translator has confirmed it",
        )
    if not accepts and not comment.strip():
        raise Refused("a segment is returned with a comment", hint="say what is wrong")
    status = Status.REVIEWED if accepts else Status.REJECTED
    edit = replace(_unchanged(desk, current, wish), status=status)
    return _saved(desk, wish, edit, remark=comment.strip())


def ignore(desk: Desk, wish: Wish, which: str, *, reason: str = "", undo: bool = False) -> Outcome:
    """Accept a finding of this segment, or all of a check, or take that back.

    Taken back for one finding of a check that was accepted as a whole, the others of that check
    stay accepted, one by one.

    Args:
        desk: Where it is done.
        wish: Names the segment.
        which: Name of a finding (`finding_names`), or id of a check.
        reason: Why it is no mistake.
        undo: Whether it is one after all.

    Raises:
        Refused: There is no such finding here.
        Conflict: Somebody else saved first; nothing was written.
    """
    current = desk.workspace.segment(wish.key)
    if PostEdits(desk.workspace).was_made(wish.change_id):
        return Outcome(current, replayed=True)
    findings = current.findings
    if which not in _entries(findings):
        # What is shown may be newer than what is stored: another segment was written meanwhile.
        findings = desk.findings_in(current, current.target)
    if which not in _entries(findings):
        raise Refused(
            f"{which!r} was not found in segment {wish.key}", hint="load the segment again"
        )
    kept = [one for one in current.accepted if which not in (one, check_of(one))]
    if not undo:
        reasons = {which: reason}
    elif check_of(which) in kept:
        kept.remove(check_of(which))
        rest = _others_of_check(findings, which, kept)
        reasons = dict.fromkeys(rest, _reason(desk, wish.key, check_of(which)))
    else:
        reasons = {}
    edit = _unchanged(desk, current, wish)
    edit = replace(edit, findings=findings, accepted=(*kept, *reasons))
    return _saved(desk, wish, edit, reasons=reasons)


def revert(desk: Desk, wish: Wish, number: int) -> Outcome:
    """Bring the text of an older revision back, as a draft.

    Raises:
        NotFound: There is no such revision.
        Conflict: Somebody else saved first; nothing was written.
    """
    workspace = desk.workspace
    current = workspace.segment(wish.key)
    old = next((one for one in workspace.revisions(wish.key) if one.number == number), None)
    if old is None:
        raise NotFound(f"segment {wish.key} has no revision {number}", hint="load its history")
    findings = desk.findings_in(current, old.target)
    edit = PostEdit(
        target=old.target,
        status=Status.DRAFT,
        version=wish.version,
        user=wish.user,
        findings=findings,
        accepted=still_accepted(current, findings),
        glossary=desk.glossary,
        match_percent=old.match_percent,
    )
    saved = PostEdits(workspace).revert(_as_save(wish, edit), number)
    return Outcome(saved.segment, replayed=saved.replayed)


def propagate(desk: Desk, wish: Wish, keys: Collection[int] | None = None) -> list[int]:
    """Give the target to unconfirmed segments with the very same source; return their keys.

    They become drafts of origin memory. Confirmed, reviewed and rejected ones are left alone.

    Args:
        desk: Where it is done.
        wish: Names the segment that is repeated.
        keys: Only these, None for all.

    Raises:
        Conflict: Somebody else changed the repeated segment.
    """
    current = desk.workspace.segment(wish.key)
    edit = PostEdit(
        target=current.target,
        status=Status.DRAFT,
        version=wish.version,
        user=wish.user,
        origin=Origin.MEMORY,
        findings=desk.findings(current.source, current.target),
        glossary=desk.glossary,
        match_percent=100,
    )
    repeats = EditorRows(desk.workspace).repeats(wish.key)
    edits = {repeat.key: edit for repeat, _ in repeats}
    return PostEdits(desk.workspace).propagate(_as_save(wish, edit), keys, edits)


def check_article(desk: Desk, segments: Sequence[StoredSegment]) -> None:
    """Compute the findings of segments anew; texts, versions and statuses stay."""
    there = compared(ArticleTexts(desk.workspace).around(segments[0].key)) if segments else {}
    found = {
        one.key: (one.version, (*desk.findings(one.source, one.target), *there.get(one.key, ())))
        for one in segments
        if one.target or one.status.is_human
    }
    PostEdits(desk.workspace).renew_findings(found, desk.glossary)


def follow_glossary(desk: Desk, number: int) -> list[int]:
    """Check what an article still has from another glossary; return the keys of those segments."""
    others = EditorRows(desk.workspace).checked_against_another(number, desk.glossary)
    if others:
        check_article(desk, others)
    return [one.key for one in others]


def still_accepted(current: StoredSegment, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return what stays accepted: findings that are there again, and whole checks.

    A whole check stays so while it objects to nothing but what it objected to before.
    """
    # Findings stored before they had a subject of their own are known by their messages.
    before = {
        (one.check_id, what) for one in current.findings for what in (one.subject, one.message)
    }
    known = (((one.check_id, one.subject), (one.check_id, one.message)) for one in findings)
    fresh = {names[0][0] for names in known if before.isdisjoint(names)}
    there = _entries(findings) - fresh
    return tuple(one for one in current.accepted if one in there)


def open_errors(findings: Sequence[Finding], accepted: Collection[str]) -> list[str]:
    """Return the names of the errors that nobody has accepted."""
    entries = zip(finding_names(findings), accepted_by(findings, accepted), findings, strict=True)
    return [name for name, by, one in entries if not by and one.severity is Severity.ERROR]


def _is_there(current: StoredSegment, typed: Typed, status: Status) -> bool:
    """Return whether a save would bring neither text nor a later status."""
    if typed.target != current.target or current.retired is not None:
        return False
    if status is Status.CONFIRMED:
        return current.status in _FINISHED
    return not typed.confirms or current.status.is_human


def _entries(findings: Sequence[Finding]) -> set[str]:
    """Return all that can be accepted: each finding, and each check as a whole."""
    return {*finding_names(findings), *(finding.check_id for finding in findings)}


def _others_of_check(findings: Sequence[Finding], name: str, but: Collection[str]) -> list[str]:
    """Return the names of the other findings of a finding's check, but for some."""
    same = (one for one in finding_names(findings) if check_of(one) == check_of(name))
    return [one for one in same if one != name and one not in but]


def _reason(desk: Desk, key: int, entry: str) -> str:
    return EditorRows(desk.workspace).row(key).reasons.get(entry, "")


def _unchanged(desk: Desk, current: StoredSegment, wish: Wish) -> PostEdit:
    """Return an edit that leaves text and findings as they are; a machine's becomes a draft."""
    return PostEdit(
        target=current.target,
        status=current.status if current.status.is_human else Status.DRAFT,
        version=wish.version,
        user=wish.user,
        origin=current.origin or Origin.HUMAN,
        findings=current.findings,
        accepted=current.accepted,
        glossary=current.glossary or desk.glossary,
        match_percent=current.match_percent,
    )


def _saved(
    desk: Desk,
    wish: Wish,
    edit: PostEdit,
    *,
    reasons: Mapping[str, str] = MappingProxyType({}),
    remark: str = "",
) -> Outcome:
    save = replace(_as_save(wish, edit), reasons=reasons, remark=remark)
    saved = PostEdits(desk.workspace).save(save)
    return Outcome(saved.segment, replayed=saved.replayed)


def _as_save(wish: Wish, edit: PostEdit) -> Save:
    return Save(key=wish.key, edit=edit, change_id=wish.change_id, follows=wish.follows)
