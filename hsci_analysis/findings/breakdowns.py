"""A year's totals by age, reason and deprivation, for whoever reads a report for equality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from hsci_analysis.areas import Partnership
from hsci_analysis.findings.evidence import Evidence
from hsci_analysis.findings.finding import Finding, Kind, Verdict
from hsci_analysis.measures.catalogue import Frequency
from hsci_analysis.measures.series import MeasureSeries, series
from hsci_analysis.periods import FinancialYear, Month

METHOD = "The sum of the figures of the year, each of them published."
WEEKS_METHOD = "The sum of the weeks that end in the year, each of them published."
NOT_WHOLE = "not available: the figures held, or not withheld, do not cover the whole year"


@dataclass(frozen=True)
class Breakdown:
    """One measure by the parts of one column, each with the people it is of."""

    measure: str
    column: str
    parts: tuple[tuple[str | int, str], ...]


BREAKDOWNS = (
    Breakdown(
        "delayed_discharge_bed_days",
        "age_group",
        (("18-74", "adults aged 18 to 74"), ("75+", "people aged 75 and over")),
    ),
    Breakdown(
        "delayed_discharge_bed_days",
        "reason",
        (
            ("health and social care", "adults waiting for reasons of health and social care"),
            ("patient and family", "adults waiting for reasons of patient or family"),
            ("code 9: adults with incapacity", "adults with incapacity (code 9)"),
            ("code 9: other", "adults waiting for other complex reasons (code 9)"),
        ),
    ),
    Breakdown(
        "emergency_admissions",
        "deprivation_quintile",
        (
            (1, "people living in the most deprived fifth of Scotland"),
            (2, "people living in the second most deprived fifth"),
            (3, "people living in the middle fifth"),
            (4, "people living in the second least deprived fifth"),
            (5, "people living in the least deprived fifth of Scotland"),
        ),
    ),
)


def breakdown_findings(partnership: Partnership, year: FinancialYear) -> tuple[Finding, ...]:
    """The total of each part over a year; without a value where any of it is not known."""
    return tuple(_stated(partnership, year))


def _stated(partnership: Partnership, year: FinancialYear) -> Iterator[Finding]:
    for breakdown in BREAKDOWNS:
        for part, people in breakdown.parts:
            only: dict[str, Any] = {breakdown.column: part}
            held = series(breakdown.measure, partnership, **only)
            yield _total(held, people, f"{breakdown.measure}, {breakdown.column} {part}", year)


def _total(held: MeasureSeries, people: str, key: str, year: FinancialYear) -> Finding:
    ends = pd.PeriodIndex(held.frame.index).end_time
    first, last = pd.Timestamp(year.first_day), pd.Timestamp(year.last_day)
    within = held.values[(ends >= first) & (ends < last + pd.Timedelta(days=1))]
    weekly = held.measure.frequency is Frequency.WEEKLY
    whole = ends[0] < first + pd.Timedelta(days=31) and ends[-1] >= last - pd.Timedelta(days=6)
    known = bool(whole and len(within) and within.notna().all())
    months = (year.first_month, year.last_month) if known else (None, None)
    return Finding(
        measure=key,
        measure_title=held.measure.title,
        people=people,
        area_code=held.area.code,
        area=held.area.name,
        basis=held.basis,
        period=str(year),
        kind=Kind.LEVEL,
        verdict=Verdict.STATED if known else Verdict.NOT_AVAILABLE,
        value=float(within.sum()) if known else None,
        interval=None,
        unit=held.unit,
        decimals=0,
        better=held.measure.better,
        reason="" if known else NOT_WHOLE,
        evidence=Evidence(
            method=WEEKS_METHOD if weekly else METHOD,
            first_month=months[0],
            last_month=months[1],
            months_used=12 if known else 0,
            series_from=Month.of(ends[0].date()),
            series_until=Month.of(ends[-1].date()),
            sources=(held.source.citation,) if known else (),
        ),
    )
