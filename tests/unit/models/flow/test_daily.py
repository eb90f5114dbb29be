"""Averages of a day by any period, from figures by any other."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.catalogue import Frequency
from hsci_analysis.measures.series import series
from hsci_analysis.models.flow.daily import daily_average_by
from tests.monthly import monthly_series


def test_a_week_in_two_months_counts_in_each_by_its_days():
    weeks = series("emergency_admissions", "Glasgow City")
    months = daily_average_by(weeks, Frequency.MONTHLY)

    # April 2022: weeks ending 3 April (3 days), 10, 17, 24 April, and 1 May (6 days)
    held = weeks.values
    ends = ["2022-04-03", "2022-04-10", "2022-04-17", "2022-04-24", "2022-05-01"]
    counted = sum(
        held[pd.Period(end, freq="W-SUN")] / 7 * days
        for end, days in zip(ends, (3, 7, 7, 7, 6), strict=True)
    )
    assert months["value"]["2022-04"] == pytest.approx(counted / 30)


def test_only_whole_periods_are_given():
    weeks = series("emergency_admissions", "Glasgow City")
    assert str(weeks.periods[0].start_time.date()) == "2019-12-30"
    months = daily_average_by(weeks, Frequency.MONTHLY)
    assert (str(months.index[0]), str(months.index[-1])) == ("2020-01", "2023-05")


@settings(deadline=None)
@given(st.lists(st.integers(0, 5000), min_size=3, max_size=40), st.integers(0, 11))
def test_quarters_hold_what_their_months_do(bed_days, offset):
    months = monthly_series(str(pd.Period("2020-01", "M") + offset), bed_days)
    quarters = daily_average_by(months, Frequency.QUARTERLY)

    for quarter, row in quarters.iterrows():
        days = (quarter.end_time.normalize() - quarter.start_time).days + 1
        total = months.values[str(quarter.start_time.date()) : str(quarter.end_time.date())]
        assert len(total) == 3
        assert row["value"] * days == pytest.approx(total.sum())


def test_a_month_without_a_value_leaves_its_quarter_without():
    months = monthly_series("2020-01", [31, 29, 31, 30, 31, 30])
    months.frame.loc[months.frame.index[1], "value"] = np.nan
    months.frame.loc[months.frame.index[1], "status"] = "suppressed"
    quarters = daily_average_by(months, Frequency.QUARTERLY)

    assert list(quarters["status"]) == ["suppressed", "published"]
    assert np.isnan(quarters["value"].iloc[0])
    assert quarters["value"].iloc[1] == 1


def test_what_does_not_add_up_over_days_is_given_as_it_is_or_not_at_all():
    length = series("emergency_length_of_stay", "NHS Fife")
    assert daily_average_by(length, Frequency.QUARTERLY).equals(length.frame)
    with pytest.raises(SeriesError, match="does not add up over days, so it cannot be given by"):
        daily_average_by(length, Frequency.MONTHLY)


def test_a_quarter_says_nothing_of_its_months():
    hours = series("care_at_home_hours", "Fife")
    with pytest.raises(
        SeriesError, match="is counted by quarter, which says nothing of each month"
    ):
        daily_average_by(hours, Frequency.MONTHLY)
