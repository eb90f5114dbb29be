"""Jobs in workers forked from a warm process: the fast way, where a process can be forked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path

from hsci_analysis.errors import RunError
from hsci_analysis.folders import ROOT
from hsci_analysis.runs.order import Failed, Made, News, Order
from hsci_analysis.runs.panels import SharedPanel
from hsci_analysis.runs.surroundings import NEVER_USED

SERVE = f"""
import sys
sys.modules["{NEVER_USED}"] = None
from hsci_analysis.runs.template import main
main()
"""
AT_ONCE = 1.0
"""Seconds in which the template ends by itself, unless it is still reading or beyond help."""
CAN_FORK = sys.platform == "linux"
"""On macOS a process that has loaded the system's libraries cannot safely be forked."""


class Forked:
    """A workshop of worker processes, each forked for one job from a template that is warm.

    The memory there is, is shared out evenly among them where an order says nothing else.

    Everything the template starts watches one pipe, the leash, whose other end this process alone
    holds: when it is gone, however it ended, so are they.

    Parameters
    ----------
    workers
        How many at once.
    tables
        Whether to read all tables ahead; for a single job it is quicker not to.
    panels
        What to learn ahead, for all jobs at once.
    folder
        For what IPython keeps, and what the template itself may have to say.

    Raises
    ------
    RunError
        If the template cannot be started.
    """

    def __init__(
        self,
        workers: int,
        folder: Path,
        *,
        tables: bool = True,
        panels: Sequence[SharedPanel] = (),
    ) -> None:
        self.places = workers
        self._arguments = [str(workers), "tables" if tables else "none", json.dumps(panels)]
        self._folder = folder
        self._running: dict[int, Order] = {}
        self._start()

    def take(self, order: Order) -> None:
        """Begin with a job."""
        order = replace(order, memory=order.memory or memory_there_is() // self.places)
        self._running[order.number] = order
        with suppress(OSError):  # news will tell
            self._orders.send(order)

    def news(self) -> Iterator[tuple[int, News]]:
        """Wait for news; should the template be lost, its jobs are, and another one started."""
        try:
            number, news = self._orders.recv()
        except (EOFError, OSError):
            self.close()
            lost, self._running = self._running, {}
            self._start()
            for number, order in lost.items():
                yield number, Failed(f"{order.job.name} was lost with the process it came from")
            return
        if isinstance(news, Made | Failed):
            del self._running[number]
        yield number, news

    def close(self) -> None:
        """End the template and all it has started, and wait until they have ended."""
        self._orders.close()
        try:
            self._template.wait(AT_ONCE)
        except subprocess.TimeoutExpired:
            self._template.kill()
            self._template.wait()
        self._leash.close()

    def _start(self) -> None:
        self._orders, orders = Pipe()
        leash, self._leash = Pipe(duplex=False)
        descriptors = (orders.fileno(), leash.fileno())
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        said = self._folder / "template.log"
        with said.open("wb") as log:
            self._template = subprocess.Popen(  # noqa: S603 - our own interpreter and code
                [sys.executable, "-c", SERVE, *map(str, descriptors), *self._arguments],
                env=os.environ | {"PYTHONPATH": path},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=descriptors,
                start_new_session=True,
            )
        orders.close()
        leash.close()
        try:
            self.wrong: str = self._orders.recv()
        except (EOFError, OSError):
            self.close()
            last = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
            raise RunError(
                f"no worker can be started: {''.join(last) or 'its process was killed'}; mend the"
                " package, or use --kernels"
            ) from None


def memory_there_is() -> int:
    """Bytes of memory of this machine, or of the control group we are in."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        return min(physical, int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")))
    except (OSError, ValueError):
        return physical
