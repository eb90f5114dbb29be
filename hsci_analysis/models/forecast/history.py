"""Series of several areas as one array without gaps, and what had to be done to make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from hsci_analysis.areas import Area
from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.days import days_in
from hsci_analysis.measures.series import MeasureSeries, Status
from hsci_analysis.models.forecast.metrics import Floats, Mask
from hsci_analysis.models.monthly import HUNDRED


@dataclass(frozen=True, eq=False)
class History:
    """Figures of areas by period, shape (n, areas), in the unit of the measure.

    Suppressed figures are the middle of what they can be (``suppressed`` says which); what is
    missing is missing, and an area that begins late is missing before.
    """

    areas: tuple[Area, ...]
    periods: pd.PeriodIndex
    values: Floats
    suppressed: Mask

    def column(self, area: Area) -> Floats:
        """The figures of that area, shape (n,)."""
        return np.asarray(self.values[:, self.areas.index(area)])

    def with_column(self, area: Area, values: Floats) -> History:
        """The same with other figures of that area."""
        replaced = self.values.copy()
        replaced[:, self.areas.index(area)] = values
        return replace(self, values=replaced)

    def until(self, n: int) -> History:
        """The first n periods alone."""
        return replace(
            self,
            periods=self.periods[:n],
            values=self.values[:n],
            suppressed=self.suppressed[:n],
        )

    def total(self, area: Area) -> History:
        """The sum over the areas as the history of one area.

        Missing where a figure is missing after the first of its area; before that, it has no part.
        """
        known = ~np.isnan(self.values)
        begun = known.cumsum(axis=0) > 0
        total = np.where(known, self.values, 0).sum(axis=1)
        total[(begun & ~known).any(axis=1) | ~known.any(axis=1)] = np.nan
        suppressed = np.asarray(self.suppressed.any(axis=1))
        return History((area,), self.periods, total[:, None], suppressed[:, None])


def history_of(series: Sequence[MeasureSeries]) -> History:
    """The history of those series, each of another area; raises SeriesError if one has nothing."""
    periods = pd.PeriodIndex(
        pd.period_range(
            min(each.periods[0] for each in series), max(each.periods[-1] for each in series)
        )
    )
    columns = [_column(each, periods) for each in series]
    return History(
        areas=tuple(each.area for each in series),
        periods=periods,
        values=np.column_stack([values for values, _ in columns]),
        suppressed=np.column_stack([suppressed for _, suppressed in columns]),
    )


def _column(series: MeasureSeries, periods: pd.PeriodIndex) -> tuple[Floats, Mask]:
    frame = in_unit_of_measure(series).reindex(periods)
    values = frame["value"].to_numpy(dtype="float64", copy=True)
    suppressed = (frame["status"] == Status.SUPPRESSED).to_numpy(dtype=bool) & np.isnan(values)
    middle = (frame["lower"] + frame["upper"]).to_numpy(dtype="float64") / 2
    values[suppressed] = middle[suppressed]
    most = HUNDRED if series.measure.per == HUNDRED else np.inf
    if impossible := int((np.isinf(values) | (values < 0) | (values > most)).sum()):
        kind = "between 0 and 100 %" if series.measure.per == HUNDRED else "0 or more, and finite"
        raise SeriesError(
            f"{impossible} of {len(values)} figures of {series.measure.title} of {series.area} are"
            f" such as it cannot have; each should be {kind}, so correct them at their source"
        )
    return values, suppressed


def in_unit_of_measure(series: MeasureSeries) -> pd.DataFrame:
    """The frame of a series, a daily average multiplied by its days again."""
    if series.unit == series.measure.unit:
        return series.frame
    days = days_in(series.periods)
    columns = ["value", "lower", "upper"]
    return series.frame.assign(**{name: series.frame[name] * days for name in columns})
