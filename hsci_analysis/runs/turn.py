"""One run at a time below one reports folder, which it finds and leaves in order."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from hsci_analysis.errors import RunError
from hsci_analysis.folders import reports_folder
from hsci_analysis.runs.journal import Event, Kind, Tell, run_id
from hsci_analysis.runs.swap import put_back

LOCK = ".lock"
WORK = ".work"
RUNS = ".runs"


@contextmanager
def turn(tell: Tell) -> Iterator[Path]:
    """Wait until no other run writes below the reports folder; gives a folder to work in.

    What a run that was killed left is tidied up first; the folder vanishes at the end.

    Raises
    ------
    RunError
        If nothing can be written there.
    """
    reports = reports_folder()
    work = reports / WORK / run_id()
    try:
        reports.mkdir(parents=True, exist_ok=True)
        lock = FileLock(reports / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            tell(Event(Kind.RUN_WAITS, facts={"for": _holder(reports)}))
            lock.acquire()
        try:
            put_back(reports)
            shutil.rmtree(reports / WORK, ignore_errors=True)
            work.mkdir(parents=True)
            yield work
        finally:
            shutil.rmtree(reports / WORK, ignore_errors=True)
            lock.release()
    except OSError as error:
        raise RunError(
            f"{reports} cannot be written: {error.strerror or error}; make room or allow writing"
            " there, and run again"
        ) from error


def _holder(reports: Path) -> str:
    """The run that has its turn, as far as it can be told."""
    return ", ".join(path.name for path in (reports / WORK).glob("*")) or "another run"
