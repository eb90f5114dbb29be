"""Process limits against worked examples that others published, and laws any limits must keep."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsci_analysis.errors import SeriesError
from hsci_analysis.models.spc import process_limits
from tests.monthly import monthly_series
from tests.spec.borders import FIRST_MONTH, borders_bed_days

figures = st.lists(st.integers(0, 5000), min_size=5, max_size=80).map(
    lambda values: pd.Series(values, dtype="float64")
)


def average_daily_beds() -> pd.Series:
    return monthly_series(FIRST_MONTH, borders_bed_days()).daily_average().values


def written(text: str) -> pd.Series:
    return pd.Series([float(value) for value in text.split()])


def test_limits_of_scottish_borders():
    limits = process_limits(average_daily_beds())

    assert limits.points == 36
    assert not limits.provisional
    assert limits.screened_moving_ranges == 0
    found = (limits.mean, limits.mean_moving_range, limits.lower, limits.upper)
    assert found == pytest.approx((72.128, 4.875, 59.161, 85.095), abs=0.0005)


def test_months_of_scottish_borders_above_and_below_their_limits():
    beds = average_daily_beds()
    limits = process_limits(beds)

    above = {str(month): round(value, 2) for month, value in beds[beds > limits.upper].items()}
    below = {str(month): round(value, 2) for month, value in beds[beds < limits.lower].items()}

    assert above == {"2023-09": 90.03, "2023-10": 87.26, "2024-10": 86.39}
    assert below == {"2025-08": 58.94}


def test_limits_of_the_first_twelve_months_are_provisional():
    limits = process_limits(average_daily_beds()[:12])

    assert (limits.mean, limits.lower, limits.upper) == pytest.approx(
        (70.923, 58.007, 83.838), abs=0.0005
    )
    assert limits.provisional


@pytest.mark.parametrize(("months", "provisional"), [(23, True), (24, False)])
def test_limits_settle_at_24_months(months, provisional):
    assert process_limits(average_daily_beds()[:months]).provisional is provisional


# NHSRplotthedots, vignette "deviations": one leap among eighteen points
LEAP = "1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1"


def test_published_example_as_the_spreadsheet_has_it():
    limits = process_limits(written(LEAP), screen_moving_ranges=False)

    assert (limits.upper, limits.mean, limits.lower) == pytest.approx((6.95, 1.94, -3.06), abs=0.01)


def test_published_example_with_the_two_ranges_of_the_leap_left_out():
    limits = process_limits(written(LEAP))

    assert limits.screened_moving_ranges == 2
    assert limits.mean_moving_range == 1
    assert (limits.upper, limits.mean, limits.lower) == pytest.approx((4.60, 1.94, -0.72), abs=0.01)


def test_ranges_are_screened_once_only():
    # thirty ranges of 1, one of 10, one of 100: once the 100 is left out, the 10 would be next
    steps = [1, -1] * 15 + [10, 100]
    limits = process_limits(pd.Series(np.cumsum([0, *steps]), dtype="float64"))

    assert limits.screened_moving_ranges == 1
    assert limits.mean_moving_range == pytest.approx(40 / 31)


def test_equal_values_have_limits_of_no_width():
    limits = process_limits(written("7 7 7 7 7 7"))

    assert (limits.lower, limits.mean, limits.upper) == (7, 7, 7)


@given(figures)
def test_lower_limit_mean_and_upper_limit_are_in_order(values):
    limits = process_limits(values)

    assert limits.lower <= limits.mean <= limits.upper


@given(figures)
def test_months_read_backwards_give_the_same_limits(values):
    assert process_limits(values[::-1]) == process_limits(values)


@given(figures, st.integers(-10_000, 10_000))
def test_adding_to_every_month_moves_the_limits_by_as_much(values, shift):
    before, after = (process_limits(each) for each in (values, values + shift))

    assert (after.lower, after.mean, after.upper) == pytest.approx(
        (before.lower + shift, before.mean + shift, before.upper + shift)
    )
    assert after.mean_moving_range == before.mean_moving_range


@given(figures, st.sampled_from([0.25, 0.5, 2.0, 8.0]))
def test_another_unit_scales_the_limits(values, scale):
    before, after = (process_limits(each) for each in (values, values * scale))

    assert (after.lower, after.mean, after.upper) == pytest.approx(
        (before.lower * scale, before.mean * scale, before.upper * scale)
    )
    assert after.screened_moving_ranges == before.screened_moving_ranges


@given(figures)
def test_leaving_ranges_out_never_widens_the_limits(values):
    screened, whole = (process_limits(values, screen_moving_ranges=on) for on in (True, False))

    assert screened.mean == whole.mean
    assert screened.upper <= whole.upper


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (written("1 2 3 4"), "at least 5 values, and 4 came"),
        (written(""), "at least 5 values, and 0 came"),
        (written("1 2 nan 4 5 6"), "1 of 6 values are missing or not finite"),
        (written("1 2 inf 4 5 inf"), "2 of 6 values are missing or not finite"),
        (
            average_daily_beds().drop(pd.Period("2023-01", "M")),
            "are missing, twice there or out of order",
        ),
        (average_daily_beds()[::-1], "are missing, twice there or out of order"),
    ],
)
def test_values_that_cannot_be_described_are_refused(values, said):
    with pytest.raises(SeriesError, match=said):
        process_limits(values)
