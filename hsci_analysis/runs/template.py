"""The warm process that workers are forked from: all that every notebook needs, read once.

What it may do is little, because a fork copies one thread and no more: import, read and reckon
with one thread. No chart becomes SVG here, no kernel starts, no connection to a database opens.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path

from ipykernel.zmqshell import ZMQInteractiveShell

import hsci_analysis
from hsci_analysis.charts import converter
from hsci_analysis.errors import HsciError
from hsci_analysis.reports import page
from hsci_analysis.runs.engine import new_shell
from hsci_analysis.runs.learn import learn
from hsci_analysis.runs.order import Failed, Made, News, Order
from hsci_analysis.runs.panels import SharedPanel
from hsci_analysis.runs.worker import convert, work
from hsci_analysis.tables.store import read_ahead

GRACE = 2.0
"""Seconds a worker has to end by itself once its time is up."""
HARMLESS = "jemalloc_bg"
"""The thread of Arrow's allocator: it holds no lock of ours, and minds a fork."""

FORK = multiprocessing.get_context("fork")


def main() -> None:
    """Serve the run that started this process, through the two descriptors it has left open."""
    orders, leash = (Connection(int(descriptor)) for descriptor in sys.argv[1:3])
    panels = tuple((measure, until) for measure, until in json.loads(sys.argv[5]))
    tables = sys.argv[4] == "tables"
    serve(orders, leash, workers=int(sys.argv[3]), tables=tables, panels=panels)


def serve(
    orders: Connection,
    leash: Connection,
    *,
    workers: int,
    tables: bool,
    panels: Sequence[SharedPanel] = (),
) -> None:
    """Fork a worker for each order, and pass on its news, until the other end is closed.

    The first answer says in words what could not be read ahead, if anything. Each further one is
    the number of an order and a piece of its news. A worker whose time is up is killed; whatever it
    started goes with it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Else it would stay open in the workers, and nobody would notice when this process is killed.
    os.register_at_fork(after_in_child=orders.close)
    shell = new_shell()
    orders.send(_read_ahead(tables=tables, panels=panels))
    slots = [_Slot(leash, shell) for _ in range(workers)]
    try:
        while True:
            _turn(orders, slots)
    except (EOFError, BrokenPipeError, ConnectionResetError):  # who gave the orders is gone
        pass
    finally:
        for slot in slots:
            slot.close()


def _turn(orders: Connection, slots: list[_Slot]) -> None:
    """Wait for the next thing to happen, and do what it asks for."""
    busy = {slot.news: slot for slot in slots if slot.news}
    due = min((slot.due for slot in busy.values()), default=None)
    ready = wait([orders, *busy], None if due is None else max(0.0, due - time.monotonic()))
    for news, slot in busy.items():
        if news in ready:
            orders.send((slot.number, slot.hear()))
        elif slot.due <= time.monotonic():
            orders.send((slot.number, slot.stop()))
    if orders in ready:
        next(slot for slot in slots if not slot.news).start(orders.recv())


def _read_ahead(*, tables: bool, panels: Sequence[SharedPanel]) -> str:
    """Import, read and learn what the notebooks share; returns what went wrong, in words."""
    for name in hsci_analysis.__all__:
        getattr(hsci_analysis, name)
    hsci_analysis.find_area("Scotland")
    converter.read_ahead()
    page.read_ahead()
    wrong = []
    if tables:
        try:
            read_ahead()
        except HsciError as error:  # those who need the table will say so
            wrong.append(str(error))
    learn(panels)
    gc.collect()
    threads = [name for name in _threads() if not name.startswith(HARMLESS)]
    if len(threads) > 1:
        wrong.append(f"threads run where processes are forked: {', '.join(threads)}")
    return "\n".join(wrong)


def _threads() -> list[str]:
    """The names of this process's threads, where the system tells."""
    tasks = Path("/proc/self/task")
    return sorted((task / "comm").read_text().strip() for task in tasks.glob("*"))


class _Slot:
    """One worker at a time, and the converter that outlives them."""

    def __init__(self, leash: Connection, shell: ZMQInteractiveShell) -> None:
        self._leash, self._shell = leash, shell
        self.news: Connection | None = None
        self._start_converter()

    def start(self, order: Order) -> None:
        """Fork a worker for the order."""
        if not self._converting.is_alive():
            self._start_converter()
        self._order, self.number = order, order.number
        self.due = time.monotonic() + order.seconds + GRACE
        self._heard, theirs = FORK.Pipe(duplex=False)
        self.news = self._heard
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        self._worker = FORK.Process(
            target=work, args=(order, theirs, self._leash, self._converter, self._shell)
        )
        self._worker.start()
        theirs.close()

    def hear(self) -> News:
        """The next of the worker's news; the worker is gone after the last."""
        try:
            news: News = self._heard.recv()
        except (EOFError, OSError):
            ended = wait([self._worker.sentinel], GRACE)
            self._end(killed=True)
            code = self._worker.exitcode if ended else None
            return Failed(f"{self._order.job.name} was lost: {_how_it_ended(code)}")
        if isinstance(news, Made | Failed):
            self._end(killed=False)
        return news

    def stop(self) -> Failed:
        """Kill the worker, whose time is up."""
        self._end(killed=True)
        return Failed(
            f"{self._order.job.name} took longer than {self._order.seconds:g} seconds, did not"
            " stop, and was killed; see --timeout"
        )

    def close(self) -> None:
        """Kill what is left."""
        if self.news:
            self._end(killed=True)
        self._kill_converter()

    def _end(self, *, killed: bool) -> None:
        """See the worker off with whatever it has started.

        Its session goes before it is waited for: until then nothing else can have its number.
        """
        self._heard.close()
        self.news = None
        try:
            os.killpg(self._worker.pid or 0, signal.SIGKILL)
        except ProcessLookupError:  # it had not begun a session yet
            self._worker.kill()
        self._worker.join()
        if killed:
            self._kill_converter()  # it may be in the middle of an answer

    def _kill_converter(self) -> None:
        if self._converting.is_alive():
            self._converting.kill()
        self._converting.join()

    def _start_converter(self) -> None:
        self._converter, theirs = FORK.Pipe()
        self._converting = FORK.Process(target=convert, args=(theirs, self._leash))
        self._converting.start()
        theirs.close()


def _how_it_ended(code: int | None) -> str:
    """An exit code, or the signal it stands for, in words."""
    if code is None:
        return "its worker did not answer"
    if code >= 0:
        return f"its worker ended with exit code {code}"
    said = f"its worker was ended by {signal.Signals(-code).name}"
    if -code == signal.SIGKILL:
        said += ": somebody killed it, or the system had no memory left"
    return said
