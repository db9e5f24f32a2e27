"""Success and consistency of terms, counted by hand."""

from workbench.metrics.term_scores import TermTally, TermUse, score_terms, term_uses
from workbench.model.term import Term, TermStatus
from workbench.terminology.glossaries import build_glossary
from workbench.terminology.matcher import TermMatcher

MATCHER = TermMatcher(
    build_glossary(
        "test",
        [
            Term(source="Orta Dəhliz", target="Middle Corridor"),
            Term(source="Orta Dəhliz", target="Trans-Caspian route", status=TermStatus.ADMITTED),
            Term(source="Xəzər", target="Caspian Sea"),
            Term(source="Tramp", target="Tramp", status=TermStatus.FORBIDDEN),
        ],
    )
)
SENTENCE = (
    "a",
    "Orta Dəhliz Xəzərdən keçir, Orta Dəhlizin yükü artır.",
    "The Middle Corridor crosses the Caspian Sea, and its cargo grows.",
)


def uses(sentence: tuple[str, str, str], hypothesis: str) -> list[tuple[str, str]]:
    return [(use.term, use.rendering) for use in term_uses(MATCHER, sentence, hypothesis)]


def test_a_term_counts_once_a_sentence_and_any_good_rendering_will_do() -> None:
    assert uses(SENTENCE, "The Trans-Caspian route crosses the Caspian Sea.") == [
        ("Orta Dəhliz", "Trans-Caspian route"),
        ("Xəzər", "Caspian Sea"),
    ]
    assert uses(SENTENCE, "The Middle Corridors cross it.") == [
        ("Orta Dəhliz", "Middle Corridor"),
        ("Xəzər", ""),
    ]


def test_what_the_reference_says_in_its_own_way_does_not_count() -> None:
    free = (*SENTENCE[:2], "The corridor crosses the Caspian Sea.")
    assert uses(free, "The Middle Corridor crosses the sea.") == [("Xəzər", "")]


def test_entries_with_nothing_but_forbidden_renderings_want_nothing() -> None:
    assert uses(("a", "Tramp gəldi.", "Trump came."), "Trump came.") == []


def test_consistency_is_within_an_article() -> None:
    route, corridor = "Trans-Caspian route", "Middle Corridor"
    scores = score_terms(
        [
            *(TermUse("a", "Orta Dəhliz", text) for text in (corridor, corridor, route)),
            TermUse("a", "Xəzər", ""),
            TermUse("b", "Orta Dəhliz", route),
        ]
    )
    assert scores.consistency == 2 / 3
    assert scores.total == TermTally(5, 4)
    assert scores.by_article == {"a": TermTally(4, 3), "b": TermTally(1, 1)}
    assert scores.by_term["Xəzər"] == TermTally(1, 0)


def test_nothing_wanted_is_nothing_missed() -> None:
    scores = score_terms([])
    assert (scores.total.rate, scores.consistency) == (1.0, 1.0)
