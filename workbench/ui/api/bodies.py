"""What the browser may send; everything else is answered with 422."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from workbench.store.columns import LARGEST_INTEGER

LONGEST_TARGET = 20_000

Number = Annotated[int, Path(ge=0, le=LARGEST_INTEGER)]
"""A number in a path: of a segment, an article, a job, a comment."""

Version = Annotated[int, Field(ge=0, le=LARGEST_INTEGER)]
Key = Annotated[int, Field(ge=0, le=LARGEST_INTEGER)]
Place = Annotated[int, Field(ge=0, le=2 * LONGEST_TARGET)]
ChangeId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Target = Annotated[str, StringConstraints(max_length=LONGEST_TARGET)]
Remark = Annotated[str, StringConstraints(max_length=5000)]

PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]
PageSize = Annotated[int, Query(ge=1, le=200)]
Question = Annotated[str, Query(max_length=1000)]
Day = Annotated[date | None, Query()]


class Body(BaseModel):
    """A JSON object without fields we do not know."""

    model_config = ConfigDict(extra="forbid")


class Change(Body):
    """A change of a segment: the version that was seen, and the browser's name for it."""

    version: Version
    change_id: ChangeId | Literal[""] = ""


class TargetBody(Change):
    """A save."""

    target: Target
    status: Literal["draft", "confirmed"]
    origin: Literal["human", "memory", "engine"] = "human"
    match: Annotated[int, Field(ge=1, le=101)] | None = None
    seconds: Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)] = 0.0
    keys_pressed: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    with_errors: bool = False
    follows: Annotated[list[ChangeId], Field(max_length=1000)] = []


class CheckBody(Body):
    """A target to be looked at."""

    target: Target


class ReviewBody(Change):
    """What a reviewer says."""

    verdict: Literal["accept", "return"]
    comment: Remark = ""


class IgnoreBody(Change):
    """A finding that is no mistake, or is one after all; without `finding`, all of its check."""

    check: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    finding: Annotated[str, StringConstraints(max_length=80)] = ""
    reason: Remark = ""
    undo: bool = False


class RevertBody(Change):
    """A revision to go back to."""

    number: Annotated[int, Field(ge=1, le=LARGEST_INTEGER)]


class PropagateBody(Change):
    """Which repeats get the target; null for all."""

    keys: Annotated[list[Key], Field(max_length=1000)] | None = None


class SplitBody(Change):
    """Where to split source and target, in UTF-16 units."""

    source_at: Place
    target_at: Place


class MergeBody(Change):
    """The version of the next segment, too."""

    next_version: Version


class DiffBody(Body):
    """Two texts to compare."""

    old: Target
    new: Target


class CommentBody(Body):
    """A comment."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
    change_id: ChangeId | Literal[""] = ""


class ResolveBody(Body):
    """Whether a comment is settled."""

    resolved: bool


class FindBody(Body):
    """What to look for, and what to put in its place."""

    find: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    replace: Annotated[str, StringConstraints(max_length=1000)]
    match_case: bool = False
    whole_words: bool = False
    statuses: list[Literal["empty", "machine", "draft", "confirmed", "reviewed", "rejected"]] = []


class SeenRow(Body):
    """A segment as it was seen."""

    key: Key
    version: Version


class ReplaceBody(FindBody):
    """The rows in which to replace."""

    rows: Annotated[list[SeenRow], Field(max_length=10_000)]
    change_id: ChangeId | Literal[""] = ""


class PresenceBody(Body):
    """Where somebody is."""

    client: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{4,64}$")]
    article: Key
    segment: Key | None = None
    since: Annotated[str, StringConstraints(max_length=40)] | None = None


class LeaveBody(Body):
    """A window that closes."""

    client: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{4,64}$")]
