"""One translation unit as a TMX element, and back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from workbench.formats.columns import texts_of
from workbench.model.unit import TranslationUnit

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PROPERTIES = (
    "article",
    "paragraph",
    "index",
    "origin",
    "status",
    "engine",
    "findings",
    "article_date",
    "glossary",
    "translator",
    "seconds",
    "edit_distance",
    "accepted",
    "confidence",
)
"""The columns that are properties; the others have a place of their own in TMX."""

_DATE = "%Y%m%dT%H%M%SZ"
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def property_type(column: str) -> str:
    """Return the type of the property that holds a column.

    >>> property_type("article_date")
    'x-article-date'
    """
    return f"x-{column.replace('_', '-')}"


def element_of(unit: TranslationUnit) -> Element:
    r"""Return the `tu` element of a unit that has a source and a target.

    Ids and dates stand on the unit and on the English text: some programs look for them here,
    some there. Dates are UTC to the second. What is not known has no element. Characters that
    XML cannot hold become U+FFFD, so no offset moves. Only the white space outside of `seg` is
    laid out.

    >>> unit = TranslationUnit(article="a", paragraph=0, index=0, source="Bəli.", target="Yes.")
    >>> [part.tag for part in element_of(unit)]
    ['prop', 'prop', 'prop', 'prop', 'tuv', 'tuv']
    """
    history = _history(unit)
    tu = etree.Element("tu", {"tuid": xml_text(unit.id), **history})
    texts = texts_of(unit)
    for column in PROPERTIES:
        if texts[column]:
            prop = etree.SubElement(tu, "prop", {"type": property_type(column)})
            prop.text = xml_text(texts[column])
    _add_variant(tu, "az", texts["source"], {})
    _add_variant(tu, "en", texts["target"], history)
    etree.indent(tu, space=" ")
    return tu


def xml_text(text: str) -> str:
    r"""Return a text that XML 1.0 can hold, every other character replaced by U+FFFD.

    >>> xml_text("Bakı\x0b") == "Bakı\N{REPLACEMENT CHARACTER}"
    True
    """
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def spell_date(moment: datetime) -> str:
    """Return a moment as TMX writes it; one without a zone is taken for UTC.

    >>> spell_date(datetime(2025, 10, 22, 11, 7, 5, tzinfo=UTC))
    '20251022T110705Z'
    """
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    # Not strftime: it would write the year 999 with three digits.
    return re.sub("[-:]", "", zoned.astimezone(UTC).isoformat()[:19]) + "Z"


def read_date(text: str) -> datetime | None:
    """Return the moment that a TMX date names, or None when it is no such date.

    >>> read_date("20251022T110705Z").hour, read_date("2025-10-22")
    (11, None)
    """
    try:
        return datetime.strptime(text, _DATE).replace(tzinfo=UTC)
    except ValueError:
        return None


def _history(unit: TranslationUnit) -> dict[str, str]:
    """Return who made and changed the target and when, as TMX attributes."""
    author = xml_text(unit.translator or unit.engine)
    told = {
        "creationdate": spell_date(unit.created) if unit.created else "",
        "creationid": xml_text(unit.engine) or author,
        "changedate": spell_date(unit.changed) if unit.changed else "",
        "changeid": author,
    }
    return {name: value for name, value in told.items() if value}


def _add_variant(tu: Element, language: str, text: str, history: dict[str, str]) -> None:
    variant = etree.SubElement(tu, "tuv", {LANGUAGE: language, **history})
    etree.SubElement(variant, "seg").text = xml_text(text)


def texts_of_element(tu: Element) -> Iterator[tuple[str, str]]:
    """Yield the columns that the properties of a `tu` element name."""
    columns = {property_type(column): column for column in PROPERTIES}
    for prop in tu.iterchildren("{*}prop"):
        if column := columns.get(prop.get("type", "")):
            yield column, prop.text or ""
