"""One job's part of a report: page, executed notebook, findings, and what they were made from."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from ipykernel.zmqshell import ZMQInteractiveShell
from nbformat import NotebookNode

from hsci_analysis.charts.converter import seconds_drawing
from hsci_analysis.errors import RunError
from hsci_analysis.findings.ledger import MEDIA_TYPE, Ledger
from hsci_analysis.narrative.fixed_parts import Edition
from hsci_analysis.parameters.report import report_parameters
from hsci_analysis.reports.formats import write_formats
from hsci_analysis.reports.page import render_page
from hsci_analysis.runs.jobs import Job
from hsci_analysis.runs.manifest import FAILED, FINDINGS, PART
from hsci_analysis.runs.notebook import execute, shown_values
from hsci_analysis.runs.provenance import Record, sha256, table_records
from hsci_analysis.sources import Source
from hsci_analysis.sources.releases import held_sources
from hsci_analysis.tables.store import releases_read

MOST_BYTES = 50_000_000
"""Of an executed notebook; a page a hundredth of it is already slow to open."""


@dataclass
class Stopwatch:
    """Seconds per stage of a job, in the order they were run, and of processor in all."""

    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=perf_counter)

    def stop(self, stage: str) -> None:
        """Give the time since the last stop to ``stage``."""
        now = perf_counter()
        self.seconds[stage] = round(now - self._since, 3)
        self._since = now

    @property
    def processor(self) -> float:
        """Of this process and of the kernel it may have had; converters keep their own."""
        return round(sum(os.times()[:4]), 3)


def make_part(
    job: Job,
    made_from: Record,
    folder: Path,
    *,
    shell: ZMQInteractiveShell | None = None,
    told: Callable[[int], object] = lambda _: None,
    seconds: float | None = None,
) -> Record:
    """Execute the job's notebook and render its page; returns what its manifest will say of it.

    Everything is written into ``folder``, its record last, as ``part.json``; a notebook that fails
    is kept there as ``failed.ipynb``. ``shell``, ``told`` and ``seconds`` are those of ``execute``.

    Raises
    ------
    RunError, FindingError
        If a cell fails, or the notebook does not show its ledger once, or is too large to keep.
    """
    stopwatch = Stopwatch()
    executed = folder / f"{job.name}.ipynb"
    page = folder / f"{job.name}.html"
    node = execute(
        job.notebook,
        job.parameters,
        executed,
        folder / FAILED,
        secret=job.secret,
        shell=shell,
        told=told,
        seconds=seconds,
    )
    stopwatch.stop("execute")
    if (size := executed.stat().st_size) > MOST_BYTES:
        raise RunError(
            f"{job.name} shows {size / 1e6:,.0f} MB; a page may have {MOST_BYTES / 1e6:,.0f}."
            " Show fewer rows or points"
        )
    ledger = shown_ledger(node, job.name)
    (folder / FINDINGS).write_text(ledger.to_json(), encoding="utf-8")
    stopwatch.stop("findings")
    draft = job.edition == Edition.DRAFT
    shown = rendered(node, ledger, job.heading, str(job.reporting_year), draft=draft)
    page.write_text(shown, encoding="utf-8")
    stopwatch.stop("render")
    forms = _other_forms(job, node, ledger, folder)
    stopwatch.stop("other forms")
    record = made_from | {
        "inputs": made_from["inputs"] | {"tables": table_records(_releases(by_kernel=not shell))},
        "findings": [finding.id for finding in ledger.findings],
        "started": stopwatch.started.isoformat(timespec="seconds"),
        "seconds": stopwatch.seconds | {"of which drawing": round(seconds_drawing(), 3)},
        "cell_seconds": _cell_seconds(node),
        "processor_seconds": stopwatch.processor,
        "outputs": {
            path.relative_to(folder).as_posix(): sha256(path) for path in (page, executed, *forms)
        },
    }
    (folder / PART).write_text(json.dumps(record), encoding="utf-8")
    return record


def _other_forms(job: Job, node: NotebookNode, ledger: Ledger, folder: Path) -> tuple[Path, ...]:
    """What else is made of the same findings, for a report of a partnership's year."""
    if job.partnership is None:
        return ()
    asked = report_parameters(job.partnership.slug, str(job.reporting_year))
    return tuple(
        write_formats(
            node, ledger, asked, folder, job.name, draft=job.edition == Edition.DRAFT
        ).values()
    )


def rendered(
    node: NotebookNode, ledger: Ledger, heading: str, reporting_year: str, *, draft: bool = False
) -> str:
    """The page, with what each licence asks to be said, once, in the order of the findings."""
    cited = (each for finding in ledger.findings for each in finding.evidence.sources)
    attributions = dict.fromkeys(each.attribution for each in cited)
    return render_page(
        node,
        heading=heading,
        ledger=ledger,
        attributions=list(attributions),
        reporting_year=reporting_year,
        draft=draft,
    )


def shown_ledger(node: NotebookNode, name: str) -> Ledger:
    """The ledger that the executed notebook of that name shows.

    Raises
    ------
    RunError
        If it shows none, or more than one.
    FindingError
        If what it shows does not keep to the schema of ``findings.json``.
    """
    shown = shown_values(node, MEDIA_TYPE)
    if len(shown) != 1:
        raise RunError(
            f"{name} should show its ledger of findings once, in its last cell,"
            f" and shows {len(shown)}; correct the notebook"
        )
    return Ledger.from_json(json.dumps(shown[0]))


def _cell_seconds(node: NotebookNode) -> dict[str, float]:
    """By the id of each code cell, how long papermill saw it run."""
    return {
        cell.id: round(cell.metadata.papermill.duration, 3)
        for cell in node.cells
        if cell.cell_type == "code" and cell.metadata.papermill.duration is not None
    }


def _releases(*, by_kernel: bool) -> tuple[Source, ...]:
    """What was read; all there is, when it was read in a kernel, which does not tell."""
    return held_sources() if by_kernel else releases_read()
