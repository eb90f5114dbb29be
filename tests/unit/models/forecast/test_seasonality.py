"""The pattern of the year: found, shared, and left out where there is too little."""

import numpy as np
import pytest

from hsci_analysis.models.forecast.cadence import MONTHLY, WEEKLY, Cadence
from hsci_analysis.models.forecast.metrics import Floats
from hsci_analysis.models.forecast.seasonality import (
    Seasonality,
    estimate_seasonality,
    interpolated,
    moving_average,
)
from tests.unit.models.forecast.drawn import months, weeks

DRAW = np.random.default_rng(7)
MONTHS_OF_YEAR = np.array([3.0, 2, 1, 0, -1, -2, -3, -2, -1, 0, 1, 2])


def estimated(values: Floats, cadence: Cadence = MONTHLY) -> Seasonality:
    periods = (weeks if cadence is WEEKLY else months)(len(values) + cadence.horizon)
    known = ~np.isnan(values)
    return estimate_seasonality(values, known, cadence.angles(periods), cadence)


@pytest.mark.parametrize("areas", [1, 5])
@pytest.mark.parametrize("years", [3, 8])
def test_a_pattern_without_noise_is_returned(areas: int, years: int) -> None:
    values = 20 + np.tile(MONTHS_OF_YEAR, years)[:, None] * np.linspace(1, 2, areas)
    found = estimated(values)
    assert found.path[: 12 * years] == pytest.approx(values - 20, abs=1e-6)
    assert found.path[-12:] == pytest.approx(found.path[:12], abs=1e-6)


def test_a_weekly_wave_of_the_year_is_returned() -> None:
    angles = WEEKLY.angles(weeks(6 * 52 + 13))
    wave = np.cos(angles) + 0.5 * np.sin(2 * angles)
    found = estimated(10 + wave[: 6 * 52, None], WEEKLY)
    assert found.path[:, 0] == pytest.approx(wave, abs=0.02)


def test_noise_is_drawn_to_what_all_areas_share() -> None:
    shared = np.tile(MONTHS_OF_YEAR, 6)[:, None]
    noisy = 50 + shared + DRAW.normal(0, 2, (72, 30))
    found = estimated(noisy)
    assert found.own_share.max() < 0.2
    assert np.abs(found.path[:12] - MONTHS_OF_YEAR[:, None]).max() < 1


def test_areas_that_differ_keep_their_own() -> None:
    size = np.array([-1.0, 0, 1, 2])
    values = 50 + np.tile(MONTHS_OF_YEAR, 6)[:, None] * size + DRAW.normal(0, 0.1, (72, 4))
    found = estimated(values)
    assert found.own_share.min() > 0.95


def test_a_lone_series_of_noise_has_hardly_a_pattern() -> None:
    found = estimated(50 + DRAW.normal(0, 2, (60, 1)))
    assert np.abs(found.path).max() < 1


def test_an_area_that_never_varies_does_not_speak_for_all() -> None:
    values = 50 + np.tile(MONTHS_OF_YEAR, 6)[:, None] + DRAW.normal(0, 1, (72, 6))
    with_constant = np.column_stack([values, np.full(72, 50.0)])
    found = estimated(with_constant).path[:12, :6]
    assert np.abs(found - MONTHS_OF_YEAR[:, None]).max() < 1


def test_an_area_without_figures_takes_the_pattern_of_the_others() -> None:
    values = 50 + np.tile(MONTHS_OF_YEAR, 6)[:, None] * np.ones((1, 4))
    values[:, 0] = np.nan
    found = estimated(values)
    assert found.own_share[0] == 0
    assert found.path[:12, 0] == pytest.approx(MONTHS_OF_YEAR, abs=1e-6)


def test_with_less_than_two_years_there_is_none() -> None:
    found = estimated(50 + np.tile(MONTHS_OF_YEAR, 2)[:23, None])
    assert not found.path.any()
    assert found.path.shape == (35, 1)


def test_the_moving_average_of_a_year_and_a_line_is_the_line() -> None:
    line = np.arange(60.0)[:, None]
    found = moving_average(line + np.tile(MONTHS_OF_YEAR, 5)[:, None], 12)
    assert found[6:-6] == pytest.approx(line[6:-6])


def test_gaps_are_bridged_by_straight_lines_and_ends_are_level() -> None:
    values = np.array([[np.nan], [2.0], [np.nan], [6.0], [np.nan]])
    found = interpolated(values, ~np.isnan(values))
    assert found[:, 0].tolist() == [2, 2, 4, 6, 6]
    assert np.isnan(values[0, 0])
