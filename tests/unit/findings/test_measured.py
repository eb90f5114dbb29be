"""What is stated of a measure for a year: by test, by rule, by back-test, and by counting."""

from dataclasses import replace

import numpy as np
import pytest

from hsci_analysis.errors import FindingError
from hsci_analysis.findings.changed import CHANGED_BY, OTHER_WAY, state_changes
from hsci_analysis.findings.evidence import IntervalKind
from hsci_analysis.findings.finding import ComparatorKind, Kind, Verdict
from hsci_analysis.findings.forecasts import state_forecast
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.measured import measured
from hsci_analysis.findings.rules import ENDED_BEFORE, state_level
from hsci_analysis.findings.settled import settled
from hsci_analysis.findings.special_causes import FALSE_SIGNALS
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.measures.series import series
from hsci_analysis.models.change.change import change
from hsci_analysis.models.change.result import ChangeTest, Form
from hsci_analysis.models.flow.decomposition import decompose
from hsci_analysis.parameters.report import report_parameters
from hsci_analysis.periods import FinancialYear

DELAYED, WAITS = "delayed_discharge_bed_days", "accident_and_emergency_within_4_hours"


@pytest.fixture(scope="module")
def borders():
    return measured(DELAYED, report_parameters("scottish-borders", "2024/25"))


@pytest.fixture(scope="module")
def orkney():
    return measured(WAITS, report_parameters("orkney-islands", "2022/23"))


def of_kind(found, kind):
    return [finding for finding in found.findings if finding.kind is kind]


def test_every_finding_of_a_measure_survives_its_json(borders, orkney):
    for found in (borders, orkney):
        ledger = Ledger(found.findings)
        assert Ledger.from_json(ledger.to_json()) == ledger


def test_a_change_is_the_models_and_its_levels_are_the_figures(borders):
    year, five = borders.changes
    test = change(borders.totals).year
    assert isinstance(test, ChangeTest)
    assert year.verdict is Verdict.NO_CLEAR_CHANGE
    assert year.value == pytest.approx(27_016 / 365)
    assert year.comparator.value == pytest.approx(27_906 / 366)
    assert (year.comparator.difference, year.lower, year.upper) == pytest.approx(
        (test.change, test.lower, test.upper)
    )
    assert year.evidence.settings["smallest_rise"] == pytest.approx(test.smallest_rise)
    assert "2020-03" in year.evidence.settings["estimation_window"]
    assert five.comparator.kind is ComparatorKind.FIRST_MONTHS
    assert five.evidence.settings["form"] == Form.LEVELS
    assert five.comparator.period == "June 2021 to May 2022"


def test_the_last_digits_of_an_estimate_hang_on_no_machine(borders):
    year = borders.changes[0]
    for nudge in (1 - 1e-14, 1 + 1e-14):
        assert settled(replace(year, value=year.value * nudge)) == year


def test_a_test_that_the_levels_contradict_is_not_told(borders):
    found = change(borders.totals)
    upside_down = replace(found, five_years=replace(found.five_years, change=-20.0))
    (_, five) = state_changes(upside_down, borders.series, borders.level)
    assert (five.verdict, five.reason) == (Verdict.NOT_ASSESSED, OTHER_WAY)


def test_a_trend_has_the_sign_of_its_slope():
    report = report_parameters("scottish-borders", "2024/25")
    (trend,) = of_kind(measured("accident_and_emergency_attendances", report), Kind.TREND)
    assert (trend.verdict, trend.unit) == (Verdict.INCREASED, "% a year")
    assert trend.value > 0
    with pytest.raises(FindingError, match="lies the other way"):
        replace(trend, value=-trend.value)


def test_a_change_beside_scotlands_is_over_the_same_months(borders):
    for beside in borders.against_scotland:
        assert beside.part == CHANGED_BY
        assert beside.comparator.period == beside.period
    year = borders.against_scotland[0]
    assert year.value == borders.changes[0].comparator.difference


