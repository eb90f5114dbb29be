"""What estimation leaves out: whole periods, by measure."""

from datetime import date

import pytest

from hsci_analysis.errors import ParametersError
from hsci_analysis.measures.catalogue import MEASURES, Frequency
from hsci_analysis.models.forecast.estimation_window import (
    DEFAULTS,
    LeftOut,
    estimation_window_of,
    left_out,
)
from tests.unit.models.forecast.drawn import months, weeks


def test_months_and_weeks_with_a_day_left_out_are_left_out() -> None:
    window = (LeftOut(date(2020, 3, 9), date(2020, 8, 30)),)
    in_months = months(60, "2018-01")
    in_weeks = weeks(200, "2019-01-06")
    out = in_weeks[left_out(window, in_weeks)]
    assert in_months[left_out(window, in_months)].astype(str).tolist() == [
        f"2020-0{month}" for month in range(3, 9)
    ]
    assert f"{out[0].end_time:%Y-%m-%d}" == "2020-03-15"
    assert f"{out[-1].end_time:%Y-%m-%d}" == "2020-08-30"


def test_several_stretches_may_be_left_out_and_none() -> None:
    spans = (
        LeftOut(date(2020, 3, 1), date(2020, 4, 30)),
        LeftOut(date(2021, 1, 1), date(2021, 1, 9)),
    )
    assert left_out(spans, months(24, "2020-01")).sum() == 3
    assert not left_out((), months(24)).any()


def test_one_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ParametersError, match=r"ends .* before it begins"):
        LeftOut(date(2020, 3, 1), date(2020, 2, 1))


def test_every_monthly_and_weekly_measure_has_one_and_no_other_has() -> None:
    forecastable = {
        key for key, measure in MEASURES.items() if measure.frequency is not Frequency.QUARTERLY
    }
    assert set(DEFAULTS) == forecastable
    assert estimation_window_of("care_at_home_hours") == ()


def test_those_of_the_benchmark_are_the_ones_it_was_run_with() -> None:
    from tests.benchmarks.forecast.snapshot import snapshot_panels

    measures = {
        "A": "delayed_discharge_bed_days",
        "B": "accident_and_emergency_attendances",
        "C": "accident_and_emergency_within_4_hours",
        "D": "emergency_admissions",
        "E": "weekly_emergency_department_attendances",
    }
    for key, panel in snapshot_panels().items():
        periods = panel.values.index
        out = periods[left_out(estimation_window_of(measures[key]), periods)]
        assert (out[0], out[-1]) == panel.window
