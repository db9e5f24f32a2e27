"""The runner of one machine: threads that share an engine."""

from dataclasses import replace
from threading import Thread

from workbench.workflows.drafting import Drafter
from workbench.workflows.translate_group import translate_group
from workbench.workflows.translate_pending import Run

_SECONDS_BETWEEN_WAKINGS = 0.1


class LocalRunner:
    """Threads of this process; while one checks and saves, the engine works for another.

    Args:
        drafter: Engine, glossary and checks, shared by all.
        workers: Groups in work at the same time, >= 1.
    """

    def __init__(self, drafter: Drafter, workers: int = 1) -> None:
        self._drafter = drafter
        self._workers = workers

    def work(self, run: Run) -> None:
        """Translate until no group is free or the run is over; raise what a thread raised.

        The threads are daemons: who loses patience with them can leave, and loses nothing saved.
        """
        errors: list[BaseException] = []
        threads = [
            Thread(target=self._work_alone, args=(run, errors), daemon=True)
            for _ in range(self._workers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            # The system may give a signal to any thread, but only this one runs its handler, and
            # only when it wakes: it must not sleep until all is done.
            while thread.is_alive():
                thread.join(_SECONDS_BETWEEN_WAKINGS)
        if errors:
            raise errors[0]

    def _work_alone(self, run: Run, errors: list[BaseException]) -> None:
        watch = replace(run.watch, cancelled=lambda: bool(errors) or run.is_over())
        try:
            while not watch.cancelled():
                batch = run.workspace.claim_batch(
                    "batch", articles_per_batch=run.plan.articles_per_batch
                )
                if batch is None:
                    return
                try:
                    for tally in translate_group(run.workspace, self._drafter, batch, watch):
                        run.add(tally)
                finally:
                    run.workspace.release_batch(batch)
        except BaseException as error:  # noqa: BLE001 - raised again where `work` was called
            errors.append(error)
