"""Abbreviations written with a full stop, read from the tables beside this module.

`abbreviations.tsv` (CC0) is Azerbaijani, `abbreviations_en.tsv` English. Columns: abbreviation,
expansion, category, domain, also_a_word, note. They are the one source of the sentence splitter
and of the SRX export.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from workbench.text.casing import fold

_TABLES = {"az": "abbreviations.tsv", "en": "abbreviations_en.tsv"}


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One row of the table.

    Attributes:
        text: As written, final full stop included: `prof.`, `və s.`.
        expansion: The words it stands for.
        category: `never` (a name or an explanation follows), `before-number` (a number follows)
            or `may-end` (a capital after it opens a sentence).
        domain: `title`, `military`, `geo`, `unit`, `era`, `list-end`, `reference`, ...
        also_a_word: The same letters are an ordinary word (`may.`, `iş.`), so a full stop after
            them usually ends the sentence.
    """

    text: str
    expansion: str
    category: str
    domain: str
    also_a_word: bool


@dataclass(frozen=True, slots=True)
class Usage:
    """All that the table says of one written form; `m.` is a metre, a flat and an article."""

    categories: frozenset[str]
    domains: frozenset[str]
    also_a_word: bool


@cache
def abbreviations(language: str = "az") -> tuple[Abbreviation, ...]:
    """Return the table of `language` ("az" or "en"), in its own order.

    >>> [row.expansion for row in abbreviations() if row.text == "akad."]
    ['akademik']
    """
    table = resources.files("workbench.text").joinpath(_TABLES[language])
    rows = table.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_abbreviation(row) for row in rows if not row.startswith("#"))


def _abbreviation(row: str) -> Abbreviation:
    text, expansion, category, domain, also_a_word, _note = row.split("\t")
    return Abbreviation(text, expansion, category, domain, also_a_word == "yes")


@cache
def usages(language: str = "az") -> Mapping[str, Usage]:
    """Return what is known of each form, by the folded form without its final full stop.

    >>> sorted(usages()["m"].categories)
    ['before-number', 'may-end']
    """
    known: dict[str, list[Abbreviation]] = {}
    for row in abbreviations(language):
        if row.text.endswith("."):
            known.setdefault(fold(row.text[:-1]), []).append(row)
    return MappingProxyType({form: _usage(rows) for form, rows in known.items()})


def _usage(rows: list[Abbreviation]) -> Usage:
    return Usage(
        frozenset(row.category for row in rows),
        frozenset(row.domain for row in rows),
        any(row.also_a_word for row in rows),
    )
