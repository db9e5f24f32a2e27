"""What is told of a translation unit, as texts under fixed names: the same in every format. Pure.

The names are the columns of TSV and JSON lines and, with `x-` before them, the properties of TMX.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from workbench.model.finding import Finding, Severity
from workbench.model.unit import Origin, Status, TranslationUnit

COLUMNS = (
    "article",
    "paragraph",
    "index",
    "source",
    "target",
    "origin",
    "status",
    "engine",
    "findings",
    "article_date",
    "glossary",
    "translator",
    "created",
    "changed",
    "seconds",
    "edit_distance",
    "accepted",
    "confidence",
)
"""Every column, in the order of the files."""

_SEPARATOR = ";"
_SURROGATE = re.compile("[\ud800-\udfff]")
_Word = TypeVar("_Word", bound=StrEnum)
_Value = TypeVar("_Value")
_Count = TypeVar("_Count", int, None)


def texts_of(unit: TranslationUnit) -> dict[str, str]:
    """Return every column of a unit as text, "" for what is not known.

    Findings are `check_id:severity`, joined by `;`: where they stand in the text is kept by JSON
    lines only. Moments are UTC, as `2025-10-22T11:07:00Z`. Half of a surrogate pair, which no
    file can hold, becomes U+FFFD.

    >>> unit = TranslationUnit(article="a", paragraph=1, index=0, source="Bəli.", target="Yes.")
    >>> [name for name, text in texts_of(unit).items() if text]
    ['article', 'paragraph', 'index', 'source', 'target', 'status']
    """
    findings = (f"{finding.check_id}:{finding.severity}" for finding in unit.findings)
    return {
        "article": whole(unit.article),
        "paragraph": str(unit.paragraph),
        "index": str(unit.index),
        "source": whole(unit.source),
        "target": whole(unit.target),
        "origin": unit.origin.value,
        "status": unit.status.value,
        "engine": whole(unit.engine),
        "findings": _SEPARATOR.join(findings),
        "article_date": unit.article_date.isoformat() if unit.article_date else "",
        "glossary": whole(unit.glossary),
        "translator": whole(unit.translator),
        "created": spell_moment(unit.created),
        "changed": spell_moment(unit.changed),
        "seconds": f"{unit.seconds:.15g}" if unit.seconds else "",
        "edit_distance": "" if unit.edit_distance is None else str(unit.edit_distance),
        "accepted": _SEPARATOR.join(unit.accepted),
        "confidence": "" if unit.confidence is None else f"{unit.confidence:.3f}",
    }


def unit_of(texts: Mapping[str, str], *, name: str, number: int) -> TranslationUnit:
    """Return the unit that the columns tell of; columns may be missing, but for the source.

    A file of another program says nothing of articles: its units are numbered within one article
    that has the file's `name`, `number` from 0. Where nothing is said of origin and status, a
    target is a draft out of a memory: nobody here has confirmed it, and no engine replaces it.

    Raises ValueError with what was expected and found when a text does not fit its column.

    >>> unit_of({"source": "Bəli.", "target": "Yes."}, name="old", number=7).id
    'old#1.7'
    """
    target = texts.get("target", "")
    told = bool(texts.get("status"))
    status = _word(texts, "status", Status, Status.DRAFT if target else Status.EMPTY)
    origin = Origin.MEMORY if target and not told else Origin.NONE
    return TranslationUnit(
        article=texts.get("article") or name,
        paragraph=_count(texts, "paragraph", 1),
        index=_count(texts, "index", number),
        source=texts["source"],
        target=target,
        origin=_word(texts, "origin", Origin, origin),
        status=status,
        engine=texts.get("engine", ""),
        findings=tuple(map(_finding, _split(texts, "findings"))),
        article_date=_read(texts, "article_date", date.fromisoformat, "YYYY-MM-DD"),
        glossary=texts.get("glossary", ""),
        translator=texts.get("translator", ""),
        created=_read(texts, "created", read_moment, "a moment in UTC"),
        changed=_read(texts, "changed", read_moment, "a moment in UTC"),
        seconds=_read(texts, "seconds", float, "a number") or 0.0,
        edit_distance=_count(texts, "edit_distance", None),
        accepted=tuple(_split(texts, "accepted")),
        confidence=_read(texts, "confidence", float, "a number"),
        status_known=told,
    )


def whole(text: str) -> str:
    r"""Return a text that UTF-8 can hold: halves of surrogate pairs become U+FFFD.

    >>> whole("Bak\udcf6") == "Bak\N{REPLACEMENT CHARACTER}"
    True
    """
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def spell_moment(moment: datetime | None) -> str:
    """Return a moment in UTC in ISO 8601, "" for None. One without a zone is taken for UTC.

    >>> spell_moment(datetime(2025, 10, 22, 11, 7, tzinfo=UTC))
    '2025-10-22T11:07:00Z'
    """
    if moment is None:
        return ""
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_moment(text: str) -> datetime:
    """Return the moment that `spell_moment` spelled; any ISO 8601 form with or without a zone."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read(
    texts: Mapping[str, str], column: str, reader: Callable[[str], _Value], expected: str
) -> _Value | None:
    text = texts.get(column, "")
    if not text:
        return None
    try:
        return reader(text)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{column}: expected {expected}, found {text[:40]!r}") from error


def _count(texts: Mapping[str, str], column: str, otherwise: _Count) -> int | _Count:
    number = _read(texts, column, int, "a whole number")
    if number is not None and number < 0:
        raise ValueError(f"{column}: expected a number from 0, found {number}")
    return otherwise if number is None else number


def _word(texts: Mapping[str, str], column: str, words: type[_Word], otherwise: _Word) -> _Word:
    expected = f"one of {', '.join(word.value for word in words if word.value)}"
    found = _read(texts, column, words, expected)
    return otherwise if found is None else found


def _split(texts: Mapping[str, str], column: str) -> list[str]:
    return [part for part in texts.get(column, "").split(_SEPARATOR) if part]


def _finding(text: str) -> Finding:
    check_id, _, severity = text.rpartition(":")
    if not check_id or severity not in set(Severity):
        raise ValueError(f"findings: expected check:severity, found {text[:40]!r}")
    return Finding(check_id=check_id, severity=Severity(severity), message="", message_az="")
