"""A glossary out of its rows, and the version by which one is told from another."""

import hashlib
import unicodedata
from collections.abc import Iterable

from workbench.model.term import Entry, Glossary, Term

_VERSION_LENGTH = 12


def build_glossary(name: str, terms: Iterable[Term]) -> Glossary:
    """Return the glossary with these rows; rows that share a source become one entry.

    Sources are compared composed (NFC), with single spaces and without outer ones, letter for
    letter: "Türk" and "türk" are two entries. Entries stand in the order of their first rows.

    >>> rows = [Term(source="TDT", target="OTS"), Term(source="TDT ", target="the OTS")]
    >>> [len(entry.terms) for entry in build_glossary("news", rows).entries]
    [2]
    """
    rows: dict[str, list[Term]] = {}
    for term in terms:
        rows.setdefault(normal_source(term.source), []).append(term)
    entries = tuple(Entry(source, tuple(same)) for source, same in rows.items())
    return Glossary(name, _version(entries), entries)


def normal_source(source: str) -> str:
    """Return a source term as entries are keyed: composed, with single spaces."""
    return unicodedata.normalize("NFC", " ".join(source.split()))


def _version(entries: Iterable[Entry]) -> str:
    digest = hashlib.sha256()
    for entry in entries:
        for term in entry.terms:
            row = (term.source, term.target, term.status, term.case, term.domain, term.note)
            line = "\t".join(" ".join(value.split()) for value in row) + "\n"
            digest.update(unicodedata.normalize("NFC", line).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_VERSION_LENGTH]
