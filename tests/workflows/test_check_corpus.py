"""A whole bitext checked: numbers of units, comparing rules, accepted errors, streaming."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice

from workbench.checks.catalogue import all_checks
from workbench.model.unit import TranslationUnit
from workbench.workflows.check_corpus import check_corpus


def unit(source: str, target: str, article: str = "a") -> TranslationUnit:
    return TranslationUnit(article=article, paragraph=1, index=0, source=source, target=target)


def test_every_unit_comes_back_in_order_with_its_number() -> None:
    units = [unit("Liman açılıb.", "The port has opened."), unit("Gəmi gəlib.", "A ship came")]
    checked = list(check_corpus(units, all_checks()))
    assert [one.number for one in checked] == [1, 2]
    assert [one.unit for one in checked] == units
    assert [[finding.check_id for finding in one.findings] for one in checked] == [
        [],
        ["end-punctuation"],
    ]


def test_units_are_compared_with_those_before() -> None:
    units = [unit("Məmmədov gəldi.", "Mammadov came."), unit("Məmmədov getdi.", "Mamedov left.")]
    first, second = check_corpus(units, all_checks())
    assert first.findings == ()
    assert [finding.check_id for finding in second.findings] == ["name-spelling"]


def test_each_corpus_is_compared_with_itself_alone() -> None:
    one, other = unit("Liman açıldı.", "The port opened."), unit("Liman açıldı.", "It opened.")
    assert [one.findings for corpus in (one, other) for one in check_corpus([corpus], [])] == [
        (),
        (),
    ]


def test_an_accepted_error_is_no_error_any_more() -> None:
    wrong = unit("40 gəmi gəlib.", "14 ships came.")
    assert [one.has_error for one in check_corpus([wrong], all_checks())] == [True]
    accepted = replace(wrong, accepted=("numbers",))
    assert [one.has_error for one in check_corpus([accepted], all_checks())] == [False]


def test_units_are_read_as_they_are_checked() -> None:
    def endless() -> Iterator[TranslationUnit]:
        for number in count():
            yield unit(f"Liman {number} açıldı.", f"Port {number} opened.")

    assert len(list(islice(check_corpus(endless(), all_checks()), 3))) == 3
