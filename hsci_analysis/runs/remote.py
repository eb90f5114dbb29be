"""Inputs from and reports at a URL that fsspec knows, such as ``s3://bucket/reports``.

A run reads and writes folders of this machine: inputs are brought before it, reports sent after it.
An object store cannot rename, so what makes a report one is its manifest: it is taken away before
anything else of the report is replaced, and put there last.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from hsci_analysis.errors import HsciError, RunError
from hsci_analysis.folders import reports_folder
from hsci_analysis.runs.jobs import Job
from hsci_analysis.runs.journal import Tell
from hsci_analysis.runs.manifest import FILE, read_parts
from hsci_analysis.runs.surroundings import set_environment
from hsci_analysis.runs.swap import put_in_place
from hsci_analysis.runs.turn import turn

INPUTS = {"data": "HSCI_DATA", "parameters": "HSCI_PARAMETERS", "notebooks": "HSCI_NOTEBOOKS"}
"""Which folders may be there, and the variable that names each."""
PAGES_BESIDE = "*/*.html"
"""What is written for reviewers beside the reports of a year."""


@contextmanager
def inputs_from(url: str) -> Iterator[None]:
    """Use ``data/``, ``parameters/`` and ``notebooks/`` from a URL, those that it has, meanwhile.

    Raises
    ------
    RunError
        If they cannot be had, or there is none.
    """
    with tempfile.TemporaryDirectory(prefix="hsci-inputs-") as folder:
        with _at(url) as there:
            for name in INPUTS:
                there.get(name, Path(folder, name))
        found = {
            variable: str(path)
            for name, variable in INPUTS.items()
            if (path := Path(folder, name)).exists()
        }
        if not found:
            raise RunError(f"{url} has none of the folders {', '.join(INPUTS)}; put them there")
        before = {variable: os.environ.get(variable) for variable in found}
        set_environment(found)
        try:
            yield
        finally:
            set_environment(before)


def bring_reports(url: str, jobs: Iterable[Job], tell: Tell) -> None:
    """Bring those reports of the jobs that are there, whole, and not here.

    Raises
    ------
    RunError
        If they cannot be had, or not be written here.
    """
    with turn(tell) as folder, _at(url) as there:
        for number, report in enumerate(sorted({job.folder for job in jobs})):
            if (report / FILE).exists() or not there.has(f"{_name(report)}/{FILE}"):
                continue
            aside = folder / str(number)
            there.get(_name(report), aside)
            if _whole(aside):
                report.parent.mkdir(parents=True, exist_ok=True)
                put_in_place(aside, report)


def send_reports(url: str, jobs: Iterable[Job], tell: Tell) -> int:
    """Send the reports of the jobs, and the pages beside them, that are not there as they are here.

    Returns how many reports it sent.

    Raises
    ------
    RunError
        If they cannot be sent; what was sent stays, and a report half sent has no manifest there.
    """
    sent = 0
    with turn(tell), _at(url) as there:
        for report in sorted({job.folder for job in jobs}):
            sent += _whole(report) and there.put(report, _name(report))
        for page in reports_folder().glob(PAGES_BESIDE):
            there.write(_name(page), page.read_bytes())
    return sent


def _name(path: Path) -> str:
    return path.relative_to(reports_folder()).as_posix()


def _whole(report: Path) -> bool:
    """Whether a report is what its manifest says."""
    try:
        manifest = json.loads((report / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(manifest["notebooks"]) and read_parts(report) == manifest["notebooks"]


@contextmanager
def _at(url: str) -> Iterator[_Remote]:
    """The folder at a URL; whatever goes wrong with it is told as a RunError."""
    try:
        yield _Remote(url)
    except (HsciError, KeyboardInterrupt):
        raise
    except ImportError as error:
        raise RunError(f"{url} cannot be reached: {error}; see docs/object_store.md") from None
    except Exception as error:  # each kind of store has errors of its own
        reason = str(error) or type(error).__name__
        raise RunError(
            f"{url} cannot be read or written: {reason}; mend that, and run again"
        ) from error


class _Remote:
    """A folder somewhere; names are relative to it."""

    def __init__(self, url: str) -> None:
        from fsspec.core import url_to_fs

        self._files: Any
        self._files, self._root = url_to_fs(url)
        self._files.auto_mkdir = True  # of a local folder; other stores have none, or do it anyway
        self._files.invalidate_cache()

    def has(self, name: str) -> bool:
        return bool(self._files.exists(f"{self._root}/{name}"))

    def write(self, name: str, content: bytes) -> None:
        self._files.pipe_file(f"{self._root}/{name}", content)

    def get(self, name: str, folder: Path) -> None:
        """Copy all below ``name`` into a folder of this machine; nothing if there is nothing."""
        names = self._below(name)
        outside = [each for each in names if ".." in PurePosixPath(each).parts]
        if outside:
            raise RunError(f"{self._root} has a file that lies outside of it: {outside[0]}")
        for each in names:
            (folder / each).parent.mkdir(parents=True, exist_ok=True)
        there = [f"{self._root}/{name}/{each}" for each in names]
        self._files.get(there, [str(folder / each) for each in names])

    def put(self, report: Path, name: str) -> bool:
        """Make a report there what it is here; returns whether it was another."""
        to, manifest = f"{self._root}/{name}", (report / FILE).read_bytes()
        if self.has(f"{name}/{FILE}"):
            if self._files.cat_file(f"{to}/{FILE}") == manifest:
                return False
            self._files.rm_file(f"{to}/{FILE}")
        here = [each.relative_to(report).as_posix() for each in report.rglob("*") if each.is_file()]
        here.remove(FILE)
        self._files.put([str(report / each) for each in here], [f"{to}/{each}" for each in here])
        for each in set(self._below(name)) - {*here, FILE}:
            self._files.rm_file(f"{to}/{each}")
        self.write(f"{name}/{FILE}", manifest)
        return True

    def _below(self, name: str) -> list[str]:
        folder = f"{self._root}/{name}/"
        return [path.removeprefix(folder) for path in self._files.find(folder)]
