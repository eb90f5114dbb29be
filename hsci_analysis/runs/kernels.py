"""Jobs with a Jupyter kernel each: the ordinary way, slower, for where nothing can be forked."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait

from hsci_analysis.runs.order import Failed, Made, News, Order

SPAWN = multiprocessing.get_context("spawn")


class Kernels:
    """A workshop of processes that each start a kernel a job, as plain papermill does."""

    def __init__(self, workers: int) -> None:
        self.places = workers
        self._executor = self._start()
        self._running: dict[Future[Made | Failed], Order] = {}

    def take(self, order: Order) -> None:
        """Begin with a job."""
        try:
            future = self._executor.submit(_fulfil, order)
        except BrokenExecutor:  # one of its processes was killed
            self._executor = self._start()
            future = self._executor.submit(_fulfil, order)
        self._running[future] = order

    def news(self) -> Iterator[tuple[int, News]]:
        """Wait for jobs to end."""
        for future in wait(self._running, return_when=FIRST_COMPLETED).done:
            order = self._running.pop(future)
            try:
                yield order.number, future.result()
            except BrokenExecutor:
                yield order.number, Failed(f"{order.job.name} was lost: its process was killed")

    def close(self) -> None:
        """Kill every process; a kernel ends when the process that started it is gone."""
        for process in SPAWN.active_children() if self._running else ():
            process.kill()
        self._executor.shutdown(cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.places, mp_context=SPAWN)


def _fulfil(order: Order) -> Made | Failed:
    from hsci_analysis.runs.fulfil import fulfil  # it knows all that a notebook needs

    return fulfil(order)
