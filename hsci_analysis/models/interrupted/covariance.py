"""The covariance of a quasi-Poisson fit whose errors last from month to month.

Errors are taken to be AR(1), with the distance between months as they lie in time, so that months
left out leave a gap. The autocorrelation of residuals is too low, for a fitted line follows its
errors; it is corrected by inverting its expectation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

HIGHEST = 0.95
GRID = np.linspace(0, 0.97, 98)
FEWEST_DEGREES = 4.0


@dataclass(frozen=True, eq=False)
class Covariance:
    """The covariance of the coefficients, and what it rests on."""

    matrix: Array
    autocorrelation: float
    dispersion: float
    degrees_of_freedom: float


def ar1_covariance(
    design: Array, means: Array, values: Array, months: Array, at_least: float = 0.0
) -> Covariance:
    """The covariance of the coefficients of a log-linear fit under AR(1) errors.

    Parameters
    ----------
    design
        Months by coefficients.
    means, values
        What the fit has for each month, and what was counted.
    months
        The month as a whole number, so that their differences are distances in time.
    at_least
        The autocorrelation of areas like this one, below which its own is not taken to lie.
    """
    root = np.sqrt(means)
    weighted = root[:, None] * design
    bread = np.linalg.inv(weighted.T @ weighted)
    hat = weighted @ bread @ weighted.T
    residuals = (values - means) / root
    apart = np.abs(months[:, None] - months[None, :]).astype("int64")
    neighbours = (apart == 1) / 2
    total = float(residuals @ residuals)
    found = float(residuals @ neighbours @ residuals) / total if total else 0.0
    # (1 - hat) neighbours (1 - hat), by thin products: whole ones take most of the time.
    beside = neighbours @ weighted
    crossed = beside @ bread @ weighted.T
    within = weighted @ (bread @ (weighted.T @ beside) @ bread) @ weighted.T
    by_distance = [
        np.bincount(apart.ravel(), weights=matrix.ravel())
        for matrix in (neighbours - crossed - crossed.T + within, np.eye(len(months)) - hat)
    ]
    powers = GRID[:, None] ** np.arange(len(by_distance[0]))
    expected = (powers @ by_distance[0]) / (powers @ by_distance[1])
    rho = min(HIGHEST, max(at_least, float(np.interp(found, expected, GRID))))
    correlation = rho ** np.arange(len(by_distance[0]))
    dispersion = max(1.0, total / float(correlation @ by_distance[1]))
    meat = weighted.T @ correlation[apart] @ weighted
    effective = len(months) * (1 - rho) / (1 + rho) - 2
    return Covariance(
        matrix=bread @ meat @ bread * dispersion,
        autocorrelation=rho,
        dispersion=dispersion,
        degrees_of_freedom=max(FEWEST_DEGREES, effective),
    )
