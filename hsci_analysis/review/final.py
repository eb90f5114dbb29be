"""Final editions: which reports have one, and what keeps a report from being final."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hsci_analysis.errors import RunError
from hsci_analysis.narrative.fixed_parts import Edition
from hsci_analysis.narrative.open_items import OpenItem, refuse_while_open
from hsci_analysis.parameters.schedule import read_schedule
from hsci_analysis.review.audit import audit
from hsci_analysis.review.sign_off import state
from hsci_analysis.runs.declared import declared_parameters
from hsci_analysis.runs.jobs import Asked, Job


def final_editions(asked: Asked) -> Asked:
    """The final editions of what is asked for; without notebooks, of the scheduled that have one.

    Raises
    ------
    ParametersError
        If ``schedule.yaml`` is refused.
    """
    scheduled = [each.notebook for each in read_schedule().notebooks]
    have = tuple(each.stem for each in scheduled if "edition" in declared_parameters(each))
    return replace(
        asked,
        notebooks=asked.notebooks or have,
        parameters={**asked.parameters, "edition": str(Edition.FINAL)},
    )


def refuse_unreviewed(job: Job, audits: Callable[[Path], tuple[OpenItem, ...]] = audit) -> None:
    """Refuse a final edition while anything stands open in the report that was reviewed.

    Or while the reports of its year together give a suppressed figure away. What was reviewed is
    the draft as it lies in the reports folder. What the final edition itself states is held to the
    signatures again when it is made, so that nothing slips in between.

    Parameters
    ----------
    audits
        How the reports of a year are audited; for many jobs, ``cache(audit)``.

    Raises
    ------
    ParametersError
        With everything that stands open.
    RunError
        If there is no draft to review.
    """
    if job.edition != Edition.FINAL:
        return
    if not job.folder.exists():
        raise RunError(f"{job.heading}: there is no draft that could have been reviewed; make one")
    items = (*state(job.folder).open_items, *audits(job.folder.parent))
    refuse_while_open(items, what=f"the report of {job.heading}")
