"""How far one month leans on the month before, allowing for what fitting a model takes away.

Residuals of a fitted model look less alike from month to month than what they are residuals of: the
fit follows part of every slow movement. For errors with a first-order autocorrelation and a known
design, how much less can be computed, and so undone.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from hsci_analysis.models.monthly import Floats, Whole

HIGHEST: Final = 0.97
HIGHEST_USED: Final = 0.95
"""However far months lean on each other, no test takes them to lean further."""
FEWEST_DEGREES: Final = 6.0
"""About what the variance alone is known by, of sixty months that lean on each other most."""
_GRID: Final = np.linspace(0.0, HIGHEST, 49)


class LagOne:
    """What least squares on one design does to errors of first-order autocorrelation.

    With M the projection off the columns of ``design``, R the correlation of the errors and L the
    half sum of the two shifts by a month, residuals have the covariance S = MRM, and their
    autocorrelation is the ratio of two quadratic forms with the expected values tr(LS) and tr(S).
    Its own expected value is that ratio with the terms of second order, without which it comes out
    0.03 to 0.07 too high where months lean on each other. Months without a figure are allowed for:
    R and L go by the months between.

    Parameters
    ----------
    months
        The month of each row, counted on by one a month, in order.
    design
        One row a month, one column a parameter, of full rank.
    """

    def __init__(self, months: Whole, design: Floats) -> None:
        basis, _ = np.linalg.qr(design)
        self._off = np.eye(len(months)) - basis @ basis.T
        self._gaps = np.abs(months[:, None] - months[None, :])
        self._halves = np.where(self._gaps == 1, 0.5, 0.0)
        self._neighbours = np.flatnonzero(np.diff(months) == 1)
        # Where months are few it can fall again near 1; there the smaller of the two is meant.
        self._expected = np.maximum.accumulate([self.expected(rho) for rho in _GRID])

    def of(self, residuals: Floats) -> float:
        """The lag-one autocorrelation of residuals around 0, as it is; 0 where they are all 0."""
        squares = float(residuals @ residuals)
        products = float(residuals[self._neighbours] @ residuals[self._neighbours + 1])
        return products / squares if squares > 0 else 0.0

    def correlation(self, rho: float) -> Floats:
        """The correlation R of the errors, shape (months, months)."""
        return np.asarray(rho**self._gaps)

    def remaining(self, rho: float) -> float:
        """The residuals' expected sum of squares, in variances of one error: tr(MRM)."""
        return float((self._off * self.correlation(rho)).sum())

    def expected(self, rho: float) -> float:
        """The residuals' expected autocorrelation where that of the errors is ``rho``."""
        spread = self._off @ self.correlation(rho) @ self._off
        shifted = self._halves @ spread
        pairs, squares = np.trace(shifted), np.trace(spread)
        covariance, variance = 2 * (shifted * spread).sum(), 2 * (spread * spread).sum()
        ratio = pairs / squares
        return float(ratio - covariance / squares**2 + ratio * variance / squares**2)

    def corrected(self, autocorrelation: float) -> float:
        """The errors' autocorrelation for which that of the residuals is expected; 0 to 0.97."""
        return float(np.interp(autocorrelation, self._expected, _GRID))


def covariance(design: Floats, variances: Floats, lag_one: LagOne, rho: float) -> Floats:
    """The covariance of the coefficients of a quasi-likelihood fit, in its dispersion.

    Parameters
    ----------
    design
        One row a month, one column a coefficient.
    variances
        Of each month, by chance alone.
    lag_one
        Of that design.
    rho
        How far the errors of one month lean on those of the month before.
    """
    rooted = design * np.sqrt(variances)[:, None]
    spread = rooted @ np.linalg.inv(rooted.T @ rooted)
    return np.asarray(spread.T @ lag_one.correlation(rho) @ spread)


def degrees_of_freedom(months: int, rho: float) -> float:
    """Of as many months as would tell as much if none leant on another."""
    return max(FEWEST_DEGREES, months * (1 - rho) / (1 + rho) - 2)
