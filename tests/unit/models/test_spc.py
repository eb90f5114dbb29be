"""A series described segment by segment."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hsci_analysis.errors import ParametersError, SeriesError
from hsci_analysis.models.spc import Segment, describe_process, process_limits
from hsci_analysis.periods import Month
from tests.monthly import BEFORE, PANDEMIC, SEGMENTS, SINCE, monthly_series

EVERY_MONTH = [60 + 7 * (month % 5) - 3 * (month % 2) for month in range(110)]  # to August 2025


@pytest.fixture
def series():
    return monthly_series("2016-07", EVERY_MONTH)


def test_each_segment_has_its_own_limits_and_the_pandemic_those_before_it(series):
    process = describe_process(series, SEGMENTS)

    before, pandemic, since = process.segments
    assert before.limits == process_limits(series.values[:"2020-02"])
    assert since.limits == process_limits(series.values["2022-07":])
    assert pandemic == replace(before, segment=PANDEMIC)
    assert (since.first, since.last) == (Month(2022, 7), Month(2025, 8))
    assert process.without_limits == ()


def test_frame_has_one_row_a_month_with_the_limits_in_force(series):
    frame = describe_process(series, SEGMENTS).frame

    assert list(frame) == ["value", "segment", "mean", "lower", "upper", "carried_forward"]
    assert frame.index.equals(series.frame.index)
    assert frame["segment"].value_counts().to_dict() == {
        BEFORE.name: 44,
        PANDEMIC.name: 28,
        SINCE.name: 38,
    }
    assert frame.index[frame["carried_forward"]].astype(str).tolist()[::27] == [
        "2020-03",
        "2022-06",
    ]
    assert frame["mean"]["2021-01"] == frame["mean"]["2019-12"] != frame["mean"]["2023-01"]


def test_at_finds_the_limits_of_a_month_and_none_after_the_end(series):
    process = describe_process(series, SEGMENTS)

    assert process.at(Month(2020, 2)) is process.segments[0]
    assert process.at(Month(2020, 3)) is process.segments[1]
    assert process.at(Month(2025, 8)) is process.segments[2]
    assert process.at(Month(2025, 9)) is None
    assert process.at(Month(2016, 6)) is None


def test_a_segment_without_months_gives_none():
    process = describe_process(monthly_series("2023-01", EVERY_MONTH[:30]), SEGMENTS)

    assert [described.segment for described in process.segments] == [SINCE]
    assert process.segments[0].first == Month(2023, 1)
    assert process.without_limits == ()


def test_a_pandemic_with_nothing_before_it_has_no_limits_and_says_why():
    process = describe_process(monthly_series("2021-01", EVERY_MONTH[:40]), SEGMENTS)

    (without,) = process.without_limits
    assert (without.segment, without.months) == (PANDEMIC, 18)
    assert without.reason == "there are no limits before it to carry forward"
    assert process.at(Month(2021, 5)) is None
    assert process.frame["lower"][:"2022-06"].isna().all()
    assert process.frame["lower"]["2022-07":].notna().all()


@pytest.mark.parametrize("months", [1, 4])
def test_too_few_months_for_limits_are_described_without(months):
    process = describe_process(monthly_series("2022-07", EVERY_MONTH[:months]), SEGMENTS)

    assert process.segments == ()
    (without,) = process.without_limits
    assert (without.segment, without.months) == (SINCE, months)
    assert without.reason == "it has fewer than 5 months"
    assert process.frame["upper"].isna().all()


def test_five_months_have_provisional_limits():
    (described,) = describe_process(monthly_series("2022-07", EVERY_MONTH[:5]), SEGMENTS).segments

    assert described.limits.provisional


def test_too_few_months_before_the_pandemic_leave_nothing_to_carry_forward():
    process = describe_process(monthly_series("2019-12", EVERY_MONTH[:20]), SEGMENTS)

    assert process.segments == ()
    assert [without.segment for without in process.without_limits] == [BEFORE, PANDEMIC]


LEAPING = [0, 30, 0, 30, 0, 30]


def test_a_lower_limit_below_zero_is_shown_as_zero_where_values_cannot_be_negative():
    process = describe_process(monthly_series("2022-07", LEAPING), SEGMENTS)

    assert process.segments[0].limits.lower < 0
    assert (process.frame["lower"] == 0).all()


def test_a_lower_limit_below_zero_stays_where_values_can_be_negative():
    series = monthly_series("2022-07", LEAPING, not_negative=False)
    process = describe_process(series, SEGMENTS)

    assert (process.frame["lower"] == process.segments[0].limits.lower).all()


def test_months_outside_every_segment_have_no_limits(series):
    process = describe_process(series, [Segment("one year", Month(2018, 4), Month(2019, 3))])

    assert process.frame["segment"].notna().sum() == 12
    assert process.frame["mean"].notna().sum() == 12


def test_a_missing_value_is_refused(series):
    holed = series.frame.assign(value=series.values.where(series.values.index != "2019-01"))
    with pytest.raises(SeriesError, match="1 of 110 values are missing"):
        describe_process(replace(series, frame=holed), SEGMENTS)


def test_a_missing_month_is_refused(series):
    gapped = series.frame.drop(pd.Period("2019-01", "M"))
    with pytest.raises(SeriesError, match="months between 2016-07 and 2025-08 are missing"):
        describe_process(replace(series, frame=gapped), SEGMENTS)


def test_a_weekly_series_is_refused(series):
    weeks = pd.period_range("2023-01-01", periods=20, freq="W-SUN")
    weekly = pd.DataFrame({"value": np.arange(20.0)}, index=weeks)
    with pytest.raises(SeriesError, match="is not monthly"):
        describe_process(replace(series, frame=weekly), SEGMENTS)


@pytest.mark.parametrize(
    "segments",
    [(SINCE, BEFORE), (BEFORE, Segment("again", Month(2020, 2), None)), (SINCE, SINCE)],
)
def test_segments_that_overlap_or_are_out_of_order_are_refused(series, segments):
    with pytest.raises(ParametersError, match="put segments in order without overlap"):
        describe_process(series, segments)
