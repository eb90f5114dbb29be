"""Scores against examples worked by hand."""

import numpy as np
import pytest

from hsci_analysis.models.forecast.metrics import (
    QUANTILES,
    inside,
    root_mean_square_scale,
    seasonal_naive,
    seasonal_naive_scale,
    weighted_interval_score,
)

QUANTILES_OF_TEN = np.array([2.0, 5.0, 8.0, 12.0, 16.0])


@pytest.mark.parametrize(
    ("actual", "score"),
    [
        # 0.5 × 2 + 0.1 × 7 + 0.025 × 14 = 2.05
        (10, 2.05 / 2.5),
        # 0.5 × 6 + 0.1 × (7 + 10 × 2) + 0.025 × 14 = 6.05
        (14, 6.05 / 2.5),
        # 0.5 × 12 + 0.1 × (7 + 10 × 8) + 0.025 × (14 + 40 × 4) = 19.05
        (20, 19.05 / 2.5),
        # 0.5 × 8 + 0.1 × (7 + 10 × 5) + 0.025 × (14 + 40 × 2) = 12.05
        (0, 12.05 / 2.5),
    ],
)
def test_the_weighted_interval_score_of_one_figure(actual: float, score: float) -> None:
    assert weighted_interval_score(np.array(actual), QUANTILES_OF_TEN) == pytest.approx(score)


def test_a_forecast_without_width_scores_a_fifth_of_its_error_and_the_misses() -> None:
    """0.5 e + 0.1 × 10 e + 0.025 × 40 e = 2.5 e: of a point, the score is the absolute error."""
    point = np.full(5, 8.0)
    assert weighted_interval_score(np.array(11.0), point) == pytest.approx(3)


def test_the_scale_is_the_step_from_a_year_before_and_at_least_half_a_unit() -> None:
    history = np.array([[1.0, 0], [2, 0], [4, 0], [5, 0]])
    assert seasonal_naive_scale(history, 2) == pytest.approx([3, 0.5])
    assert root_mean_square_scale(history, 2) == pytest.approx([3, 0.5])


def test_missing_steps_are_left_out_of_the_scale() -> None:
    history = np.array([1.0, np.nan, 4, 5])
    assert seasonal_naive_scale(history, 2) == pytest.approx(3)


def test_the_ends_of_an_interval_are_inside_it() -> None:
    in80, in95 = inside(np.array([5.0, 12, 4, 17]), np.tile(QUANTILES_OF_TEN, (4, 1)))
    assert in80.tolist() == [True, True, False, False]
    assert in95.tolist() == [True, True, True, False]


def test_the_seasonal_naive_forecast_is_the_year_before_with_the_spread_of_such_steps() -> None:
    found = seasonal_naive(np.array([10.0, 20, 13, 24]), season=2, horizon=2)
    assert found.shape == (2, len(QUANTILES))
    assert found[:, 2].tolist() == [13, 24]
    spread = np.sqrt((3**2 + 4**2) / 2)
    assert found[0, 4] - found[0, 2] == pytest.approx(1.959964 * spread)
