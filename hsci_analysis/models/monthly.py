"""A monthly series as the models take it: counts with their days, or shares between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.measure import Frequency
from hsci_analysis.measures.series import MeasureSeries, Status
from hsci_analysis.periods import MONTHS_IN_YEAR, Month

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

HUNDRED: Final = 100


class Scale(StrEnum):
    """What chance does to a figure."""

    COUNT = "count"
    """Of events or days; a longer month has more of them."""
    SHARE = "share"
    """Of a whole, as a percentage."""


@dataclass(frozen=True, eq=False)
class Monthly:
    """The months of a series that have a figure.

    ``months`` counts months on from January of year 0, so that one more is the next month;
    ``values`` are whole months' counts, or shares between 0 and 1. ``provisional`` tells which may
    still be revised.
    """

    scale: Scale
    months: Whole
    values: Floats
    days: Floats
    provisional: Mask


def number_of(month: Month) -> int:
    """The month counted on from January of year 0."""
    return month.year * MONTHS_IN_YEAR + month.month - 1


def month_of(number: int) -> Month:
    """The month of that number; the opposite of ``number_of``."""
    year, month = divmod(number, MONTHS_IN_YEAR)
    return Month(year, month + 1)


def monthly(series: MeasureSeries) -> Monthly:
    """The figures of a series for the models, whether it is as published or by day.

    Raises
    ------
    SeriesError
        If it is not monthly, neither adds up over days nor is a percentage, has no figure at all,
        or has one that such a measure cannot have.
    """
    measure = series.measure
    values: Floats = np.asarray(series.values, dtype=np.float64)
    named = f"{measure.title} of {series.area}"
    if measure.frequency is not Frequency.MONTHLY or series.periods.freqstr != "M":
        raise SeriesError(
            f"{named} is not monthly; changes and limits are judged by months, so ask for a "
            "monthly measure"
        )
    scale = _scale(series, named)
    known = ~np.isnan(values)
    if not known.any():
        raise SeriesError(f"{named} has no figure in any month; ask for a longer stretch of months")
    days = np.asarray(series.periods.days_in_month, dtype=np.float64)
    if scale is Scale.SHARE:
        values = values / HUNDRED
    elif series.unit == measure.daily_unit:
        values = values * days
    highest = 1.0 if scale is Scale.SHARE else np.inf
    impossible = int((~np.isfinite(values[known]) | (values[known] < 0)).sum())
    impossible += int((values[known] > highest).sum())
    if impossible:
        kind = "between 0 and 100 %" if scale is Scale.SHARE else "0 or more, and finite"
        raise SeriesError(
            f"{impossible} of {known.sum()} months of {named} have a figure it cannot have; "
            f"each should be {kind}, so correct them at their source"
        )
    provisional = (series.frame["status"] == Status.PROVISIONAL.value).to_numpy(dtype=bool)
    return Monthly(
        scale,
        numbers_of(series.periods)[known],
        values[known],
        days[known],
        provisional[known],
    )


def _scale(series: MeasureSeries, named: str) -> Scale:
    measure = series.measure
    if measure.daily_unit is not None:
        return Scale.COUNT
    if measure.per == HUNDRED and measure.unit.startswith("%"):
        return Scale.SHARE
    raise SeriesError(
        f"{named} ({series.unit}) neither adds up over days nor is a percentage, and no test here "
        "fits such figures; ask for a measure of one of these kinds"
    )


def numbers_of(months: pd.PeriodIndex) -> Whole:
    """The numbers of the months of an index."""
    return np.asarray(months.year * MONTHS_IN_YEAR + months.month - 1, dtype=np.int64)
