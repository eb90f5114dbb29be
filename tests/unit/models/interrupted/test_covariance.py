"""The covariance against statsmodels where errors are white, and by hand where they are not."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm

from hsci_analysis.models.autocorrelation import FEWEST_DEGREES, HIGHEST_USED, LagOne
from hsci_analysis.models.interrupted.covariance import ar1_covariance
from tests.unit.models.interrupted.nulls import wandering


def fitted(observed):
    months = observed.months
    design = np.column_stack([np.ones(len(months)), months / 12, months >= 20])
    return design, sm.GLM(
        observed.counts, design, family=sm.families.Poisson(), offset=np.log(observed.exposure)
    ).fit(scale="X2")


def under_ar1(observed, design, model, **about):
    lag_one = LagOne(observed.months.astype(int), design)
    return ar1_covariance(design, lag_one, model.mu, observed.counts, **about)


def noise(months=60, autocorrelation=0.0, seed=3):
    generator = np.random.default_rng(seed)
    return wandering(generator, months, autocorrelation=autocorrelation, spread=0.2)


def test_without_autocorrelation_it_is_the_quasi_poisson_covariance_of_statsmodels():
    observed = noise(seed=2)
    design, model = fitted(observed)
    found = ar1_covariance(
        design, LagOne(observed.months.astype(int), design), model.mu, observed.counts
    )

    assert found.autocorrelation == 0
    assert found.matrix == pytest.approx(model.cov_params())
    assert found.dispersion == pytest.approx(model.scale)
    assert found.degrees_of_freedom == 60 - 2


def test_autocorrelation_is_corrected_for_the_fitted_line():
    """The mean of many corrected estimates is near the truth; that of the raw ones is not."""
    corrected, raw = [], []
    for seed in range(60):
        observed = noise(autocorrelation=0.6, seed=seed)
        design, model = fitted(observed)
        found = ar1_covariance(
            design, LagOne(observed.months.astype(int), design), model.mu, observed.counts
        )
        corrected.append(found.autocorrelation)
        residuals = model.resid_pearson
        raw.append(residuals[1:] @ residuals[:-1] / (residuals @ residuals))
    assert np.mean(corrected) == pytest.approx(0.6, abs=0.06)
    assert np.mean(raw) < 0.53


def test_by_hand_for_a_mean_alone():
    """Of a mean with weights alike the variance is sum of rho^|i-j| over n squared."""
    counts = np.array([90.0, 110.0, 95.0, 105.0])
    design, means = np.ones((4, 1)), np.full(4, 100.0)
    found = ar1_covariance(design, LagOne(np.arange(4), design), means, counts, at_least=0.5)

    powers = 0.5 ** np.abs(np.subtract.outer(range(4), range(4)))
    total = ((counts - 100) ** 2 / 100).sum()
    dispersion = max(1, total / (4 - powers.sum() / 4))
    assert found.matrix[0, 0] == pytest.approx(dispersion * powers.sum() / 4**2 / 100)


def test_months_left_out_are_no_neighbours():
    """Two far stretches: what lies across the gap does not count as next to each other."""
    observed = noise(autocorrelation=0.7, seed=1)
    design, model = fitted(observed)
    together = ar1_covariance(
        design, LagOne(observed.months.astype(int), design), model.mu, observed.counts
    )
    apart = observed.months + np.where(observed.months >= 30, 1000, 0)
    separate = under_ar1(replace(observed, months=apart), design, model)
    assert separate.autocorrelation != together.autocorrelation
    assert np.isfinite(separate.matrix).all()


def test_it_is_no_less_than_that_of_areas_like_it_and_never_one():
    observed = noise(seed=2)
    design, model = fitted(observed)
    floored = ar1_covariance(
        design, LagOne(observed.months.astype(int), design), model.mu, observed.counts, at_least=0.7
    )
    assert floored.autocorrelation == 0.7
    walk = ar1_covariance(
        design, LagOne(observed.months.astype(int), design), model.mu, observed.counts, at_least=1.5
    )
    assert walk.autocorrelation == HIGHEST_USED
    assert walk.degrees_of_freedom == FEWEST_DEGREES


def test_a_fit_without_error_has_a_covariance():
    months = np.arange(40.0)
    design = np.column_stack([np.ones(40), months])
    means = np.exp(design @ np.array([3.0, 0.01]))
    found = ar1_covariance(design, LagOne(months.astype(int), design), means, means)
    assert np.isfinite(found.matrix).all()
    assert found.dispersion == 1
