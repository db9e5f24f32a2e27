"""Words that only look like an inflected term: üzüm is a grape before it is "my face"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workbench.text.casing import fold
from workbench.text.suffixes import Reading, readings

_ANY_NUMBER = "#"


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """The table `lookalikes.tsv`, which says what each kind means; all forms folded.

    Attributes:
        words: Other words, with the words before that leave it the inflected noun.
        attributes: Adjectives that are spelled like a possessed noun.
        idioms: Forms with the beginnings of the next word that make it an idiom.
    """

    words: Mapping[str, frozenset[str]]
    attributes: Mapping[str, frozenset[str]]
    idioms: Mapping[str, frozenset[str]]

    def concern(self, form: str, stem: str) -> bool:
        """Tell whether the folded `form` of `stem` needs a look at its neighbours at all."""
        return (
            form in self.attributes
            or form in self.idioms
            or any(reading.stem in self.words for reading in _longer_readings(form, stem))
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
            (form != stem and self._is_other_word(form, stem, fold(before)))
            or (form != stem and form in self.attributes and _is_attribute(fold(before), after))
            or any(fold(after).startswith(verb) for verb in self.idioms.get(form, ()))
        )

    def _is_other_word(self, form: str, stem: str, before: str) -> bool:
        for reading in _longer_readings(form, stem):
            exceptions = self.words.get(reading.stem)
            if exceptions is not None:
                is_number = any(letter.isdigit() for letter in before)
                return not (before in exceptions or (is_number and _ANY_NUMBER in exceptions))
        return False


@cache
def lookalikes() -> Lookalikes:
    """Return the table that ships with the package."""
    text = (files("workbench.terminology") / "lookalikes.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    return Lookalikes(_of_kind(rows, "word"), _of_kind(rows, "attribute"), _of_kind(rows, "idiom"))


def _of_kind(rows: Sequence[Sequence[str]], kind: str) -> dict[str, frozenset[str]]:
    return {form: frozenset(context.split()) for form, of, context in rows if of == kind}


def _longer_readings(form: str, stem: str) -> Sequence[Reading]:
    return [reading for reading in readings(form) if len(reading.stem) > len(stem)]


def _is_attribute(before: str, after: str) -> bool:
    """Tell whether an adjective fits: a word follows, and no owner stands before.

    Behind a genitive it is more often the noun: şəhərin tarixi, "the history of the town".
    """
    return bool(after) and not any(reading.genitive for reading in readings(before))
