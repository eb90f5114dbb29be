"""A papermill engine that runs the cells in its own process, made for a process forked to do it.

IPython's own shell runs each cell and sends what a kernel would send; papermill's own client makes
outputs of it as it does of a kernel's messages. Only the kernel between the two is not there.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager
from traitlets.config import Config

from hsci_analysis.errors import RunError

Message = dict[str, Any]
Clean = Callable[[NotebookNode], object]
Told = Callable[[int], object]

MOST_PRINTED = 10_000_000
"""Characters a notebook may print; the longest page we know has a thousandth of it."""


class PrintedTooMuchError(RunError):
    """A notebook that prints without end."""

    def __init__(self, stream: str) -> None:
        super().__init__(
            f"more than {MOST_PRINTED:,} characters were written to {stream}; a page cannot hold"
            " them. Print less, or show a table"
        )


def new_shell() -> ZMQInteractiveShell:
    """The shell of a kernel, without the kernel and without a history.

    It can be made before a fork: it starts no thread and opens no file.
    """
    return ZMQInteractiveShell.instance(
        config=Config(HistoryManager={"enabled": False}),
        compiler_class=XCachingCompiler,
        kernel=SimpleNamespace(eventloop=None),
    )


class InProcessEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """Runs the cells with the shell that papermill passes on from ``execute_notebook``."""

    name = "hsci-in-process"

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        shell: ZMQInteractiveShell,
        clean: Clean,
        told: Told,
        **_: object,
    ) -> None:
        """Execute every cell until one fails, then clean the notebook before it is written."""
        try:
            _Client(nb_man, shell, told).execute()
        finally:
            clean(nb_man.nb)


class KernelEngine(NBClientEngine):  # type: ignore[misc]  # papermill has no types
    """Papermill's own engine, with a kernel, for where a process cannot be forked."""

    name = "hsci-kernel"

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        clean: Clean,
        told: Told,
        **kwargs: object,
    ) -> None:
        """Execute every cell until one fails, then clean the notebook before it is written."""
        kwargs["on_cell_start"] = lambda cell_index, **_: told(cell_index + 1)
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        finally:
            clean(nb_man.nb)


class _Client(PapermillNotebookClient):  # type: ignore[misc]  # papermill has no types
    """Papermill's client with a shell in the place of its kernel."""

    def __init__(
        self, nb_man: NotebookExecutionManager, shell: ZMQInteractiveShell, told: Told
    ) -> None:
        super().__init__(nb_man)
        self._shell, self._told = shell, told
        session = _Session(self._receive)
        shell.displayhook.session = session  # type: ignore[attr-defined]  # it is the kernel's
        shell.display_pub.session = session  # type: ignore[attr-defined]  # hook, not IPython's
        self._streams = [_Stream(name, session) for name in ("stdout", "stderr")]

    def execute(self, **_: object) -> NotebookNode:
        """Execute the cells; standard output and error are theirs while they run."""
        self.reset_execution_trackers()
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._streams
        try:
            self.papermill_execute_cells()
        finally:
            sys.stdout, sys.stderr = before
        node: NotebookNode = self.nb
        node.metadata["language_info"] = dict(IPythonKernel.language_info)
        return node

    def execute_cell(self, cell: NotebookNode, cell_index: int, **_: object) -> NotebookNode:
        """Execute one cell, as nbclient does it; raises CellExecutionError when it fails."""
        self._told(cell_index + 1)
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        self._cell, self._index, self.clear_before_next_output = cell, cell_index, False
        run = self._shell.run_cell
        result = run(cell.source, store_history=True, cell_id=cell.get("id"))  # type: ignore[no-untyped-call]
        for stream in self._streams:
            stream.flush()
        cell.execution_count = self._shell.execution_count - 1
        error = result.error_before_exec or result.error_in_exec
        # An error in showing the result is shown, and not in `result`.
        if (error or self._shell._last_traceback_during_displayhook) and (
            "raises-exception" not in tags
        ):
            raise CellExecutionError.from_cell_and_msg(
                cell, {"ename": type(error).__name__, "evalue": str(error)}
            )
        return cell

    def _receive(self, message: Message) -> None:
        """Make an output of what the cell shows; a stream goes on where it left off."""
        outputs, content = self._cell.outputs, message["content"]
        last = outputs[-1] if outputs else {}
        if message["msg_type"] == "stream" and last.get("name") == content["name"]:
            last["text"] += content["text"]
        else:
            self.process_message(message, self._cell, self._index)


class _Session(Session):
    """Hands messages on, where a kernel's session would send them through a socket."""

    def __init__(self, deliver: Callable[[Message], None]) -> None:
        super().__init__(key=b"")
        self._deliver = deliver

    def send(
        self,
        stream: object,
        msg_or_type: Message | str,
        content: Message | None = None,
        *_: object,
        **__: object,
    ) -> None:
        """Deliver a message, made now if only its type and content are given."""
        made = self.msg(msg_or_type, content) if isinstance(msg_or_type, str) else msg_or_type
        self._deliver(made)


class _Stream(io.TextIOBase):
    """Standard output or error of the cells, held until something else is shown, as a kernel's.

    A cell that prints without end is stopped before it fills the memory and the disk.
    """

    encoding = "utf-8"

    def __init__(self, name: str, session: _Session) -> None:
        self._name, self._session = name, session
        self._held: list[str] = []
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._written += len(text)
        if self._written > MOST_PRINTED:
            raise PrintedTooMuchError(self._name)
        self._held.append(text)
        return len(text)

    def flush(self) -> None:
        """Show what was held."""
        text = "".join(self._held)
        self._held.clear()
        if text:
            self._session.send(None, "stream", {"name": self._name, "text": text})
