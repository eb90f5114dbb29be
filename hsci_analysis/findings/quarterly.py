"""Levels of measures that are published by quarter, where not every quarter was submitted."""

from __future__ import annotations

import math

import pandas as pd

from hsci_analysis.errors import FindingError
from hsci_analysis.findings.evidence import Evidence
from hsci_analysis.findings.finding import Finding, Kind, Verdict
from hsci_analysis.findings.rules import ENDED_BEFORE, last_stated
from hsci_analysis.measures.catalogue import Frequency
from hsci_analysis.measures.days import days_in
from hsci_analysis.measures.series import MeasureSeries, Status
from hsci_analysis.periods import MONTHS_IN_QUARTER, FinancialYear, Month

QUARTERS_IN_YEAR = 4
NOT_SUBMITTED_QUARTERS = "not_submitted_quarters"
BY_DAY = (
    "Average over all days of the quarters used: what was counted, divided by the days in those "
    "quarters."
)
BY_QUARTER = "Average of the quarters used, each of which counts the same."


def state_quarterly_levels(series: MeasureSeries, year: FinancialYear) -> tuple[Finding, ...]:
    """State the level of a financial year, and where it is not whole that of the last whole one.

    Parameters
    ----------
    series
        A quarterly measure, as a daily average where it adds up over days, and as it is where it
        does not (people with care at home in the quarter).
    year
        The year the statement is about.

    Returns
    -------
    tuple of Finding
        The year's: ``STATED`` when all four quarters are known, ``INCOMPLETE`` when some are,
        ``NOT_AVAILABLE`` when none is; its settings say how many were not submitted (of all
        quarters, where none ever was). Then, unless it is stated, that of the last year before it
        of which all four are known, if any.

    Raises
    ------
    FindingError
        If the series is not quarterly, is one part of a measure only, or is of totals that could
        be daily averages.
    """
    _refuse(series)
    asked = _level(series, year)
    if asked.verdict is Verdict.STATED:
        return (asked,)
    return (asked, *last_stated(series, year, lambda one: _level(series, one)))


def _refuse(series: MeasureSeries) -> None:
    measure = series.measure
    broken = []
    if measure.frequency is not Frequency.QUARTERLY:
        broken.append(f"it is by {measure.frequency.period}, and this is a rule for quarters")
    if series.breakdown:
        parts = ", ".join(f"{column} {part}" for column, part in series.breakdown)
        broken.append(f"it is a part of its measure ({parts}), and a level is stated of a whole")
    if measure.daily_unit and series.unit != measure.daily_unit:
        broken.append(f"it is in {series.unit}; ask for series.daily_average()")
    if broken:
        raise FindingError(
            f"no level can be stated of {measure.title} in {series.area}: {'; '.join(broken)}"
        )


def _level(series: MeasureSeries, year: FinancialYear) -> Finding:
    first, last = (
        pd.Period(str(month), freq="M").asfreq(Frequency.QUARTERLY.value)
        for month in (year.first_month, year.last_month)
    )
    of_year = series.frame[(series.periods >= first) & (series.periods <= last)]
    known = of_year["value"].dropna()
    held = series.frame[series.values.notna()]
    # Where nothing at all is known, the quarters without it are what is held.
    range_held = pd.PeriodIndex((series.frame if held.empty else held).index)
    unsubmitted = series.frame if held.empty else of_year
    until = Month.of(range_held[-1].end_time.date())
    by_day = series.measure.daily_unit is not None
    months = [
        Month.of(moment.date())
        for quarter in pd.PeriodIndex(known.index)
        for moment in (quarter.start_time, quarter.end_time)
    ]
    verdict = {0: Verdict.NOT_AVAILABLE, QUARTERS_IN_YEAR: Verdict.STATED}.get(
        len(known), Verdict.INCOMPLETE
    )
    return Finding(
        measure=series.measure.key,
        measure_title=series.measure.title,
        people=series.measure.people,
        area_code=series.area.code,
        area=series.area.name,
        basis=series.basis,
        period=str(year),
        kind=Kind.LEVEL,
        verdict=verdict,
        value=_average(known, by_day) if months else None,
        interval=None,
        unit=series.unit,
        better=series.measure.better,
        evidence=Evidence(
            method=BY_DAY if by_day else BY_QUARTER,
            first_month=months[0] if months else None,
            last_month=months[-1] if months else None,
            months_used=MONTHS_IN_QUARTER * len(known),
            series_from=Month.of(range_held[0].start_time.date()),
            series_until=until,
            sources=(series.source.citation,),
            settings={
                NOT_SUBMITTED_QUARTERS: int((unsubmitted["status"] == Status.NOT_SUBMITTED).sum()),
                **({} if months else {ENDED_BEFORE: max(0, year.last_month - until)}),
            },
        ),
    )


def _average(known: pd.Series[float], by_day: bool) -> float:
    if not by_day:
        return float(known.mean())
    days = days_in(pd.PeriodIndex(known.index))
    counted = math.fsum(value * long for value, long in zip(known, days, strict=True))
    return counted / float(sum(days))
