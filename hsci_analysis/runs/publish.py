"""A report on disk: the parts of its notebooks, swapped in whole whenever one is made anew."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from hsci_analysis.errors import RunError
from hsci_analysis.findings.ledger import merged
from hsci_analysis.runs.jobs import Job
from hsci_analysis.runs.manifest import FILE, FINDINGS, PART, PREVIOUS, manifest, read_parts
from hsci_analysis.runs.provenance import Record
from hsci_analysis.runs.swap import put_in_place


def publish(job: Job, part: Path) -> None:
    """Put a job's part into its report, beside those of other notebooks that are there.

    The new report is built beside the part, in ``report/``, and takes the place of the old one as
    a whole: page, executed notebook, ``findings.json`` of all its notebooks and ``manifest.json``.
    In it, ``previous/`` is a small report of the same kind: of each notebook the page and the
    findings it had before it was last made, and no older ones.

    Raises
    ------
    RunError
        If it cannot be written; the report that was there stays.
    """
    final, aside = job.folder, part / "report"
    try:
        made: Record = json.loads((part / PART).read_text(encoding="utf-8"))
        parts = {name: (one, final) for name, one in read_parts(final).items()}
        before = {
            name: (one, final / PREVIOUS) for name, one in read_parts(final / PREVIOUS).items()
        }
        if job.name in parts:
            before[job.name] = (_page_only(job, parts[job.name][0]), final)
        _build(aside, parts | {job.name: (made, part)})
        if before:
            _build(aside / PREVIOUS, before)
        final.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(aside, final)
    except OSError as error:
        raise RunError(
            f"the report {final.parent.name}/{final.name} could not be written:"
            f" {error.strerror or error}; the one that was there stays"
        ) from error


def _build(report: Path, parts: Mapping[str, tuple[Record, Path]]) -> None:
    """Make a report of these parts, each with the folder its files and its findings lie in."""
    report.mkdir()
    for record, folder in parts.values():
        for name in record["outputs"]:
            _carry_over(folder / name, report / name)
    findings = merged(
        (folder.joinpath(FINDINGS).read_text(encoding="utf-8"), record["findings"])
        for record, folder in parts.values()
    ).encode()
    (report / FINDINGS).write_bytes(findings)
    records = {name: record for name, (record, _) in parts.items()}
    text = manifest(records, hashlib.sha256(findings).hexdigest())
    (report / FILE).write_text(text, encoding="utf-8")


def _page_only(job: Job, record: Record) -> Record:
    page = job.page.name
    return record | {"outputs": {page: record["outputs"][page]}}


def _carry_over(held: Path, to: Path) -> None:
    """The same file under another name, or a copy where the file system knows no such thing."""
    to.parent.mkdir(exist_ok=True)
    try:
        os.link(held, to)
    except OSError:
        shutil.copyfile(held, to)
