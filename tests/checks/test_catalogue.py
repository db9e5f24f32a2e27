"""What holds for every rule: name, reasons, page, exact places, repairs, any text, even time."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.catalogue_cases import CHECKS, GLOSSARY, drawer
from workbench.checks.catalogue import all_checks, corpus_checks, find
from workbench.checks.check import Check, Rule
from workbench.model.finding import Finding, Pair, Severity
from workbench.model.unit import TranslationUnit
from workbench.terminology.matcher import TermMatcher

RULES: list[Rule] = [*CHECKS.values(), *corpus_checks()]
DOCS = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
ONE_LINE = 90
WORDS = [
    "Orta", "Dəhliz", "TDT", "OTS", "4,2", "mln", "manat", "2023-cü", "oktyabrın", "20-də", "the",
    "port", "(", ")", '"', ".", "?", "$5", "15:07", "cümə", "axşamı", "Əliyev", "Aliyev", "<unk>",
    "12", "500", "faiz", "http://a.az", "seven", "half", "yarım",
]  # fmt: skip
ANY_TEXT = st.text(st.characters(codec=None)) | st.text("\ud800\udfff\u0307\u200bəİı1.,-%$\"' ")
PLAUSIBLE = st.lists(st.sampled_from(WORDS)).map(" ".join)


def test_the_catalogue_is_as_large_as_promised_and_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) >= 25
    assert len(set(ids)) == len(ids)


def test_without_a_glossary_only_the_rules_on_terms_are_missing() -> None:
    without = {check.id for check in all_checks()}
    assert set(CHECKS) - without == {"missing-term", "forbidden-term", "unsupported-term"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_is_in_both_languages(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    for reason in (rule.reason_en, rule.reason_az):
        assert 10 < len(reason) < ONE_LINE
        assert reason[-1] in ".!"
    assert rule.reason_en != rule.reason_az
    assert type(rule).__doc__


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_described_with_its_severity_and_both_reasons(rule: Rule) -> None:
    section = DOCS.partition(f"\n### {rule.id}\n")[2].partition("\n### ")[0]
    assert section, f"docs/checks.md has no section {rule.id}"
    for words in (str(rule.severity), rule.reason_en, rule.reason_az):
        assert words in section


def test_nothing_else_is_described() -> None:
    assert re.findall(r"^### (\S+)$", DOCS, re.MULTILINE) == [rule.id for rule in RULES]


@pytest.mark.parametrize(("rule", "pair", "_repaired"), drawer("failing"))
def test_findings_are_told_in_both_languages_at_exact_places(
    rule: str, pair: Pair, _repaired: str | None
) -> None:
    for finding in CHECKS[rule].findings(pair):
        assert finding.check_id == rule
        assert finding.severity is CHECKS[rule].severity
        assert finding.message
        assert finding.message_az
        assert finding.message != finding.message_az
        assert_places(finding, pair)


@pytest.mark.parametrize(("rule", "pair", "_repaired"), drawer("failing"))
def test_a_repair_makes_its_finding_go_away(rule: str, pair: Pair, _repaired: str | None) -> None:
    before = list(CHECKS[rule].findings(pair))
    for finding in before:
        if finding.fix:
            repaired = Pair(pair.source, finding.fix.apply(pair.target))
            assert len(list(CHECKS[rule].findings(repaired))) < len(before)


@pytest.mark.parametrize(("rule", "pair", "_repaired"), drawer("failing"))
def test_repairs_break_no_other_rule(rule: str, pair: Pair, _repaired: str | None) -> None:
    others = [check for check in CHECKS.values() if check.id not in {rule, "double-spaces"}]
    before = {finding.check_id for finding in find(pair, others)}
    target = pair.target
    for finding in reversed(list(CHECKS[rule].findings(pair))):
        target = finding.fix.apply(target) if finding.fix else target
    assert {finding.check_id for finding in find(Pair(pair.source, target), others)} <= before


@given(ANY_TEXT | PLAUSIBLE, ANY_TEXT | PLAUSIBLE)
def test_any_two_texts_are_judged(source: str, target: str) -> None:
    pair = Pair(source, target)
    for finding in find(pair, list(CHECKS.values())):
        assert_places(finding, pair)


@given(st.lists(st.tuples(ANY_TEXT | PLAUSIBLE, ANY_TEXT | PLAUSIBLE)))
def test_any_corpus_is_judged(texts: list[tuple[str, str]]) -> None:
    for rule in corpus_checks():
        for number, (source, target) in enumerate(texts, start=1):
            unit = TranslationUnit(
                article="a", paragraph=1, index=number, source=source, target=target
            )
            for finding in rule.findings(number, unit):
                assert_places(finding, unit.pair)


def assert_places(finding: Finding, pair: Pair) -> None:
    """Both places and the repair lie within their texts."""
    if finding.source_span:
        assert 0 <= finding.source_span.start <= finding.source_span.end <= len(pair.source)
    if finding.target_span:
        assert 0 <= finding.target_span.start <= finding.target_span.end <= len(pair.target)
    if finding.fix:
        assert 0 <= finding.fix.start <= finding.fix.end <= len(pair.target)


LONG_LINES: dict[str, Callable[[int], Pair]] = {
    "prose": lambda n: Pair("Liman bu gün açıldı. " * n, "The port opened today. " * n),
    "one word": lambda n: Pair("a" * 20 * n, "b" * 20 * n),
    "one figure": lambda n: Pair("1" * 20 * n, "2" * 20 * n),
    "figures": lambda n: Pair("5 km, 3 manat, " * n, "7 miles, 3 dollars, " * n),
    "unlike figures": lambda n: Pair(
        " ".join(map(str, range(2 * n))), " ".join(map(str, range(2 * n, 4 * n)))
    ),
    "number words": lambda n: Pair("on iki min üç yüz " * n, "twelve thousand and five " * n),
    "dates": lambda n: Pair("2 may 2020, cümə, " * n, "3 June 2021, Sunday, " * n),
    "parts of a year": lambda n: Pair("9 ayda, II rübdə, 5 " * n, "January-September, Q2, 6 " * n),
    "Cyrillic": lambda n: Pair("Лиман ачылды, l\u0456m\u0430n " * n, "The port opened. " * n),
    "marks": lambda n: Pair("1,1.,1 " * 3 * n, ",.-1 .. ,, " * 2 * n),
    "brackets": lambda n: Pair("(" * 20 * n, "([)" * 7 * n),
    "quotes": lambda n: Pair('" ' * 10 * n, "„x “ " * 4 * n),
    "spaces": lambda n: Pair(" " * 20 * n, "a" + " " * 20 * n),
    "terms": lambda n: Pair("TDT və Orta Dəhliz " * n, "the Central Corridor " * n),
    "names": lambda n: Pair("Əliyev Ağdamda " * n, "Əliyev in Ağdam " * n),
    "links": lambda n: Pair("http://a.az/b@c.az " * n, "a.b@c.d http://x " * n),
    "surrogates": lambda n: Pair("\ud800" * 20 * n, "\udfff" * 20 * n),
    "marks upon marks": lambda n: Pair("a" + "\u0307" * 20 * n, "e" + "\u0301" * 20 * n),
    "the source": lambda n: Pair("qırmızı alma ağacı " * n, "qırmızı alma ağacı " * n),
    "unlike words": lambda n: Pair(
        " ".join(f"Söz{i}da" for i in range(2 * n)), " ".join(f"Ğab{i} α{i}б" for i in range(n))
    ),
    "unlike marks": lambda n: Pair(
        " ".join(f"&#{i}; 1,{i}2" for i in range(n)), " ".join(f"&#{i}; 1,{i}2" for i in range(n))
    ),
    "stops": lambda n: Pair("." * 20 * n, "?!." * 7 * n),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", LONG_LINES)
def test_time_grows_evenly_with_the_line(kind: str) -> None:
    """Ten times the length takes about ten times as long, and not a hundred times."""
    checks = [*all_checks(TermMatcher(GLOSSARY))]
    short, long = (LONG_LINES[kind](size) for size in (200, 2_000))
    slow = [check.id for check in checks if is_slow(check, short, long)]
    assert slow == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", LONG_LINES)
def test_corpus_rules_take_long_lines(kind: str) -> None:
    started = time.process_time()
    pair = LONG_LINES[kind](5_000)
    for rule in corpus_checks():
        for number in (1, 2):
            list(rule.findings(number, unit_of(pair)))
    assert time.process_time() - started < 20


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["prose", "one word", "one figure", "surrogates", "spaces"])
def test_a_line_of_a_hundred_kilobytes_is_judged(kind: str) -> None:
    assert isinstance(find(LONG_LINES[kind](5_000), list(CHECKS.values())), tuple)


def is_slow(check: Check, short: Pair, long: Pair) -> bool:
    """Tell whether a check is slow twice in a row: a collection of garbage is not its fault."""
    most = 30 * max(seconds(check, short), 0.02)
    return all(seconds(check, long) > most for _ in range(2))


def seconds(check: Check, pair: Pair) -> float:
    """Return the processor time of one check on one pair."""
    started = time.process_time()
    list(check.findings(pair))
    return time.process_time() - started


def unit_of(pair: Pair) -> TranslationUnit:
    return TranslationUnit(
        article="a", paragraph=1, index=0, source=pair.source, target=pair.target
    )


def test_corpus_rules_forget_between_corpora() -> None:
    unit = unit_of(Pair("Liman bu gün açıldı.", "The port opened today."))
    other = unit_of(Pair("Liman bu gün açıldı.", "Today the port was opened."))
    first, second = corpus_checks(), corpus_checks()
    assert not any(list(rule.findings(1, unit)) for rule in first)
    assert not any(list(rule.findings(1, other)) for rule in second)


def test_severities_are_three() -> None:
    assert {rule.severity for rule in RULES} == set(Severity)
