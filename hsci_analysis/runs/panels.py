"""Which national panels the notebooks of a run learn from: each is learnt once, for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hsci_analysis.findings.aims import AIM_MEASURES
from hsci_analysis.measures.catalogue import MEASURES
from hsci_analysis.runs.jobs import Job

SharedPanel = tuple[str, str]
"""The key of a measure, and the last month that is used of it, such as 2025-03."""
LEARN = ("forecast", "change", "limits", "measured")
"""Calls that learn from a panel."""
AIMS = "annual_report"
"""The call that learns from the panels of all strategic aims, without naming them."""


def shared_panels(jobs: Iterable[Job]) -> tuple[SharedPanel, ...]:
    """Of each measure that the notebooks of several jobs learn from, up to which month."""
    asked = Counter(
        (measure, str(job.reporting_year.last_month))
        for job in jobs
        if job.partnership
        for measure in _learnt_from(job.notebook)
    )
    return tuple(sorted(panel for panel, times in asked.items() if times > 1))


@cache
def _learnt_from(notebook: Path) -> tuple[str, ...]:
    """The measures a notebook names, if it asks any model that learns from a panel."""
    text = notebook.read_text(encoding="utf-8")
    if f"hsci.{AIMS}(" in text:
        return AIM_MEASURES
    if not any(f"hsci.{call}(" in text for call in LEARN):
        return ()
    return tuple(key for key in MEASURES if f'\\"{key}\\"' in text)
