"""One parameterised notebook, executed by papermill, and nothing in it that is secret or local."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import nbformat
import papermill
from ipykernel.zmqshell import ZMQInteractiveShell
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import papermill_engines
from traitlets.config import Config

from hsci_analysis.errors import HsciError, RunError
from hsci_analysis.runs.declared import Value, checked_parameters, literally
from hsci_analysis.runs.engine import InProcessEngine, KernelEngine
from hsci_analysis.runs.surroundings import set_environment, surroundings
from hsci_analysis.runs.traces import WITHHELD, Traces

__all__ = ["NotebookError", "Value", "checked_parameters", "execute", "shown_values"]

KERNEL = "python3"
# Sockets in a folder of our own: no port to race for, and nobody else on the machine can listen.
IPC = sys.platform != "win32"

papermill_engines.register(InProcessEngine.name, InProcessEngine)
papermill_engines.register(KernelEngine.name, KernelEngine)


class NotebookError(RunError):
    """A cell failed; the exit code is that of the failure we explain, where it was one.

    ``said`` is the message without where the notebook is kept.
    """

    def __init__(self, said: str, kept: Path, cause: str) -> None:
        super().__init__(f"{said}\nThe notebook as far as it ran is in {kept}")
        self.said = said
        explained = {kind.__name__: kind.exit_code for kind in HsciError.__subclasses__()}
        self.exit_code = explained.get(cause, RunError.exit_code)


def execute(
    notebook: Path,
    parameters: Mapping[str, Value],
    executed: Path,
    failed: Path,
    *,
    secret: frozenset[str] = frozenset(),
    shell: ZMQInteractiveShell | None = None,
    told: Callable[[int], object] = lambda _: None,
    seconds: float | None = None,
) -> NotebookNode:
    """Execute a notebook; returns it as executed, and writes it to ``executed``.

    Parameters
    ----------
    secret
        Parameters whose values are not written.
    shell
        Runs the cells in this process; without one they run in a fresh kernel.
    told
        Called with the number of each cell before it runs, counted from 1.
    seconds
        How long a cell may take in a kernel; in this process, whoever started it keeps the time.

    Raises
    ------
    NotebookError
        If a cell fails: which one, the error's own words, and that the notebook as far as it ran
        is kept as ``failed``.
    RunError
        If the kernel died or took too long; the notebook is kept likewise.
    """
    traces = Traces(str(parameters[name]) for name in secret & parameters.keys())
    nodes: list[NotebookNode] = []

    def clean(node: NotebookNode) -> None:
        nodes.append(node)
        _clean(node, notebook, traces, secret)

    here: dict[str, object] = {"engine_name": InProcessEngine.name, "shell": shell}
    try:
        with nullcontext() if shell else _kernel_surroundings() as config:
            node: NotebookNode = papermill.execute_notebook(
                literally(notebook),
                literally(executed),
                dict(parameters),
                kernel_name=KERNEL,
                progress_bar=False,
                request_save_on_cell_execute=False,
                # A kernel asked to end is interrupted first, and may print that as its error.
                shutdown_kernel="immediate",
                autosave_cell_every=0,
                clean=clean,
                told=told,
                **(_in_a_kernel(config, seconds) if config else here),
            )
    except papermill.PapermillExecutionError as error:
        executed.replace(failed)
        first_line = traces(error.source.strip().partition("\n")[0])
        raise NotebookError(
            f"{notebook.stem} stopped at cell In [{error.exec_count}], which begins"
            f" '{first_line}':\n  {error.ename}: {error.evalue}",
            kept=failed,
            cause=error.ename,
        ) from None
    except (DeadKernelError, CellTimeoutError) as error:
        _write(nodes[-1], failed)
        said = str(traces(str(error))).strip().partition("\n")[0]
        why = (
            "a cell took too long" if isinstance(error, CellTimeoutError) else "its kernel was lost"
        )
        raise RunError(f"{notebook.stem} stopped, {why}: {said}; run again") from None
    return node


def _in_a_kernel(config: Config, seconds: float | None) -> dict[str, object]:
    """What papermill passes on to nbclient."""
    return {
        "engine_name": KernelEngine.name,
        "config": config,
        "coalesce_streams": True,
        "execution_timeout": seconds,
    }


def _clean(node: NotebookNode, notebook: Path, traces: Traces, secret: frozenset[str]) -> None:
    """Leave nothing of this machine, no secret, and no random cell id in what was executed."""
    papermill_metadata = node.metadata.papermill
    papermill_metadata.input_path = f"notebooks/{notebook.name}"
    papermill_metadata.output_path = notebook.name
    papermill_metadata.pop("environment_variables", None)
    given = papermill_metadata.parameters
    papermill_metadata.parameters = given | dict.fromkeys(secret & given.keys(), WITHHELD)
    for cell in node.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
            if secret:
                lines = [
                    f"{name} = {value!r}" for name, value in papermill_metadata.parameters.items()
                ]
                cell.source = "\n".join(("# Parameters", *lines))
        cell.source = traces(cell.source)
        traces(cell.get("outputs", []))


def shown_values(node: NotebookNode, mime_type: str) -> list[Any]:
    """What the executed notebook's cells showed of one MIME type, in order."""
    return [
        output.data[mime_type]
        for cell in node.cells
        for output in cell.get("outputs", [])
        if mime_type in output.get("data", {})
    ]


def _write(node: NotebookNode, path: Path) -> None:
    nbformat.write(node, path)  # type: ignore[no-untyped-call]  # nbformat has no types


@contextmanager
def _kernel_surroundings() -> Iterator[Config]:
    """The same for a kernel, whose sockets have a folder of their own.

    Left to itself, Jupyter gives all kernels of a working directory the same ones. The folder is
    directly in /tmp where there is one: the path of a socket may have 104 bytes at most.
    """
    short = "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108 (mkdtemp makes it private)
    with tempfile.TemporaryDirectory(prefix="hsci-", dir=short) as folder:
        runtime = os.environ.get("JUPYTER_RUNTIME_DIR")
        with surroundings(Path(folder)):
            set_environment({"JUPYTER_RUNTIME_DIR": folder})
            try:
                yield Config(
                    KernelManager={"transport": "ipc", "ip": f"{folder}/kernel"} if IPC else {}
                )
            finally:
                set_environment({"JUPYTER_RUNTIME_DIR": runtime})
