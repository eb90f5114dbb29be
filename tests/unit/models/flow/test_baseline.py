"""Paths of the coming months: from the past alone, or from a forecast."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsci_analysis.areas import partnerships
from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.series import series
from hsci_analysis.models.estimation_window import DEFAULT, Model
from hsci_analysis.models.flow import baseline
from hsci_analysis.models.flow.baseline import (
    LEVELS,
    MONTHS_AHEAD,
    Baseline,
    from_forecast,
    monthly,
    shifted,
)
from tests.monthly import monthly_series

LEFT_OUT = DEFAULT.of("delayed_discharge_bed_days", Model.SCENARIO)

ORIGINS = ("2018-11", "2019-02", "2022-02", "2022-10", "2023-06", "2024-02", "2024-08")
figures = st.floats(0, 5000, allow_nan=False)


def carried_on(held) -> Baseline:
    return baseline.from_history(held, LEFT_OUT)


def by_month(values, first="2016-07"):
    index = pd.period_range(first, periods=len(values), freq="M", name="month")
    return pd.Series(np.asarray(values, dtype="float64"), index=index)


def forecast_after(held, **levels):
    months = pd.period_range(held.index[-1] + 1, periods=MONTHS_AHEAD, freq="M", name="month")
    columns = {"lower95": 10, "lower80": 15, "median": 20, "upper80": 26, "upper95": 32}
    return pd.DataFrame({**columns, **levels}, index=months, dtype="float64")


def test_limits_hold_as_often_as_they_say_on_delayed_discharges():
    """Twelve months ahead of seven origins outside the pandemic, for every partnership."""
    inside = {"80": [], "95": []}
    for area in partnerships():
        beds = series("delayed_discharge_bed_days", area).daily_average().values
        for origin in ORIGINS:
            paths = carried_on(beds[:origin]).paths
            came = beds[str(pd.Period(origin, "M") + 1) :][:MONTHS_AHEAD].to_numpy()
            for share in inside:
                lower, upper = np.quantile(
                    paths, [LEVELS[f"lower{share}"], LEVELS[f"upper{share}"]], axis=0
                )
                inside[share] += list((came >= lower) & (came <= upper))
    assert len(inside["80"]) == 31 * 7 * 12
    assert np.mean(inside["80"]) == pytest.approx(0.82, abs=0.01)
    assert np.mean(inside["95"]) == pytest.approx(0.945, abs=0.01)


def test_the_level_is_carried_on_with_past_errors_either_way():
    """Beds of 4, 9, 4, 9 ...: carried on, the error on the root scale is 1, 0, 1, 0 ..."""
    made = carried_on(by_month([4, 9] * 20, first="2000-01"))

    assert list(made.centre) == [9] * MONTHS_AHEAD
    assert {round(value, 9) for value in made.paths[:, 0]} == {4, 16}
    assert {round(value, 9) for value in made.paths[:, 1]} == {9}
    assert str(made.months[0]) == "2003-05"


def test_months_of_the_pandemic_leave_no_error():
    calm = [100.0] * 110
    shaken = by_month(calm)
    shaken["2020-03":"2020-09"] = 10
    assert np.ptp(carried_on(shaken).paths) == pytest.approx(0)
    other = by_month(calm)
    other["2021-03":"2021-09"] = 10
    assert np.ptp(carried_on(other).paths) > 50


@settings(deadline=None)
@given(st.lists(figures, min_size=24, max_size=60))
def test_paths_are_finite_and_never_below_zero(values):
    made = carried_on(by_month(values, first="2005-01"))
    assert np.isfinite(made.paths).all()
    assert (made.paths >= 0).all()
    assert made.paths.shape == (2 * (len(values) - MONTHS_AHEAD), MONTHS_AHEAD)


def test_too_short_a_past_is_refused():
    with pytest.raises(SeriesError, match="23 months give 11 rows of past errors"):
        carried_on(by_month([5.0] * 23, first="2005-01"))


def test_suppressed_weeks_stand_at_the_middle_of_their_bounds():
    shetland = series("emergency_admissions", "Shetland Islands")
    assert shetland.values.isna().all()
    months = monthly(shetland)
    assert months.notna().all()
    assert months.min() > 0


def test_a_month_of_which_nothing_is_known_is_refused():
    held = monthly_series("2016-07", [100.0] * 30)
    held.frame.loc[held.frame.index[:3], ["value", "lower", "upper"]] = np.nan
    with pytest.raises(SeriesError, match="3 months that are not known"):
        monthly(held)


def test_quantiles_of_a_forecast_come_back():
    held = by_month([20.0] * 30)
    made = from_forecast(held, forecast_after(held), "beds", "beds")

    found = np.quantile(made.paths, list(LEVELS.values()), axis=0)
    expected = forecast_after(held)[list(LEVELS)].to_numpy().T
    assert np.abs(found - expected).max() < 0.04
    assert list(made.centre) == [20] * MONTHS_AHEAD
    # a path that is high in one month is high in all
    assert (np.diff(made.paths, axis=0) >= 0).all()


def test_a_forecast_of_totals_is_brought_to_days():
    held = by_month([20.0] * 30)
    days = np.asarray(forecast_after(held).index.days_in_month)
    totals = forecast_after(held).mul(days, axis="index")

    of_totals = from_forecast(held, totals, "bed days", "beds")
    of_beds = from_forecast(held, forecast_after(held), "beds", "beds")
    assert of_totals.paths == pytest.approx(of_beds.paths)


def test_quantiles_near_zero_give_no_negative_beds():
    held = by_month([1.0] * 30)
    low = forecast_after(held, lower95=0, lower80=0.1, median=1, upper80=2, upper95=3)
    assert (from_forecast(held, low, "beds", "beds").paths >= 0).all()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda frame: frame.drop(columns="upper95"), "it has no column upper95"),
        (lambda frame: frame[1:], "its months are not those after the figures held, 2019-01 to"),
        (lambda frame: frame.assign(median=np.nan), "missing, not finite or below zero"),
        (lambda frame: frame.assign(lower95=-1.0), "missing, not finite or below zero"),
        (lambda frame: frame.assign(lower80=30.0), "its quantiles are not in order"),
    ],
)
def test_a_forecast_that_is_none_is_refused(spoil, said):
    held = by_month([20.0] * 30)
    with pytest.raises(SeriesError, match=said):
        from_forecast(held, spoil(forecast_after(held)), "beds", "beds")


@settings(deadline=None)
@given(st.lists(figures, min_size=3, max_size=3), st.lists(figures, min_size=3, max_size=3))
def test_shifting_back_and_forth_changes_nothing_above_zero(centre, other):
    paths = np.array([centre, [value + 1 for value in centre]])
    errors = np.sqrt(paths) - np.sqrt(np.array(centre))
    assert shifted(errors, np.array(centre)) == pytest.approx(paths, abs=1e-6)
    assert (shifted(errors, np.array(other)) >= 0).all()
