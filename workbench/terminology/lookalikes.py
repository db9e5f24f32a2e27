"""Words that only look like an inflected term: üzüm is a grape before it is "my face"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workbench.text.casing import fold
from workbench.text.stems import beginnings
from workbench.text.suffixes import Reading, readings

_ANY_NUMBER = "#"
_ANY_WORD = "*"


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """The table `lookalikes.tsv`, which says what each kind means; all forms folded.

    Attributes:
        words: Other words, with the words before that leave it the inflected noun.
        names: Names, which count where they have a capital.
        attributes: Adjectives that are spelled like a possessed noun.
        idioms: Forms with the beginnings of the next word that make it an idiom.
        begun: What inflected forms of the other words and names begin with.
    """

    words: Mapping[str, frozenset[str]]
    names: Mapping[str, frozenset[str]]
    attributes: Mapping[str, frozenset[str]]
    idioms: Mapping[str, frozenset[str]]
    begun: frozenset[str]

    def concern(self, form: str, stem: str) -> bool:
        """Tell whether the folded `form` of `stem` needs a look at its neighbours at all."""
        return (
            form in self.attributes
            or form in self.idioms
            or any(
                reading.stem in self.words or reading.stem in self.names
                for reading in self._longer_readings(form, stem)
            )
        )

    def mislead(self, word: str, stem: str, before: str, after: str) -> bool:
        """Tell whether `word` is here something else than an inflected form of `stem`.

        `before` and `after` are the neighbouring words, "" where the text begins or where
        punctuation stands between.

        >>> known = lookalikes()
        >>> known.mislead("üzümdən", "üz", "", ""), known.mislead("üzümdən", "üzüm", "", "")
        (True, False)
        >>> known.mislead("ilə", "il", "dostu", ""), known.mislead("ilə", "il", "gələn", "")
        (True, False)
        """
        form = fold(word)
        return (
            self._is_other_word(form, stem, fold(before))
            or (word.istitle() and self._is_name(form, stem))
            or (form != stem and form in self.attributes and _is_attribute(fold(before), after))
            or any(fold(after).startswith(verb) for verb in self.idioms.get(form, ()))
        )

    def _is_other_word(self, form: str, stem: str, before: str) -> bool:
        for reading in self._longer_readings(form, stem):
            exceptions = self.words.get(reading.stem)
            if exceptions is not None:
                return not _is_among(before, exceptions)
        return False

    def _is_name(self, form: str, stem: str) -> bool:
        return any(reading.stem in self.names for reading in self._longer_readings(form, stem))

    def _longer_readings(self, form: str, stem: str) -> Sequence[Reading]:
        """Return readings with a longer stem, but for "your": ayın is hardly ever "your bear"."""
        return [
            reading
            for reading in readings(form, self.begun)
            if len(reading.stem) > len(stem) and reading.suffix != "n"
        ]


@cache
def lookalikes() -> Lookalikes:
    """Return the table that ships with the package."""
    text = (files("workbench.terminology") / "lookalikes.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    words, names = _of_kind(rows, "word"), _of_kind(rows, "name")
    attributes, idioms = _of_kind(rows, "attribute"), _of_kind(rows, "idiom")
    begun = frozenset(one for word in (*words, *names) for one in beginnings(word))
    return Lookalikes(words, names, attributes, idioms, begun)


def _of_kind(rows: Sequence[Sequence[str]], kind: str) -> dict[str, frozenset[str]]:
    return {form: frozenset(context.split()) for form, of, context in rows if of == kind}


def _is_among(before: str, exceptions: frozenset[str]) -> bool:
    """Tell whether the word before leaves the word an inflected noun."""
    return (
        before in exceptions
        or (bool(before) and _ANY_WORD in exceptions)
        or (_ANY_NUMBER in exceptions and any(letter.isdigit() for letter in before))
    )


def _is_attribute(before: str, after: str) -> bool:
    """Tell whether an adjective fits: a word follows, and no owner stands before.

    Behind a genitive it is more often the noun: şəhərin tarixi, "the history of the town".
    """
    return bool(after) and not any(reading.genitive for reading in readings(before))
