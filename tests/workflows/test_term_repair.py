"""Drafts that obey the glossary: which change is made, and which is refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

import pytest

from workbench.checks.catalogue import all_checks
from workbench.confidence.calibration import UNCALIBRATED
from workbench.engines.engine import Engine
from workbench.model.hypothesis import Hypothesis
from workbench.model.repair import Repaired, RepairRule, RepairStep
from workbench.model.term import Term, TermStatus
from workbench.terminology.glossaries import build_glossary
from workbench.terminology.labels import HeadlineLabels
from workbench.terminology.matcher import TermMatcher
from workbench.workflows.drafting import Drafter
from workbench.workflows.term_repair import LOWEST_DROP, TermRepairer

SOURCE = "Orta Dəhlizin inkişafı müzakirə edilib."
WRONG = "The development of the Central Corridor was discussed."
RIGHT = "The development of the Middle Corridor was discussed."
SUBSTITUTED = "Middle Corridor inkişafı müzakirə edilib."
TERMS = [
    Term(source="Orta Dəhliz", target="Middle Corridor"),
    Term(source="TDT", target="OTS"),
    Term(source="Ermənistan", target="Armenia"),
]
FORBIDDEN = Term(source="Orta Dəhliz", target="Central Corridor", status=TermStatus.FORBIDDEN)


class Phrasebook:
    """An engine that knows its sentences by heart: (text, score) pairs, the best first."""

    id = "phrasebook"
    revision = "1"
    name = "phrasebook@1"
    calibration = UNCALIBRATED

    def __init__(
        self,
        entries: Mapping[str, Sequence[tuple[str, float]]],
        endings: Mapping[str, tuple[str, float]] = MappingProxyType({}),
    ) -> None:
        self._entries = entries
        self._endings = endings
        self.asked: list[str] = []

    def translate(
        self,
        sources: Sequence[str],
        *,
        progress: Callable[[int], None] | None = None,  # noqa: ARG002
        cancelled: Callable[[], bool] | None = None,  # noqa: ARG002
    ) -> list[Hypothesis]:
        return [best[0] for best in self.alternatives(sources, 1)]

    def stream(
        self,
        sources: Sequence[str],
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Iterator[tuple[int, Hypothesis]]:
        yield from enumerate(self.translate(sources, cancelled=cancelled))

    def alternatives(self, sources: Sequence[str], n: int) -> list[list[Hypothesis]]:
        self.asked += sources
        return [
            [Hypothesis(text, score, self.name) for text, score in self._entries[source][:n]]
            for source in sources
        ]

    def judgements(self, sources: Sequence[str], targets: Sequence[str]) -> list[Hypothesis | None]:
        assert len(sources) == len(targets)
        scores = [self._endings.get(target, ("", -9.0))[1] for target in targets]
        return [Hypothesis(*one, self.name) for one in zip(targets, scores, strict=True)]

    def continuations(
        self, sources: Sequence[str], beginnings: Sequence[str]
    ) -> list[Hypothesis | None]:
        assert len(sources) == len(beginnings)
        known = [self._endings.get(beginning) for beginning in beginnings]
        return [Hypothesis(*one, self.name) if one else None for one in known]


def matcher(*more: Term) -> TermMatcher:
    return TermMatcher(build_glossary("test", [*TERMS, *more]))


def repaired(
    entries: Mapping[str, Sequence[tuple[str, float]]], *more: Term, source: str = SOURCE
) -> Repaired:
    engine: Engine = Phrasebook(entries)
    terms = matcher(*more)
    repairer = TermRepairer(engine, terms, all_checks(terms))
    (answer,) = repairer.repair([source], engine.translate([source]))
    return answer


def test_a_draft_that_obeys_is_left_alone_and_the_engine_not_asked_again() -> None:
    engine = Phrasebook({SOURCE: [(RIGHT, -0.3)]})
    repairer = TermRepairer(engine, matcher(), all_checks(matcher()))
    assert repairer.repair([SOURCE], engine.translate([SOURCE])) == [
        Repaired(Hypothesis(RIGHT, -0.3, "phrasebook@1"))
    ]
    assert engine.asked == [SOURCE]


def test_another_translation_of_the_engine_comes_first() -> None:
    answer = repaired({SOURCE: [(WRONG, -0.3), (RIGHT, -0.4)]})
    assert answer.hypothesis == Hypothesis(RIGHT, -0.4, "phrasebook@1")
    assert answer.steps == (RepairStep(RepairRule.ALTERNATIVE, ("Orta Dəhliz",), WRONG, RIGHT),)
    assert answer.first_text == WRONG


def test_a_forbidden_rendering_is_replaced() -> None:
    answer = repaired({SOURCE: [(WRONG, -0.3)]}, FORBIDDEN)
    assert answer.steps == (RepairStep(RepairRule.RENDERING, ("Orta Dəhliz",), WRONG, RIGHT),)


def test_last_the_engine_translates_with_the_english_term_in_the_source() -> None:
    answer = repaired({SOURCE: [(WRONG, -0.3)], SUBSTITUTED: [(WRONG, -0.2), (RIGHT, -0.5)]})
    assert answer.steps == (RepairStep(RepairRule.SUBSTITUTION, ("Orta Dəhliz",), WRONG, RIGHT),)


NOWHERE = {SOURCE: [(WRONG, -0.3)], SUBSTITUTED: [(WRONG, -0.2)]}


def placed(endings: Mapping[str, tuple[str, float]]) -> Repaired:
    """What comes of a draft when the engine writes on in these ways, and in no other."""
    engine = Phrasebook(NOWHERE, endings)
    repairer = TermRepairer(engine, matcher(), all_checks(matcher()))
    (answer,) = repairer.repair([SOURCE], engine.translate([SOURCE]))
    return answer


DOUBLED = "The development of the Middle Corridor Corridor was discussed."
"""The term in the place of its first wrong word: best of the places, and not good enough."""
TOO_LOW = -0.3 - LOWEST_DROP - 0.01


def test_at_the_very_last_the_term_is_placed_and_the_engine_writes_on() -> None:
    other = "Middle Corridor development was discussed."
    answer = placed(
        {
            "Middle Corridor": (other, -0.6),
            "The development of the Middle Corridor": (RIGHT, -0.5),
            DOUBLED: (DOUBLED, TOO_LOW),
        }
    )
    assert answer.steps == (RepairStep(RepairRule.PLACEMENT, ("Orta Dəhliz",), WRONG, RIGHT),)
    assert answer.hypothesis.score == -0.5


def test_what_follows_the_placed_term_is_kept_or_written_anew_as_the_engine_likes() -> None:
    kept = "The development of the Middle Corridor of the region was discussed."
    start, end = "The development of the ", " of the region was discussed."
    draft = f"{start}route{end}"
    engine = Phrasebook(
        {SOURCE: [(draft, -0.3)], SUBSTITUTED: [(draft, -0.2)]},
        {f"{start}Middle Corridor": (RIGHT, -0.6), f"{start}Middle Corridor{end}": (kept, -0.5)},
    )
    repairer = TermRepairer(engine, matcher(), all_checks(matcher()))
    (answer,) = repairer.repair([SOURCE], engine.translate([SOURCE]))
    assert answer.hypothesis.text == kept


def test_a_placement_that_the_engine_thinks_little_of_is_refused() -> None:
    beginning = "The development of the Middle Corridor"
    answer = placed({beginning: (RIGHT, TOO_LOW), DOUBLED: (DOUBLED, TOO_LOW)})
    assert answer.steps == ()


@pytest.mark.parametrize(
    ("offer", "score"),
    [
        (RIGHT, -0.3 - LOWEST_DROP - 0.01),  # the engine thinks too little of it
        ("The development of the Middle Corridor was discussed in 2024.", -0.4),  # a new number
        ("The the development of the Middle Corridor was discussed.", -0.4),  # a new doubled word
        ("Middle Corridor", -0.4),  # most of the sentence is gone
        ("The development of the Middle Corridor was discussed", -0.4),  # no full stop
    ],
)
def test_a_change_that_costs_something_else_is_refused(offer: str, score: float) -> None:
    answer = repaired({SOURCE: [(WRONG, -0.3), (offer, score)], SUBSTITUTED: [(WRONG, -0.2)]})
    assert answer == Repaired(Hypothesis(WRONG, -0.3, "phrasebook@1"))


def test_steps_add_up_when_one_does_not_right_everything() -> None:
    source = "TDT Orta Dəhlizi müzakirə edib."
    first, second, third = (
        "The TDT discussed the Central Corridor.",
        "The OTS discussed the Central Corridor.",
        "The OTS discussed the Middle Corridor.",
    )
    answer = repaired(
        {
            source: [(first, -0.3), (second, -0.4)],
            "TDT Middle Corridor müzakirə edib.": [(third, -0.4)],
        },
        source=source,
    )
    assert [step.rule for step in answer.steps] == [
        RepairRule.ALTERNATIVE,
        RepairRule.SUBSTITUTION,
    ]
    assert [step.terms for step in answer.steps] == [("TDT",), ("Orta Dəhliz",)]
    assert (answer.first_text, answer.hypothesis.text) == (first, third)


def test_a_change_that_loses_another_term_is_refused() -> None:
    source = "TDT Orta Dəhlizi müzakirə edib."
    first = "The OTS discussed the Central Corridor."
    answer = repaired(
        {
            source: [(first, -0.3), ("The TDT discussed the Middle Corridor.", -0.4)],
            "TDT Middle Corridor müzakirə edib.": [(first, -0.4)],
        },
        source=source,
    )
    assert answer.steps == ()


def test_a_draft_carries_its_steps_and_its_label() -> None:
    rubric = Term(source="ŞƏRH", target="COMMENTARY", domain="rubric")
    terms = matcher(rubric)
    title = "Orta Dəhlizin inkişafı"
    engine = Phrasebook(
        {title: [("Development of the Central Corridor", -0.3), ("Middle Corridor grows", -0.4)]}
    )
    drafter = Drafter(
        engine,
        HeadlineLabels(terms.glossary),
        all_checks(terms),
        "test@1",
        TermRepairer(engine, terms, all_checks(terms)),
    )
    (draft,) = drafter.drafts([f"{title} - ŞƏRH"])
    assert draft.hypothesis.text == "Middle Corridor grows - COMMENTARY"
    assert [step.rule for step in draft.steps] == [RepairRule.ALTERNATIVE]
    assert draft.findings == ()
