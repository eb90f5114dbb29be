"""Jobs on the workers of a Dask cluster, each with a copy of this workbench.

A job goes there by name and comes back as the bytes of its part, so that nothing is shared but the
scheduler. A worker does it as one machine does, in a process forked from a warm one; it refuses a
job whose page it could not make from the same notebook, parameters, code and versions as here. A
job whose worker is lost is done by another.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
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

_own = threading.local()


class Cluster:
    """A workshop behind a scheduler.

    Raises
    ------
    RunError
        If Dask is not installed, or no scheduler answers, or it has no workers.
    """

    def __init__(self, scheduler: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise RunError(
                "--scheduler needs Dask: install hsci-analysis with the extra 'cluster'"
            ) from None
        try:
            self._client = Client(scheduler, timeout=10)
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
        from distributed import wait

        for future in wait(list(self._running), return_when="FIRST_COMPLETED").done:
            order = self._running.pop(future)
            if future.status != "finished":
                reason = f"{type(future.exception()).__name__}: {future.exception()}"
                yield order.number, Failed(f"{order.job.name} was lost on the cluster: {reason}")
                continue
            news, files = future.result()
            for name, content in files.items():
                (order.folder / name).write_bytes(content)
            yield order.number, _checked(order, news)

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
            here = replace(order, job=job, folder=Path(folder))
            other = list(differences(Provenance().of(job), order.made_from))
            if other:
                raise RunError(f"a worker is not as the one who asks: {'; '.join(other)}")
            news = _forked(here)
        except HsciError as error:
            news = Failed(f"{order.job.name} could not be done on the cluster: {error}")
        files = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
        return news, files


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