def test_special_causes_carry_the_chance_of_a_false_signal(orkney, borders):
    causes = orkney.special_causes
    assert {cause.verdict for cause in causes} == {Verdict.ABOVE, Verdict.BELOW}
    assert all(0 < cause.evidence.settings[FALSE_SIGNALS] < 1 for cause in causes)
    assert len({cause.id for cause in causes}) == len(causes) > 1
    (none,) = borders.special_causes
    assert (none.verdict, none.value) == (Verdict.AS_EXPECTED, 0)
    assert none.evidence.months_used == 12


def test_a_forecast_is_stated_only_with_its_licence(borders, orkney):
    ahead = borders.ahead
    last = borders.forecast.ahead[-1]
    assert (ahead.verdict, ahead.period) == (Verdict.STATED, "March 2026")
    assert (ahead.value, ahead.lower) == pytest.approx((last.median, last.lower80))
    assert ahead.interval.kind is IntervalKind.PREDICTION
    assert ahead.evidence.settings["error_relative_to_seasonal_naive"] < 1
    assert orkney.ahead.verdict is Verdict.NOT_STATED
    assert orkney.ahead.value is None
    assert "intervals" in orkney.ahead.reason


def test_without_its_back_test_the_same_forecast_is_not_stated(borders):
    untested = replace(borders.forecast, back_test=None)
    found = state_forecast(untested, borders.level)
    assert (found.verdict, found.value, found.interval) == (Verdict.NOT_STATED, None, None)
    with pytest.raises(FindingError, match="what is not stated says why"):
        replace(found, reason="")


def test_the_parts_of_a_change_add_up_to_it_twice(borders):
    whole, *parts = borders.flow
    assert whole.comparator.difference == decompose("Scottish Borders", "2023/24", "2024/25").change
    for column in ("reason", "age_group"):
        own = [part for part in parts if part.part.startswith(column)]
        assert sum(part.value for part in own) == whole.value
        assert sum(part.comparator.difference for part in own) == whole.comparator.difference
    with pytest.raises(FindingError, match="lies the other way"):
        replace(whole, verdict=Verdict.MORE)


def test_a_measure_by_board_of_treatment_is_stated_of_the_board(orkney):
    assert orkney.level.basis is Basis.TREATMENT
    assert orkney.level.area == "NHS Orkney"


def test_a_share_is_of_the_whole_year_and_not_the_mean_of_its_months():
    waits = series(WAITS, "NHS Borders")
    level = state_level(waits, None, FinancialYear(2022))
    seen = waits.frame["2022-04":"2023-03"]
    counted = (seen["value"] * seen["denominator"]).sum() / seen["denominator"].sum()
    assert level.value == pytest.approx(counted)
    assert level.value != pytest.approx(np.mean(seen["value"]))


def test_what_ends_before_the_year_makes_no_claim_about_it():
    report = report_parameters("orkney-islands", "2024/25")
    found = measured("emergency_admissions", report)
    asked, last = found.findings
    assert asked.verdict is Verdict.NOT_AVAILABLE
    assert asked.evidence.settings[ENDED_BEFORE] == 21
    assert (last.verdict, last.period) == (Verdict.STATED, "2022/23")
    assert (found.limits, found.forecast, found.ahead) == (None, None, None)


def test_what_begins_after_the_year_or_is_too_short_is_no_error():
    early, short = (report_parameters("shetland-islands", year) for year in ("2016/17", "2018/19"))
    share = "attendances_ending_in_admission_share"
    assert [one.verdict for one in measured(share, early).findings] == [Verdict.NOT_AVAILABLE]
    found = measured(share, short)
    assert found.level.verdict is Verdict.STATED
    assert found.ahead is None


def test_figures_withheld_throughout_are_not_forecast():
    found = measured("emergency_admissions", report_parameters("orkney-islands", "2022/23"))
    assert found.level.verdict is Verdict.STATED
    assert found.ahead is None


def test_withheld_weeks_leave_a_range():
    weeks = series("emergency_admissions", "Orkney Islands").daily_average()
    level = state_level(weeks, None, FinancialYear(2022))
    assert level.interval.kind is IntervalKind.WITHHELD
    assert level.lower < level.value < level.upper
    assert level.verdict is Verdict.STATED
    assert state_level(weeks, None, FinancialYear(2023)).verdict is Verdict.INCOMPLETE
