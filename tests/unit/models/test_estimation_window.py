"""What estimation leaves out: whole periods, by measure and model."""

from datetime import date

import pytest

from hsci_analysis.errors import ParametersError
from hsci_analysis.measures.catalogue import MEASURES, Frequency
from hsci_analysis.models.estimation_window import DEFAULT, EstimationWindow, LeftOut, Model
from hsci_analysis.models.monthly import month_of, numbers_of
from tests.unit.models.forecast.drawn import months, weeks

DELAYED = "delayed_discharge_bed_days"


def test_months_and_weeks_with_a_day_left_out_are_left_out() -> None:
    window = EstimationWindow((LeftOut(date(2020, 3, 9), date(2020, 8, 30)),))
    in_months = months(60, "2018-01")
    in_weeks = weeks(200, "2019-01-06")
    out = in_weeks[window.covers(in_weeks)]
    numbers = numbers_of(in_months)
    expected = [f"2020-0{month}" for month in range(3, 9)]
    assert in_months[window.covers(in_months)].astype(str).tolist() == expected
    by_number = numbers[window.covers_months(numbers)]
    assert [str(month_of(int(number))) for number in by_number] == expected
    assert f"{out[0].end_time:%Y-%m-%d}" == "2020-03-15"
    assert f"{out[-1].end_time:%Y-%m-%d}" == "2020-08-30"


def test_several_stretches_may_be_left_out_and_none() -> None:
    window = EstimationWindow(
        (
            LeftOut(date(2020, 3, 1), date(2020, 4, 30)),
            LeftOut(date(2021, 1, 1), date(2021, 1, 9)),
        )
    )
    assert window.covers(months(24, "2020-01")).sum() == 3
    assert str(window) == "2020-03-01 to 2020-04-30 and 2021-01-01 to 2021-01-09"
    assert not EstimationWindow().covers(months(24)).any()
    assert str(EstimationWindow()) == "nothing"


def test_one_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ParametersError, match=r"ends .* before it begins"):
        LeftOut(date(2020, 3, 1), date(2020, 2, 1))


def test_what_is_left_out_of_one_measure_or_model_is_not_of_another() -> None:
    every = LeftOut(date(2021, 1, 1), date(2021, 1, 9))
    of_one = LeftOut(
        date(2020, 3, 1), date(2020, 4, 30), measures=(DELAYED,), models=(Model.CHANGE,)
    )
    window = EstimationWindow((every, of_one))
    assert window.of(DELAYED, Model.LIMITS) == window.of("other", Model.CHANGE)
    assert window.of(DELAYED, Model.LIMITS) == EstimationWindow((every,))
    assert len(window.of(DELAYED, Model.CHANGE).left_out) == 2


def test_every_monthly_and_weekly_measure_has_one_and_no_other_has() -> None:
    told = {
        key for key, measure in MEASURES.items() if measure.frequency is not Frequency.QUARTERLY
    }
    assert {measure for each in DEFAULT for measure in each.measures} == told
    assert DEFAULT.of("care_at_home_hours", Model.FORECAST) == EstimationWindow()


def test_no_level_is_held_against_the_months_with_few_delayed() -> None:
    for model, last in ((Model.FORECAST, "2020-09"), (Model.CHANGE, "2021-05")):
        periods = months(120, "2016-01")
        out = periods[DEFAULT.of(DELAYED, model).covers(periods)]
        assert (str(out[0]), str(out[-1])) == ("2020-03", last)


def test_those_of_the_benchmark_are_the_ones_it_was_run_with() -> None:
    from tests.benchmarks.forecast.snapshot import snapshot_panels

    measures = {
        "A": DELAYED,
        "B": "accident_and_emergency_attendances",
        "C": "accident_and_emergency_within_4_hours",
        "D": "emergency_admissions",
        "E": "weekly_emergency_department_attendances",
    }
    for key, panel in snapshot_panels().items():
        periods = panel.values.index
        out = periods[DEFAULT.of(measures[key], Model.FORECAST).covers(periods)]
        assert (out[0], out[-1]) == panel.window
