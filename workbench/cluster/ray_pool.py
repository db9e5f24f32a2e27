"""A pool of Ray actors: each makes its worker once and does one task after the other."""

import logging
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar, cast

from workbench.cluster import require_ray
from workbench.errors import WorkbenchError

R = TypeVar("R")
Work = Callable[[int, Callable[[], bool]], R]
"""Does the task of a number; may ask, in between, whether the run is over."""

TRIES = 3
"""How many workers may die over one task before the run is given up."""

_ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is told to anybody outside
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",  # workers run in the environment they are installed in
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_DEDUP_LOGS_SKIP_REGEX": "^",  # else Ray writes of its workers on standard output,
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # and of itself on standard error
}
_STARTS = 4  # Ray gives itself 30 seconds, too few on a machine that does ten things at once
_OBJECT_STORE = 2**28  # bytes; only numbers travel
_BLOCK = 2**20  # bytes; what Ray expects a task to give, and keeps room for


class RayPool:
    """Actors of the cluster that `RAY_ADDRESS` names, or of a Ray started on this machine alone.

    Args:
        workers: Number of actors; 0 for as many as the cluster has cores for.
        threads: Cores that each of them uses, >= 1.
    """

    def __init__(self, *, workers: int = 0, threads: int = 1) -> None:
        self._workers = workers
        self._threads = threads

    def each(
        self, make: Callable[[], Work[R]], tasks: Sequence[int], is_over: Callable[[], bool]
    ) -> Iterator[R]:
        """Yield what each task gave, in no order, once it is done.

        A task whose worker dies is done again by another. When the run is over, tasks in hand are
        completed and no more are begun.

        Args:
            make: Makes an actor's worker, in its process. Must be picklable.
            tasks: Numbers of the tasks, one or more, each once.
            is_over: Asked after each task.

        Raises:
            WorkbenchError: Ray is not installed or fails, or a worker raised it.
        """
        with _cluster(self._workers * self._threads) as ours:
            board = _board()
            begun, done = -1, 0
            for outcome in self._outcomes(make, tasks, board):
                if outcome.problem:
                    what, hint = outcome.problem
                    raise WorkbenchError(what, hint=hint)
                if outcome.begun:
                    done += 1
                    yield cast("R", outcome.result)
                if begun < 0 and is_over():
                    begun = _ask(board.stop)
                if begun == done and ours:
                    return  # Ray ends with us; a data set left unfinished would keep its actors

    def _outcomes(
        self, make: Callable[[], Work[R]], tasks: Sequence[int], board: "_Handle"
    ) -> Iterator["_Outcome"]:
        import ray.data
        from ray.exceptions import RayError, RayTaskError, UserCodeException

        actors = min(self._actors(), len(tasks))
        rows = (
            ray.data.from_items(list(tasks), override_num_blocks=len(tasks))
            .map_batches(
                _Actor,
                fn_constructor_args=(make, board),
                batch_size=1,
                num_cpus=self._threads,
                compute=ray.data.ActorPoolStrategy(size=actors, max_tasks_in_flight_per_actor=1),
            )
            .iter_rows()
        )
        try:
            for row in rows:
                yield row["outcome"]
        except (RayTaskError, UserCodeException):  # an error of our own
            raise
        except RayError as error:
            raise WorkbenchError(
                f"Ray failed: {str(error).strip().partition(os.linesep)[0]}",
                hint="repeat the command; it goes on where it was",
            ) from error

    def _actors(self) -> int:
        import ray

        return self._workers or max(1, int(ray.cluster_resources()["CPU"]) // self._threads)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a task.

    Attributes:
        begun: Whether it was begun at all.
        result: What the worker returned.
        problem: `what` and `hint` of the WorkbenchError it raised instead.
    """

    begun: bool = True
    result: object = None
    problem: tuple[str, str] | None = None


class _Board:
    """Tells the actors whether to begin, and remembers who began what; an actor itself."""

    def __init__(self) -> None:
        self._tries: Counter[int] = Counter()
        self._stopped = False

    def begin(self, task: int) -> int:
        """Return how often the task was begun, this time included; 0 when it may not be."""
        if self._stopped and task not in self._tries:
            return 0
        self._tries[task] += 1
        return self._tries[task]

    def is_stopped(self) -> int:
        """Return 1 when no more tasks are begun, else 0."""
        return int(self._stopped)

    def stop(self) -> int:
        """Let no more tasks begin, and return how many have been."""
        self._stopped = True
        return len(self._tries)


class _Remote(Protocol):
    """A method of an actor, for other processes."""

    def remote(self, *arguments: object) -> object: ...


class _Handle(Protocol):
    """The board, for other processes."""

    begin: _Remote
    is_stopped: _Remote
    stop: _Remote


def _ask(method: _Remote, *arguments: object) -> int:
    import ray

    answer: int = ray.get(method.remote(*arguments))
    return answer


class _Actor:
    """What Ray keeps in each worker process."""

    def __init__(self, make: Callable[[], Work[object]], board: _Handle) -> None:
        self._make = make
        self._board = board

    def __call__(self, batch: dict[str, Sequence[int]]) -> dict[str, list[_Outcome]]:
        """Do one task."""
        return {"outcome": [self._outcome(int(batch["item"][0]))]}

    def _outcome(self, task: int) -> _Outcome:
        tries = _ask(self._board.begin, task)
        if not tries:
            return _Outcome(begun=False)
        if tries > TRIES:
            what = f"{TRIES} workers died over the same work, that of number {task}"
            hint = "give the machines more memory, or take fewer articles_per_batch"
            return _Outcome(problem=(what, hint))
        try:
            return _Outcome(result=self._work(task, lambda: bool(_ask(self._board.is_stopped))))
        except WorkbenchError as error:
            return _Outcome(problem=(error.what, error.hint))

    @cached_property
    def _work(self) -> Work[object]:
        return self._make()


def _board() -> _Handle:
    """Return a board beside this process, where the end of no other machine can take it away."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    here = ray.get_runtime_context().get_node_id()
    place = NodeAffinitySchedulingStrategy(here, soft=False)
    board: _Handle = ray.remote(_Board).options(num_cpus=0, scheduling_strategy=place).remote()
    return board


@contextmanager
def _cluster(cores: int) -> Iterator[bool]:
    """Join the cluster, or start Ray here with so many cores; one that is joined already serves.

    Tells whether the cluster is left again at the end.
    """
    require_ray()
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    import ray

    joins = not ray.is_initialized()
    if joins:
        with _same_signals():
            _join(cores)
    _silence()
    try:
        yield joins
    finally:
        if joins:
            ray.shutdown()


def _join(cores: int) -> None:
    import ray

    address = os.environ.get("RAY_ADDRESS")
    alone = {
        "address": "local",
        "num_cpus": cores or None,
        "object_store_memory": _OBJECT_STORE,
        "include_dashboard": False,
    }
    options = {} if address else alone
    for tries_left in reversed(range(1 if address else _STARTS)):
        try:
            ray.init(log_to_driver=False, logging_level=logging.ERROR, **options)
        except Exception as error:
            ray.shutdown()
            if not tries_left:
                raise _no_answer(address, error) from error
        else:
            return


def _no_answer(address: str | None, error: Exception) -> WorkbenchError:
    where = f"the Ray cluster {address}" if address else "Ray"
    return WorkbenchError(
        f"{where} does not answer: {str(error).strip()}",
        hint="`ray status` shows a cluster, and RAY_ADDRESS names it; unset, Ray starts here",
    )


def _silence() -> None:
    """Leave standard output and error to us; what Ray has to say is in its log files."""
    import ray.data

    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.target_max_block_size = _BLOCK


@contextmanager
def _same_signals() -> Iterator[None]:
    """Put back the answer to SIGTERM, which Ray replaces."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, before)
