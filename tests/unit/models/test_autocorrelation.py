"""What a fit takes from the autocorrelation of residuals, and how it is given back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsci_analysis.models.autocorrelation import LagOne

MONTHS = np.arange(60)
ANGLE = 2 * np.pi * MONTHS / 12
DESIGN = np.column_stack([np.ones(60), np.cos(ANGLE), np.sin(ANGLE), MONTHS / 12])
WHOLE = LagOne(MONTHS, DESIGN)


def simulated(lag_one: LagOne, design: np.ndarray, rho: float) -> float:
    """The mean autocorrelation of the residuals of 4,000 series."""
    rng = np.random.default_rng(1)
    errors = np.linalg.cholesky(lag_one.correlation(rho)) @ rng.standard_normal((len(design), 4000))
    basis, _ = np.linalg.qr(design)
    residuals = errors - basis @ (basis.T @ errors)
    return float(np.mean([lag_one.of(one) for one in residuals.T]))


@pytest.mark.parametrize("rho", [0.0, 0.4, 0.7, 0.9])
def test_expectation_is_that_of_simulated_residuals(rho):
    assert WHOLE.expected(rho) == pytest.approx(simulated(WHOLE, DESIGN, rho), abs=0.015)


def test_without_the_terms_of_second_order_it_would_not_be():
    rho = 0.8
    basis, _ = np.linalg.qr(DESIGN)
    off = np.eye(60) - basis @ basis.T
    spread = off @ WHOLE.correlation(rho) @ off
    ratio = np.trace(spread, offset=1) / np.trace(spread)
    assert ratio - simulated(WHOLE, DESIGN, rho) > 0.02


def test_months_without_a_figure_are_allowed_for():
    kept = np.delete(MONTHS, [5, 6, 20, 33])
    holed = LagOne(kept, DESIGN[kept])
    assert holed.correlation(0.5)[4, 5] == 0.5**3
    assert holed.expected(0.6) == pytest.approx(simulated(holed, DESIGN[kept], 0.6), abs=0.015)


def test_the_sum_of_squares_left_is_that_of_simulated_residuals():
    rng = np.random.default_rng(2)
    errors = np.linalg.cholesky(WHOLE.correlation(0.7)) @ rng.standard_normal((60, 4000))
    basis, _ = np.linalg.qr(DESIGN)
    residuals = errors - basis @ (basis.T @ errors)
    assert WHOLE.remaining(0.7) == pytest.approx((residuals**2).sum(axis=0).mean(), rel=0.02)


@given(st.floats(0, 0.96))
def test_what_is_taken_is_given_back(rho):
    assert WHOLE.corrected(WHOLE.expected(rho)) == pytest.approx(rho, abs=0.003)


@pytest.mark.parametrize(("raw", "corrected"), [(-0.9, 0.0), (1.0, 0.97)])
def test_what_no_errors_would_give_is_held_to_what_they_could(raw, corrected):
    assert WHOLE.corrected(raw) == corrected


def test_nothing_left_over_leans_on_nothing():
    assert WHOLE.of(np.zeros(60)) == 0
