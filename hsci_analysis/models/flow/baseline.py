"""What the coming months are set against: paths they may take if nothing new happens.

Without a forecast, paths are made from the past alone. The last month held is carried on, and to
it are added the errors that this would have had from every month of the past: twelve months in a
row, so that what lasts from month to month lasts in a path. Each row of errors is used with either
sign, so that no past rise or fall is carried on. Nothing is drawn at random: every row is a path.

On delayed discharges (31 partnerships, seven origins outside the pandemic, twelve months ahead)
80 % and 95 % of months lay within limits made so in 82 % and 94.5 % of cases. It knows no seasons,
so for a measure that has them a forecast is the better baseline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri  # type: ignore[import-untyped]  # ships no types

from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.catalogue import Frequency
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.flow.daily import daily_average_by
from hsci_analysis.periods import MONTHS_IN_YEAR

MONTHS_AHEAD = MONTHS_IN_YEAR
"""One seasonal cycle: further ahead no forecast is made."""
FEWEST_ROWS = MONTHS_IN_YEAR
FROM_HISTORY = (
    "the last month held carried on, with the errors this would have had over every twelve months "
    "of the past that touch nothing left out of estimation ({left_out}), with either sign, on the "
    "square-root scale"
)
FROM_FORECAST = (
    "the quantiles of a forecast, joined month to month as if a month that is high were followed "
    "by months as high: the widest a total can be"
)
LEVELS = {"lower95": 0.025, "lower80": 0.1, "median": 0.5, "upper80": 0.9, "upper95": 0.975}
"""The quantiles a forecast gives, by the names of its columns."""
PATHS_OF_A_FORECAST = 1_999

Paths = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, eq=False)
class Baseline:
    """Paths the coming months may take, each as likely: ``paths`` has one row a path.

    All figures are of an average day. ``centre`` is the middle of each month, and ``held`` the
    months of the past by day.
    """

    months: pd.PeriodIndex
    centre: Paths = field(repr=False)
    paths: Paths = field(repr=False)
    method: str
    held: pd.Series[float] = field(repr=False)

    @property
    def days(self) -> Paths:
        """The days in each month."""
        return np.asarray(self.months.days_in_month, dtype="float64")


def monthly(series: MeasureSeries) -> pd.Series[float]:
    """The average day of each month; where a part is suppressed, the middle of its bounds.

    Raises
    ------
    SeriesError
        If a month is neither known nor bounded.
    """
    frame = daily_average_by(series, Frequency.MONTHLY)
    values = frame["value"].where(frame["value"].notna(), (frame["lower"] + frame["upper"]) / 2)
    if missing := int(values.isna().sum()):
        raise SeriesError(
            f"{series.measure.title} of {series.area} has {missing} months that are not known; "
            "a scenario needs every month, so choose another measure or area"
        )
    return values


def from_history(held: pd.Series[float], left_out: EstimationWindow) -> Baseline:
    """Paths made from the past alone; ``held`` is of an average day, by month.

    No error begins or ends in a month that is left out.

    Raises
    ------
    SeriesError
        If fewer than twelve rows of errors can be made.
    """
    rooted = np.sqrt(held.to_numpy(dtype="float64"))
    index = pd.PeriodIndex(held.index)
    outside = ~left_out.covers(index)
    rows = [
        rooted[origin + 1 : origin + MONTHS_AHEAD + 1] - rooted[origin]
        for origin in range(len(rooted) - MONTHS_AHEAD)
        if outside[origin : origin + MONTHS_AHEAD + 1].all()
    ]
    if len(rows) < FEWEST_ROWS:
        raise SeriesError(
            f"{len(held)} months give {len(rows)} rows of past errors, and a baseline needs at "
            f"least {FEWEST_ROWS}; give a forecast, or choose an area or measure held for longer"
        )
    errors = np.vstack([rows, np.negative(rows)])
    centre = np.repeat(held.iloc[-1], MONTHS_AHEAD)
    return Baseline(
        months=_ahead(index),
        centre=centre,
        paths=shifted(errors, centre),
        method=FROM_HISTORY.format(left_out=left_out),
        held=held,
    )


def from_forecast(
    held: pd.Series[float], frame: pd.DataFrame, unit: str, daily_unit: str
) -> Baseline:
    """Paths with the quantiles of a forecast for the twelve months after those held.

    ``frame`` has a row a month ahead, with the columns of ``LEVELS``, in that unit.

    Raises
    ------
    SeriesError
        With everything that is wrong with the forecast.
    """
    months = _ahead(pd.PeriodIndex(held.index))
    _refuse_forecast(frame, months)
    levels = frame[list(LEVELS)].to_numpy(dtype="float64")
    if unit != daily_unit:
        levels = levels / np.asarray(months.days_in_month)[:, None]
    reached = ndtri(list(LEVELS.values()))
    wanted = normal_scores(PATHS_OF_A_FORECAST)
    paths = np.array([_between(wanted, reached, of_month) for of_month in levels]).T
    return Baseline(
        months=months,
        centre=levels[:, list(LEVELS).index("median")],
        paths=np.maximum(paths, 0),
        method=FROM_FORECAST,
        held=held,
    )


def errors_of(baseline: Baseline) -> Paths:
    """How far each path lies from the centre, on the square-root scale."""
    return np.sqrt(baseline.paths) - np.sqrt(baseline.centre)


def shifted(errors: Paths, centre: Paths) -> Paths:
    """Paths with those errors around another centre; none falls below zero."""
    return np.asarray(np.maximum(np.sqrt(centre) + errors, 0) ** 2)


def normal_scores(count: int) -> Paths:
    """So many standard normal deviates, each as likely: the middles of equal shares, rising."""
    return np.asarray(ndtri((np.arange(count) + 0.5) / count))


def _ahead(held: pd.PeriodIndex) -> pd.PeriodIndex:
    return pd.period_range(held[-1] + 1, periods=MONTHS_AHEAD, freq="M", name="month")


def _refuse_forecast(frame: pd.DataFrame, months: pd.PeriodIndex) -> None:
    missing = [name for name in LEVELS if name not in frame]
    broken = [f"it has no column {', '.join(missing)}"] if missing else []
    if not pd.Index(frame.index).equals(months):
        broken.append(
            f"its months are not those after the figures held, {months[0]} to {months[-1]}"
        )
    if not missing:
        levels = frame[list(LEVELS)].to_numpy(dtype="float64")
        if not np.isfinite(levels).all() or (levels < 0).any():
            broken.append("a quantile is missing, not finite or below zero")
        elif (np.diff(levels) < 0).any():
            broken.append("its quantiles are not in order")
    if broken:
        raise SeriesError(f"the forecast cannot be used: {'; '.join(broken)}; forecast again")


def _between(wanted: Paths, reached: Paths, levels: Paths) -> Paths:
    """Quantiles between and beyond those given: straight lines on the normal scale."""
    inside = np.interp(wanted, reached, levels)
    for end, beyond in ((0, wanted < reached[0]), (-1, wanted > reached[-1])):
        inner = 1 if end == 0 else -2
        slope = (levels[end] - levels[inner]) / (reached[end] - reached[inner])
        inside = np.where(beyond, levels[end] + slope * (wanted - reached[end]), inside)
    return inside
