"""What a scenario means, and every scenario that means nothing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsci_analysis.errors import ParametersError, SeriesError, UnknownNameError
from hsci_analysis.measures.series import series
from hsci_analysis.models.estimation_window import DEFAULT, Model, left_out_of
from hsci_analysis.models.flow.baseline import from_history, monthly
from hsci_analysis.models.flow.population import people_aged
from hsci_analysis.models.flow.scenario import scenario
from hsci_analysis.models.flow.scenarios import BackToYear, GrownWithPopulation, ReducedBy
from hsci_analysis.models.forecast.forecast import forecast
from hsci_analysis.periods import FinancialYear, Month


def spreads(outcome):
    return [one for one in (outcome.daily, outcome.total, outcome.people) if one is not None]


@settings(max_examples=25, deadline=None)
@given(st.floats(0.1, 100), st.integers(0, 11))
def test_a_reduction_takes_its_share_of_every_path(percent, steps):
    result = scenario("Fife", ReducedBy(percent, by=Month(2025, 9) + steps))

    kept = [1 - percent / 100 * min(step / (steps + 1), 1) for step in range(1, 13)]
    whole = scenario("Fife", ReducedBy(1e-12, by="2025-09")).frame
    for column in ("median", "lower80", "upper80", "lower95", "upper95"):
        assert list(result.frame[column]) == pytest.approx(list(whole[column] * kept), abs=1e-6)


@pytest.mark.parametrize("area", ["Fife", "Orkney Islands", "Scotland", "NHS Lothian"])
@pytest.mark.parametrize("definition", [BackToYear("2018/19"), ReducedBy(20, "2026-03")])
def test_figures_are_sane_and_limits_in_order(area, definition):
    result = scenario(area, definition)

    for outcome in (result.baseline, result.outcome):
        for one in spreads(outcome):
            limits = [one.lower95, one.lower80, one.median, one.upper80, one.upper95]
            assert limits == sorted(limits)
            assert limits[0] >= 0
            assert np.isfinite(limits).all()
        # a single month is higher than the mean of twelve
        assert outcome.high_month > outcome.daily.median
    ordered = result.frame[["lower95", "lower80", "median", "upper80", "upper95"]]
    assert (ordered.diff(axis="columns").iloc[:, 1:] >= 0).all(axis=None)


def test_days_are_the_beds_of_every_day_and_a_bed_is_a_person():
    outcome = scenario("Fife", ReducedBy(20, "2026-03")).outcome

    assert outcome.total.median == pytest.approx(outcome.daily.median * 365)
    assert outcome.people == outcome.daily


def test_admissions_are_no_people():
    grown = scenario("Fife", GrownWithPopulation(2030), measure="emergency_admissions")
    assert grown.outcome.people is None
    assert grown.daily_unit == "admissions a day"


def test_growth_is_that_of_the_projections_from_the_last_estimate_on():
    grown = scenario("Fife", GrownWithPopulation(2030), measure="emergency_admissions")

    now, then = grown.growth.now, grown.growth.then
    assert (now.year, now.grown_from) == (2023, None)
    assert (then.year, then.grown_from) == (2030, 2023)
    ratio = people_aged(grown.area, 2030).people / people_aged(grown.area, 2023).people
    expected = grown.baseline.daily.median * ratio
    assert grown.outcome.daily.median == pytest.approx(expected, rel=0.005)
    assert 1.05 < ratio < 1.3


def test_the_error_of_the_projections_is_carried_through_with_that_of_the_baseline():
    """Against growths drawn at random for each path of the baseline."""
    measure = "emergency_admissions"
    grown = scenario("Fife", GrownWithPopulation(2030), measure=measure)
    as_it_was = scenario("Fife", BackToYear("2022/23"), measure=measure)

    left_out = left_out_of(measure, Model.SCENARIO, DEFAULT)
    past = from_history(monthly(series(measure, "Fife")), left_out)
    means = past.paths @ past.days / past.days.sum()
    assert np.median(means) == pytest.approx(as_it_was.baseline.daily.median)
    drawn = np.random.default_rng(20).normal(0, grown.growth.error, (4000, 1))
    expected = means * grown.growth.ratio * np.exp(drawn)
    found = grown.outcome.daily
    for level, reached in ((0.025, found.lower95), (0.1, found.lower80), (0.975, found.upper95)):
        assert reached == pytest.approx(np.quantile(expected, level), rel=0.005)
    more = (expected - means).ravel()
    assert grown.difference.daily.lower95 == pytest.approx(np.quantile(more, 0.025), rel=0.03)
    assert grown.difference.daily.upper95 == pytest.approx(np.quantile(more, 0.975), rel=0.03)
    # were growth taken as known, most of what is more would be so too
    known = means * (grown.growth.ratio - 1)
    width = grown.difference.daily.upper95 - grown.difference.daily.lower95
    assert np.ptp(known) < width / 2


def test_what_is_carried_and_what_is_not_is_said():
    grown = scenario("Fife", GrownWithPopulation(2030), measure="emergency_admissions")
    said = grown.uncertainty
    assert "over 7 years, a standard error of 2.8 %" in said
    assert "not carry that rates change until 2030" in said
    assert said in grown.chart().caption
    assert "projections" not in scenario("Fife", ReducedBy(20, "2026-03")).uncertainty


def test_a_measure_that_ended_says_so_and_is_carried_on_from_there():
    grown = scenario("Fife", GrownWithPopulation(2030), measure="emergency_admissions")
    assert str(grown.figures_until) == "2023-05"
    assert (str(grown.first_month), str(grown.last_month)) == ("2023-06", "2024-05")


def test_back_to_a_year_of_next_to_nothing_is_possible():
    """Orkney had two months without a single bed day; a ratio to them would be no number."""
    back = scenario("Orkney Islands", BackToYear("2017/18"))
    assert np.isfinite(back.frame.to_numpy()).all()
    assert back.outcome.daily.median < back.baseline.daily.median


@pytest.mark.parametrize("by_day", [True, False])
def test_a_forecast_is_the_baseline_where_one_is_given(by_day):
    held = series("delayed_discharge_bed_days", "Fife")
    made = forecast(held.daily_average() if by_day else held)
    assert made.licensed
    result = scenario("Fife", ReducedBy(50, "2025-09"), forecast=made)

    beds = forecast(held.daily_average()).frame
    assert result.frame["baseline"].to_numpy() == pytest.approx(beds["median"].to_numpy())
    for name in ("median", "lower80", "upper95"):
        expected = beds[name].to_numpy() / 2
        assert result.frame[name].to_numpy() == pytest.approx(expected, rel=0.01)
    assert "forecast" in result.method


def test_a_forecast_of_something_else_or_without_licence_is_refused():
    moray = forecast(series("delayed_discharge_bed_days", "Moray"))
    unlicensed = replace(moray, back_test=None)
    with pytest.raises(SeriesError, match="Moray, and the scenario of Fife; it is not lice"):
        scenario("Fife", ReducedBy(50, "2025-09"), forecast=unlicensed)
    board = forecast(series("accident_and_emergency_attendances", "NHS Fife"))
    with pytest.raises(SeriesError, match="it is of Accident and emergency attendances, and the"):
        scenario("NHS Fife", ReducedBy(50, "2025-09"), forecast=board)
    early = forecast(series("delayed_discharge_bed_days", "Fife").until(Month(2024, 2)))
    with pytest.raises(SeriesError, match="its months are not those after the figures held"):
        scenario("Fife", ReducedBy(50, "2025-09"), forecast=early)


def test_definitions_take_periods_as_values_too():
    assert scenario("Fife", BackToYear(FinancialYear(2018))).frame.equals(
        scenario("Fife", BackToYear("2018/19")).frame
    )


def test_the_summary_has_a_row_for_each_and_limits_of_their_difference():
    result = scenario("Fife", ReducedBy(100, "2025-09"))
    summary = result.summary
    assert list(summary.index) == ["baseline", "scenario", "difference"]
    assert summary.loc["difference", "bed days"] == pytest.approx(
        summary.loc["scenario", "bed days"] - summary.loc["baseline", "bed days"]
    )
    # with every bed gone, what is saved is as uncertain as what would have been
    for one, other in (("lower80", "upper80"), ("lower95", "upper95")):
        assert summary.loc["difference", one] == pytest.approx(-summary.loc["baseline", other])
        assert summary.loc["difference", other] == pytest.approx(-summary.loc["baseline", one])


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (BackToYear("2018/20"), ["the two years do not follow each other"]),
        (BackToYear("2015/16"), ["2015/16 is not held in full: 0 of its months"]),
        (BackToYear("2016/17"), ["2016/17 is not held in full: 9 of its months"]),
        (BackToYear("2025/26"), ["2025/26 is not held in full: 5 of its months"]),
        (ReducedBy(0, "2026-03"), ["a reduction by 0 % is not above 0"]),
        (ReducedBy(101, "2026-03"), ["a reduction by 101 % is not above 0 and at most 100 %"]),
        (
            ReducedBy(-20, "2025-08"),
            ["a reduction by -20 %", "August 2025 is not among the months ahead, 2025-09 to"],
        ),
        (ReducedBy(float("nan"), "soon"), ["a reduction by nan %", "'soon' is not a month"]),
        (ReducedBy(20, "2026-09"), ["September 2026 is not among the months ahead"]),
        (GrownWithPopulation(2025), ["2025 does not come after 2025, the year of the last"]),
        (GrownWithPopulation(2044), ["and projections to 2043"]),
        (GrownWithPopulation(2030, aged_from=91), ["by age from 0 to 90, not from 91"]),
        (GrownWithPopulation(2030, aged_from=-1), ["by age from 0 to 90, not from -1"]),
    ],
)
def test_nonsense_is_refused_with_all_that_is_wrong(definition, said):
    with pytest.raises(ParametersError, match="the scenario for Fife cannot") as refused:
        scenario("Fife", definition)
    for wrong in said:
        assert wrong in str(refused.value)


def test_what_no_scenario_can_be_made_of_is_refused():
    with pytest.raises(SeriesError, match="does not add up over days, so there is no total"):
        scenario("NHS Fife", ReducedBy(20, "2025-03"), measure="occupied_beds")
    with pytest.raises(
        SeriesError, match="is counted by quarter, which says nothing of each month"
    ):
        scenario("NHS Fife", ReducedBy(20, "2025-03"), measure="emergency_stays")
    with pytest.raises(ParametersError, match="counted where they live"):
        scenario("NHS Fife", GrownWithPopulation(2030))
    with pytest.raises(UnknownNameError, match="did you mean 'Fife'"):
        scenario("Fief", ReducedBy(20, "2026-03"))
