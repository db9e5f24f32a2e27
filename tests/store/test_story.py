"""Imports, engines, matches and persons in any order: nothing a person typed is ever lost."""

from dataclasses import dataclass, field
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select
from typing_extensions import override

from tests.store.archive import PORT, RAIN, TRAIN, Clock, article
from workbench.errors import Conflict
from workbench.model.hypothesis import Hypothesis
from workbench.model.unit import Status
from workbench.store import PostEdit, open_workspace, schema

NAMES = st.sampled_from(["a", "b"])
PARAGRAPHS = st.lists(st.sampled_from([PORT, TRAIN, RAIN, "Bəli.", "Xeyr."]), max_size=6)
HUMAN = st.sampled_from([status for status in Status if status.is_human])
CHOICE = st.integers(0, 99)


@dataclass
class Known:
    """What the story says of one segment."""

    article: str
    source: str
    status: Status = Status.EMPTY
    texts: list[str] = field(default_factory=list)


class Newsroom(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = mkdtemp()
        self.clock = Clock()
        self.workspace = open_workspace(f"{self.folder}/w", clock=self.clock)
        self.known: dict[int, Known] = {}
        self.articles: dict[str, list[str]] = {}
        self.words = 0

    @override
    def teardown(self) -> None:
        self.workspace.close()
        rmtree(self.folder)

    def new_text(self, origin: str) -> str:
        self.words += 1
        return f"{origin} {self.words}"

    def pick(self, choice: int) -> int:
        return sorted(self.known)[choice % len(self.known)]

    def write(self, key: int, text: str, status: Status) -> None:
        self.known[key].texts.append(text)
        self.known[key].status = status

    @rule(name=NAMES, paragraphs=PARAGRAPHS)
    def import_article(self, name, paragraphs):
        self.clock.wait(minutes=1)
        made, cuts = article(name, *paragraphs)
        self.workspace.add_article(made, cuts)
        self.articles[name] = [cut.text for cut in cuts]
        for segment in self.workspace.segments(name):
            known = self.known.setdefault(segment.key, Known(name, segment.source))
            assert (known.article, known.source) == (name, segment.source)

    @rule(statuses=st.sampled_from([{Status.EMPTY}, {Status.EMPTY, Status.MACHINE}]), size=CHOICE)
    def run_engine(self, statuses, size):
        self.clock.wait(minutes=1)
        for group in self.workspace.batches_to_translate(1 + size % 3, statuses=statuses):
            results = [
                (one.key, Hypothesis(self.new_text("engine"), -0.5, "e@1"), ()) for one in group
            ]
            assert self.workspace.save_hypotheses(results) == len(results)
            for key, hypothesis, _ in results:
                assert not self.known[key].status.is_human
                self.write(key, hypothesis.text, Status.MACHINE)

    @precondition(lambda self: self.known)
    @rule()
    def run_engine_on_everything_without_looking(self):
        results = [
            (key, Hypothesis(self.new_text("engine"), -0.5, "e@2"), ()) for key in self.known
        ]
        self.workspace.save_hypotheses(results)
        for key, hypothesis, _ in results:
            if not self.known[key].status.is_human:
                self.write(key, hypothesis.text, Status.MACHINE)

    @precondition(lambda self: self.known)
    @rule()
    def fill_from_memory(self):
        found = self.workspace.memory_lookup({known.source for known in self.known.values()})
        trusted = {Status.CONFIRMED, Status.REVIEWED}
        for source, match in found.items():
            assert any(
                known.texts[-1] == match.target
                for known in self.known.values()
                if known.source == source and known.status in trusted
            )
        matches = [
            (key, found[known.source], ())
            for key, known in self.known.items()
            if known.source in found
        ]
        self.workspace.save_matches(matches)
        for key, match, _ in matches:
            if not self.known[key].status.is_human:
                self.write(key, match.target, Status.MACHINE)

    @precondition(lambda self: self.known)
    @rule(choice=CHOICE, status=HUMAN, behind=st.integers(0, 2), is_empty=st.booleans())
    def save_post_edit(self, choice, status, behind, is_empty):
        self.clock.wait(minutes=1)
        key = self.pick(choice)
        text = "" if is_empty else self.new_text("human")
        version = len(self.known[key].texts) - behind
        edit = PostEdit(target=text, status=status, version=version, user="aysel")
        if behind:
            with pytest.raises(Conflict):
                self.workspace.save_post_edit(key, edit)
            return
        assert self.workspace.save_post_edit(key, edit).version == version + 1
        self.write(key, text, status)

    @precondition(lambda self: any(known.texts for known in self.known.values()))
    @rule(choice=CHOICE, number=CHOICE)
    def revert(self, choice, number):
        written = sorted(key for key, known in self.known.items() if known.texts)
        key = written[choice % len(written)]
        texts = self.known[key].texts
        number = 1 + number % len(texts)
        edit = PostEdit(target="", status=Status.DRAFT, version=len(texts), user="murad")
        assert self.workspace.revert(key, number, edit).target == texts[number - 1]
        self.write(key, texts[number - 1], Status.DRAFT)

    @invariant()
    def articles_hold_their_sentences(self):
        for name, sources in self.articles.items():
            assert [one.source for one in self.workspace.segments(name)] == sources

    @invariant()
    def nothing_written_is_lost(self):
        texts: dict[int, list[str]] = {key: [] for key in self.known}
        with self.workspace._database.reading() as connection:
            columns = schema.revisions.c.segment, schema.revisions.c.target
            for key, target in connection.execute(
                select(*columns).order_by(schema.revisions.c.segment, schema.revisions.c.number)
            ):
                texts[key].append(target)
            now = {row.key: row for row in connection.execute(select(schema.segments))}
        assert texts == {key: known.texts for key, known in self.known.items()}
        for key, known in self.known.items():
            assert now[key].status is known.status
            assert now[key].target == (known.texts[-1] if known.texts else "")
            assert now[key].source == known.source


TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = settings(
    max_examples=20,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
