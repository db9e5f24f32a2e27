"""The memory as a list, and the matches it gives."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event

from tests.store.archive import PORT, RAIN, TRAIN, Clock, article, confirm, keyed
from workbench.errors import Conflict, NotFound, WorkspaceError
from workbench.model.unit import Status, TranslationUnit
from workbench.store.memory_matches import MatchKind, MemoryMatches
from workbench.store.memory_units import MemoryImport, MemoryUnits
from workbench.store.records import PostEdit
from workbench.store.search import Page, Side
from workbench.store.workspace import Workspace

SIMILAR = "Yeni qatarlar oktyabrda işə düşəcək."


def unit(source: str, target: str) -> TranslationUnit:
    return TranslationUnit(article="old", paragraph=0, index=0, source=source, target=target)


@pytest.fixture
def units(workspace: Workspace) -> MemoryUnits:
    workspace.add_article(*article("2025/a", f"{PORT}\n{TRAIN}", RAIN))
    workspace.add_article(*article("2025/b", f"{PORT}\n{TRAIN}", SIMILAR))
    return MemoryUnits(workspace)


def test_both_parts_are_found_newest_first(units: MemoryUnits, workspace: Workspace, clock: Clock):
    units.add([unit(RAIN, "Rain tomorrow.")], "old.tmx")
    clock.wait(seconds=1)
    port = confirm(workspace, keyed(workspace, "2025/a")[PORT], "The port of Baku.")
    total, (first, second) = units.find()
    assert total == 2
    assert (first.unit, first.article, first.translator) == (f"s{port.key}", "2025/a", "aysel")
    assert (second.unit, second.article, second.status) == ("m1", "old.tmx", Status.CONFIRMED)
    assert units.unit("m1") == second
    assert [one.unit for one in units.find("rain", Side.TARGET)[1]] == ["m1"]
    assert units.find("rain", Side.SOURCE) == (0, [])
    assert [one.unit for one in units.find(page=Page(2, 1))[1]] == ["m1"]


def test_pages_of_both_parts_mixed_in_time_leave_nothing_out(
    units: MemoryUnits, workspace: Workspace, clock: Clock
):
    keys = keyed(workspace, "2025/a")
    written = []
    for number, text in enumerate((PORT, TRAIN, RAIN)):
        clock.wait(seconds=1)
        units.add([unit(f"Cümlə {number}.", f"Sentence {number} of the port.")], "old.tmx")
        clock.wait(seconds=1)
        done = confirm(workspace, keys[text], f"Port number {number}.")
        written += [f"m{number + 1}", f"s{done.key}"]
    newest_first = written[::-1]
    paged = [one.unit for page in (1, 2, 3, 4) for one in units.find(page=Page(page, 2))[1]]
    assert paged == newest_first
    assert units.find()[0] == 6
    assert [one.unit for one in units.newest("port", Side.TARGET, 3)] == newest_first[:3]
    assert [one.unit for one in units.newest("cümlə", Side.SOURCE, 9)] == ["m3", "m2", "m1"]


def test_a_deleted_unit_is_neither_listed_nor_counted(units: MemoryUnits):
    units.add([unit(RAIN, "Rain."), unit(PORT, "The port.")], "old.tmx")
    units.delete("m1", version=1)
    assert (units.find()[0], [one.unit for one in units.find()[1]]) == (1, ["m2"])
    assert units.find("rain") == (0, [])
    assert units.newest("rain", Side.TARGET, 5) == []


def test_importing_again_adds_nothing(units: MemoryUnits, workspace: Workspace):
    confirm(workspace, keyed(workspace, "2025/a")[PORT], "The port.")
    content = [
        unit(RAIN, "Rain."),
        unit(RAIN, "Rain."),
        unit(RAIN, "Showers."),
        unit(PORT, "The port."),
    ]
    assert units.add(content, "old.tmx") == MemoryImport(2, 2)
    assert units.add(content, "old.tmx") == MemoryImport(0, 4)


def test_a_thousand_units_are_looked_up_and_stored_by_few_statements(
    units: MemoryUnits, statements: list[str]
):
    content = [unit(f"Cümlə {number}.", f"Sentence {number}.") for number in range(1200)]
    assert units.add(content, "old.tmx") == MemoryImport(1200, 0)
    assert len(statements) < 10
    assert units.add(content, "old.tmx") == MemoryImport(0, 1200)
    found = units.find("1199")[1]
    assert [(one.unit, one.source) for one in found] == [("m1200", "Cümlə 1199.")]


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Give a list of what is asked of any database from now on."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


def test_an_import_that_breaks_off_is_completed_by_the_next(units: MemoryUnits):
    def sentences(broken: bool):
        for number in range(1200):
            yield unit(f"Cümlə {number}.", f"Sentence {number}.")
        if broken:
            raise KeyError("the file ends here")

    with pytest.raises(KeyError):
        units.add(sentences(broken=True), "old.tmx")
    before = units.find()[0]
    assert before < 1200
    assert units.add(sentences(broken=False), "old.tmx") == MemoryImport(1200 - before, before)


def test_half_a_character_is_refused_and_nothing_written(units: MemoryUnits):
    with pytest.raises(WorkspaceError, match="half a character"):
        units.add([unit(RAIN, "Rain."), unit(TRAIN, "Trains \ud83d")], "old.tmx")
    assert units.find()[0] == 0


def test_what_the_database_cannot_hold_is_refused(units: MemoryUnits, workspace: Workspace):
    if workspace._database.is_sqlite:
        pytest.skip("SQLite holds every character")
    with pytest.raises(WorkspaceError, match="NUL"):
        units.add([unit(RAIN, "Rain\0.")], "old.tmx")
    assert units.find()[0] == 0


def test_changing_and_deleting_imported_units(units: MemoryUnits):
    units.add([unit(RAIN, "Rain.")], "old.tmx")
    changed = units.edit("m1", "Showers.", version=1, user="rena")
    assert (changed.target, changed.version, changed.translator) == ("Showers.", 2, "rena")
    assert units.find("showers")[0] == 1
    with pytest.raises(Conflict):
        units.edit("m1", "Late.", version=1, user="rena")
    units.delete("m1", version=2)
    for gone in (lambda: units.unit("m1"), lambda: units.delete("m1", version=3)):
        with pytest.raises(NotFound):
            gone()
    for wrong in ("m99", "s99", "x1", "m", "m1x", "", "m" + "9" * 13):
        with pytest.raises(NotFound):
            units.unit(wrong)


@pytest.mark.usefixtures("units")
def test_exact_and_fuzzy_matches(workspace: Workspace):
    confirm(workspace, keyed(workspace, "2025/a")[TRAIN], "New trains in September.")
    matches = MemoryMatches(workspace)
    (fuzzy,) = matches.matches(keyed(workspace, "2025/b")[SIMILAR].key)
    assert (fuzzy.kind, fuzzy.percent) == (MatchKind.FUZZY, 83)
    (exact,) = matches.matches(keyed(workspace, "2025/b")[TRAIN].key)
    assert (exact.kind, exact.percent) == (MatchKind.EXACT, 100)
    assert matches.matches(keyed(workspace, "2025/a")[TRAIN].key) == []
    assert matches.matches(keyed(workspace, "2025/a")[RAIN].key) == []


@pytest.mark.usefixtures("units")
def test_the_same_neighbours_make_it_a_context_match(workspace: Workspace):
    port = confirm(workspace, keyed(workspace, "2025/a")[PORT], "The port.")
    assert port.source == PORT
    (match,) = MemoryMatches(workspace).matches(keyed(workspace, "2025/b")[PORT].key)
    assert (match.kind, match.percent) == (MatchKind.CONTEXT, 101)


def test_matches_follow_what_is_saved(units: MemoryUnits, workspace: Workspace, clock: Clock):
    key = keyed(workspace, "2025/b")[TRAIN].key
    matches = MemoryMatches(workspace)
    assert matches.matches(key) == []
    train = confirm(workspace, keyed(workspace, "2025/a")[TRAIN], "Trains.")
    clock.wait(seconds=1)
    units.add([unit(TRAIN, "Imported trains.")], "old.tmx")
    assert [one.target for one in matches.matches(key)] == ["Trains.", "Imported trains."]
    clock.wait(seconds=1)
    units.delete("m1", version=1)
    train = confirm(workspace, train, "New trains.")
    assert [one.target for one in matches.matches(key)] == ["New trains."]
    clock.wait(seconds=1)
    draft = PostEdit(target="Nothing yet", status=Status.DRAFT, version=2, user="aysel")
    workspace.save_post_edit(train.key, draft)
    assert matches.matches(key) == []


def test_confirmed_text_goes_before_imported_memory(units: MemoryUnits, workspace: Workspace):
    units.add([unit(TRAIN, "Imported.")], "old.tmx")
    assert workspace.memory_lookup([TRAIN])[TRAIN].target == "Imported."
    confirm(workspace, keyed(workspace, "2025/a")[TRAIN], "Confirmed.")
    assert workspace.memory_lookup([TRAIN])[TRAIN].target == "Confirmed."
