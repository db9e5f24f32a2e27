"""Exact matches where a segment stands: the same neighbours go before what is newer."""

from tests.store.archive import PORT, RAIN, TRAIN, article, confirm, keyed
from workbench.store import ExactMatch


def matches(workspace, name):
    """Return the matches of an article's segments by their source."""
    wanted = workspace.segments(name)
    found = workspace.exact_matches(wanted)
    return {one.source: found[one.key] for one in wanted if one.key in found}


def confirmed(workspace, clock, name, target, *paragraphs, source=PORT):
    workspace.add_article(*article(name, *paragraphs))
    clock.wait(hours=1)
    return confirm(workspace, keyed(workspace, name)[source], target, user=name)


def test_nothing_is_known_of_new_sentences(workspace):
    workspace.add_article(*article("a", PORT, TRAIN))
    assert matches(workspace, "a") == {}
    assert workspace.exact_matches([]) == {}


def test_the_newest_where_no_place_is_the_same(workspace, clock):
    confirmed(workspace, clock, "a", "Old.", PORT, TRAIN)
    confirmed(workspace, clock, "b", "New.", PORT, RAIN)
    workspace.add_article(*article("c", RAIN, PORT))
    assert matches(workspace, "c") == {PORT: ExactMatch("New.", "b", 100)}


def test_the_same_neighbours_go_before_what_is_newer(workspace, clock):
    confirmed(workspace, clock, "a", "Between.", TRAIN, PORT, RAIN)
    confirmed(workspace, clock, "b", "Newer.", PORT)
    workspace.add_article(*article("c", TRAIN, PORT, RAIN, title="Başqa"))
    assert matches(workspace, "c") == {PORT: ExactMatch("Between.", "a", 101)}


def test_the_newest_of_those_in_the_same_place(workspace, clock):
    confirmed(workspace, clock, "a", "First.", TRAIN, PORT, RAIN)
    confirmed(workspace, clock, "b", "Second.", TRAIN, PORT, RAIN)
    workspace.add_article(*article("c", TRAIN, PORT, RAIN))
    assert matches(workspace, "c") == {PORT: ExactMatch("Second.", "b", 101)}


def test_neighbours_are_those_across_paragraphs_and_the_ends_count(workspace, clock):
    confirmed(workspace, clock, "a", "Last.", TRAIN, PORT)
    confirmed(workspace, clock, "b", "Inside.", TRAIN, PORT, RAIN)
    workspace.add_article(*article("c", f"{TRAIN}\n{PORT}", title="Başqa"))
    assert matches(workspace, "c") == {PORT: ExactMatch("Last.", "a", 101)}


def test_one_neighbour_alone_is_no_context(workspace, clock):
    confirmed(workspace, clock, "a", "Mine.", TRAIN, PORT, RAIN)
    workspace.add_article(*article("c", TRAIN, PORT, TRAIN))
    assert matches(workspace, "c") == {PORT: ExactMatch("Mine.", "a", 100)}


def test_a_sentence_that_was_dropped_has_no_place(workspace, clock):
    confirmed(workspace, clock, "a", "Kept.", TRAIN, PORT, RAIN)
    workspace.add_article(*article("a", TRAIN, RAIN))
    workspace.add_article(*article("c", TRAIN, PORT, RAIN))
    assert matches(workspace, "c") == {PORT: ExactMatch("Kept.", "a", 100)}


def test_the_percentage_is_kept_with_the_segment(workspace, clock):
    confirmed(workspace, clock, "a", "Between.", TRAIN, PORT, RAIN)
    workspace.add_article(*article("c", TRAIN, PORT, RAIN))
    found = workspace.exact_matches(workspace.segments("c"))
    workspace.save_matches((key, match, ()) for key, match in found.items())
    port = keyed(workspace, "c")[PORT]
    assert (port.target, port.match_percent) == ("Between.", 101)
    assert [one.match_percent for one in workspace.revisions(port.key)] == [101]


def test_more_segments_than_fit_into_one_statement(workspace, clock):
    many = [f"Cümlə {number}." for number in range(1200)]
    workspace.add_article(*article("a", *many))
    clock.wait(hours=1)
    for source in (many[0], many[700], many[-1]):
        confirm(workspace, keyed(workspace, "a")[source], f"EN {source}")
    workspace.add_article(*article("b", *many))
    assert matches(workspace, "b") == {
        source: ExactMatch(f"EN {source}", "aysel", 101)
        for source in (many[0], many[700], many[-1])
    }
