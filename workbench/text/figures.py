"""Numbers in figures, and what their points and commas mean in Azerbaijani and in English."""

from decimal import Decimal

_GROUP_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_GROUP_MARKS = _GROUP_SPACES + ".,'\N{RIGHT SINGLE QUOTATION MARK}"

# Thousands in groups of three divided by one and the same mark, else figures with inner marks.
FIGURE = (
    rf"(?<![0-9])[0-9]{{1,3}}(?:(?P<group>[{_GROUP_MARKS}])[0-9]{{3}})(?:(?P=group)[0-9]{{3}})*"
    r"(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,][0-9]+)*"
)
_UNGROUP = str.maketrans("", "", _GROUP_SPACES + "'\N{RIGHT SINGLE QUOTATION MARK}")

# Enough for any amount in the news; the rest of a longer row of figures tells no number apart.
_LONGEST = 24


def figure_readings(figure: str, decimal_mark: str, *, scaled: bool = False) -> tuple[Decimal, ...]:
    """Return the values that `figure` may stand for, the likeliest first.

    Azerbaijani sets the comma before decimals and a space or a point between thousands, English
    the other way round; but `1.963` and `1,963` are both seen in Azerbaijani for 1963. Nothing is
    returned for what is not one number, such as a version or a clause (`1.1.2`).

    Args:
        figure: Text that matches `FIGURE`.
        decimal_mark: "," for Azerbaijani, "." for English.
        scaled: Whether a word such as million follows, which makes thousands unlikely.

    >>> [str(value) for value in figure_readings("1.963", ",")]
    ['1963', '1.963']
    >>> [str(value) for value in figure_readings("1,963", ".")]
    ['1963']
    >>> [str(value) for value in figure_readings("1 500,5", ",")]
    ['1500.5']
    """
    plain = figure.translate(_UNGROUP)[:_LONGEST].rstrip(".,")
    if "." in plain and "," in plain:
        return _two_marks(plain)
    mark = "." if "." in plain else ","
    groups = plain.split(mark)
    if len(groups) == 1:
        return (Decimal(plain),)
    thousands = Decimal("".join(groups))
    if len(groups) > 2:
        return (thousands,) if _are_thousands(groups) else ()
    own = mark == decimal_mark
    return _one_mark(groups, thousands, own=own, english=decimal_mark == ".", scaled=scaled)


def _two_marks(plain: str) -> tuple[Decimal, ...]:
    last = max(plain.rfind("."), plain.rfind(","))
    whole = plain[:last].replace(".", "").replace(",", "")
    return (Decimal(f"{whole}.{plain[last + 1 :]}"),)


def _one_mark(
    groups: list[str], thousands: Decimal, *, own: bool, english: bool, scaled: bool
) -> tuple[Decimal, ...]:
    decimal = Decimal(".".join(groups))
    if not _are_thousands(groups) or (english and own):
        return (decimal,)
    if english:
        return (thousands,)
    if scaled:
        return (decimal,)
    return (decimal, thousands) if own else (thousands, decimal)


def _are_thousands(groups: list[str]) -> bool:
    first, *rest = groups
    return len(first) <= 3 and not first.startswith("0") and all(len(group) == 3 for group in rest)
