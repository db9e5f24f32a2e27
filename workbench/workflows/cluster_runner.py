"""The runner of a cluster: processes on one or many machines, each with an engine of its own."""

from collections.abc import Callable
from functools import partial

from workbench.cluster.ray_pool import RayPool
from workbench.store.processes import Process, this_process
from workbench.store.workspace import Workspace
from workbench.workflows.drafting import Drafter, Watch
from workbench.workflows.translate_group import Tally, translate_group
from workbench.workflows.translate_pending import Run

Opening = Callable[[], tuple[Workspace, Drafter]]
"""Gives a worker's own connection to the workspace and its own engine; picklable."""

GROUPS_AT_ONCE = 10_000
"""Groups handed to the pool together: enough that its start is nothing, few enough to hold."""


class ClusterRunner:
    """Hands out the groups of articles; the workers translate, check and store them.

    This process holds every lease, so that a group whose worker died is given to another at once
    wherever it ran. A worker that was only thought dead stores nothing twice: a segment that is
    no longer empty is left as it is.
    """

    def __init__(self, pool: RayPool, opening: Opening) -> None:
        self._pool = pool
        self._opening = opening

    def work(self, run: Run) -> None:
        """Translate until no group is free or the run is over; raise what a worker raised."""
        size = run.plan.articles_per_batch
        make = partial(GroupWorker, self._opening, this_process(), size)
        groups = run.workspace.free_groups(size)
        for start in range(0, len(groups), GROUPS_AT_ONCE):
            some = groups[start : start + GROUPS_AT_ONCE]
            for tally in self._pool.each(make, some, run.is_over):
                run.add(tally)
                run.watch.progress(tally.translated)
            if run.is_over():
                return


class GroupWorker:
    """One of the workers; lives in a process of the cluster.

    Args:
        opening: Gives workspace and drafter.
        holder: The process that hands out the groups.
        size: Articles in a group.
    """

    def __init__(self, opening: Opening, holder: Process, size: int) -> None:
        self._workspace, self._drafter = opening()
        here = this_process()
        self._claim = partial(
            self._workspace.claim_group,
            worker=f"{here.host}:{here.pid}",
            articles_per_batch=size,
            holder=holder,
        )

    def __call__(self, first: int, is_over: Callable[[], bool]) -> Tally:
        """Translate the group that begins with article number `first`; return what was stored."""
        batch = self._claim(first)
        if batch is None:
            return Tally()
        watch = Watch(cancelled=is_over)
        try:
            parts = translate_group(self._workspace, self._drafter, batch, watch)
            return sum(parts, Tally())
        finally:
            self._workspace.release_batch(batch)
