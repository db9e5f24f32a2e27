"""Translation units of every kind, for the tests of the formats."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from workbench.model.finding import Finding, Replacement, Severity
from workbench.model.segment import Span
from workbench.model.unit import Origin, Status, TranslationUnit

FULL = TranslationUnit(
    article="2025/liman",
    paragraph=3,
    index=1,
    source="Ələt limanı «Orta Dəhliz»in əsas qovşağıdır.",
    target="The port of Alat is the main hub of the “Middle Corridor”.",
    origin=Origin.ENGINE,
    status=Status.CONFIRMED,
    engine="starter@3f2a91c0",
    findings=(
        Finding(
            check_id="term-missing",
            severity=Severity.ERROR,
            message="expected 'Middle Corridor', found none",
            message_az="«Middle Corridor» gözlənilirdi, tapılmadı",
            source_span=Span(12, 23),
        ),
        Finding(
            check_id="spaces",
            severity=Severity.WARNING,
            message="expected one space, found two",
            message_az="bir boşluq gözlənilirdi, iki tapıldı",
            target_span=Span(3, 5),
            fix=Replacement(3, 5, " "),
        ),
    ),
    article_date=date(2025, 10, 22),
    glossary="news@0a1b2c3d4e5f",
    translator="aygün",
    created=datetime(2025, 10, 22, 11, 7, 5, tzinfo=UTC),
    changed=datetime(2025, 10, 23, 0, 0, 0, tzinfo=UTC),
    seconds=12.5,
    edit_distance=0,
    accepted=("spaces", "numbers"),
    confidence=0.812,
)
BARE = TranslationUnit(
    article="a", paragraph=0, index=0, source="Bəli.", target="Yes.", status=Status.MACHINE
)

_ODD = "\t\n\r\"'\\;:|&<>]]>\\t\\n \u00a0\u2028\x85\N{REPLACEMENT CHARACTER}əƏğĞıIİiöÖşŞüÜçÇ😀𐰀"
# What XML cannot hold has a test of its own: it comes back as U+FFFD from TMX.
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TEXTS = st.text(st.sampled_from(_ODD) | LETTERS, min_size=1, max_size=40).filter(str.strip)
NAMES = st.text(st.sampled_from("ab/-_.@ə 1"), min_size=1, max_size=12)
MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
COUNTS = st.integers(min_value=0, max_value=10**6)
IDS = st.from_regex(r"[a-z]+(-[a-z]+)*", fullmatch=True)
SPANS = st.none() | st.builds(Span, COUNTS, COUNTS)
FINDINGS = st.builds(
    Finding,
    check_id=IDS,
    severity=st.sampled_from(Severity),
    message=TEXTS,
    message_az=TEXTS,
    source_span=SPANS,
    target_span=SPANS,
    fix=st.none() | st.builds(Replacement, COUNTS, COUNTS, TEXTS),
)
UNITS = st.builds(
    TranslationUnit,
    article=NAMES,
    paragraph=COUNTS,
    index=COUNTS,
    source=TEXTS,
    target=TEXTS,
    origin=st.sampled_from([Origin.ENGINE, Origin.MEMORY, Origin.HUMAN]),
    status=st.sampled_from(Status),
    engine=st.just("") | NAMES,
    findings=st.lists(FINDINGS, max_size=3).map(tuple),
    article_date=st.none() | st.dates(),
    glossary=st.just("") | NAMES,
    translator=st.just("") | NAMES,
    created=MOMENTS,
    changed=MOMENTS,
    seconds=st.floats(0, 1e6).map(lambda seconds: round(seconds, 3)),
    edit_distance=st.none() | COUNTS,
    accepted=st.lists(IDS, max_size=3).map(tuple),
    confidence=st.none() | st.floats(0, 1).map(lambda share: round(share, 3)),
)
