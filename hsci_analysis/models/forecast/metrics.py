"""How a forecast is held against what came: the errors, and how often the intervals were right.

Quantiles are always five, in the order of ``QUANTILES``, along the last axis.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

QUANTILES: Final = (0.025, 0.1, 0.5, 0.9, 0.975)
"""The ends of the 95 % and 80 % intervals, and the median between them."""
NORMAL: Final = np.array([-1.959964, -1.281552, 0.0, 1.281552, 1.959964])
"""The same quantiles of a standard normal distribution."""
COLUMNS: Final = ("lower95", "lower80", "median", "upper80", "upper95")
MEDIAN: Final = 2
SMALLEST_SCALE: Final = 0.5
"""Half a unit: an all-zero history would otherwise divide by nothing."""


def weighted_interval_score(actual: Floats, quantiles: Floats) -> Floats:
    """The score of a median with its two intervals, in the unit of the values; less is better.

    Parameters
    ----------
    actual
        Shape (...).
    quantiles
        Shape (..., 5).

    References
    ----------
    Bracher, Ray, Gneiting, Reich, *Evaluating epidemic forecasts in an interval format*, PLOS
    Computational Biology, 2021.
    """
    lower95, lower80, median, upper80, upper95 = np.moveaxis(quantiles, -1, 0)
    missed = 0.5 * np.abs(actual - median)
    for weight, tail, lower, upper in (
        (0.1, 0.2, lower80, upper80),
        (0.025, 0.05, lower95, upper95),
    ):
        outside = np.maximum(lower - actual, 0) + np.maximum(actual - upper, 0)
        missed = missed + weight * (upper - lower + 2 / tail * outside)
    return np.asarray(missed / 2.5)


def seasonal_naive_scale(history: Floats, season: int) -> Floats:
    """How far a value lay from that a year before, on average, at least half a unit.

    ``history`` has time along its first axis, missing figures allowed. Returns the other axes.
    """
    steps = np.abs(history[season:] - history[:-season])
    known = ~np.isnan(steps)
    total = np.where(known, steps, 0).sum(axis=0)
    return np.asarray(np.maximum(total / np.maximum(known.sum(axis=0), 1), SMALLEST_SCALE))


def root_mean_square_scale(history: Floats, season: int) -> Floats:
    """As ``seasonal_naive_scale``, with the root of the mean square in place of the mean."""
    steps = history[season:] - history[:-season]
    return np.asarray(np.maximum(np.sqrt((steps**2).mean(axis=0)), SMALLEST_SCALE))


def inside(actual: Floats, quantiles: Floats) -> tuple[Mask, Mask]:
    """Whether each value lay in its 80 % and its 95 % interval, ends included."""
    lower95, lower80, _, upper80, upper95 = np.moveaxis(quantiles, -1, 0)
    return (
        (lower80 <= actual) & (actual <= upper80),
        (lower95 <= actual) & (actual <= upper95),
    )


def seasonal_naive(history: Floats, season: int, horizon: int) -> Floats:
    """The figure of a year before, its interval as wide as figures a year apart lay (normal).

    ``history`` has time along its first axis, missing figures allowed; returns (horizon, ..., 5),
    not sorted or bounded. ``horizon`` may not exceed ``season``.
    """
    steps = history[season:] - history[:-season]
    known = ~np.isnan(steps)
    squares = np.where(known, steps, 0) ** 2
    spread = np.sqrt(squares.sum(axis=0) / np.maximum(known.sum(axis=0), 1))
    before = history[-season:][:horizon]
    return np.asarray(before[..., None] + spread[..., None] * NORMAL)
