"""A forecast with all that a reader needs to judge it, and whether a sentence may be made of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from hsci_analysis.areas import Area
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.drawable import Drawable
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.forecast.benchmark import loss_alone
from hsci_analysis.models.forecast.levels import Member
from hsci_analysis.periods import Month, Week

COVERED80: Final = (0.70, 0.90)
COVERED95: Final = (0.90, 0.99)
"""Shares of figures inside the intervals that are near enough: origins are few, and areas share
their errors, so that true intervals wander this far."""
AS_GOOD_AS_NAIVE: Final = 1.0
LOSES: Final = "its score is {:.0f} to {:.0f} % worse than among other areas, on the benchmark"


class Flag(StrEnum):
    """What a reader should know of the figures a forecast rests on."""

    SUPPRESSED_FILLED = "suppressed figures were taken as the middle of what they can be"
    GAPS = "figures are missing between others; the level stayed as it was"
    LATEST_MISSING = "the latest figures are missing"
    SHORT_HISTORY = "there are fewer than three years of figures"
    NO_SEASONALITY = "there are fewer than two years, so the time of year is left out"
    CONSTANT = "all figures are the same"
    AT_LIMIT = "figures were at the least or the most they can be"
    LATEST_UNUSUAL = "the latest figure lies outside the 99 % interval seen from the period before"
    LATEST_SET_BACK = "the latest figure lies so far out that the level followed it only in part"
    NOT_POOLED = "it was made of this series alone, without other areas to learn from"


UNSAFE: Final = (
    Flag.LATEST_MISSING,
    Flag.NO_SEASONALITY,
    Flag.CONSTANT,
    Flag.LATEST_SET_BACK,
)
"""With these, nothing is said, whatever the back-test."""


@dataclass(frozen=True)
class TrackRecord:
    """The back-test that travels with a forecast: the same procedure at recent ``origins``.

    ``relative_error`` is the weighted interval score of this area over that of the seasonal naive
    forecast (below 1 is better); ``panel_relative_error``, the geometric mean over all areas.
    ``covered80`` and ``covered95`` are the shares of the panel's figures inside their intervals.
    """

    origins: tuple[str, ...]
    relative_error: float
    panel_relative_error: float
    covered80: float
    covered95: float

    @property
    def shortcomings(self) -> tuple[str, ...]:
        """Why it earns no sentence; empty if it does."""
        found = []
        if not self.relative_error < AS_GOOD_AS_NAIVE:
            found.append("last year's figure would have been as good a forecast here")
        if not self.panel_relative_error < AS_GOOD_AS_NAIVE:
            found.append("last year's figures would have been as good a forecast in all areas")
        for covered, (least, most), of in (
            (self.covered80, COVERED80, 80),
            (self.covered95, COVERED95, 95),
        ):
            if not least <= covered <= most:
                found.append(f"its {of} % intervals held too few or too many of the figures")
        return tuple(found)


@dataclass(frozen=True)
class Settings:
    """What was chosen by or for a forecast.

    ``pooled_share`` is how much of the seasonal pattern is that of all areas; ``volatility``, how
    large the panel's latest errors are, 1 being usual.
    """

    members: tuple[Member, ...]
    pooled_share: float
    volatility: float
    scale: str
    areas: int
    estimation_window: EstimationWindow


@dataclass(frozen=True)
class ForecastPeriod:
    """One period of a forecast as numbers, for a sentence."""

    period: Month | Week
    median: float
    lower80: float
    upper80: float
    lower95: float
    upper95: float


@dataclass(frozen=True, eq=False, repr=False)
class Forecast(Drawable):
    """The coming periods of one measure of one area.

    ``frame`` has one row a period ahead, indexed by period; columns ``median``, ``lower80``,
    ``upper80``, ``lower95``, ``upper95`` in the unit of ``series``. ``adds_up_to`` is the area that
    the medians of all such forecasts, with the rest, add up to; None where they do not. ``parts``,
    of such a total, has their medians: a column an area code, and ``rest``.
    """

    series: MeasureSeries
    frame: pd.DataFrame
    settings: Settings
    flags: tuple[Flag, ...]
    back_test: TrackRecord | None
    adds_up_to: Area | None = None
    parts: pd.DataFrame | None = None

    def __repr__(self) -> str:
        first, last = self.ahead[0].period, self.ahead[-1].period
        licence = "licensed" if self.licensed else "not licensed"
        what = f"{self.series.measure.title}, {self.series.area}"
        return f"Forecast({what}, {first} to {last}, {licence})"

    @property
    def unit(self) -> str:
        """What ``frame`` is counted in: that of ``series``."""
        return self.series.unit

    @property
    def summary(self) -> pd.DataFrame:
        """The last figure, the next period and the furthest: ``median``, its intervals, and more.

        ``year_before`` is the figure a year before; ``licensed`` tells whether a sentence may be
        made of it, and ``because`` why not; ``loses_alone`` what a series forecast by itself loses.
        """
        alone = self.loses_alone
        rows = [
            {
                "figure": figure,
                "period": one.period.label,
                "median": one.median,
                "lower80": one.lower80,
                "upper80": one.upper80,
                "lower95": one.lower95,
                "upper95": one.upper95,
                "year_before": before,
                "unit": self.unit,
                "licensed": self.licensed,
                "because": "; ".join(self.unlicensed_because),
                "loses_alone": LOSES.format(*(100 * (each - 1) for each in alone)) if alone else "",
            }
            for figure, one, before in (
                ("next", self.ahead[0], self.year_before[0]),
                ("furthest", self.ahead[-1], self.year_before[-1]),
            )
        ]
        if self.last_known is not None:
            period, value = self.last_known
            rows.insert(
                0, {"figure": "latest", "period": period.label, "median": value, "unit": self.unit}
            )
        return pd.DataFrame(rows).set_index("figure")

    @property
    def unlicensed_because(self) -> tuple[str, ...]:
        """Why no sentence may be made of it; empty if one may."""
        unsafe = tuple(flag.value for flag in self.flags if flag in UNSAFE)
        if self.back_test is None:
            return (*unsafe, "no back-test could be made")
        return (*unsafe, *self.back_test.shortcomings)

    @property
    def loses_alone(self) -> tuple[float, float] | None:
        """What being made of one series alone costs: its score over that of the panel.

        The least and the most over the sets of the benchmark; None if it was made with others.
        """
        return loss_alone() if Flag.NOT_POOLED in self.flags else None

    @property
    def licensed(self) -> bool:
        """Whether a sentence may be made of it.

        Its back-test beats the seasonal naive forecast, here and over the panel; its intervals held
        70 to 90 % and 90 to 99 % of the figures; and nothing about the latest figures is unsafe.
        """
        return not self.unlicensed_because

    @cached_property
    def ahead(self) -> tuple[ForecastPeriod, ...]:
        """The rows of ``frame`` as numbers, for sentences."""
        return tuple(
            ForecastPeriod(period_of(period), *(float(figure) for figure in row))
            for period, row in zip(self._periods, self.frame.to_numpy(), strict=True)
        )

    @property
    def _periods(self) -> pd.PeriodIndex:
        return pd.PeriodIndex(self.frame.index)

    @property
    def last_known(self) -> tuple[Month | Week, float] | None:
        """The last period that has a figure, and the figure."""
        known = self.series.values.dropna()
        if known.empty:
            return None
        return period_of(known.index[-1]), float(known.iloc[-1])

    @property
    def year_before(self) -> tuple[float | None, ...]:
        """For each period ahead the figure a year before, None where there is none."""
        values = self.series.values
        back = 12 if self._periods.freqstr == "M" else 52
        before = [values.get(period, np.nan) for period in self._periods - back]
        return tuple(None if pd.isna(value) else float(value) for value in before)


def period_of(period: pd.Period) -> Month | Week:
    """A month or week of an index as a value of ours."""
    last_day = period.end_time.date()
    return Month.of(last_day) if period.freqstr == "M" else Week(last_day)
