"""Exponential smoothing against statsmodels, and which members are averaged."""

import numpy as np
import pytest
from statsmodels.tsa.holtwinters import SimpleExpSmoothing

from hsci_analysis.models.forecast.cadence import MONTHLY, WEEKLY
from hsci_analysis.models.forecast.levels import (
    ALPHAS,
    Form,
    best_members,
    errors_ahead,
    member_forecasts,
    members,
    smoothed,
)
from hsci_analysis.models.forecast.scale import ANGLE_OF_PERCENTAGE, ROOT_OF_COUNT
from tests.unit.models.forecast.drawn import panel


@pytest.mark.parametrize("alpha", ALPHAS)
def test_each_level_is_that_of_statsmodels_with_the_same_speed_and_start(alpha: float) -> None:
    values = panel(60, 2)
    found = smoothed(values, np.array([alpha]), values[:8].mean(axis=0))
    for area in range(2):
        model = SimpleExpSmoothing(
            values[:, area],
            initialization_method="known",
            initial_level=values[:8, area].mean(),
        ).fit(smoothing_level=alpha, optimized=False)
        assert found[:, area, 0] == pytest.approx(model.level)
        assert found[-1, area, 0] == pytest.approx(model.forecast(1)[0])


def test_a_missing_figure_leaves_the_level_where_it_was() -> None:
    values = np.array([[4.0], [8.0], [np.nan], [8.0]])
    found = smoothed(values, np.array([0.5]), np.array([4.0]))[:, 0, 0]
    assert found.tolist() == [4, 6, 6, 7]


def test_what_was_said_is_held_against_the_figure_it_was_said_of() -> None:
    values = panel(40, 2)
    said = member_forecasts(values, MONTHLY, ROOT_OF_COUNT)
    errors = errors_ahead(values, said)
    assert errors[20, 1, 3, 4] == values[20, 1] - said[15, 1, 3, 4]
    assert np.isnan(errors[4, :, :, 4]).all()
    assert np.isfinite(errors[5, :, :, 4]).all()


def test_counts_of_months_stay_percentages_may_trend_and_weeks_revert() -> None:
    forms = {
        (cadence, scale): {member.form for member in members(cadence, scale)}
        for cadence in (MONTHLY, WEEKLY)
        for scale in (ROOT_OF_COUNT, ANGLE_OF_PERCENTAGE)
    }
    assert forms[MONTHLY, ROOT_OF_COUNT] == {Form.LEVEL}
    assert forms[MONTHLY, ANGLE_OF_PERCENTAGE] == {Form.LEVEL, Form.TREND}
    assert forms[WEEKLY, ROOT_OF_COUNT] == {Form.LEVEL, Form.REVERTING}


def test_a_straight_line_keeps_half_its_slope() -> None:
    line = 2.0 + 0.5 * np.arange(60)[:, None]
    said = member_forecasts(line, MONTHLY, ANGLE_OF_PERCENTAGE)
    flat, trending = said[-1, 0, : len(ALPHAS)], said[-1, 0, len(ALPHAS) :]
    assert trending - flat == pytest.approx(np.tile(0.25 * np.arange(1, 13), (len(ALPHAS), 1)))


def test_a_reverting_level_goes_a_twentieth_of_the_way_each_week() -> None:
    values = np.concatenate([np.full(150, 10.0), np.full(5, 20.0)])[:, None]
    said = member_forecasts(values, WEEKLY, ROOT_OF_COUNT)
    flat, reverting = said[-1, 0, 5], said[-1, 0, len(ALPHAS) + 5]
    slow = (flat[0] - reverting[0]) / 0.05
    assert reverting[3] == pytest.approx(flat[0] - slow * (1 - 0.95**4))


def test_the_best_members_are_those_that_erred_least_over_areas_that_count_alike() -> None:
    errors = np.ones((10, 2, 7, 1))
    errors[:, 0] *= 1000  # a large area has no louder voice
    errors[:, 1, 2:] *= 0.1
    errors[:, 0, :2] *= 0.99
    assert best_members(errors, np.ones(10)) == (2, 3, 4, 5, 6)


def test_an_area_that_never_errs_has_no_opinion() -> None:
    errors = np.ones((10, 2, 7, 1))
    errors[:, 0] = 0
    errors[:, 1, :2] = 5
    assert best_members(errors, np.ones(10)) == (2, 3, 4, 5, 6)
