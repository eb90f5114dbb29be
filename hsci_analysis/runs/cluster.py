"""Jobs on the workers of a Dask cluster, each with a copy of this workbench.

A job goes there by name and comes back as the bytes of its part, so that nothing is shared but the
scheduler. A worker does it as one machine does, in a process forked from a warm one; it refuses a
job whose page it could not make from the same notebook, parameters, code and versions as here. A
job whose worker is lost is done by another.
"""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hsci_analysis.errors import HsciError, RunError
from hsci_analysis.folders import find_notebook
from hsci_analysis.runs.forked import Forked
from hsci_analysis.runs.order import Cell, Failed, Made, News, Order
from hsci_analysis.runs.plan import differences, stale_tables
from hsci_analysis.runs.provenance import Provenance
from hsci_analysis.runs.surroundings import surroundings

if TYPE_CHECKING:
    from distributed import Future

Part = tuple[Made | Failed, dict[str, bytes]]
QUEUED = 2
"""Jobs given out for each of a worker's threads, so that none waits for the next."""
PATIENCE = 30.0
"""Seconds without a job done before asking whether there are workers, and to wait for one."""

_own = threading.local()


class Cluster:
    """A workshop behind a scheduler.

    Raises
    ------
    RunError
        If Dask is not installed, or no scheduler answers, or it has no workers; and from ``news``
        if it has none any longer.
    """

    def __init__(self, scheduler: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise RunError(
                "--scheduler needs Dask: install hsci-analysis with the extra 'cluster'"
            ) from None
        logging.getLogger("distributed.client").setLevel(
            logging.CRITICAL
        )  # what matters is raised too
        self._scheduler = scheduler
        try:
            self._client = Client(scheduler, timeout=5)
        except (OSError, ValueError) as error:
            raise RunError(f"no scheduler answers at {scheduler}: {error}") from None
        self.places = QUEUED * sum(self._client.nthreads().values())
        if not self.places:
            self._client.close()
            raise RunError(f"the scheduler at {scheduler} has no workers; start some first")
        self._running: dict[Future[Part], Order] = {}

    def take(self, order: Order) -> None:
        """Begin with a job."""
        self._running[self._client.submit(fulfil_there, order, pure=False)] = order

    def news(self) -> Iterator[tuple[int, News]]:
        """Wait for jobs to end."""
        for future in self._ended():
            order = self._running.pop(future)
            if future.status != "finished":
                reason = f"{type(future.exception()).__name__}: {future.exception()}"
                yield order.number, Failed(f"{order.job.name} was lost on the cluster: {reason}")
                continue
            news, files = future.result()
            for name, content in files.items():
                path = order.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            yield order.number, _checked(order, news)

    def _ended(self) -> list[Future[Part]]:
        """Wait for jobs to end, or for nobody to be there who could do them."""
        from distributed import wait

        while True:
            running = list(self._running)
            try:
                wait(running, timeout=PATIENCE, return_when="FIRST_COMPLETED")
            except TimeoutError:
                self._wait_for_workers()
            except CancelledError:
                raise RunError(
                    f"the scheduler at {self._scheduler} was lost; what was made is in its place"
                ) from None
            else:
                return [future for future in running if future.done()]

    def _wait_for_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except OSError:
            raise RunError(
                f"the scheduler at {self._scheduler} has no workers any longer; what was made is in"
                " its place"
            ) from None

    def close(self) -> None:
        """Take back what has not begun; a job under way there ends by itself, and is forgotten."""
        self._client.cancel(list(self._running))
        self._client.close()


def _checked(order: Order, news: Made | Failed) -> Made | Failed:
    """The news, unless the part rests on tables that are not the ones held here."""
    if isinstance(news, Made):
        other = stale_tables(news.record["inputs"]["tables"])
        if other:
            return Failed(f"{order.job.name} was made elsewhere from other data: {other[0]}")
    return news


def fulfil_there(order: Order) -> Part:
    """Do a job on a worker of the cluster; returns its news and the files of its part."""
    with tempfile.TemporaryDirectory(prefix="hsci-part-") as folder:
        try:
            job = replace(order.job, notebook=find_notebook(order.job.name))
            memory = order.memory or _memory_of_a_thread()
            here = replace(order, job=job, folder=Path(folder), memory=memory)
            other = list(differences(Provenance().of(job), order.made_from))
            if other:
                raise RunError(f"a worker is not as the one who asks: {'; '.join(other)}")
            news = _forked(here)
        except HsciError as error:
            news = Failed(f"{order.job.name} could not be done on the cluster: {error}")
        made = [path for path in Path(folder).rglob("*") if path.is_file()]
        return news, {path.relative_to(folder).as_posix(): path.read_bytes() for path in made}


def _memory_of_a_thread() -> int | None:
    """Bytes that a job may use here, unless the one who asks says otherwise."""
    from distributed import get_worker

    worker = get_worker()
    limit: int | None = worker.memory_manager.memory_limit
    return limit and limit // worker.state.nthreads


def _forked(order: Order) -> Made | Failed:
    """Do the job in a process forked from this thread's own template, which outlives it."""
    if not hasattr(_own, "workshop"):
        _own.folder = tempfile.TemporaryDirectory(prefix="hsci-worker-")
        with surroundings(Path(_own.folder.name)):
            _own.workshop = Forked(1, Path(_own.folder.name))
    workshop: Forked = _own.workshop
    workshop.take(order)
    while True:
        for _, news in workshop.news():
            if not isinstance(news, Cell):
                return news
