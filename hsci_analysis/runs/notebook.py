"""One parameterised notebook: found, its parameters checked, executed by papermill."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets.config import Config

from hsci_analysis.errors import HsciError, ParametersError, RunError, UnknownNameError
from hsci_analysis.folders import ROOT, notebooks_folder

Value = str | int | float
TYPES: Mapping[str, Callable[[str], Value]] = {"str": str, "int": int, "float": float}

KERNEL = "python3"
# Notebooks that share a machine are slower, not faster, when each takes every core for its BLAS.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# Sockets in a folder of our own: no port to race for, and nobody else on the machine can listen.
IPC = sys.platform != "win32"


class NotebookError(RunError):
    """A cell failed; the exit code is that of the failure we explain, where it was one."""

    def __init__(self, message: str, cause: str) -> None:
        super().__init__(message)
        explained = {kind.__name__: kind.exit_code for kind in HsciError.__subclasses__()}
        self.exit_code = explained.get(cause, RunError.exit_code)


def find_notebook(name: str) -> Path:
    """The notebook of that name; raises UnknownNameError with the nearest names."""
    known = {path.stem: path for path in sorted(notebooks_folder().glob("*.ipynb"))}
    try:
        return known[name]
    except KeyError:
        raise UnknownNameError("notebook", name, known) from None


def checked_parameters(notebook: Path, given: Mapping[str, str]) -> dict[str, Value]:
    """The parameters as the types the notebook's own parameters cell declares.

    Papermill itself only logs a misspelt name and goes on with the default.

    Raises
    ------
    UnknownNameError
        If the notebook has no such parameter; with the nearest names.
    ParametersError
        If a value is not of the type declared.
    """
    try:
        declared = papermill.inspect_notebook(_literally(notebook))
    except nbformat.reader.NotJSONError:
        raise RunError(f"{notebook.name} is not a notebook; restore it") from None
    checked: dict[str, Value] = {}
    for name, text in given.items():
        if name not in declared:
            raise UnknownNameError(f"parameter of {notebook.stem}", name, declared)
        wanted = declared[name]["inferred_type_name"]
        try:
            checked[name] = TYPES[wanted](text)
        except ValueError:
            raise ParametersError(
                f"the parameter {name} of {notebook.stem} is of type {wanted}; {text!r} is not"
            ) from None
    return checked


def execute(
    notebook: Path, parameters: Mapping[str, Value], executed: Path, failed: Path
) -> NotebookNode:
    """Execute a notebook in a fresh kernel; returns it as executed, and writes it to ``executed``.

    Raises
    ------
    NotebookError
        If a cell fails: which one, the error's own words, and that the notebook as far as it ran
        is kept as ``failed``.
    """
    shown = f"notebooks/{notebook.name}"
    try:
        with _kernel_surroundings() as config:
            papermill.execute_notebook(
                _literally(notebook),
                _literally(executed),
                dict(parameters),
                kernel_name=KERNEL,
                progress_bar=False,
                request_save_on_cell_execute=False,
                # A kernel asked to end is interrupted first, and may print that as its error.
                shutdown_kernel="immediate",
                config=config,
            )
    except papermill.PapermillExecutionError as error:
        node = without_traces(_read(executed), shown, failed.name)
        _write(node, failed)
        first_line = error.source.strip().partition("\n")[0]
        raise NotebookError(
            f"{notebook.stem} stopped at cell In [{error.exec_count}], which begins"
            f" '{first_line}':\n  {error.ename}: {error.evalue}\n"
            f"The notebook as far as it ran is in {failed}",
            cause=error.ename,
        ) from None
    except (DeadKernelError, CellTimeoutError) as error:
        raise RunError(
            f"{notebook.stem} stopped, its kernel was lost: {error}; run again"
        ) from None
    node = without_traces(_read(executed), shown, executed.name)
    _write(node, executed)
    return node


def without_traces(node: NotebookNode, read_from: str, written_to: str) -> NotebookNode:
    """The executed notebook without what only this machine has: its paths, a random cell id."""
    node.metadata.papermill.input_path = read_from
    node.metadata.papermill.output_path = written_to
    node.metadata.papermill.pop("environment_variables", None)
    for cell in node.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = [_without_root(line) for line in output.traceback]
    return node


def shown_values(node: NotebookNode, mime_type: str) -> list[Any]:
    """What the executed notebook's cells showed of one MIME type, in order."""
    return [
        output.data[mime_type]
        for cell in node.cells
        for output in cell.get("outputs", [])
        if mime_type in output.get("data", {})
    ]


def _without_root(line: str) -> str:
    return line.replace(f"{ROOT}{os.sep}", "")


def _read(path: Path) -> NotebookNode:
    node: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types
    return node


def _write(node: NotebookNode, path: Path) -> None:
    nbformat.write(node, path)  # type: ignore[no-untyped-call]  # nbformat has no types


def _literally(path: Path) -> str:
    """Papermill fills in what stands between braces in a path; here nothing is meant by them."""
    return str(path).replace("{", "{{").replace("}", "}}")


@contextmanager
def _kernel_surroundings() -> Iterator[Config]:
    """What every kernel starts with, whoever starts it: one thread, and a folder of its own.

    The folder holds the sockets (left to itself, Jupyter gives all kernels of a working directory
    the same ones) and the IPython profile, so that nothing of a person's own profile gets into a
    report. It is directly in /tmp where there is one, because the path of a socket may have 104
    bytes at most. A session's name would make a chart believe that somebody is watching.
    """
    short = "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108 (mkdtemp makes it private)
    with tempfile.TemporaryDirectory(prefix="hsci-", dir=short) as folder:
        surroundings: dict[str, str | None] = {
            **dict.fromkeys(ONE_THREAD, "1"),
            **dict.fromkeys(("JUPYTER_RUNTIME_DIR", "IPYTHONDIR"), folder),
            "JPY_SESSION_NAME": None,
        }
        before = {name: os.environ.get(name) for name in surroundings}
        _set_environment(surroundings)
        try:
            yield Config(
                KernelManager={"transport": "ipc", "ip": f"{folder}/kernel"} if IPC else {}
            )
        finally:
            _set_environment(before)


def _set_environment(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
