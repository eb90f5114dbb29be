"""Levels of quarterly measures: whole years, years in part, and years nobody submitted."""

import json

import pytest
from jsonschema import Draft202012Validator

from hsci_analysis.errors import FindingError
from hsci_analysis.findings.finding import Verdict
from hsci_analysis.findings.ledger import Ledger, schema
from hsci_analysis.findings.quarterly import NOT_SUBMITTED_QUARTERS, state_quarterly_levels
from hsci_analysis.measures.series import series
from hsci_analysis.periods import FinancialYear, Month
from tests.monthly import monthly_series
from tests.quarterly import quarterly_series

PEOPLE = "care_at_home_people"


def levels(values, year="2020/21", first="2020Q2", **about):
    held = quarterly_series(first, values, **about)
    if held.measure.daily_unit:
        held = held.daily_average()
    return state_quarterly_levels(held, FinancialYear.parse(year))


def test_a_whole_year_is_its_hours_by_its_days():
    # 91 + 92 + 92 + 90 = 365 days
    (finding,) = levels([9_100, 18_400, 9_200, 9_000])

    assert finding.verdict is Verdict.STATED
    assert finding.value == pytest.approx((9_100 + 18_400 + 9_200 + 9_000) / 365)
    assert finding.unit == "hours a day"
    evidence = finding.evidence
    assert (evidence.first_month, evidence.last_month) == (Month(2020, 4), Month(2021, 3))
    assert evidence.months_used == 12
    assert evidence.settings[NOT_SUBMITTED_QUARTERS] == 0


def test_quarters_of_people_count_alike():
    (finding,) = levels([100, 200, 300, 400], measure=PEOPLE)
    assert (finding.value, finding.unit) == (250, "people")


def test_a_year_in_part_is_incomplete_and_the_last_whole_one_stands_beside_it():
    asked, whole = levels([4, 4, 4, 4, 8, None, 8], "2021/22", measure=PEOPLE)

    assert (asked.verdict, asked.value) == (Verdict.INCOMPLETE, 8)
    evidence = asked.evidence
    assert (evidence.first_month, evidence.last_month) == (Month(2021, 4), Month(2021, 12))
    assert (evidence.months_used, evidence.settings[NOT_SUBMITTED_QUARTERS]) == (6, 1)
    assert (whole.verdict, whole.period, whole.value) == (Verdict.STATED, "2020/21", 4)


def test_a_year_after_the_figures_end_has_none_and_the_last_whole_one_is_found():
    asked, whole = levels([1, 2, 2, 2, 2, 5, 5], "2024/25", first="2020Q1", measure=PEOPLE)

    assert (asked.verdict, asked.value, asked.evidence.months_used) == (
        Verdict.NOT_AVAILABLE,
        None,
        0,
    )
    assert (asked.evidence.series_from, asked.evidence.series_until) == (
        Month(2020, 1),
        Month(2021, 9),
    )
    assert whole.period == "2020/21"


def test_a_year_nobody_submitted_says_how_many_quarters():
    asked, whole = levels([3, 3, 3, 3, None, None, None, None], "2021/22", measure=PEOPLE)
    assert asked.verdict is Verdict.NOT_AVAILABLE
    assert asked.evidence.settings[NOT_SUBMITTED_QUARTERS] == 4
    assert asked.evidence.series_until == Month(2021, 3)
    assert whole.period == "2020/21"


@pytest.mark.parametrize("year", ["2020/21", "2024/25"])
def test_what_was_never_submitted_is_told_as_that_for_any_year(year):
    (asked,) = levels([None] * 6, year, measure=PEOPLE)
    assert asked.value is None
    assert asked.evidence.settings[NOT_SUBMITTED_QUARTERS] >= 4


def test_without_a_whole_year_before_there_is_one_finding():
    (asked,) = levels([1, 2, None, 4, 5], "2021/22", measure=PEOPLE)
    assert asked.verdict is Verdict.INCOMPLETE


def test_the_ledger_takes_them_all_and_keeps_to_the_schema():
    findings = levels([4, 4, 4, 4, 8, None, 8], "2021/22")
    text = Ledger(findings).to_json()
    assert Ledger.from_json(text) == Ledger(findings)
    assert not list(Draft202012Validator(schema()).iter_errors(json.loads(text)))


def test_western_isles_never_submitted_its_care_homes():
    held = series("care_home_emergency_bed_days", "Western Isles").daily_average()
    (finding,) = state_quarterly_levels(held, FinancialYear(2024))
    assert finding.evidence.settings[NOT_SUBMITTED_QUARTERS] == 13


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (monthly_series("2020-04", [1] * 12).daily_average(), "it is by month"),
        (quarterly_series("2020Q2", [1] * 4), "it is in hours; ask for series.daily_average"),
        (
            series("care_at_home_people", "Fife", age_group="85+"),
            r"a part of its measure \(age_group 85\+\)",
        ),
    ],
)
def test_what_no_level_is_stated_of_is_refused(held, said):
    with pytest.raises(FindingError, match=said):
        state_quarterly_levels(held, FinancialYear(2020))
