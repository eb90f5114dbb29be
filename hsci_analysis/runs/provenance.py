"""What a page is made from: equal records, equal page."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hsci_analysis.folders import ROOT, data_folder
from hsci_analysis.narrative.fixed_parts import Edition
from hsci_analysis.parameters.settings import defaults_file, partnership_file
from hsci_analysis.parameters.sign_off import sign_off_file
from hsci_analysis.parameters.yaml_file import label
from hsci_analysis.runs.jobs import Job
from hsci_analysis.runs.traces import WITHHELD, Traces
from hsci_analysis.sources import Source, register, releases, source

Record = dict[str, Any]

PACKAGE = ROOT / "hsci_analysis"
APART = ("cli", "review")
"""The rooms to the right of this one: nothing that makes a page knows them."""

# Those whose version can change a figure, a picture or a page.
LIBRARIES = (
    "hsci-analysis",
    "altair",
    "ipython",
    "nbconvert",
    "numpy",
    "pandas",
    "papermill",
    "pyarrow",
    "scipy",
    "statsmodels",
    "vl-convert-python",
)


class Provenance:
    """The records of jobs as things are now; each file is read once."""

    def __init__(self) -> None:
        self._sha256 = cache(sha256)
        self._code = code_sha256()
        self._versions = {"python": platform.python_version()} | {
            library: version(library) for library in LIBRARIES
        }
        self._not_held = [key for key in register() if not releases(key)]
        self._reference = self._hashes(
            {f"data/reference/{path.name}": path for path in _files(data_folder() / "reference")}
        )

    def of(self, job: Job) -> Record:
        """All that a page of the job rests on but the tables, which only a run knows."""
        return {
            "notebook": {
                "path": f"notebooks/{job.notebook.name}",
                "sha256": self._sha256(job.notebook),
            },
            "parameters": shown_parameters(job),
            "inputs": {
                "parameter_files": self._hashes(_parameter_files(job)),
                "reference_files": self._reference,
                "tables_not_held": self._not_held,
            },
            "code_sha256": self._code,
            "versions": self._versions,
        }

    def _hashes(self, files: Mapping[str, Path]) -> dict[str, str]:
        return {name: self._sha256(path) for name, path in files.items()}


def shown_parameters(job: Job) -> dict[str, Any]:
    """The parameters as they may be written down."""
    traces = Traces()
    return {
        name: WITHHELD if name in job.secret else traces(value)
        for name, value in job.parameters.items()
    }


def table_records(releases: Iterable[Source]) -> list[Record]:
    """The releases a page rests on, and the newest of the same tables where that is another."""
    by_name = {
        (each.key, each.release_name): each
        for release in releases
        for each in (release, source(release.key))
    }
    return [table_record(by_name[name]) for name in sorted(by_name)]


def table_record(release: Source) -> Record:
    """One release: what it is called, whose it is, and the hashes of it and of what it is from."""
    return {
        "table": release.key,
        "table_sha256": release.table_sha256,
        "source": release.title,
        "publisher": release.publisher,
        "attribution": release.attribution,
        "release": release.release,
        "release_name": release.release_name,
        "published_files": [
            {"file": each.file, "release": each.release, "sha256": each.sha256}
            for each in release.inputs
        ],
    }


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def code_sha256() -> str:
    """One hash over every file of the package that a page can rest on, in whatever way.

    Those are all but ``APART``. What a single notebook can reach is no smaller in any way that can
    be relied on: it looks names up as it goes, and rendering reaches most of the rest. A page made
    once too often costs a second; one that is not made anew is wrong.
    """
    digest = hashlib.sha256()
    for path in _files(PACKAGE):
        name = path.relative_to(PACKAGE)
        if name.parts[0] not in APART and "__pycache__" not in name.parts:
            digest.update(f"{name} {sha256(path)}\n".encode())
    return digest.hexdigest()


def _parameter_files(job: Job) -> dict[str, Path]:
    """The defaults and all a partnership has of its own, by the name a reader finds it under.

    No draft is another for who has signed its findings.
    """
    files = [defaults_file()]
    if job.partnership:
        own = partnership_file(job.partnership)
        files += [own, *_files(own.with_suffix(""))]
        if job.edition != Edition.FINAL:
            files = [each for each in files if each != sign_off_file(job.partnership)]
    return {label(path): path for path in files}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
