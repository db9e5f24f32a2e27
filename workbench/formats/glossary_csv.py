"""Glossaries as CSV: one rendering a line under a line that names the columns."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from workbench.errors import BadInput, Problem
from workbench.formats.atomic import atomic_write
from workbench.formats.encoding import read_text
from workbench.model.term import CaseRule, Glossary, Term, TermStatus
from workbench.terminology.consistency import Row, contradictions
from workbench.terminology.glossaries import build_glossary

COLUMNS = ("source", "target", "status", "case", "domain", "note")
REQUIRED = frozenset({"source", "target"})
_SEPARATORS = ",;\t"
_Choice = TypeVar("_Choice", bound=StrEnum)
_Fields = Mapping[str, str]


def read_glossary(path: Path) -> Glossary:
    """Read a glossary: UTF-8 (or UTF-16) text, separated by comma, semicolon or tab.

    The first line names the columns, in any order: source and target, and if wanted status
    (preferred, admitted, forbidden), case (auto, exact, ignore), domain and note. What is left
    empty has its default. Empty lines are passed over; a glossary without rows is fine.

    Raises:
        BadInput: With everything that is wrong, line by line.
    """
    return build_glossary(path.stem, (row.term for row in read_rows(path)))


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a glossary with their lines. Raises BadInput as `read_glossary` does."""
    table = _Table(str(path), read_text(path))
    rows = list(table.rows())
    problems = table.problems + contradictions(str(path), rows)
    if problems:
        problems.sort(key=lambda problem: problem.line or 0)
        raise BadInput(problems, hint=_hint(problems))
    return rows


def write_glossary(glossary: Glossary, path: Path) -> None:
    """Write a glossary as UTF-8 CSV with commas, whole or not at all.

    Reading it back gives the same entries and version. Raises WorkbenchError when it cannot be
    written.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(term) for term in glossary.terms)
    with atomic_write(path) as file:
        file.write(text.getvalue().encode())


class _Table:
    """The lines of a file. `problems` fills while the rows are read."""

    def __init__(self, path: str, text: str) -> None:
        self.problems: list[Problem] = []
        self._path = path
        heading = text.lstrip("\r\n").split("\n", 1)[0]
        separator = max(_SEPARATORS, key=heading.count)
        # Bad quoting is told, not guessed at. The limit on a field's size is Python's own.
        self._lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)

    def rows(self) -> Iterator[Row]:
        """Yield the rows that can be used."""
        lines = self._numbered()
        line, heading = next(lines, (None, []))
        columns = [name.strip().lower() for name in heading]
        told = _about_columns(columns)
        self._tell(line, told)
        if not told:
            for number, fields in lines:
                term = self._term(number, columns, fields)
                if term:
                    yield Row(number, term)

    def _numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the lines that are not empty, each with the number of its first."""
        before = 0
        try:
            for fields in self._lines:
                if any(field.strip() for field in fields):
                    yield before + 1, fields
                before = self._lines.line_num
        except csv.Error as error:
            self._tell(before + 1, [f"cannot be read as CSV: {error}"])

    def _term(self, line: int, columns: list[str], texts: list[str]) -> Term | None:
        extra = len(texts) - len(columns)
        if extra > 0:
            self._tell(line, [f"expected {len(columns)} fields, found {len(texts)}"])
            return None
        fields = dict(zip(columns, texts + [""] * -extra, strict=True))
        told = [
            f"no {name}; expected {what}"
            for name, what in _WANTED.items()
            if not fields[name].strip()
        ]
        status = _choice(TermStatus, "status", fields, told)
        case = _choice(CaseRule, "case", fields, told)
        self._tell(line, told)
        if told or status is None or case is None:
            return None
        return Term(
            source=fields["source"],
            target=fields["target"],
            status=status,
            case=case,
            domain=fields.get("domain", "").strip(),
            note=fields.get("note", "").strip(),
        )

    def _tell(self, line: int | None, told: list[str]) -> None:
        self.problems += [Problem(self._path, line, what) for what in told]


_WANTED = {"source": "an Azerbaijani term", "target": "an English rendering"}


def _about_columns(columns: list[str]) -> list[str]:
    if not columns:
        return [f"the file is empty; expected a line with the columns {', '.join(COLUMNS)}"]
    found = ", ".join(columns)
    missing = [name for name in COLUMNS if name in REQUIRED and name not in columns]
    unknown = [name for name in columns if name not in COLUMNS]
    doubled = sorted({name for name in columns if columns.count(name) > 1})
    return [
        *(
            f"the column {name!r} is missing; found: {found}; expected: {', '.join(COLUMNS)}"
            for name in missing
        ),
        *(f"unknown column {name!r}; expected: {', '.join(COLUMNS)}" for name in unknown),
        *(f"the column {name!r} stands twice" for name in doubled),
    ]


def _choice(kind: type[_Choice], name: str, fields: _Fields, told: list[str]) -> _Choice | None:
    """Return the member that a field names; the first member is the default."""
    text = fields.get(name, "").strip().lower()
    if not text:
        return next(iter(kind))
    try:
        return kind(text)
    except ValueError:
        told.append(f"unknown {name} {text!r}; expected {', '.join(kind)}")
        return None


def _hint(problems: list[Problem]) -> str:
    if any("preferred translation" in problem.what for problem in problems):
        return "keep one, or mark the other 'admitted'."
    if any("fields, found" in problem.what for problem in problems):
        return "put a text with a separator in it in double quotes."
    return ""
