"""Which period is printed, for each rule and both of its traps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsci_analysis.errors import ParametersError
from hsci_analysis.indicators.nothing import EmptyCell, Reason
from hsci_analysis.indicators.period_rule import SurveyRound, YearColumn, resolve
from hsci_analysis.indicators.registry import INDICATORS, find_indicator
from hsci_analysis.periods import CalendarYear, FinancialYear, Month

YEAR = FinancialYear(2025)
COMPLETE = Month(2026, 3)
TO_DECEMBER = Month(2025, 12)


def six_years(key: str, year: FinancialYear, complete_to: Month | None) -> list[YearColumn]:
    return [resolve(find_indicator(key), year + -back, complete_to) for back in range(5, -1, -1)]


@pytest.mark.parametrize(
    ("key", "complete_to", "label"),
    [
        ("NI-1", None, "2025/26 survey"),
        ("NI-9", None, "2025/26 survey"),
        ("NI-11", None, "2025 (calendar year)"),
        ("NI-12", COMPLETE, "2025/26"),
        ("NI-12", TO_DECEMBER, "2025 (calendar year, used in place of 2025/26)"),
        ("NI-13", TO_DECEMBER, "2025 (calendar year, used in place of 2025/26)"),
        ("NI-14", TO_DECEMBER, "2025 (calendar year, used in place of 2025/26)"),
        ("NI-15", TO_DECEMBER, "2025 (calendar year, used in place of 2025/26)"),
        ("NI-16", TO_DECEMBER, "2025 (calendar year, used in place of 2025/26)"),
        ("NI-12", Month(2025, 11), "2025/26"),
        ("NI-17", None, "2025/26"),
        ("NI-18", None, "2025"),
        ("NI-19", TO_DECEMBER, "2025/26"),
        ("MSG-4", COMPLETE, "2025/26"),
    ],
)
def test_the_label_that_is_printed(key: str, complete_to: Month | None, label: str) -> None:
    column = resolve(find_indicator(key), YEAR, complete_to)
    assert column.label == label
    assert not isinstance(column.period, EmptyCell)


@pytest.mark.parametrize("key", [f"NI-{number}" for number in range(12, 17)])
def test_where_no_records_are_held_no_calendar_year_is_said_to_be_used(key: str) -> None:
    for column in six_years(key, FinancialYear(2026), None):
        assert column.period == column.year
        assert (column.label, column.stands_in) == (str(column.year), False)


def test_edinburgh_printed_calendar_2023_in_place_of_2023_24() -> None:
    column = resolve(find_indicator("NI-15"), FinancialYear(2023), Month(2024, 2))
    assert column.period == CalendarYear(2023)
    assert column.stands_in


@pytest.mark.parametrize(
    ("key", "year", "label", "reason", "words"),
    [
        ("NI-3", 2024, "no survey", Reason.NO_SURVEY, "rounds are in 2013/14, 2015/16"),
        ("NI-3", 2011, "no survey", Reason.NO_SURVEY, "rounds are in 2013/14, 2015/16"),
        ("NI-20", 2020, "not published after 2019/20", Reason.NOT_PUBLISHED, "after 2019/20."),
        ("NI-20", 2015, "not published before 2016/17", Reason.NOT_PUBLISHED, "the first year"),
        ("NI-22", 2025, "not reported", Reason.NOT_PUBLISHED, "has never been reported"),
    ],
)
def test_where_no_figure_can_stand_the_column_says_why(
    key: str, year: int, label: str, reason: Reason, words: str
) -> None:
    column = resolve(find_indicator(key), FinancialYear(year), COMPLETE)
    assert column.label == label
    assert isinstance(column.period, EmptyCell)
    assert column.period.reason is reason
    assert words in column.period.words


@pytest.mark.parametrize("year", [2016, 2019])
def test_spending_on_emergencies_has_a_first_and_a_last_year(year: int) -> None:
    column = resolve(find_indicator("NI-20"), FinancialYear(year), None)
    assert column.period == FinancialYear(year)


def test_trap_b_a_calendar_year_shares_three_months_with_the_financial_year_before() -> None:
    column = resolve(find_indicator("NI-14"), YEAR, TO_DECEMBER)
    assert column.caution == (
        "January 2025 to March 2025 are counted in both periods: compare with 2024/25 with caution."
    )


def test_a_calendar_year_by_nature_follows_the_one_before_without_overlap() -> None:
    columns = six_years("NI-11", YEAR, COMPLETE)
    assert [column.label for column in columns][-2:] == [
        "2024 (calendar year)",
        "2025 (calendar year)",
    ]
    assert not any(column.stands_in or column.caution for column in columns)


def test_the_six_columns_of_a_survey() -> None:
    columns = six_years("NI-2", FinancialYear(2024), COMPLETE)
    assert [column.label for column in columns] == [
        "2019/20 survey",
        "no survey",
        "2021/22 survey",
        "no survey",
        "2023/24 survey",
        "no survey",
    ]


def test_a_survey_round_is_a_period() -> None:
    held = SurveyRound(FinancialYear(2023))
    assert (str(held), held.label) == ("2023/24", "2023/24 survey")
    assert held < SurveyRound(FinancialYear(2025))


@pytest.mark.parametrize("year", [2024, 2012, 2011])
def test_a_year_without_a_round_is_refused(year: int) -> None:
    with pytest.raises(ParametersError, match="rounds are in 2013/14, 2015/16"):
        SurveyRound(FinancialYear(year))


@given(
    st.sampled_from(list(INDICATORS)),
    st.integers(2016, 2030),
    st.none() | st.builds(Month, st.integers(2015, 2031), st.integers(1, 12)),
)
def test_every_column_has_a_period_of_its_year_or_a_reason(
    key: str, start: int, complete_to: Month | None
) -> None:
    columns = six_years(key, FinancialYear(start), complete_to)
    for column in columns:
        assert column.label
        if not isinstance(column.period, EmptyCell):
            assert str(column.year.start) in column.label
            assert column.period.first_day < column.year.last_day
    # One column at most stands in for its year, and only where the records end within it.
    standing_in = [column for column in columns if column.stands_in]
    assert len(standing_in) <= 1
    assert all(column.caution for column in standing_in)
    assert complete_to is not None or not standing_in
