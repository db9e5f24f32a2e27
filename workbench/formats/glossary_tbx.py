"""Glossaries as TBX v2 (ISO 30042:2008, TBX-Basic), the common currency of terminology tools.

A rendering is a term of the English language set, with its administrative status. TBX-Basic has
no place for a rule on capitals, so a rule other than `auto` is a note "case: exact" or
"case: ignore" beside the term.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from workbench.errors import BadInput, Problem
from workbench.formats.atomic import atomic_write
from workbench.formats.encoding import opened
from workbench.model.term import CaseRule, Entry, Glossary, Term, TermStatus
from workbench.terminology.consistency import Row, contradictions
from workbench.terminology.glossaries import build_glossary

_SOURCE, _TARGET = "az", "en"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Two- and three-letter codes of the two languages (ISO 639).
_LANGUAGES = {"az": _SOURCE, "aze": _SOURCE, "azj": _SOURCE, "en": _TARGET, "eng": _TARGET}
# Element names of version 2 and, in the same places, of version 3.
_ROOTS = frozenset({"martif", "tbx"})
_ENTRIES = frozenset({"termEntry", "conceptEntry"})
_LANGUAGE_SETS = frozenset({"langSet", "langSec"})
_TERM_GROUPS = frozenset({"tig", "ntig", "termSec"})
_STATUSES = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_STATUS_OF = {name: status for status, name in _STATUSES.items()} | {
    "supersededTerm-admn-sts": TermStatus.FORBIDDEN,
    "standardizedTerm-admn-sts": TermStatus.PREFERRED,
    "legalTerm-admn-sts": TermStatus.PREFERRED,
    "regulatedTerm-admn-sts": TermStatus.PREFERRED,
}
_CASE_NOTE = re.compile(r"case: (auto|exact|ignore)")
_HINT = "keep one preferred rendering a source; export the file as TBX-Basic with az and en."


def read_tbx(path: Path) -> Glossary:
    """Read the Azerbaijani and English terms of a TBX file, version 2 or 3.

    Where an entry gives no status, its first English term is preferred and the others are
    admitted; superseded and deprecated terms are forbidden. Each Azerbaijani synonym gets all
    renderings of its entry. Other languages and categories are passed over. No DTD is loaded and
    no entity is resolved.

    Raises:
        BadInput: With everything that is wrong, line by line.
    """
    return build_glossary(path.stem, (row.term for row in read_tbx_rows(path)))


def read_tbx_rows(path: Path) -> list[Row]:
    """Return the renderings of a TBX file with their lines. Raises BadInput as `read_tbx` does."""
    problems: list[Problem] = []
    rows: list[Row] = []
    with opened(path) as file:
        for element in _entries(file, str(path), problems):
            _read_entry(element, str(path), rows, problems)
    problems += contradictions(str(path), rows)
    if problems:
        problems.sort(key=lambda problem: problem.line or 0)
        raise BadInput(problems, hint=_HINT)
    return rows


def write_tbx(glossary: Glossary, path: Path) -> None:
    """Write a glossary as TBX-Basic, whole or not at all; `read_tbx` gives its entries back.

    Raises:
        BadInput: A row has a control character, which XML cannot carry.
        WorkbenchError: The file cannot be written.
    """
    root = _document(glossary)
    with atomic_write(path) as file:
        etree.ElementTree(root).write(
            file, encoding="UTF-8", xml_declaration=True, pretty_print=True
        )


def _entries(file: BinaryIO, path: str, problems: list[Problem]) -> Iterator[etree._Element]:
    """Yield the concept entries one by one, each dropped afterwards."""
    events = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True
    )
    try:
        _, root = next(events)
        if _name(root) not in _ROOTS:
            what = f"expected TBX (the element martif or tbx), found {_name(root)}"
            problems.append(Problem(path, None, what))
            return
        for event, element in events:
            if event == "end" and _name(element) in _ENTRIES:
                yield element
                _forget(element)
    except etree.XMLSyntaxError as error:
        problems.append(Problem(path, error.lineno or None, f"no well-formed XML: {error.msg}"))


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


def _read_entry(
    element: etree._Element, path: str, rows: list[Row], problems: list[Problem]
) -> None:
    entity = next(element.iter(etree.Entity), None)
    if entity is not None:
        what = f"the entity {entity.text} is not resolved; expected plain text"
        problems.append(Problem(path, _line(element), what))
        return
    sources = [_text(group, "term") for group in _groups(element, _SOURCE)]
    targets = list(_groups(element, _TARGET))
    if not sources or not targets:
        return
    for source in sources:
        for number, group in enumerate(targets):
            target = _text(group, "term")
            if source.strip() and target.strip():
                rows.append(Row(_line(group), _term(element, group, source, number)))
            else:
                problems.append(Problem(path, _line(group), "expected a term, found none"))


def _groups(element: etree._Element, language: str) -> Iterator[etree._Element]:
    for language_set in _below(element, _LANGUAGE_SETS):
        tag = language_set.get(_LANG) or language_set.get("lang") or ""
        if _LANGUAGES.get(re.split("[-_]", tag.lower())[0]) == language:
            yield from _below(language_set, _TERM_GROUPS)


def _term(element: etree._Element, group: etree._Element, source: str, number: int) -> Term:
    notes = [_all_text(note) for note in _below(group, {"note"})]
    case = next((found for found in map(_CASE_NOTE.fullmatch, notes) if found), None)
    if case:
        notes.remove(case.group())
    first = TermStatus.ADMITTED if number else TermStatus.PREFERRED
    return Term(
        source=source,
        target=_text(group, "term"),
        status=_STATUS_OF.get(_category(group, "administrativeStatus"), first),
        case=CaseRule(case[1]) if case else CaseRule.AUTO,
        domain=_category(element, "subjectField"),
        note="\n".join(notes),
    )


def _category(element: etree._Element, kind: str) -> str:
    """Return the text of a data category that is attached to an entry or a term."""
    found = (
        child for child in element.iter("{*}descrip", "{*}termNote") if child.get("type") == kind
    )
    return next((_all_text(child) for child in found), "").strip()


def _below(element: etree._Element, names: frozenset[str] | set[str]) -> Iterator[etree._Element]:
    return (child for child in element.iterdescendants() if _name(child) in names)


def _text(element: etree._Element, name: str) -> str:
    return next((_all_text(child) for child in _below(element, {name})), "")


def _all_text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _line(element: etree._Element) -> int:
    return cast(int, element.sourceline)  # the stubs leave the type open


def _name(element: etree._Element) -> str:
    tag = cast(object, element.tag)  # no text in comments and entities
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def _document(glossary: Glossary) -> etree._Element:
    root = etree.Element("martif", {"type": "TBX-Basic", _LANG: _SOURCE})
    header = etree.SubElement(root, "martifHeader")
    description = etree.SubElement(header, "fileDesc")
    _add(etree.SubElement(description, "titleStmt"), "title", glossary.name)
    origin = etree.SubElement(description, "sourceDesc")
    _add(origin, "p", f"workbench glossary {glossary.name}, version {glossary.version}")
    encoding = etree.SubElement(header, "encodingDesc")
    _add(encoding, "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    concepts = [concept for entry in glossary.entries for concept in _concepts(entry)]
    problems: list[Problem] = []
    for number, terms in enumerate(concepts, start=1):
        try:
            _write_concept(body, f"c{number}", terms)
        except ValueError as error:
            what = f"{terms[0].source!r} cannot be written as XML: {error}"
            problems.append(Problem(glossary.name, None, what))
    if problems:
        raise BadInput(problems, hint="take the control characters out of these rows.")
    return root


def _concepts(entry: Entry) -> Iterator[Sequence[Term]]:
    """Yield the rows in runs of one spelling and domain, which TBX keeps above the term."""
    for _, run in groupby(entry.terms, key=lambda term: (term.source, term.domain)):
        yield tuple(run)


def _write_concept(body: etree._Element, concept_id: str, terms: Sequence[Term]) -> None:
    concept = etree.SubElement(body, "termEntry", id=concept_id)
    if terms[0].domain:
        _add(concept, "descrip", terms[0].domain, type="subjectField")
    source = etree.SubElement(concept, "langSet", {_LANG: _SOURCE})
    _add(etree.SubElement(source, "tig"), "term", terms[0].source)
    target = etree.SubElement(concept, "langSet", {_LANG: _TARGET})
    for term in terms:
        _write_term(etree.SubElement(target, "tig"), term)


def _write_term(group: etree._Element, term: Term) -> None:
    _add(group, "term", term.target)
    _add(group, "termNote", _STATUSES[term.status], type="administrativeStatus")
    if term.case is not CaseRule.AUTO or _CASE_NOTE.fullmatch(term.note):
        _add(group, "note", f"case: {term.case}")
    if term.note:
        _add(group, "note", term.note)


def _add(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = text
