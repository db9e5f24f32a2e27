"""Whether a TMX file is one that strict programs accept."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from lxml import etree

from workbench.errors import BadInput, Problem
from workbench.formats.tmx_units import LANGUAGE, Element, read_date
from workbench.formats.tmx_xml import is_entity, line_of, unit_elements

_DATES = ("creationdate", "changedate", "lastusagedate")
_MOST = 20


def check_tmx(path: Path) -> list[Problem]:
    """Return what is wrong with a TMX file, the first twenty problems; none when it is valid.

    The structure of TMX 1.4 with every required attribute, and what its DTD does not ask for:
    dates of the calendar in UTC, language tags as BCP 47 forms them, `xml:lang` and not `lang`, one
    source language that every unit has, no empty text, only characters that XML allows. Units
    are held one at a time.
    """
    problems: list[Problem] = []
    tu: Element | None = None
    try:
        for tu in unit_elements(path):
            problems.extend(Problem(str(path), line, what) for line, what in _unit_problems(tu))
            if len(problems) >= _MOST:
                return problems[:_MOST]
    except BadInput as error:
        return [*problems, *error.problems]
    if tu is not None:
        # What is left of the tree: the frame around the units, with the last one in it.
        root = tu.getroottree().getroot()
        problems.extend(Problem(str(path), line, what) for line, what in _invalid(root))
    return problems


def _unit_problems(tu: Element) -> Iterator[tuple[int | None, str]]:
    yield from _invalid(tu)
    yield from _bad_dates(tu)
    header = tu.getroottree().find("header")
    source = tu.get("srclang") or (header is not None and header.get("srclang"))
    if source not in {variant.get(LANGUAGE) for variant in tu.iterchildren("tuv")}:
        yield line_of(tu), f"no text in the source language {source}"
    for segment in tu.iterfind("tuv/seg"):
        if not "".join(map(str, segment.itertext())).strip():
            yield line_of(segment), "empty seg"
        for entity in filter(is_entity, segment.iter()):
            yield line_of(segment), f"expected text, found the entity {entity.text}"


def _bad_dates(tu: Element) -> Iterator[tuple[int | None, str]]:
    for element in (tu, *tu.iterchildren("tuv")):
        for name in _DATES:
            date = element.get(name)
            if date is not None and read_date(date) is None:
                yield line_of(element), f"{name}: expected YYYYMMDDThhmmssZ, found {date!r}"


def _invalid(element: Element) -> Iterator[tuple[int | None, str]]:
    schema = _schema()
    if not schema.validate(element):
        for error in schema.error_log:
            yield error.line or line_of(element), error.message


@cache
def _schema() -> etree.RelaxNG:
    text = files("workbench.formats").joinpath("tmx.rng").read_bytes()
    return etree.RelaxNG(etree.fromstring(text))
