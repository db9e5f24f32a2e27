"""What a pool of actors promises, whatever the work is."""

import os
import signal
import sys
from functools import cache

import pytest

from workbench.cluster.ray_pool import TRIES, RayPool
from workbench.errors import WorkbenchError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("ray_here", "work_travels"),
    pytest.mark.filterwarnings("default"),  # Ray's own are not ours to put right
]


@pytest.fixture(scope="module")
def work_travels():
    """Let the functions of this module reach actors that cannot import it."""
    from ray import cloudpickle

    module = sys.modules[__name__]
    cloudpickle.register_pickle_by_value(module)
    yield
    cloudpickle.unregister_pickle_by_value(module)


def never():
    return False


def doubler():
    @cache
    def twice(task, _is_over):
        return {"task": task, "twice": 2 * task, "pid": os.getpid()}

    return twice


def fussy():
    def refuse(task, _is_over):
        if task == 2:
            raise WorkbenchError("the disk is full", hint="free some space")
        return task

    return refuse


def deadly():
    def die(_task, _is_over):
        os.kill(os.getpid(), signal.SIGKILL)

    return die


def test_every_task_is_done_once_elsewhere():
    done = list(RayPool(workers=1).each(doubler, range(5), never))
    assert sorted((one["task"], one["twice"]) for one in done) == [(n, 2 * n) for n in range(5)]
    assert os.getpid() not in {one["pid"] for one in done}


def test_when_the_run_is_over_nothing_more_is_begun():
    done = list(RayPool(workers=1).each(doubler, range(200), lambda: True))
    assert 1 <= len(done) < 50


def test_what_a_worker_raises_arrives_with_its_hint():
    with pytest.raises(WorkbenchError, match="the disk is full") as raised:
        list(RayPool(workers=1).each(fussy, range(5), never))
    assert raised.value.hint == "free some space"


def test_a_task_that_kills_every_worker_ends_the_run():
    with pytest.raises(WorkbenchError, match=f"{TRIES} workers died over .* number 7"):
        list(RayPool(workers=1).each(deadly, [7], never))
