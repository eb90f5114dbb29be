"""Where a series stands: exponential smoothing at several speeds, and the average of the best."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from hsci_analysis.models.forecast.cadence import Cadence
from hsci_analysis.models.forecast.metrics import Floats
from hsci_analysis.models.forecast.scale import Scale
from hsci_analysis.models.forecast.seasonality import interpolated

ALPHAS: Final = (0.1, 0.2, 0.35, 0.5, 0.7, 0.9)
START: Final = 8
"""The first level is the mean of this many figures."""
AVERAGED: Final = 5
"""How many of the best members make the forecast."""
TRAILING_YEARS: Final = 4
SLOPE_TAKEN: Final = 0.5
SLOW_YEARS: Final = 3


class Form(StrEnum):
    """Where a level goes from here."""

    LEVEL = "stays"
    TREND = "keeps half of its slope"
    REVERTING = "returns to its slow mean"


@dataclass(frozen=True)
class Member:
    """One way to forecast: how fast the level follows (``alpha``), and where it goes then."""

    alpha: float
    form: Form


def members(cadence: Cadence, scale: Scale) -> tuple[Member, ...]:
    """All that are tried for such figures."""
    forms = [Form.LEVEL]
    if scale.trends:
        forms.append(Form.TREND)
    if cadence.reversion:
        forms.append(Form.REVERTING)
    return tuple(Member(alpha, form) for form in forms for alpha in ALPHAS)


def smoothed(values: Floats, alphas: Floats, start: Floats) -> Floats:
    """Simple exponential smoothing at each speed; a missing figure leaves the level as it was.

    Parameters
    ----------
    values
        Shape (n, areas).
    alphas
        Shape (speeds,).
    start
        The level before the first figure, shape (areas,).

    Returns
    -------
    The level after each figure, shape (n, areas, speeds).
    """
    level = np.repeat(start[:, None], len(alphas), axis=1)
    levels = np.empty((*values.shape, len(alphas)))
    for t, figures in enumerate(values):
        moved = alphas * (figures[:, None] - level)
        level = level + np.where(np.isnan(moved), 0, moved)
        levels[t] = level
    return levels


def member_forecasts(values: Floats, cadence: Cadence, scale: Scale) -> Floats:
    """What each member said at each time of each step ahead, on the seasonally adjusted scale.

    ``values`` has shape (n, areas); the result (n, areas, members, horizon).
    """
    steps = np.arange(1, cadence.horizon + 1)
    levels = smoothed(values, np.array(ALPHAS), _start(values))[..., None]
    parts = [np.broadcast_to(levels, (*levels.shape[:3], len(steps)))]
    if scale.trends:
        slope = _trailing_slope(values, TRAILING_YEARS * cadence.season)
        parts.append(levels + SLOPE_TAKEN * slope[..., None, None] * steps)
    if cadence.reversion:
        slow = _slow_mean(values, SLOW_YEARS * cadence.season)[..., None, None]
        parts.append(slow + (levels - slow) * (1 - cadence.reversion) ** steps)
    return np.concatenate(parts, axis=2)


def errors_ahead(values: Floats, forecasts: Floats) -> Floats:
    """Figure less forecast, by the time of the figure; missing before there was a forecast.

    Shapes as in ``member_forecasts``.
    """
    errors = np.full(forecasts.shape, np.nan)
    for ahead in range(1, forecasts.shape[-1] + 1):
        errors[ahead:, ..., ahead - 1] = (
            values[ahead:, :, None] - forecasts[:-ahead, ..., ahead - 1]
        )
    return errors


def best_members(errors: Floats, weights: Floats) -> tuple[int, ...]:
    """The members whose mean absolute error was least over all areas, each area counting alike.

    ``errors`` as from ``errors_ahead``, missing where they do not count; ``weights`` (n,).
    """
    missing = np.isnan(errors)
    sizes = np.tensordot(weights, np.where(missing, 0, np.abs(errors)), 1).sum(axis=-1)
    counted = np.tensordot(weights, ~missing, 1).sum(axis=-1)
    losses = sizes / np.maximum(counted, 1e-300)
    typical = losses.mean(axis=1, keepdims=True)
    # An area that never errs has no opinion.
    relative = np.divide(losses, typical, out=np.ones_like(losses), where=typical > 0)
    order = np.argsort(relative.mean(axis=0), kind="stable")
    return tuple(sorted(int(member) for member in order[:AVERAGED]))


def _start(values: Floats) -> Floats:
    present = ~np.isnan(values)
    among_first = present & (present.cumsum(axis=0) <= START)
    totals = np.where(among_first, values, 0).sum(axis=0)
    return np.asarray(totals / np.maximum(among_first.sum(axis=0), 1))


def _trailing_slope(values: Floats, window: int) -> Floats:
    """Least-squares slope over the trailing window, none before there are eight figures."""
    filled = interpolated(values, ~np.isnan(values))
    n = len(filled)
    time = np.arange(n, dtype="float64")[:, None]
    size = np.minimum(np.arange(1, n + 1), window)[:, None]
    total, moment = _trailing_sum(filled, window), _trailing_sum(time * filled, window)
    middle = time - (size - 1) / 2
    slope = (moment - middle * total) / np.maximum(size * (size**2 - 1) / 12, 1)
    return np.asarray(np.where(size >= START, slope, 0))


def _trailing_sum(values: Floats, window: int) -> Floats:
    sums = values.cumsum(axis=0)
    earlier = np.zeros_like(sums)
    earlier[window:] = sums[:-window]
    return np.asarray(sums - earlier)


def _slow_mean(values: Floats, span: int) -> Floats:
    """The exponentially weighted mean of all so far (a span of years)."""
    filled = interpolated(values, ~np.isnan(values))
    return np.asarray(pd.DataFrame(filled).ewm(span=span).mean().to_numpy())
