"""Months and weeks: what a forecast does differently for each, and how long its periods are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.catalogue import Frequency, Measure
from hsci_analysis.models.forecast.metrics import Floats

DAYS_IN_YEAR: Final = 365.25
DAYS_IN_AVERAGE_MONTH: Final = DAYS_IN_YEAR / 12
HALF_LIFE: Final = 5.0
"""Years after which the past counts half."""


@dataclass(frozen=True)
class Cadence:
    """How often figures come, and the settings that follow from it.

    ``season`` is a year in periods; ``horizon``, how far ahead the method was tested;
    ``fewest``, the figures a forecast needs at least; ``reversion``, the share of the way back to
    its slow mean that a level may go in a period; ``volatility_half_life`` is in periods.
    """

    frequency: Frequency
    season: int
    horizon: int
    fewest: int
    reversion: float
    volatility_half_life: float

    @property
    def period(self) -> str:
        """What one period is called."""
        return self.frequency.period

    def angles(self, periods: pd.PeriodIndex) -> Floats:
        """How far through the year each period is, in radians, shape (n,)."""
        if self.frequency is Frequency.MONTHLY:
            return np.asarray(2 * np.pi * periods.month.to_numpy() / 12)
        return np.asarray(2 * np.pi * periods.end_time.day_of_year.to_numpy() / DAYS_IN_YEAR)

    def lengths(self, periods: pd.PeriodIndex) -> Floats:
        """How long each period is, in average periods: a February is shorter than other months."""
        if self.frequency is Frequency.MONTHLY:
            return np.asarray(periods.days_in_month.to_numpy() / DAYS_IN_AVERAGE_MONTH)
        return np.ones(len(periods))

    def recency(self, n: int) -> Floats:
        """What each of n periods counts, the last one fully, one five years before it half."""
        return np.asarray(0.5 ** (np.arange(n)[::-1] / self.season / HALF_LIFE))


MONTHLY: Final = Cadence(
    Frequency.MONTHLY, season=12, horizon=12, fewest=24, reversion=0.0, volatility_half_life=3
)
WEEKLY: Final = Cadence(
    Frequency.WEEKLY, season=52, horizon=13, fewest=52, reversion=0.05, volatility_half_life=6
)


def cadence_of(measure: Measure) -> Cadence:
    """Months or weeks; raises SeriesError for quarters, of which there are too few to test on."""
    for cadence in (MONTHLY, WEEKLY):
        if cadence.frequency is measure.frequency:
            return cadence
    raise SeriesError(
        f"{measure.title} is published by {measure.frequency.period}, and forecasts are made of"
        " months and weeks alone: no method could be tested on so few figures; ask for a monthly"
        " or weekly measure"
    )
