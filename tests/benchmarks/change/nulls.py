"""Series in which nothing has changed, made to be like the real ones.

Each area lends its level, its season, how far its months spread beyond chance and how far they lean
on each other, all estimated from its published figures. Counts are Poisson (shares binomial) around
a level that moves as a first-order autoregression, or as a random walk of equal steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm

from hsci_analysis.areas import health_boards, partnerships
from hsci_analysis.measures.series import series
from hsci_analysis.models.autocorrelation import LagOne
from hsci_analysis.models.monthly import Monthly, Scale, monthly

MONTHS = 60


@dataclass(frozen=True)
class Regime:
    """One measure of all areas of a kind, over months without a shock."""

    name: str
    measure: str
    boards: bool
    first: str
    last: str


REGIMES = {
    regime.name: regime
    for regime in (
        Regime("delays 2016-20", "delayed_discharge_bed_days", False, "2016-07", "2020-02"),
        Regime("delays 2022-25", "delayed_discharge_bed_days", False, "2022-01", "2025-08"),
        Regime("attendances", "accident_and_emergency_attendances", True, "2014-01", "2019-12"),
        Regime(
            "within 4 hours", "accident_and_emergency_within_4_hours", True, "2014-01", "2019-12"
        ),
    )
}


@dataclass(frozen=True)
class Null:
    """What one area lends to its imitations: on the log scale, or that of log odds."""

    scale: Scale
    level: float
    season: np.ndarray
    spread: float
    autocorrelation: float
    of: float
    """How many a share is of."""


def nulls(regime: Regime) -> list[Null]:
    """The parameters of every area of that regime."""
    areas = health_boards() if regime.boards else partnerships()
    return [_estimated(regime, area) for area in areas]


def _estimated(regime: Regime, area) -> Null:
    figures = monthly(_cut(series(regime.measure, area), regime))
    months, values = figures.months, figures.values
    share = figures.scale is Scale.SHARE
    of = np.ones(len(values))
    if share:
        of = monthly(_cut(series("accident_and_emergency_attendances", area), regime)).values
    waves = _waves(months)
    trend = (months - months.mean()) / 12
    design = np.column_stack([np.ones(len(months)), waves, trend])
    family = sm.families.Binomial() if share else sm.families.Poisson()
    offset = None if share else np.log(figures.days)
    weights = of if share else None
    fit = sm.GLM(values, design, family=family, offset=offset, freq_weights=weights).fit()
    chance = fit.mu * (1 - fit.mu) / of if share else fit.mu
    residuals = (values - fit.mu) / np.sqrt(chance)
    lag_one = LagOne(months, design)
    rho = lag_one.corrected(lag_one.of(residuals))
    dispersion = max(1.0, residuals @ residuals / lag_one.remaining(rho))
    # Spread of the moving level: what dispersion is left once chance has had its part.
    chance_on_scale = chance / (fit.mu * (1 - fit.mu)) ** 2 if share else 1 / fit.mu
    variance = (dispersion - 1) * float(np.mean(chance_on_scale))
    latent = min(0.97, rho * dispersion / max(dispersion - 1, 1e-9))
    return Null(
        scale=figures.scale,
        level=float(fit.params[0]),
        season=np.asarray(fit.params[1:5]),
        spread=float(np.sqrt(variance)),
        autocorrelation=latent,
        of=float(of.mean()),
    )


def imitation(
    null: Null,
    rng: np.random.Generator,
    *,
    random_walk: bool = False,
    step: float = 0.0,
    slope: float = 0.0,
    last: str = "2019-12",
    months: int = MONTHS,
) -> Monthly:
    """Sixty months like that area's, with a change put into them or none.

    ``step`` is what the last twelve months are multiplied by, less 1; ``slope`` the same a year.
    """
    index = pd.period_range(end=last, periods=months, freq="M")
    numbers = np.asarray(index.year * 12 + index.month - 1)
    days = np.asarray(index.days_in_month, dtype="float64")
    rho, spread = null.autocorrelation, null.spread
    shocks = rng.standard_normal(months)
    moving = np.empty(months)
    if random_walk:
        moving = np.cumsum(shocks * spread * np.sqrt(2 * (1 - rho)))
    else:
        moving[0] = shocks[0] * spread
        for month in range(1, months):
            moving[month] = rho * moving[month - 1] + shocks[month] * spread * np.sqrt(1 - rho**2)
    years = (numbers - numbers[-1]) / 12
    changed = np.log1p(step) * (numbers > numbers[-1] - 12) + np.log1p(slope) * years
    linear = null.level + _waves(numbers) @ null.season + moving + changed
    if null.scale is Scale.SHARE:
        of = rng.poisson(null.of * days / 30.4375)
        values = rng.binomial(of, 1 / (1 + np.exp(-linear))) / of
    else:
        values = rng.poisson(days * np.exp(linear)).astype("float64")
    return Monthly(null.scale, numbers, values, days, np.zeros(months, dtype=bool))


def panels(
    lenders: Sequence[Null], series_wanted: int, seed: int, **changes
) -> Iterator[list[Monthly]]:
    """Panels of one imitation an area, until there are that many series."""
    rng = np.random.default_rng(seed)
    for _ in range(-(-series_wanted // len(lenders))):
        yield [imitation(null, rng, **changes) for null in lenders]


def _waves(months: np.ndarray) -> np.ndarray:
    angle = 2 * np.pi * (months % 12) / 12
    return np.column_stack([wave(k * angle) for k in (1, 2) for wave in (np.cos, np.sin)])


def _cut(measured, regime: Regime):
    frame = measured.frame.loc[regime.first : regime.last]
    return type(measured)(**{**vars(measured), "frame": frame})
