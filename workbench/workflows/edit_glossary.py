"""Change one row of a glossary file: it is valid afterwards, or nothing has happened."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from workbench.errors import BadInput, Conflict, NotFound, Problem, Refused
from workbench.formats.glossary_csv import read_glossary, write_glossary
from workbench.model.term import Glossary, Term
from workbench.terminology.glossaries import build_glossary, normal_source
from workbench.text.casing import fold_english

_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class GlossaryFile:
    """A glossary that is kept as CSV.

    Attributes:
        path: Where it is read.
        own_path: Where it is written: the same file, or a copy that is read from then on.
    """

    path: Path
    own_path: Path

    def add(self, term: Term, version: str) -> Glossary:
        """Add a row.

        Raises:
            BadInput: The glossary would contradict itself.
            Conflict: The glossary is another one by now.
        """
        return self._change(version, lambda terms: [*terms, term])

    def replace(self, source: str, target: str, term: Term, *, version: str) -> Glossary:
        """Put a row in the place of another, which its source and target name.

        Raises:
            NotFound: There is no such row.
            BadInput: The glossary would contradict itself.
            Conflict: The glossary is another one by now.
        """

        def changed(terms: Sequence[Term]) -> list[Term]:
            place = _place(terms, source, target)
            return [*terms[:place], term, *terms[place + 1 :]]

        return self._change(version, changed)

    def remove(self, source: str, target: str, *, version: str) -> Glossary:
        """Take a row out. Raises NotFound or Conflict."""

        def changed(terms: Sequence[Term]) -> list[Term]:
            place = _place(terms, source, target)
            return [*terms[:place], *terms[place + 1 :]]

        return self._change(version, changed)

    def _change(self, version: str, change: Callable[[Sequence[Term]], list[Term]]) -> Glossary:
        with _ONE_AT_A_TIME:
            glossary = read_glossary(self.path)
            if glossary.version != version:
                raise Conflict(
                    f"the glossary {glossary.name} was changed: expected version {version}, "
                    f"found {glossary.version}",
                    hint="look at the glossary again, then repeat",
                )
            changed = build_glossary(glossary.name, change(list(glossary.terms)))
            read_back = _checked(changed, self.own_path.name)
            write_glossary(changed, self.own_path)
            return read_back


def find_terms(glossary: Glossary, question: str) -> list[Term]:
    """Return the rows that hold every word of the question in one of their texts, in order.

    >>> terms = [Term(source="Orta Dəhliz", target="Middle Corridor"), Term(source="a", target="b")]
    >>> [term.target for term in find_terms(build_glossary("news", terms), "dəhliz")]
    ['Middle Corridor']
    """
    wanted = [fold_english(word) for word in question.split()]
    return [term for term in glossary.terms if all(word in _text(term) for word in wanted)]


def must_be_editable(path: Path) -> None:
    """Raise Refused for a glossary that cannot be changed here."""
    if not is_editable(path):
        raise Refused(
            f"the glossary {path.name} cannot be changed here",
            hint="name a CSV file you may write to: `glossary` in workbench.toml",
        )


def is_editable(path: Path) -> bool:
    """Return whether a glossary is a CSV file that may be written, or made."""
    place = path if path.exists() else path.absolute().parent
    return path.suffix.lower() == ".csv" and os.access(place, os.W_OK)


def _checked(glossary: Glossary, name: str) -> Glossary:
    """Return the glossary as a reader of its file would get it; all its objections are ours."""
    with TemporaryDirectory(prefix="workbench-glossary-") as folder:
        path = Path(folder) / name
        write_glossary(glossary, path)
        try:
            return read_glossary(path)
        except BadInput as error:
            problems = [Problem(name, one.line, one.what) for one in error.problems]
            raise BadInput(problems, hint=error.hint) from error


def _place(terms: Sequence[Term], source: str, target: str) -> int:
    for place, term in enumerate(terms):
        if normal_source(term.source) == normal_source(source) and term.target == target:
            return place
    raise NotFound(f"the glossary has no row {source!r} = {target!r}", hint="look it up again")


def _text(term: Term) -> str:
    texts = (term.source, term.target, term.domain, term.note)
    return fold_english("\n".join(texts))
