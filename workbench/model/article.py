"""An article of the archive, before anything is done with it."""

import datetime
from dataclasses import dataclass

HEADING_SEPARATOR = " - "


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article. All text is kept as it stands in the file, but for line ends.

    Attributes:
        id: Stable name, the path below the archive's root without suffix, with `/`.
        title: Title without date and rubric. Never empty.
        rubric: Label of the kind of text in capitals (`TƏHLİL`), or "" when there is none.
        date: Day of publication, None when the file has none.
        time: Time of day, without time zone, None when the file has none.
        author: Name on the last line, or "".
        paragraphs: Body paragraphs in order, none empty, without line ends inside.
    """

    id: str
    title: str
    rubric: str = ""
    date: datetime.date | None = None
    time: datetime.time | None = None
    author: str = ""
    paragraphs: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """Return title and rubric as the archive writes them.

        >>> Article(id="a", title="Liman açılıb", rubric="XƏBƏR").heading
        'Liman açılıb - XƏBƏR'
        """
        return f"{self.title}{HEADING_SEPARATOR}{self.rubric}" if self.rubric else self.title

    @property
    def texts(self) -> tuple[str, ...]:
        """Return everything that is translated: the heading is paragraph 0, the body follows."""
        return (self.heading, *self.paragraphs)
