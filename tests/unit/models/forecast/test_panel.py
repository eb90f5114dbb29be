"""What the procedure must hold to, whatever it is given."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hsci_analysis.models.forecast.cadence import MONTHLY, WEEKLY, Cadence
from hsci_analysis.models.forecast.levels import Form
from hsci_analysis.models.forecast.metrics import Floats
from hsci_analysis.models.forecast.scale import ANGLE_OF_PERCENTAGE
from tests.unit.models.forecast.drawn import made, months, panel, weeks

MEDIAN = 2


def sane(quantiles: Floats, highest: float = np.inf) -> bool:
    ordered = (np.diff(quantiles, axis=-1) >= 0).all()
    return bool(np.isfinite(quantiles).all() and ordered and 0 <= quantiles.min() <= highest)


def test_a_forecast_has_five_quantiles_of_every_area_at_every_step() -> None:
    found = made(panel(96, 6))
    assert found.quantiles.shape == (12, 6, 5)
    assert sane(found.quantiles)
    assert len(found.chosen) == 5


def test_rows_appended_later_change_nothing() -> None:
    """The forecast from a period is of what was known then: nothing leaks from what came after."""
    whole = panel(120, 5)
    before = made(whole[:96].copy()).quantiles
    after = made(np.concatenate([whole[:96], 1e6 + whole[96:]])[:96]).quantiles
    assert np.array_equal(before, after)
    assert not np.array_equal(before, made(whole[:97]).quantiles)


def test_areas_in_another_order_have_their_forecasts_in_that_order() -> None:
    values = panel(96, 7)
    order = np.array([3, 0, 6, 1, 5, 2, 4])
    assert made(values[:, order]).quantiles == pytest.approx(made(values).quantiles[:, order])


def test_figures_are_not_changed() -> None:
    values = panel(96, 3)
    values[-1, 0] *= 10
    before = values.copy()
    assert made(values).set_back.tolist() == [True, False, False]
    assert np.array_equal(values, before)


def test_a_panel_without_noise_returns_its_pattern() -> None:
    pattern = 20 + 3 * np.cos(2 * np.pi * np.arange(96) / 12)
    values = np.column_stack([pattern**2, (pattern + 5) ** 2])
    periods = months(96)
    lengths = MONTHLY.lengths(periods)[:, None]
    found = made((values - 3 / 8) * lengths, periods).quantiles
    ahead = MONTHLY.lengths(months(12, "2025-01"))[:, None]
    assert found[:, :, MEDIAN] == pytest.approx((values[:12] - 3 / 8) * ahead, rel=1e-6)
    assert (found[..., 4] - found[..., 0]).max() < 1e-3 * values.max()


def test_february_is_shorter_and_not_a_fall() -> None:
    periods = months(96)
    a_day = 30.0 * np.ones((96, 1))
    found = made(a_day * periods.days_in_month.to_numpy()[:, None], periods).quantiles[:, 0, MEDIAN]
    ahead = months(12, "2025-01").days_in_month.to_numpy()
    assert found / ahead == pytest.approx(np.full(12, 30.0))


@pytest.mark.parametrize("cadence", [MONTHLY, WEEKLY], ids=lambda each: each.period)
@pytest.mark.parametrize("areas", [1, 4])
@pytest.mark.parametrize("figure", [0.0, 7.0])
def test_a_constant_series_goes_on(cadence: Cadence, areas: int, figure: float) -> None:
    every = (weeks if cadence is WEEKLY else months)(200 + cadence.horizon)
    values = figure * cadence.lengths(every)[:, None] * np.ones(areas)
    found = made(values[:200], every[:200], cadence=cadence).quantiles
    assert sane(found)
    assert found[:, :, MEDIAN] == pytest.approx(values[200:])


def test_one_area_of_zeros_does_not_disturb_the_others() -> None:
    values = panel(96, 6)
    alone = made(values).quantiles
    beside = made(np.column_stack([values, np.zeros(96)])).quantiles
    assert beside[:, :6, MEDIAN] == pytest.approx(alone[:, :, MEDIAN], rel=0.05)
    assert beside[:, 6, 4].max() < 5


def test_always_a_hundred_per_cent_stays_there() -> None:
    draw = np.random.default_rng(2)
    shares = np.column_stack([np.full(96, 100.0), draw.uniform(80, 95, 96)])
    found = made(shares, scale=ANGLE_OF_PERCENTAGE).quantiles
    assert sane(found, highest=100)
    assert found[:, 0, MEDIAN] == pytest.approx(100)


@pytest.mark.parametrize("areas", [1, 5])
def test_two_years_are_enough_for_something_sane(areas: int) -> None:
    values = panel(24, areas)
    found = made(values).quantiles
    assert sane(found)
    assert found[..., MEDIAN] == pytest.approx(np.tile(values.mean(axis=0), (12, 1)), rel=0.4)


@pytest.mark.parametrize("areas", [1, 5])
@pytest.mark.parametrize("factor", [10, 0])
def test_a_last_figure_ten_times_too_large_or_lost_is_told_and_followed_in_part(
    areas: int, factor: float
) -> None:
    values = panel(96, areas)
    usual = made(values).quantiles[..., MEDIAN]
    spoiled = values.copy()
    spoiled[-1, 0] *= factor
    found = made(spoiled)
    assert found.unusual.tolist() == found.set_back.tolist() == [True] + [False] * (areas - 1)
    assert sane(found.quantiles)
    assert found.quantiles[:, 0, MEDIAN] == pytest.approx(usual[:, 0], rel=0.4)


def test_an_ordinary_last_figure_is_not_told_of() -> None:
    told = sum(made(panel(96, 10, seed=seed)).unusual.sum() for seed in range(20))
    assert told <= 8  # one in a hundred, were all errors alike


def test_a_missing_stretch_leaves_the_forecast_where_it_was() -> None:
    values = panel(120, 5)
    whole = made(values).quantiles[..., MEDIAN]
    holed = values.copy()
    holed[60:75, 2] = np.nan
    found = made(holed).quantiles
    assert sane(found)
    assert found[..., MEDIAN] == pytest.approx(whole, rel=0.1)


@pytest.mark.parametrize("cadence", [MONTHLY, WEEKLY], ids=lambda each: each.period)
def test_an_area_that_begins_late_or_ends_early_is_forecast_all_the_same(cadence: Cadence) -> None:
    values = panel(160, 5)
    values[:80, 1] = np.nan
    values[-4:, 3] = np.nan
    assert sane(made(values, cadence=cadence).quantiles)


def test_an_area_without_any_figure_harms_nobody() -> None:
    values = panel(96, 5)
    alone = made(values).quantiles
    with_nobody = made(np.column_stack([values, np.full(96, np.nan)])).quantiles
    assert sane(with_nobody)
    assert with_nobody[:, :5] == pytest.approx(alone)


def test_what_is_left_out_teaches_nothing_but_moves_the_level() -> None:
    values = panel(120, 5)
    shocked, out = values.copy(), np.zeros(120, dtype=bool)
    shocked[60:66] *= 0.3
    out[60:66] = True
    with_window = made(shocked, left_out=out).quantiles
    without = made(shocked).quantiles
    usual = made(values).quantiles
    width = lambda quantiles: (quantiles[..., 4] - quantiles[..., 0]).mean()  # noqa: E731
    assert width(with_window) == pytest.approx(width(usual), rel=0.15)
    assert width(without) > 1.3 * width(usual)
    now = shocked.copy()
    now[-6:], out[-6:] = 0.3 * values[-6:], True
    followed = made(now, left_out=out).quantiles[0, :, MEDIAN]
    assert (followed < 0.6 * usual[0, :, MEDIAN]).all()


def test_intervals_widen_when_the_panel_has_become_restless() -> None:
    values = panel(120, 8)
    restless = values.copy()
    restless[-4:] *= np.array([1.5, 0.7, 1.5, 0.7])[:, None]
    calm, moved = made(values), made(restless)
    assert moved.volatility > 2 * calm.volatility
    assert (moved.quantiles[..., 4] - moved.quantiles[..., 0]).mean() > 2 * (
        calm.quantiles[..., 4] - calm.quantiles[..., 0]
    ).mean()


def test_intervals_of_poisson_counts_hold_about_their_share() -> None:
    held80, held95 = [], []
    for seed in range(12):
        whole = panel(132, 10, seed=seed)
        found = made(whole[:120]).quantiles
        came = whole[120:]
        held80.append(((found[..., 1] <= came) & (came <= found[..., 3])).mean())
        held95.append(((found[..., 0] <= came) & (came <= found[..., 4])).mean())
    assert 0.75 < np.mean(held80) < 0.9
    assert 0.92 < np.mean(held95) < 0.99


def test_weeks_may_return_to_their_mean() -> None:
    found = made(panel(220, 6), cadence=WEEKLY)
    assert found.quantiles.shape == (13, 6, 5)
    assert {member.form for member in found.chosen} <= {Form.LEVEL, Form.REVERTING}


COUNTS = st.one_of(
    st.integers(0, 9).map(float), st.floats(0, 1e6, allow_subnormal=False), st.just(np.nan)
)
PANELS = st.integers(1, 4).flatmap(
    lambda areas: st.integers(24, 60).flatmap(
        lambda n: arrays(np.float64, (n, areas), elements=COUNTS, fill=st.just(3.0))
    )
)


@settings(max_examples=60, deadline=None)
@given(values=PANELS, cadence=st.sampled_from([MONTHLY, WEEKLY]), data=st.data())
def test_no_figures_make_a_forecast_explode(values: Floats, cadence: Cadence, data) -> None:
    out = data.draw(arrays(np.bool_, len(values)))
    found = made(values, cadence=cadence, left_out=out)
    assert sane(found.quantiles)
    assert np.isfinite(found.volatility)
    assert found.quantiles[..., MEDIAN].max() <= 10 * max(1, np.nanmax(values, initial=0))


@settings(max_examples=40, deadline=None)
@given(
    values=arrays(np.float64, (36, 2), elements=st.floats(0, 100), fill=st.just(100.0)),
    cadence=st.sampled_from([MONTHLY, WEEKLY]),
)
def test_percentages_stay_percentages(values: Floats, cadence: Cadence) -> None:
    found = made(values, cadence=cadence, scale=ANGLE_OF_PERCENTAGE)
    assert sane(found.quantiles, highest=100)
    assert found.quantiles.max() <= 100
