"""A report on disk: the parts of its notebooks, swapped in whole whenever one is made anew."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

from hsci_analysis.errors import RunError
from hsci_analysis.findings.ledger import Ledger, merged
from hsci_analysis.runs.jobs import Job
from hsci_analysis.runs.manifest import FILE, FINDINGS, PART, manifest, read_parts
from hsci_analysis.runs.swap import put_in_place


def publish(job: Job, part: Path) -> None:
    """Put a job's part into its report, beside those of other notebooks that are there.

    The new report is built beside the part, in ``report/``, and takes the place of the old one as
    a whole: page, executed notebook, ``findings.json`` of all its notebooks and ``manifest.json``.

    Raises
    ------
    RunError
        If it cannot be written; the report that was there stays.
    """
    final, aside = job.folder, part / "report"
    try:
        aside.mkdir()
        record = json.loads((part / PART).read_text(encoding="utf-8"))
        parts = {name: one for name, one in read_parts(final).items() if name != job.name}
        for name in (name for other in parts.values() for name in other["outputs"]):
            _carry_over(final / name, aside / name)
        for name in record["outputs"]:
            (aside / name).parent.mkdir(exist_ok=True)
            (part / name).rename(aside / name)
        keep = {finding for other in parts.values() for finding in other["findings"]}
        held = (final / FINDINGS).read_text(encoding="utf-8") if parts else Ledger(()).to_json()
        findings = merged(held, keep, (part / FINDINGS).read_text(encoding="utf-8")).encode()
        (aside / FINDINGS).write_bytes(findings)
        text = manifest(parts | {job.name: record}, hashlib.sha256(findings).hexdigest())
        (aside / FILE).write_text(text, encoding="utf-8")
        final.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(aside, final)
    except OSError as error:
        raise RunError(
            f"the report {final.parent.name}/{final.name} could not be written:"
            f" {error.strerror or error}; the one that was there stays"
        ) from error


def _carry_over(held: Path, to: Path) -> None:
    """The same file under another name, or a copy where the file system knows no such thing."""
    to.parent.mkdir(exist_ok=True)
    try:
        os.link(held, to)
    except OSError:
        shutil.copyfile(held, to)
