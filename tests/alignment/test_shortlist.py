"""Likely translations from a bitext small enough to know the answer."""

import pytest

from workbench.alignment.shortlist import Shortlist, likely_translations, most_frequent

BITEXT = [
    (["yeni", "ev"], ["new", "house"]),
    (["yeni", "liman"], ["new", "port"]),
    (["köhnə", "ev"], ["old", "house"]),
    (["köhnə", "liman"], ["old", "port"]),
] * 10


def test_each_piece_finds_its_translation():
    found = likely_translations(BITEXT, translations=1, origins=1)
    assert found == {"yeni": {"new"}, "ev": {"house"}, "köhnə": {"old"}, "liman": {"port"}}


def test_a_rare_target_is_kept_with_its_origin():
    rare = [(["liman"], ["port"])] * 20 + [(["liman"], ["harbour"])]
    assert likely_translations(rare, translations=1, origins=0) == {"liman": {"port"}}
    assert likely_translations(rare, translations=1, origins=1) == {"liman": {"port", "harbour"}}


@pytest.mark.parametrize(("most", "expected"), [(0, ""), (1, "b"), (2, "ab"), (9, "abc")])
def test_the_most_frequent(most, expected):
    assert most_frequent(["bac", "b"], most) == set(expected)


def test_pieces_without_candidates_allow_what_is_always_allowed():
    assert Shortlist(frozenset("x"), {}).allowed(["liman"]) == {"x"}
