"""The figure of an average day, by whatever period is asked for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hsci_analysis.measures.catalogue import Frequency
from hsci_analysis.measures.days import days_in
from hsci_analysis.measures.series import RANK, STATUSES, MeasureSeries, NotHeldError, Status

FIGURES = ["value", "lower", "upper"]
LONGEST_FIRST = (Frequency.QUARTERLY, Frequency.MONTHLY, Frequency.WEEKLY)


def daily_average_by(series: MeasureSeries, frequency: Frequency) -> pd.DataFrame:
    """The average day of each period of that frequency which the series covers whole.

    What was counted in a period is spread evenly over its days: a week that lies in two months
    counts in each by its days. A suppressed part leaves bounds and no value, as in the series;
    a figure that does not add up over days is served at its own frequency alone.

    Returns
    -------
    DataFrame
        One row a period, as ``MeasureSeries.frame``, in the measure's daily unit if it has one.

    Raises
    ------
    NotHeldError
        If a figure that does not add up over days is asked for at another frequency, or any at a
        shorter one than its own.
    """
    by_day = series.measure.daily_unit is not None
    if series.measure.frequency is frequency:
        return series.daily_average().frame if by_day else series.frame
    own = series.measure.frequency
    if not by_day:
        raise NotHeldError(
            f"{series.measure.title} ({series.unit}) does not add up over days, so it cannot be "
            f"given by {frequency.period}; ask for it by {own.period}"
        )
    if LONGEST_FIRST.index(own) < LONGEST_FIRST.index(frequency):
        raise NotHeldError(
            f"{series.measure.title} is counted by {own.period}, which says nothing of each "
            f"{frequency.period}; ask for it by {own.period}"
        )
    frame = series.daily_average().frame
    first, last = series.periods[0].start_time, series.periods[-1].end_time.normalize()
    days = pd.date_range(first, last).to_period(frequency.value)
    lengths = days_in(series.periods)
    begins = np.flatnonzero(np.r_[True, days[1:] != days[:-1]])
    periods = pd.PeriodIndex(days[begins], name=frequency.period)
    counted = np.diff(np.r_[begins, len(days)])
    averages = {
        name: np.add.reduceat(np.repeat(frame[name].to_numpy(), lengths), begins) / counted
        for name in FIGURES
    }
    ranks = np.repeat([RANK[Status(status)] for status in frame["status"]], lengths)
    statuses = [STATUSES[rank] for rank in np.maximum.reduceat(ranks, begins)]
    whole = counted == days_in(periods)
    averages = {name: average[whole] for name, average in averages.items()}
    status = pd.array(statuses, dtype="str")[whole]
    return pd.DataFrame({**averages, "status": status}, index=periods[whole])


def unit_of(series: MeasureSeries) -> str:
    """The unit of what ``daily_average_by`` gives."""
    return series.measure.daily_unit or series.measure.unit
