"""Small articles for the tests of the workspace, and a clock that is read like a book."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from workbench.model.article import Article
from workbench.model.finding import Finding, Replacement, Severity
from workbench.model.hypothesis import Hypothesis
from workbench.model.segment import Segment, Span
from workbench.model.unit import Status
from workbench.store import PostEdit, StoredSegment
from workbench.store.workspace import Workspace

NOON = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
PORT = "Bakı limanında yükaşırma həcmi artıb."
TRAIN = "Yeni qatarlar sentyabrda işə düşəcək."
RAIN = "Sabah paytaxtda yağış gözlənilir."

LENGTH = Finding(
    check_id="length",
    severity=Severity.WARNING,
    message="expected 20 to 60 characters, found 3",
    message_az="20-60 işarə gözlənilirdi, 3 tapıldı",
)
SPACE = Finding(
    check_id="space",
    severity=Severity.ERROR,
    message="expected one space, found two",
    message_az="bir boşluq gözlənilirdi, iki tapıldı",
    source_span=Span(0, 4),
    target_span=Span(3, 5),
    fix=Replacement(3, 5, " "),
)


class Clock:
    """Noon of the first of March; a test moves it on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **duration: float) -> datetime:
        self.now += timedelta(**duration)
        return self.now


def article(
    name: str, *paragraphs: str, title: str = "Liman genişlənir"
) -> tuple[Article, list[Segment]]:
    """Return an article with one segment for each line of a paragraph, heading included."""
    made = Article(
        id=name,
        title=title,
        rubric="XƏBƏR",
        date=date(2025, 2, 28),
        time=time(9, 30),
        author="Nigar Əliyeva",
        paragraphs=tuple(paragraph.replace("\n", " ") for paragraph in paragraphs),
    )
    lines = (made.heading, *paragraphs)
    return made, [cut for number, text in enumerate(lines) for cut in _cut(number, text)]


def _cut(paragraph: int, text: str) -> Iterable[Segment]:
    start = 0
    for index, line in enumerate(text.split("\n")):
        yield Segment(paragraph, index, start, start + len(line), line)
        start += len(line) + 1


def translated(
    segment: StoredSegment, *findings: Finding, engine: str = "starter@1"
) -> tuple[int, Hypothesis, tuple[Finding, ...]]:
    """Return what an engine makes of a segment."""
    return segment.key, Hypothesis(f"EN {segment.source}", -0.25, engine), findings


def keyed(workspace: Workspace, name: str) -> dict[str, StoredSegment]:
    """Return the segments of an article by their source."""
    return {segment.source: segment for segment in workspace.segments(name)}


def confirm(
    workspace: Workspace, segment: StoredSegment, target: str, user: str = "aysel"
) -> StoredSegment:
    """Let a person confirm a target for a segment as it was loaded."""
    edit = PostEdit(target=target, status=Status.CONFIRMED, version=segment.version, user=user)
    return workspace.save_post_edit(segment.key, edit)
