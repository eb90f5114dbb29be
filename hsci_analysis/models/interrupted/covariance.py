"""The covariance of a quasi-Poisson fit whose errors last from month to month."""

from __future__ import annotations

from dataclasses import dataclass

from hsci_analysis.models.autocorrelation import (
    HIGHEST_USED,
    LagOne,
    covariance,
    degrees_of_freedom,
)
from hsci_analysis.models.monthly import Floats


@dataclass(frozen=True, eq=False)
class Covariance:
    """The covariance of the coefficients, and what it rests on."""

    matrix: Floats
    autocorrelation: float
    dispersion: float
    degrees_of_freedom: float


def ar1_covariance(
    design: Floats, lag_one: LagOne, means: Floats, values: Floats, at_least: float = 0.0
) -> Covariance:
    """The covariance of the coefficients of a log-linear fit under AR(1) errors.

    Parameters
    ----------
    design
        Months by coefficients.
    lag_one
        Of that design and its months.
    means, values
        What the fit has for each month, and what was counted.
    at_least
        The autocorrelation of areas like this one, below which its own is not taken to lie.
    """
    residuals = (values - means) / means**0.5
    rho = min(HIGHEST_USED, max(at_least, lag_one.corrected(lag_one.of(residuals))))
    dispersion = max(1.0, float(residuals @ residuals) / lag_one.remaining(rho))
    return Covariance(
        matrix=covariance(design, means, lag_one, rho) * dispersion,
        autocorrelation=rho,
        dispersion=dispersion,
        degrees_of_freedom=degrees_of_freedom(len(values), rho),
    )
