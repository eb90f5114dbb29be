"""Widths from past errors, and what makes them wider."""

import numpy as np
import pytest

from hsci_analysis.models.forecast.intervals import (
    LEAST_VOLATILITY,
    MOST_VOLATILITY,
    optimism,
    pooled_widths,
    typical_errors,
    usual_reach,
    volatility,
    weighted_quantiles,
    widening,
)

DRAW = np.random.default_rng(3)
EVENLY = np.ones(400)


def test_quantiles_of_weights_that_are_all_alike_are_the_ordinary_ones() -> None:
    values = DRAW.normal(size=1001)
    found = weighted_quantiles(values, np.ones(1001), (0.1, 0.5, 0.9))
    assert found == pytest.approx(np.quantile(values, [0.1, 0.5, 0.9]), abs=0.01)


def test_a_weight_of_two_is_as_good_as_two_values() -> None:
    twice = weighted_quantiles(np.array([1.0, 2, 3]), np.array([1.0, 2, 1]), (0.5,))
    assert twice == pytest.approx(weighted_quantiles(np.array([1.0, 2, 2, 3]), np.ones(4), (0.5,)))


def test_widths_hold_their_share_of_the_errors_of_a_random_walk_at_every_step() -> None:
    steps = DRAW.normal(size=(400, 20)).cumsum(axis=0)
    errors = np.full((400, 20, 6), np.nan)
    for ahead in range(1, 7):
        errors[ahead:, :, ahead - 1] = steps[ahead:] - steps[:-ahead]
    widths = pooled_widths(errors, EVENLY)
    inside80 = [
        np.nanmean((errors[6:, :, k] > widths[k, 1]) & (errors[6:, :, k] < widths[k, 3]))
        for k in range(6)
    ]
    assert inside80 == pytest.approx([0.8] * 6, abs=0.02)
    assert (np.diff(widths[:, 4]) > 0).all()
    assert (widths[:, 2] == 0).all()


def test_a_median_stays_inside_its_interval_where_all_errors_had_one_sign() -> None:
    widths = pooled_widths(DRAW.uniform(3, 4, (400, 5, 3)), EVENLY)
    assert (widths[:, 0] <= 0).all()
    assert (widths[:, 4] >= 3).all()


def test_a_lone_series_has_intervals_alike_on_both_sides() -> None:
    widths = pooled_widths(DRAW.exponential(size=(400, 1, 3)), EVENLY)
    assert widths[:, 4] == pytest.approx(-widths[:, 0])


def test_steps_with_too_few_errors_follow_from_the_others() -> None:
    errors = DRAW.normal(size=(400, 1, 4)) * np.sqrt([1.0, 2, 3, 4])
    whole = pooled_widths(errors, EVENLY)
    errors[:, :, 3] = np.nan
    assert pooled_widths(errors, EVENLY)[3] == pytest.approx(whole[3], rel=0.1)


def test_without_any_error_there_is_no_width() -> None:
    assert not pooled_widths(np.full((30, 2, 4), np.nan), np.ones(30)).any()


def test_typical_errors_are_drawn_a_fifth_of_the_way_to_the_panel() -> None:
    errors = np.ones((50, 2, 3)) * np.array([1.0, 4.0])[:, None]
    assert typical_errors(errors, 0.25) == pytest.approx([1 * 2**0.2, 4**0.8 * 2**0.2])


def test_an_area_without_errors_takes_the_panels() -> None:
    errors = np.ones((50, 2, 3)) * 2
    errors[:, 0] = np.nan
    assert typical_errors(errors, 0.25) == pytest.approx([2, 2])


def test_typical_errors_have_a_floor() -> None:
    assert typical_errors(np.zeros((50, 2, 3)), 0.25).tolist() == [0.25, 0.25]


def test_volatility_is_one_where_errors_are_as_they_were_and_rises_with_the_latest() -> None:
    errors = DRAW.normal(size=(400, 20))
    counted = np.ones(400, dtype=bool)
    assert volatility(errors, counted, 3) == pytest.approx(1, abs=0.2)
    errors[-3:] *= 5
    assert volatility(errors, counted, 3) > 3


def test_periods_left_out_say_nothing_of_what_is_usual() -> None:
    errors = np.ones((100, 2))
    errors[10:20] = 100
    counted = np.ones(100, dtype=bool)
    counted[10:20] = False
    assert volatility(errors, counted, 3) == pytest.approx(1, abs=0.01)


def test_without_an_error_volatility_is_usual() -> None:
    assert volatility(np.zeros((20, 2)), np.ones(20, dtype=bool), 3) == 1
    assert volatility(np.full((20, 2), np.nan), np.ones(20, dtype=bool), 3) == 1


@pytest.mark.parametrize(("found", "taken"), [(0.1, LEAST_VOLATILITY), (99, MOST_VOLATILITY)])
def test_what_volatility_does_is_bounded(found: float, taken: float) -> None:
    assert widening(found) == taken


def test_the_error_of_the_pattern_counts_twice() -> None:
    assert optimism(np.array([0.2]), np.array([1.0])) == pytest.approx(np.sqrt(1.2 / 0.8))
    assert np.isfinite(optimism(np.array([9.0]), np.array([0.1]))).all()


def test_the_last_figures_are_not_among_what_they_are_held_against() -> None:
    errors = DRAW.normal(size=(400, 10))
    reach = usual_reach(errors, EVENLY)
    errors[-1] = 1e6
    assert usual_reach(errors, EVENLY) == reach == pytest.approx(2.58, abs=0.15)
    assert usual_reach(errors[:1], EVENLY[:1]) == np.inf
