"""An order for one job, and the news of how it goes, as they travel between processes."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ipykernel.zmqshell import ZMQInteractiveShell

from hsci_analysis.errors import HsciError, RunError
from hsci_analysis.runs.jobs import Job
from hsci_analysis.runs.notebook import NotebookError
from hsci_analysis.runs.part import make_part
from hsci_analysis.runs.provenance import Record
from hsci_analysis.runs.traces import Traces


@dataclass(frozen=True)
class Order:
    """One job, the folder its part is made in, and what it may use.

    ``seconds`` is of time, ``memory`` in bytes; none is no limit.
    """

    number: int
    job: Job
    made_from: Record
    folder: Path
    seconds: float
    memory: int | None = None


@dataclass(frozen=True)
class Cell:
    """A cell is about to run, counted from 1."""

    cell: int


@dataclass(frozen=True)
class Made:
    """The part is in its folder, with this record."""

    record: Record


@dataclass(frozen=True)
class Failed:
    """The job failed: why, in words, with which exit code, and the end of what it wrote."""

    said: str
    exit_code: int = RunError.exit_code
    log: str = ""


News = Cell | Made | Failed


class Workshop(Protocol):
    """Where jobs are done, a few at a time."""

    def take(self, order: Order) -> None:
        """Begin with a job."""

    def news(self) -> Iterator[tuple[int, News]]:
        """Wait for news; each with the number of its order."""

    def close(self) -> None:
        """Leave no process and no job behind, whatever is under way."""


def fulfil(
    order: Order,
    *,
    shell: ZMQInteractiveShell | None = None,
    told: Callable[[int], object] = lambda _: None,
    limit: AbstractContextManager[None] | None = None,
    log: Callable[[], str] = str,
) -> Made | Failed:
    """Do the job in this process, or with a kernel of its own; whatever goes wrong is told.

    ``shell`` and ``told`` are those of ``execute``; ``limit`` is held while the part is made, and
    ``log`` gives what was written outside the cells.
    """
    name = order.job.name
    try:
        with limit or nullcontext():
            return Made(
                make_part(
                    order.job,
                    order.made_from,
                    order.folder,
                    shell=shell,
                    told=told,
                    seconds=order.seconds,
                )
            )
    except NotebookError as error:
        said, code = error.said, error.exit_code
    except HsciError as error:
        said, code = str(error), error.exit_code
    except OSError as error:
        said, code = f"{name} could not be written: {error.strerror or error}", RunError.exit_code
    except MemoryError:
        said, code = f"{name} needs more memory than it may have; see --memory", RunError.exit_code
    except Exception as error:  # noqa: BLE001 - a fault of ours; the log has all of it
        traceback.print_exc()
        said, code = f"{name} met a fault of ours: {type(error).__name__}: {error}", 1
    traces = Traces(order.job.secret_values)
    return Failed(traces(said), code, traces(log()))
