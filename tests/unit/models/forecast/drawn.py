"""Panels made for tests: a pattern of the year, a level, and noise of a fixed seed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hsci_analysis.models.forecast.cadence import MONTHLY, WEEKLY, Cadence
from hsci_analysis.models.forecast.metrics import Floats
from hsci_analysis.models.forecast.panel import PanelForecast, forecast_panel
from hsci_analysis.models.forecast.scale import ROOT_OF_COUNT, Scale

NOTHING_LEFT_OUT = np.zeros(0, dtype=bool)


def months(n: int, first: str = "2017-01") -> pd.PeriodIndex:
    return pd.period_range(first, periods=n, freq="M", name="month")


def weeks(n: int, first: str = "2017-01-01") -> pd.PeriodIndex:
    return pd.period_range(first, periods=n, freq="W-SUN", name="week")


def panel(n: int, areas: int, *, seed: int = 1, level: float = 400.0) -> Floats:
    """Monthly counts of several areas with one winter, each at a level of its own."""
    draw = np.random.default_rng(seed)
    levels = level * np.geomspace(0.2, 2, areas)
    winter = 1 + 0.15 * np.cos(2 * np.pi * np.arange(n) / 12)
    return draw.poisson(levels * winter[:, None]).astype("float64")


def made(
    values: Floats,
    periods: pd.PeriodIndex | None = None,
    *,
    cadence: Cadence = MONTHLY,
    scale: Scale = ROOT_OF_COUNT,
    left_out: np.ndarray = NOTHING_LEFT_OUT,
) -> PanelForecast:
    """The procedure with nothing left out, unless told."""
    n = len(values)
    if periods is None:
        periods = weeks(n) if cadence is WEEKLY else months(n)
    out = left_out if left_out.size else np.zeros(n, dtype=bool)
    return forecast_panel(values, periods, out, cadence, scale)
