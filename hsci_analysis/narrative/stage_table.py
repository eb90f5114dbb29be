"""The last whole month or quarter of each stage of a patient's way, and how old it is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hsci_analysis.findings.numerals import write_count, write_number
from hsci_analysis.measures.catalogue import MEASURES
from hsci_analysis.models.flow.patient_flow import flow
from hsci_analysis.models.flow.stages import DELAYED_PER_1_000
from hsci_analysis.narrative.tables import Table
from hsci_analysis.parameters.report import ReportParameters
from hsci_analysis.periods import Month

CAPTION = "The last whole month or quarter of each stage: {area}, at the end of {year}"
COLUMNS = ("Stage", "Whose", "Period", "Figure", "Age in months")
TITLES = {DELAYED_PER_1_000: "Beds of delayed discharge by people aged 75 and over"}
NOTE = "Stages of which nothing is held for that area, or only a withheld figure, are left out."


def stage_table(report: ReportParameters) -> Table:
    """One row a stage and basis of a report's partnership, none without a figure."""
    summary = flow(report.partnership, report.reporting_year).summary
    held = summary[summary["value"].notna()]
    rows = tuple(map(_row, held.to_dict("records")))
    caption = CAPTION.format(area=report.partnership, year=report.reporting_year)
    return Table(caption, COLUMNS, rows, notes=(NOTE,))


def _row(stage: dict[Any, Any]) -> tuple[str, ...]:
    key = stage["stage"]
    title = TITLES.get(key) or MEASURES[key].title
    figure = f"{write_number(stage['value'])} {stage['unit']}"
    whose = f"{stage['area']} ({stage['basis']})"
    return (title, whose, _label(str(stage["period"])), figure, write_count(stage["age_in_months"]))


def _label(period: str) -> str:
    """``May 2023``, ``October to December 2024``: flows come by month or by quarter."""
    if "Q" not in period:
        return Month.parse(period).label
    quarter = pd.Period(period, freq="Q-DEC")
    first, last = (Month.of(day.date()) for day in (quarter.start_time, quarter.end_time))
    return f"{first.label.split()[0]} to {last.label}"
