"""Claiming groups of articles, in one process; `test_processes` has real deaths."""

import pytest
from sqlalchemy import update

from tests.store.archive import PORT, TRAIN, article, confirm, keyed, translated
from workbench.model.unit import Status
from workbench.store.processes import Process, _state_and_start, is_dead, this_process
from workbench.store.schema import leases

ELSEWHERE = Process("another machine", 1, "1")


@pytest.fixture
def archive(workspace):
    """Seven articles of two segments, imported against the order of their names."""
    for number in range(7):
        workspace.add_article(*article(f"{9 - number}", f"{PORT} {number}"))
    return workspace


def names(segments):
    return list(dict.fromkeys(segment.article for segment in segments))


def translate(workspace, segments):
    return workspace.save_hypotheses([translated(segment) for segment in segments])


def test_groups_follow_the_order_of_import(archive):
    groups = list(archive.batches_to_translate(3))
    assert list(map(names, groups)) == [["9", "8", "7"], ["6", "5", "4"], ["3"]]
    assert [(one.article, one.paragraph) for one in groups[2]] == [("3", 0), ("3", 1)]


def test_an_interruption_does_not_shift_the_groups(archive):
    undisturbed = [names(group) for group in archive.batches_to_translate(3)]
    interrupted = archive.batches_to_translate(3)
    translate(archive, next(interrupted))
    next(interrupted)
    interrupted.close()
    assert [names(group) for group in archive.batches_to_translate(3)] == undisturbed[1:]


def test_only_pending_segments_are_in_a_group(archive):
    confirm(archive, keyed(archive, "9")[f"{PORT} 0"], "Cargo.")
    archive.add_article(*article("8", f"{TRAIN}"))
    first = next(archive.batches_to_translate(2))
    assert [one.source for one in first if one.paragraph] == [TRAIN]


def test_each_group_comes_once_even_when_nothing_is_saved(archive):
    both = frozenset({Status.EMPTY, Status.MACHINE})
    translate(archive, archive.segments("6"))
    groups = list(archive.batches_to_translate(2, statuses=both))
    assert [names(group)[0] for group in groups] == ["9", "7", "5", "3"]
    for group in archive.batches_to_translate(2, statuses=both):
        translate(archive, group)
    assert archive.counts().segments[Status.MACHINE] == 14
    assert list(archive.batches_to_translate(2)) == []


def test_two_workers_share_the_work(archive):
    first, second = archive.batches_to_translate(2), archive.batches_to_translate(2)
    shared = [next(first), next(second), next(first)]
    assert list(map(names, shared)) == [["9", "8"], ["7", "6"], ["5", "4"]]


def test_groups_of_another_size_keep_apart(archive):
    batch = archive.claim_batch("one", articles_per_batch=3)
    assert names(batch.segments) == ["9", "8", "7"]
    assert names(archive.claim_batch("two", articles_per_batch=2).segments) == ["5", "4"]
    assert names(archive.claim_batch("three", articles_per_batch=1).segments) == ["6"]


def test_a_group_given_back_is_free_again(archive):
    batch = archive.claim_batch("one", articles_per_batch=7)
    assert archive.claim_batch("two", articles_per_batch=7) is None
    archive.release_batch(batch)
    assert archive.claim_batch("two", articles_per_batch=7).segments == batch.segments


def test_a_lease_ends_with_its_time_and_can_be_renewed(archive, clock):
    lost = archive.claim_batch("slow", articles_per_batch=7, lease_seconds=60)
    clock.wait(seconds=50)
    assert archive.renew_batch(lost, lease_seconds=60)
    clock.wait(seconds=50)
    assert archive.claim_batch("two", articles_per_batch=7) is None
    clock.wait(seconds=10)
    taken = archive.claim_batch("two", articles_per_batch=7)
    assert taken.segments == lost.segments
    assert not archive.renew_batch(lost)
    archive.release_batch(lost)
    assert archive.claim_batch("three", articles_per_batch=7) is None
    assert archive.renew_batch(taken)


def test_a_caller_that_fails_gives_its_group_back(archive):
    batches = archive.batches_to_translate(7)
    next(batches)
    with pytest.raises(RuntimeError):
        batches.throw(RuntimeError("out of memory"))
    assert archive.claim_batch("two", articles_per_batch=7) is not None


@pytest.mark.parametrize(
    ("other", "is_free"),
    [({"host": "elsewhere"}, False), ({"started": "1"}, True), ({"pid": 2**22 + 1}, True)],
)
def test_whose_lease_still_counts(archive, other, is_free):
    archive.claim_batch("one", articles_per_batch=7)
    with archive._database.writing() as connection:
        connection.execute(update(leases).values(**other))
    assert (archive.claim_batch("two", articles_per_batch=7) is not None) is is_free


def test_this_process_lives():
    assert not is_dead(this_process())
    assert not is_dead(Process("elsewhere", 2**22 + 1, ""))
    assert not is_dead(Process(this_process().host, 1, _state_and_start(1)[1]))


def claim_group(archive, first, holder, articles=3):
    return archive.claim_group(first, "far", articles_per_batch=articles, holder=holder)


def test_free_groups_are_those_with_work_that_nobody_holds(archive):
    assert archive.free_groups(3) == [0, 3, 6]
    translate(archive, archive.segments("3"))
    held = archive.claim_batch("other", articles_per_batch=2)
    assert (held.first, archive.free_groups(3)) == (0, [3])
    archive.release_batch(held)
    assert archive.free_groups(3) == [0, 3]


def test_a_named_group_is_claimed_like_any_other(archive):
    batch = claim_group(archive, 3, this_process())
    assert names(batch.segments) == ["6", "5", "4"]
    assert names(archive.claim_batch("one", articles_per_batch=3).segments) == ["9", "8", "7"]
    assert claim_group(archive, 4, ELSEWHERE, articles=2) is None
    archive.release_batch(batch)
    assert names(claim_group(archive, 4, ELSEWHERE, articles=2).segments) == ["5", "4"]


def test_a_group_with_nothing_to_do_is_not_claimed(archive, everything):
    for name in ("9", "8", "7"):
        translate(archive, archive.segments(name))
    assert claim_group(archive, 0, this_process()) is None
    assert everything()["leases"] == []


def test_who_hands_out_the_work_gives_a_dead_workers_group_to_another(archive):
    """On whatever machine the worker was: its lease is in the name of the one that hands out."""
    lost = claim_group(archive, 0, ELSEWHERE)
    assert claim_group(archive, 0, this_process()) is None
    again = claim_group(archive, 0, ELSEWHERE)
    assert again.segments == lost.segments
    assert not archive.renew_batch(lost)
    archive.release_batch(lost)
    assert archive.renew_batch(again)


def test_what_two_have_translated_is_stored_once(archive):
    (heading, first) = archive.segments("9")
    assert archive.save_hypotheses([translated(first)], only_empty=True) == 1
    rows = [translated(first), translated(heading)]
    assert archive.save_hypotheses(rows, only_empty=True) == 1
    assert archive.segment(first.key).version == 1
    assert archive.save_hypotheses(rows) == 2
