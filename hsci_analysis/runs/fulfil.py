"""Doing what an order asks for, in whatever process; whatever goes wrong is told."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from ipykernel.zmqshell import ZMQInteractiveShell

from hsci_analysis.errors import HsciError, RunError
from hsci_analysis.runs.notebook import NotebookError
from hsci_analysis.runs.order import Failed, Made, Order
from hsci_analysis.runs.part import make_part
from hsci_analysis.runs.traces import Traces


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
