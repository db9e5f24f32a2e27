"""Dates and times as the archive's header lines write them. Pure."""

import datetime
import re
from dataclasses import dataclass

from workbench.text.casing import fold

MONTHS = (
    "yanvar",
    "fevral",
    "mart",
    "aprel",
    "may",
    "iyun",
    "iyul",
    "avqust",
    "sentyabr",
    "oktyabr",
    "noyabr",
    "dekabr",
)

_DASHES = "-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}"
_ISO = r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})"
_NUMERIC = r"(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./](?P<year>\d{4})"
_SPELLED = rf"(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(MONTHS)})\s*,?\s*(?P<year>\d{{4}})"
_YEAR_WORD = r"(?:\s*-?\s*c[iuü])?(?:\s+il)?"
_DATES = tuple(
    re.compile(rf"(?<!\d){form}(?!\d){_YEAR_WORD}") for form in (_ISO, _NUMERIC, _SPELLED)
)
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?!\d)|"
    # A full stop between the numbers is a time only where nothing else stands on the line.
    r"^(?P<hour_>\d{1,2})\.(?P<minute_>\d{2})$"
)
_LABEL = re.compile(r"^(?:date|tarix|saat)\b\s*:?")
_NOTHING_ELSE = re.compile(rf"[{_DASHES}\s,.|/]*")
_HEADING = re.compile(
    rf"^\s*(?:date\b\s*:?\s*)?{_ISO}(?!\d)[{_DASHES}\s]+(?P<title>\S.*)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a header line says of the moment of publication; None for what it does not say."""

    date: datetime.date | None = None
    time: datetime.time | None = None


def read_stamp(line: str) -> Stamp | None:
    """Return the date and time of a line that holds nothing else, or None for any other line.

    A leading dash and the words `date`, `tarix` and `saat` are passed over. A date that no
    calendar has is taken for what it stands for, a header line, and is left out.

    >>> read_stamp("- 22 oktyabr, 2025")
    Stamp(date=datetime.date(2025, 10, 22), time=None)
    >>> read_stamp("- 15:07").time
    datetime.time(15, 7)
    >>> read_stamp("- 22 oktyabr, 2025-ci ildə açılıb") is None
    True
    """
    # No month has a dotless i, but hasty typing has.
    plain = fold(line).replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")
    rest = _LABEL.sub("", plain.strip(f" \t\N{NO-BREAK SPACE}{_DASHES}")).strip()
    date_match = next(filter(None, (form.search(rest) for form in _DATES)), None)
    if date_match:
        rest = (rest[: date_match.start()] + rest[date_match.end() :]).strip(" ,")
    time_match = _TIME.search(rest)
    if time_match:
        rest = rest[: time_match.start()] + rest[time_match.end() :]
    if not (date_match or time_match) or not _NOTHING_ELSE.fullmatch(rest):
        return None
    return Stamp(date_match and _date(date_match), time_match and _time(time_match))


def read_dated_title(line: str) -> tuple[Stamp, str] | None:
    """Return the date and the rest of a heading line, or None for any other line.

    >>> read_dated_title(" date 2025-10-22 Liman açılıb - XƏBƏR")[1]
    'Liman açılıb - XƏBƏR'
    """
    found = _HEADING.match(line)
    return (Stamp(date=_date(found)), found["title"].strip()) if found else None


def spell_date(date: datetime.date) -> str:
    """Return a date as the archive's second line spells it.

    >>> spell_date(datetime.date(2025, 10, 22))
    '22 oktyabr, 2025'
    """
    return f"{date.day} {MONTHS[date.month - 1]}, {date.year:04}"


def _date(found: re.Match[str]) -> datetime.date | None:
    month = found["month"]
    number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
    try:
        return datetime.date(int(found["year"]), number, int(found["day"]))
    except ValueError:
        return None


def _time(found: re.Match[str]) -> datetime.time | None:
    hour, minute = found["hour"] or found["hour_"], found["minute"] or found["minute_"]
    try:
        return datetime.time(int(hour), int(minute), int(found["second"] or 0))
    except ValueError:
        return None
