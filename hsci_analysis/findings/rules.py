"""From figures to findings: what the figures allow to be said, and nothing more."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from hsci_analysis.errors import FindingError
from hsci_analysis.findings.evidence import Evidence, Interval, IntervalKind
from hsci_analysis.findings.finding import Finding, Kind, Verdict
from hsci_analysis.measures.catalogue import Measure
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.spc import (
    POINTS_FOR_SETTLED_LIMITS,
    ProcessDescription,
    SegmentLimits,
)
from hsci_analysis.periods import MONTHS_IN_YEAR, FinancialYear, Month

LEVEL_METHOD = (
    "Average over all days of the months used: the days counted, divided by the days in those "
    "months. Process limits of single months: XmR, mean plus and minus a multiple of the mean "
    "moving range, as a description only."
)


def state_level(series: MeasureSeries, process: ProcessDescription, year: FinancialYear) -> Finding:
    """State the average daily level over a financial year, or over the months of it that are held.

    Parameters
    ----------
    series
        Daily averages by month, such as ``series(...).daily_average()``. Months count by their
        days, so that the level is the year's total divided by the days in the year.
    process
        The description of that series; the interval holds the limits in force in most of the
        months used, the later ones where two are in force equally long.
    year
        The year the statement is about.

    Returns
    -------
    Finding
        ``STATED`` when all twelve months are held, ``INCOMPLETE`` when some are (the value is then
        of those months), ``NOT_AVAILABLE`` without a value when none is.

    Raises
    ------
    FindingError
        If ``process`` describes other figures, or the series is one part of a measure only or not
        of daily averages.
    """
    if series.unit != series.measure.daily_unit:
        raise FindingError(
            f"a level is stated of daily averages, and this series of {series.measure.title} is in "
            f"{series.unit}; ask for series.daily_average()"
        )
    if series.breakdown:
        parts = ", ".join(f"{column} {part}" for column, part in series.breakdown)
        raise FindingError(
            f"a level is stated of a whole measure, and this series is a part of it ({parts}); "
            "ask for the series without a breakdown"
        )
    if not process.frame["value"].equals(series.values):
        raise FindingError(
            f"the process description is not of this series of {series.measure.title} in "
            f"{series.area}; describe the series that the level is stated of"
        )
    held = series.values[str(year.first_month) : str(year.last_month)]
    months = [Month.parse(str(month)) for month in held.index]
    limits = _limits_in_force(process, months)
    verdict = {0: Verdict.NOT_AVAILABLE, MONTHS_IN_YEAR: Verdict.STATED}.get(
        len(held), Verdict.INCOMPLETE
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
        value=_level(held) if months else None,
        interval=_interval(limits, series.measure) if limits else None,
        unit=series.unit,
        better=series.measure.better,
        evidence=Evidence(
            method=LEVEL_METHOD,
            first_month=months[0] if months else None,
            last_month=months[-1] if months else None,
            months_used=len(held),
            series_from=series.first_month,
            series_until=series.last_month,
            sources=(series.source.citation,),
            settings=_settings(limits),
        ),
    )


def _level(held: pd.Series[float]) -> float:
    days = [Month.parse(str(month)).days for month in held.index]
    return math.fsum(value * in_month for value, in_month in zip(held, days, strict=True)) / sum(
        days
    )


def _limits_in_force(process: ProcessDescription, months: Sequence[Month]) -> SegmentLimits | None:
    """The limits that most of these months lie under; of two equally long, the later."""
    in_force = [limits for month in reversed(months) if (limits := process.at(month))]
    return max(in_force, key=in_force.count, default=None)


def _interval(in_force: SegmentLimits, measure: Measure) -> Interval:
    limits = in_force.limits
    return Interval(
        kind=IntervalKind.PROCESS_LIMITS,
        lower=max(limits.lower, 0.0) if measure.not_negative else limits.lower,
        upper=limits.upper,
        first_month=in_force.first,
        last_month=in_force.last,
        points=limits.points,
        provisional=limits.provisional,
        carried_forward=in_force.segment.carried_forward,
    )


def _settings(in_force: SegmentLimits | None) -> dict[str, str | int]:
    if in_force is None:
        return {}
    return {
        "segment": in_force.segment.name,
        "moving_ranges_left_out": in_force.limits.screened_moving_ranges,
        "provisional_below_months": POINTS_FOR_SETTLED_LIMITS,
    }
