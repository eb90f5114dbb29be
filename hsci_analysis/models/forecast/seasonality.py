"""What the time of year does, estimated in each area and drawn towards what it does in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from hsci_analysis.models.forecast.cadence import Cadence
from hsci_analysis.models.forecast.metrics import Floats, Mask

HARMONICS: Final = 6
"""Waves of a year down to two months; of twelve months, that is every pattern there can be."""
ENDS: Final = 3
"""Periods at each end that the moving average only guesses at."""
CLIPPED_AT: Final = 4.0
NORMAL_PER_MEDIAN: Final = 1.4826
TINY: Final = 1e-12
NOTHING: Final = 1e-9
LEAST_OF_MEDIAN: Final = 0.01


@dataclass(frozen=True, eq=False)
class Seasonality:
    """The seasonal pattern of each area on the scale of the values given.

    ``path`` has shape (periods, areas), beyond the end too; ``own_share`` (areas,) is how much of
    an area's pattern is its own, the rest being that of all; ``variance`` (areas,) is the squared
    error of the pattern, averaged over the year.
    """

    path: Floats
    own_share: Floats
    variance: Floats


def estimate_seasonality(
    values: Floats, known: Mask, angles: Floats, cadence: Cadence
) -> Seasonality:
    """Regress deviations from the moving average on harmonics of the year; then shrink.

    Parameters
    ----------
    values
        Shape (n, areas), on the scale of the model; missing where nothing is known.
    known
        Shape (n, areas): the figures to learn from.
    angles
        Shape (n + horizon,): how far through the year each period is.

    Notes
    -----
    An area's coefficients are drawn towards the precision-weighted mean of all areas by
    tau² / (tau² + v): v is their sampling variance, tau² what spread it leaves unexplained
    (empirical Bayes). A single series is drawn towards no seasonality. With less than two years,
    there is none.
    """
    n, areas = values.shape
    if n < 2 * cadence.season:
        return Seasonality(np.zeros((len(angles), areas)), np.zeros(areas), np.zeros(areas))
    design = _harmonics(angles)
    pattern = np.zeros((n, areas))
    # At first the moving average is trusted only where it has all its terms, if that leaves enough.
    ends = cadence.season // 2 if n >= 3 * cadence.season else ENDS
    for left_out in (ends, ENDS):
        deviations = values - pattern
        trend = moving_average(interpolated(deviations, known), cadence.season)
        used = known.copy()
        used[:left_out] = used[n - left_out :] = False
        weights = used * cadence.recency(n)[:, None]
        own, variance = _regressed(_clipped(values - trend, used), weights, design[:n])
        shrunk, own_share, left = _towards_all(own, variance)
        pattern = design[:n] @ shrunk
    spread = (design[: cadence.season] ** 2).mean(axis=0)
    return Seasonality(design @ shrunk, own_share.mean(axis=0), spread @ left)


def _harmonics(angles: Floats) -> Floats:
    """Sines and cosines, without the sine of six waves, which is nothing in every month."""
    waves = np.multiply.outer(angles, np.arange(1, HARMONICS + 1))
    columns = np.concatenate([np.sin(waves), np.cos(waves)], axis=1)
    return np.asarray(columns[:, np.abs(columns).max(axis=0) > NOTHING])


def _regressed(deviations: Floats, weights: Floats, design: Floats) -> tuple[Floats, Floats]:
    """Weighted least squares of each area: coefficients and their variances, (terms, areas).

    The variance is infinite in an area with no more figures than terms.
    """
    full = np.column_stack([np.ones(len(design)), design])
    squares = np.einsum("tp,ta,tq->apq", full, weights, full, optimize=True)
    inverse = np.linalg.pinv(squares, hermitian=True)
    filled = np.where(weights > 0, deviations, 0)
    found = np.einsum("apq,tq,ta->ap", inverse, full, weights * filled, optimize=True)
    left = np.where(weights > 0, filled - full @ found.T, 0)
    freedom = (weights > 0).sum(axis=0) - full.shape[1]
    told = freedom > 0
    total = np.where(told, weights.sum(axis=0), 1)
    noise = (weights * left**2).sum(axis=0) / total
    noise = noise * (freedom + full.shape[1]) / np.where(told, freedom, 1)
    spread = np.einsum("tp,ta,tq->apq", full, weights**2, full, optimize=True)
    sampled = np.einsum("apq,aqr,arp->ap", inverse, spread, inverse, optimize=True)
    return found.T[1:], np.where(told, (sampled * noise[:, None]).T[1:], np.inf)


def _towards_all(own: Floats, variance: Floats) -> tuple[Floats, Floats, Floats]:
    """Coefficients drawn towards the mean; how much is left of their own, and of their variance."""
    told = np.isfinite(variance[0])
    share, left = np.zeros_like(own), np.zeros_like(own)
    if not told.any():
        return np.zeros_like(own), share, left
    known, error = own[:, told], variance[:, told]
    # Else one area that never varies would be the mean of all.
    error = np.maximum(error, np.median(error, axis=1, keepdims=True) * LEAST_OF_MEDIAN + TINY)
    if told.size == 1:
        pooled = np.zeros((len(own), 1))
    else:
        pooled = (known / error).sum(axis=1, keepdims=True)
        pooled = pooled / (1 / error).sum(axis=1, keepdims=True)
    between = max(0.0, float(((known - pooled) ** 2 - error).mean()))
    share[:, told] = between / (between + error)
    left[:, told] = share[:, told] * error
    return pooled + share * np.where(told, own - pooled, 0), share, left


def _clipped(deviations: Floats, used: Mask) -> Floats:
    """Without what lies beyond four robust standard deviations of an area's own."""
    kept = np.where(used, deviations, np.where(used.any(axis=0), np.nan, 0))
    middle = np.nanmedian(kept, axis=0)
    reach = CLIPPED_AT * NORMAL_PER_MEDIAN * np.nanmedian(np.abs(kept - middle), axis=0)
    return np.clip(deviations, middle - reach, middle + reach)


def moving_average(values: Floats, season: int) -> Floats:
    """Centred mean over a year, its half terms at both ends; beyond, the mean of the last three."""
    half = season // 2
    first, last = values[:ENDS].mean(axis=0), values[-ENDS:].mean(axis=0)
    padded = np.concatenate([np.tile(first, (half, 1)), values, np.tile(last, (half, 1))])
    sums = np.concatenate([np.zeros((1, values.shape[1])), padded.cumsum(axis=0)])
    n = len(values)
    whole = sums[2 * half + 1 : 2 * half + 1 + n] - sums[:n]
    return np.asarray((whole - (padded[:n] + padded[2 * half :]) / 2) / (2 * half))


def interpolated(values: Floats, known: Mask) -> Floats:
    """The same with straight lines where nothing is known, level beyond the first and last."""
    if known.all():
        return values
    time, filled = np.arange(len(values)), values.copy()
    for area in np.flatnonzero(~known.all(axis=0)):
        here = known[:, area]
        if here.any():
            filled[:, area] = np.interp(time, time[here], values[here, area])
        else:
            filled[:, area] = 0
    return filled
