"""One series fitted: what is left over, and how sure the answer could be."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
import statsmodels.api as sm
from scipy.special import logit  # type: ignore[import-untyped]  # ships no types
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from hsci_analysis.models.autocorrelation import covariance, degrees_of_freedom
from hsci_analysis.models.change.window import Window
from hsci_analysis.models.monthly import Floats, Monthly, Scale

FAMILIES: Final = {Scale.COUNT: sm.families.Poisson(), Scale.SHARE: sm.families.Binomial()}
NOTHING: Final = 1e-8
"""Residuals this small, in standard errors of chance, are what rounding leaves of none."""


@dataclass(frozen=True, eq=False)
class Fit:
    """A quasi-likelihood fit of a window.

    ``residuals`` are Pearson's; ``weights`` the variance of each month by chance alone;
    ``coefficient`` the answer, as a difference of logarithms (of odds for a share).
    ``level`` is the share of the months ``after``.
    """

    window: Window
    scale: Scale
    coefficient: float
    residuals: Floats
    weights: Floats
    level: float

    @property
    def autocorrelation(self) -> float:
        """That of the residuals, as it is."""
        return self.window.lag_one.of(self.residuals)

    def dispersion(self, rho: float) -> float:
        """The variance of a month in variances by chance; of counts, never less than chance."""
        squares = float(self.residuals @ self.residuals)
        found = squares / self.window.lag_one.remaining(rho)
        return max(1.0, found) if self.scale is Scale.COUNT else found

    def standard_error(self, rho: float) -> float:
        """Of the coefficient, where months have that autocorrelation."""
        found = covariance(self.window.design, self.weights, self.window.lag_one, rho)
        return float(np.sqrt(found[-1, -1] * self.dispersion(rho)))

    def degrees_of_freedom(self, rho: float) -> float:
        """Of the t test."""
        return degrees_of_freedom(len(self.residuals), rho)


def fit(figures: Monthly, window: Window, scotland: Monthly | None) -> Fit | str:
    """Fit a window, or say why it cannot be fitted.

    A log-linear quasi-Poisson model of counts for each day, or a quasi-binomial one of shares;
    against Scotland, of Scotland's count, or odds, in the same month instead.
    """
    values = figures.values[window.used]
    offset = np.log(figures.days[window.used])
    if figures.scale is Scale.SHARE:
        offset = np.zeros(len(values))
    if scotland is not None:
        whole = scotland.values[np.isin(scotland.months, window.months)]
        if len(whole) < len(values):
            return "Scotland's figures lack months that it has"
        if (whole <= 0).any() or (figures.scale is Scale.SHARE and (whole >= 1).any()):
            return "Scotland has none, or all, in some month, so nothing can be set against it"
        offset = logit(whole) if figures.scale is Scale.SHARE else np.log(whole)
    neither = ~(window.before | window.after)
    for months in (window.after, window.before, neither):
        if refused := _unfittable(values[months], figures.scale):
            return refused
    family = FAMILIES[figures.scale]
    model = sm.GLM(values, window.design, family=family, offset=offset)
    with warnings.catch_warnings():
        # Said of a perfect fit, which is no fault of a series that does not vary.
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        found = model.fit()
    if not found.converged:
        return "the model does not settle on these figures"
    weights = np.asarray(family.variance(found.mu))
    residuals = (values - found.mu) / np.sqrt(weights)
    if np.abs(residuals).max() < NOTHING:
        residuals = np.zeros(len(residuals))
        if figures.scale is Scale.SHARE:
            return "its months do not differ, so there is no spread to judge a change by"
    return Fit(
        window=window,
        scale=figures.scale,
        coefficient=float(found.params[-1]),
        residuals=residuals,
        weights=weights,
        level=float(values[window.after].mean()),
    )


def _unfittable(values: Floats, scale: Scale) -> str:
    if len(values) and not values.any():
        return "it is 0 in every month of a year compared, or in every other month"
    if scale is Scale.SHARE and len(values) and (values == 1).all():
        return "it is 100 % in every month of a year compared, or in every other month"
    return ""
