"""Panels of monthly series for tests, made from a seed: a level, a season and noise."""

from dataclasses import replace

import numpy as np
import pandas as pd

from hsci_analysis.areas import SCOTLAND, partnerships
from hsci_analysis.measures.catalogue import find_measure
from hsci_analysis.measures.series import MeasureSeries
from tests.monthly import monthly_series

FIRST = "2014-01"  # seventy-two months end in December 2019, before the pandemic
MONTHS = 72


def counts(
    *, seed=0, areas=6, months=MONTHS, first=FIRST, rho=0.0, spread=0.05, level=500.0
) -> list[MeasureSeries]:
    """Counts of some partnerships with a season, whose months lean on each other by ``rho``."""
    rng = np.random.default_rng(seed)
    index = pd.period_range(first, periods=months, freq="M")
    season = 0.1 * np.cos(2 * np.pi * np.asarray(index.month) / 12)
    made = []
    for area in partnerships()[:areas]:
        drift = np.zeros(months)
        for month in range(1, months):
            drift[month] = rho * drift[month - 1] + rng.normal(0, spread * np.sqrt(1 - rho**2))
        mean = level * np.asarray(index.days_in_month) / 30 * np.exp(season + drift)
        made.append(monthly_series(first, rng.poisson(mean), area=area))
    return made


def shares(*, seed=0, areas=6, months=MONTHS, first=FIRST, level=80.0) -> list[MeasureSeries]:
    """Percentages of some areas with a season."""
    return [
        as_share(one, level) for one in counts(seed=seed, areas=areas, months=months, first=first)
    ]


def as_share(series: MeasureSeries, level: float) -> MeasureSeries:
    """The same ups and downs as a percentage around ``level``."""
    value = series.daily_average().values
    odds = level / (100 - level) * value / value.mean()
    return valued(shared(series), 100 * odds / (1 + odds))


def shared(series: MeasureSeries) -> MeasureSeries:
    """As if it were the percentage seen within four hours."""
    measure = find_measure("accident_and_emergency_within_4_hours")
    return replace(series, measure=measure, unit=measure.unit)


def valued(series: MeasureSeries, values) -> MeasureSeries:
    """The same series with other figures."""
    value = pd.Series(np.asarray(values, dtype="float64"), index=series.frame.index)
    frame = series.frame.assign(value=value, lower=value, upper=value)
    return replace(series, frame=frame)


def stepped(series: MeasureSeries, factor: float) -> MeasureSeries:
    """The last twelve months multiplied by that."""
    values = series.values.to_numpy().copy()
    values[-12:] *= factor
    return valued(series, values)


def total(panel: list[MeasureSeries]) -> MeasureSeries:
    """All of them added up, as Scotland."""
    values = np.sum([one.values.to_numpy() for one in panel], axis=0)
    return replace(valued(panel[0], values), area=SCOTLAND)


def average(panel: list[MeasureSeries]) -> MeasureSeries:
    """The mean of percentages, as Scotland."""
    values = np.mean([one.values.to_numpy() for one in panel], axis=0)
    return replace(valued(panel[0], values), area=SCOTLAND)
