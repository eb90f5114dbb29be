"""The level of a year: what the months or weeks held allow to be said, and nothing more."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from hsci_analysis.errors import FindingError
from hsci_analysis.findings.evidence import Evidence, Interval, IntervalKind
from hsci_analysis.findings.finding import Finding, Kind, Verdict
from hsci_analysis.measures.catalogue import Measure
from hsci_analysis.measures.days import days_in
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.spc import (
    POINTS_FOR_SETTLED_LIMITS,
    ProcessDescription,
    SegmentLimits,
)
from hsci_analysis.periods import FinancialYear, Month

Mask = npt.NDArray[np.bool_]

BY_DAY = (
    "Average over all days of the {period}s used: what was counted, divided by the days in those "
    "{period}s."
)
SHARE = "What was counted in the {period}s used, as a percentage of all in those {period}s."
LIMITS_METHOD = (
    " Process limits of single months: XmR, mean plus and minus a multiple of the mean moving "
    "range, as a description only."
)
WITHHELD_METHOD = " What is withheld was taken as the middle of what it can be."
ENDED_BEFORE = "months_before_year_end"
"""The setting that says how many months before the year's end the last figure held is of."""


def state_level(
    series: MeasureSeries, process: ProcessDescription | None, year: FinancialYear
) -> Finding:
    """State the level over a financial year, or over the part of it that is held.

    Parameters
    ----------
    series
        Daily averages by month or week, such as ``series(...).daily_average()``, or a percentage.
        Months count by their days and shares by what they are shares of, so that the level is the
        year's total divided by its days, or by its whole.
    process
        The description of that series; the interval holds the limits in force in most of the
        months used, the later ones where two are in force equally long. None where there is none.
    year
        The year the statement is about.

    Returns
    -------
    Finding
        ``STATED`` when the whole year is held, ``INCOMPLETE`` when some of it is (the value is then
        of that), ``NOT_AVAILABLE`` without a value when nothing is. Where small numbers are
        withheld, the interval holds the least and the most it can be.

    Raises
    ------
    FindingError
        If ``process`` describes other figures, or the series is one part of a measure only or could
        be daily averages and is not.
    """
    _refuse(series, process)
    within = in_year(series, year)
    held = series.frame[within & series.frame["lower"].notna()]
    months = _months(pd.PeriodIndex(held.index))
    whole = bool(months) and len(held) == int(within.sum()) and _covers(series, within, year)
    limits = _limits_in_force(process, months) if process else None
    before = max(0, year.last_month - series.last_month)
    verdict = Verdict.NOT_AVAILABLE
    if months:
        verdict = Verdict.STATED if whole else Verdict.INCOMPLETE
    bounds = level_between(series, held) if months else None
    withheld = _withheld(bounds) if bounds else None
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
        value=sum(bounds) / 2 if bounds else None,
        interval=withheld or (_interval(limits, series.measure) if limits else None),
        unit=series.unit,
        better=series.measure.better,
        evidence=Evidence(
            method=_method(series, limits, withheld),
            first_month=months[0] if months else None,
            last_month=months[-1] if months else None,
            months_used=len(months),
            series_from=series.first_month,
            series_until=series.last_month,
            sources=(series.source.citation,),
            settings=_settings(limits) | ({} if months else {ENDED_BEFORE: before}),
        ),
    )


def state_level_or_last(
    series: MeasureSeries, process: ProcessDescription | None, year: FinancialYear
) -> tuple[Finding, ...]:
    """The level of a year; where nothing of it is held, the last year held in full besides."""
    asked = state_level(series, process, year)
    if asked.verdict is not Verdict.NOT_AVAILABLE:
        return (asked,)
    return (asked, *last_stated(series, year, lambda one: state_level(series, process, one)))


def last_stated(
    series: MeasureSeries, year: FinancialYear, level: Callable[[FinancialYear], Finding]
) -> tuple[Finding, ...]:
    """The level of the last year before this one of which it can be stated whole, if any."""
    first = FinancialYear.of(series.first_month.first_day)
    while (year := year + -1) >= first:
        earlier = level(year)
        if earlier.verdict is Verdict.STATED:
            return (earlier,)
    return ()


def in_year(series: MeasureSeries, year: FinancialYear) -> Mask:
    """Which periods of the series end in that year."""
    return np.asarray([year.first_day <= end <= year.last_day for end in _ends(series)])


def level_between(series: MeasureSeries, held: pd.DataFrame) -> tuple[float, float]:
    """The least and the most the level over these periods can be: equal if nothing is withheld."""
    if "denominator" in held:
        weights = held["denominator"]
    else:
        weights = pd.Series(days_in(pd.PeriodIndex(held.index)), held.index)
    whole = float(weights.sum())
    lower, upper = (math.fsum(held[end] * weights) / whole for end in ("lower", "upper"))
    return lower, upper


def _refuse(series: MeasureSeries, process: ProcessDescription | None) -> None:
    measure = series.measure
    if measure.daily_unit is not None and series.unit != measure.daily_unit:
        raise FindingError(
            f"a level is stated of daily averages, and this series of {measure.title} is in "
            f"{series.unit}; ask for series.daily_average()"
        )
    if series.breakdown:
        parts = ", ".join(f"{column} {part}" for column, part in series.breakdown)
        raise FindingError(
            f"a level is stated of a whole measure, and this series is a part of it ({parts}); "
            "ask for the series without a breakdown"
        )
    if process is not None and not process.frame["value"].equals(series.values):
        raise FindingError(
            f"the process description is not of this series of {measure.title} in "
            f"{series.area}; describe the series that the level is stated of"
        )


def _ends(series: MeasureSeries) -> list[datetime.date]:
    return [end.date() for end in series.periods.end_time]


def _months(periods: pd.PeriodIndex) -> list[Month]:
    return list(dict.fromkeys(Month.of(end.date()) for end in periods.end_time))


def _covers(series: MeasureSeries, within: Mask, year: FinancialYear) -> bool:
    """Whether the periods of the series that end in the year are all that there are."""
    frequency = series.measure.frequency
    end = pd.Period(str(year.last_day), freq=frequency.value)
    last = end if end.end_time.date() <= year.last_day else end - 1
    first = pd.Period(str(year.first_day), freq=frequency.value)
    return int(within.sum()) == (last - first).n + 1


def _withheld(bounds: tuple[float, float]) -> Interval | None:
    lower, upper = bounds
    return Interval(IntervalKind.WITHHELD, lower, upper) if lower < upper else None


def _method(series: MeasureSeries, limits: SegmentLimits | None, withheld: Interval | None) -> str:
    told = SHARE if series.measure.daily_unit is None else BY_DAY
    method = told.format(period=series.measure.frequency.period)
    return f"{method}{LIMITS_METHOD * (limits is not None)}{WITHHELD_METHOD * bool(withheld)}"


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
