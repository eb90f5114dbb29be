"""What a worker forked for one job does: cut itself off, do the job, and tell."""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from ipykernel.zmqshell import ZMQInteractiveShell

from hsci_analysis.charts.converter import convert_by, serve
from hsci_analysis.errors import RunError
from hsci_analysis.runs.fulfil import fulfil
from hsci_analysis.runs.order import Cell, Order
from hsci_analysis.runs.surroundings import NEVER_USED

LOG = "log.txt"
MOST_FILE_BYTES = 200_000_000
"""Of any file a notebook writes; no page or log needs a tenth of it."""
SHOWN_OF_LOG = 4_000
STANDARD_OUTPUT, STANDARD_ERROR = 1, 2
DATA = 5
"""Where the size of the data is in a line of ``/proc/self/statm``."""


class TookTooLongError(RunError):
    """Raised in the notebook itself, so that it is kept as far as it ran."""


def work(
    order: Order,
    news: Connection,
    leash: Connection,
    converter: Connection,
    shell: ZMQInteractiveShell,
) -> None:
    """Do one job in the process forked for it."""
    _cut_off(order, leash)
    convert_by(converter)
    outcome = fulfil(
        order,
        shell=shell,
        told=lambda cell: news.send(Cell(cell)),
        limit=_time_limit(order),
        log=lambda: _end_of_log(order),
    )
    news.send(outcome)


def convert(requests: Connection, leash: Connection) -> None:
    """Convert charts in the process forked for it."""
    os.setsid()
    _on_a(leash)
    serve(requests)


def _on_a(leash: Connection) -> None:
    """End this process, and all it has started, when the run that holds the leash is gone."""

    def end() -> None:
        leash.poll(None)
        os.killpg(os.getpid(), signal.SIGKILL)

    threading.Thread(target=end, daemon=True).start()


def _cut_off(order: Order, leash: Connection) -> None:
    """A session of its own, a log for all it writes, its own random numbers, and its limits."""
    os.setsid()
    sys.modules.pop(NEVER_USED, None)  # a notebook may
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    _on_a(leash)
    seed = zlib.crc32(order.job.id.encode())
    random.seed(seed)
    np.random.seed(seed)  # a fork would share it
    log = os.open(order.folder / LOG, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    for standard in STANDARD_OUTPUT, STANDARD_ERROR:
        os.dup2(log, standard)
    os.close(log)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_FILE_BYTES, MOST_FILE_BYTES))
    if order.memory:
        most = _memory_held() + order.memory
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _memory_held() -> int:
    """Bytes of writable memory this process has from the start; most is shared, or never used."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[DATA]
    return int(pages) * resource.getpagesize()


@contextmanager
def _time_limit(order: Order) -> Iterator[None]:
    """Raise TookTooLongError in the notebook when its time is up."""

    def up(*_: object) -> None:
        raise TookTooLongError(
            f"{order.job.name} took longer than {order.seconds:g} seconds; see --timeout"
        )

    signal.signal(signal.SIGALRM, up)
    signal.setitimer(signal.ITIMER_REAL, order.seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _end_of_log(order: Order) -> str:
    """The last of what the job wrote outside its cells."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    with (order.folder / LOG).open("rb") as log:
        log.seek(max(0, log.seek(0, os.SEEK_END) - SHOWN_OF_LOG))
        return log.read().decode("utf-8", "replace")
